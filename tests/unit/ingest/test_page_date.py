"""The day of publication where no program is told it: in the lines by the headline, in any language."""

from __future__ import annotations

import json

import pytest
from lxml import html

from bot.ingest.article_text import read_page
from bot.ingest.shown_day import shown_day
from bot.ingest.written_days import days_in_figures, days_named, written_day

PROSE = """<p>The delegations met in the harbour city and agreed to open two crossings to convoys before the end of the month, which neither side had wanted to promise so far.</p>
<p>“We are close,” the mediator told reporters, adding that the delegations would meet again to settle what remains open, and that a draft of 3 January 2020 was no longer on the table.</p>"""
TITLE = "Delegations agree to open two crossings"


def day_of(above: str = "", below: str = "", *, lang: str = "en", head: str = "", around: str = ""):
    page = (
        f'<html lang="{lang}"><head>{head}</head><body>{around}<main>{above}<h1>{TITLE}</h1>{below}'
        f"{PROSE}</main></body></html>"
    )
    found = read_page(page.encode(), "https://ministry.example/news/41", "text/html").published_at
    return found.date().isoformat() if found else None


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Posted On: 09 MAY 2026 6:45PM"), ("en", "May 9, 2026"), ("en", "9 May 2026 | Last updated: 11 May 2026"),
        ("en", "Updated 11 May 2026 - Published 9 May 2026"), ("de", "09.05.2026 - Pressemitteilung"), ("de", "9. Mai 2026"),
        ("fr", "Publié le samedi 9 mai 2026"), ("fr", "09/05/2026"), ("es", "9 de mayo de 2026"), ("it", "9 Maggio 2026"),
        ("pt", "9 de maio de 2026"), ("nl", "9 mei 2026"), ("pl", "9 maja 2026"), ("cs", "9. května 2026"), ("hu", "2026. május 9."),
        ("ru", "9 мая 2026 года 19:45"), ("uk", "Субота, 9 травня 2026, 08:05"), ("tr", "9 Mayıs 2026 Cumartesi"),
        ("ar", "السبت، ٩ مايو ٢٠٢٦ - ٤:٣٠ م"), ("ar", "9 أيار/مايو 2026"), ("zh", "2026年5月9日 来源：本报"),
        ("ja", "令和8年5月9日"), ("ko", "2026년 5월 9일"), ("hi", "९ मई २०२६"),
    ],
)  # fmt: skip
def test_a_line_below_the_headline_tells_the_day(language, line):
    below = f'<div class="meta"><span>{line}</span></div>'
    assert day_of(below=below, lang=language) == "2026-05-09"
    assert day_of(above=below, lang=language) == "2026-05-09"


@pytest.mark.parametrize(
    "below",
    [
        "<p>Last updated: 9 May 2026</p>",
        "<p>Stand: 9. Mai 2026</p>",
        '<p class="today-date">9 May 2026</p>',
        "<figure><figcaption>Convoys at the crossing, 9 May 2026</figcaption></figure>",
        "<p>The film is on air on 9 May 2026.</p>",
        "<p>Available until 9 May 2026</p>",
        "<h2>What was agreed on 9 May 2026</h2>",
    ],
)
def test_a_line_that_tells_of_another_day_does_not(below):
    tree = html.fromstring(f"<html><body><h1>{TITLE}</h1>{below}{PROSE}</body></html>")
    assert shown_day(next(tree.iter("h1")), "de") is None


def test_the_pages_own_node_and_its_titles_come_first():
    node = {
        "@context": "https://schema.org",
        "@graph": [{"@type": "WebPage", "datePublished": "2026-05-09T16:05:00+00:00"}],
    }
    head = f'<script type="application/ld+json">{json.dumps(node)}</script>'
    changed = '<meta property="article:modified_time" content="2026-05-12T18:20:31+00:00">'
    assert day_of(head=head + changed) == "2026-05-09"
    assert day_of(below="<p>8 May 2026</p>", head=f"<title>{TITLE} | 09.05.2026</title>") == (
        "2026-05-09"
    )


def test_a_numbered_release_tells_its_day_in_its_title():
    named = f"<html><head><title>No: 41, 9 May 2026, On the crossings</title></head><body>{PROSE}"
    found = read_page(named.encode(), None, "text/html")
    assert f"{found.published_at:%Y-%m-%d}" == "2026-05-09"


@pytest.mark.parametrize(
    ("closing", "day"),
    [
        ("<p>Port Elm<br>9 May 2026</p>", "2026-05-09"),
        ("<p>Port Elm, le 9 mai 2026</p>", "2026-05-09"),
        ("<p>The text of 9 May 2026 is here.</p>", None),
        ("<p>From 9 May 2026 to 11 May 2026</p>", None),
    ],
)
def test_a_statement_may_end_with_its_day(closing, day):
    page = f"<html><body><article><h1>{TITLE}</h1>{PROSE.replace('3 January 2020', 'last week')}{closing}</article></body></html>"
    found = read_page(page.encode(), None, "text/html").published_at
    assert (f"{found:%Y-%m-%d}" if found else None) == day


def test_a_name_of_two_months_is_read_by_its_language():
    assert written_day("9 listopada 2026") is None
    assert [written_day("9 listopada 2026", of)[0].month for of in ("pl", "hr")] == [11, 10]


@pytest.mark.parametrize(
    ("line", "language", "days"),
    [
        ("03/04/2026", None, []),
        ("03/04/2026", "fr", ["2026-04-03"]),
        ("04/23/2026", "en", ["2026-04-23"]),
        ("2026.04.03 17:20", None, ["2026-04-03"]),
        ("31.02.2026, release 1-2-2026-3", "de", []),
    ],
)
def test_figures_are_a_day_where_they_can_be_one_only(line, language, days):
    assert [f"{day.at:%Y-%m-%d}" for day in days_in_figures(line, language)] == days


def test_days_stand_in_order():
    found = days_named("Updated 11 May 2026, first on 令和8年5月9日")
    assert [day.at.day for day in found] == [11, 9]
