"""Who published a page, who signed it and what it is called, rule by rule."""

from __future__ import annotations

import json

import pytest

from bot.domain.dating import DateSource
from bot.ingest.article_text import read_page
from bot.ingest.bylines import author_names
from bot.ingest.outlet_name import site_name
from bot.ingest.timestamps import read_timestamp

URL = "https://www.harbour-post.example/world/asia/talks-resume"
PROSE = """<p>The delegations met in the harbour city on Friday and agreed to open two crossings to convoys before the month ends.</p>
<p>“We are close,” the mediator told reporters, adding that the delegations would meet again in May to settle what remains open.</p>
<p>The draft names a commission of five to watch over the crossings, diplomats said on Thursday after a day of consultations.</p>"""
H1 = "<h1>Talks resume in the harbour city</h1>"


def read(
    head: str = "", body: str = H1, *, url: str | None = URL, around: str = "", after: str = ""
):
    page = f"<html lang='en'><head>{head}</head><body>{around}<article>{body}{PROSE}{after}</article></body></html>"
    return read_page(page.encode(), url, "text/html")


def ld(**said) -> str:
    node = {"@context": "https://schema.org", "@type": "NewsArticle", **said}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def site(name: str) -> str:
    return f'<meta property="og:site_name" content="{name}">'


def published_by(name: str) -> str:
    return ld(publisher={"@type": "Organization", "name": name})


@pytest.mark.parametrize(
    ("head", "around", "outlet"),
    [
        (site("The Harbour Post"), "", "The Harbour Post"),
        (site("The Harbour Post | News from the coast"), "", "The Harbour Post"),
        (published_by("The Harbour Post"), "", "The Harbour Post"),
        (published_by("Harbour Media GmbH") + '<meta name="application-name" content="Harbour Post">', "", "Harbour Post"),
        (site("harbourpost") + published_by("Harbour Post"), "", "Harbour Post"),
        (site("harbour-post.example") + published_by("The Harbour Post"), "", "The Harbour Post"),
        (site("Harbour-Post.example"), "", "Harbour-Post.example"),
        (site("harbour.uk"), "", "Harbour"),
        (site("harbour.uk"), '<a href="/">Harbour Post</a>', "Harbour Post"),
        (site("HBP"), '<a href="/">HARBOUR POST home</a>', "Harbour Post"),
        (site("HBP"), "", "HBP"),
        (site("UNO"), '<a href="/">Harbour Post</a>', "UNO"),
        ("<title>Talks resume in the harbour city | World | Harbour Post</title>", "", "Harbour Post"),
        ("<title>Talks resume in the harbour city -- World -- Harbour Post</title>", "", "Harbour Post"),
        ("", '<a href="/" title="To the Harbour Post front page"><img alt=""></a>', "Harbour Post"),
        ("", '<link rel="alternate" type="application/rss+xml" title="Harbour Post » Feed">', "Harbour Post"),
        ('<meta name="application-name" content="Talks resume in the harbour city"><meta property="og:title" content="Talks resume in the harbour city">', "", "harbour-post.example"),
        ("", "", "harbour-post.example"),
        ("<title>Talks resume in the harbour city – Ministry of Roads, Bridges and Inland Navigation of the Coast</title>", "", "Ministry of Roads, Bridges and Inland Navigation of the Coast"),
        ("", '<a href="/es">Ministerio de Puertos, Faros y Aguas Interiores</a>', "Ministerio de Puertos, Faros y Aguas Interiores"),
        (site("Newsroom | Harbour Council"), "", "Harbour Council"),
        ("<title>Talks resume in the harbour city | Harbour Office</title>" + site("Harbour Office EN"), "", "Harbour Office"),
        (site("Harbour Post EN"), "", "Harbour Post EN"),
        (site("Organization for Lighthouses and Inland Navigation of Coasts"), "", "Organization for Lighthouses and Inland Navigation of Coasts"),
    ],
)  # fmt: skip
def test_the_outlet_is_called_what_it_calls_itself(head, around, outlet):
    assert read(head, around=around).outlet == outlet


def test_an_abbreviated_host_is_written_out_where_the_page_names_its_site():
    link = '<a href="/"><img alt="Harbour Post-Logo"></a>'
    assert read(around=link, url="https://www.hp.example/a/b").outlet == "Harbour Post"


@pytest.mark.parametrize(
    ("window", "title", "outlet"),
    [
        ("No: 41, 9 May 2026, On the Crossings / Republic of Harbours Ministry of Roads", "No: 41, 9 May 2026, On the Crossings", "Republic of Harbours Ministry of Roads"),
        ("Ministry of Roads and Harbours", None, "Ministry of Roads and Harbours"),
        ("Ministry of Roads denies a closure", "Ministry of Roads denies a closure", "harbour-post.example"),
        ("Crossings reopen - Government says no", "Crossings reopen - Government says no", "harbour-post.example"),
    ],
)  # fmt: skip
def test_a_page_without_a_heading_is_told_from_its_body_by_the_windows_title(window, title, outlet):
    found = read(f"<title>{window}</title>", "")
    assert (found.title, found.outlet) == (title, outlet)


def test_a_second_heading_tells_where_a_title_ends():
    window = f"<title>{TITLE} - Ministry of Roads - Portal of States</title>"
    assert read(window, f"<h2>{TITLE}</h2>").title == TITLE


def test_a_part_of_a_bodys_site_is_called_as_the_whole():
    head = "<title>Talks resume in the harbour city | Meetings and Press Releases</title>"
    link = '<a href="https://www.hc.example">Welcome to the Harbour Council</a>'
    assert read(head, around=link, url="https://press.hc.example/a/b").outlet == "Harbour Council"


def test_a_saved_page_is_its_declared_sites():
    head = f'<link rel="canonical" href="{URL}">'
    assert read(head, around='<a href="/">Harbour Post</a>', url=None).outlet == "Harbour Post"


def test_names_of_sites_are_names():
    assert site_name("The Harbour Post (www.harbour-post.example)") == "The Harbour Post"
    assert site_name("Harbour Post Website") == "Harbour Post"
    assert site_name("https://harbour-post.example") is None


TITLE = "Talks resume in the harbour city"
SEARCHED = "Harbour talks: what to know about the crossings"


@pytest.mark.parametrize(
    ("head", "h1", "title"),
    [
        (f"<title>{TITLE} | World | Harbour Post</title>{site('Harbour Post')}", "", TITLE),
        (f"<title>{TITLE} - Asia - Harbour Post</title>{site('Harbour Post')}", "", TITLE),
        (f"<title>Harbour Post: news</title>{ld(headline=TITLE)}", "Log in", TITLE),
        (f"<title>{TITLE}</title>{site('Harbour Post')}", "Harbour Post", TITLE),
        (f"<title>{TITLE} - Harbour Post</title>{site('Harbour Post')}", f"Log in</h1><h1>{TITLE}", TITLE),
        (f'<meta property="og:title" content="{TITLE}：港口邮报">{site("港口邮报")}', "", TITLE),
        (f'<meta property="og:title" content="{TITLE}">{ld(headline="What to know about the talks")}', TITLE, TITLE),
        (f'<meta property="og:title" content="{TITLE}">{ld(headline=f"Summit: {TITLE}")}', f"Summit: {TITLE}", TITLE),
        (f'<meta property="og:title" content="Summit: {TITLE}">{ld(headline=TITLE)}', TITLE, f"Summit: {TITLE}"),
        ("<title>港口城市恢复谈判-港口网</title>", "", "港口城市恢复谈判"),
        ("<title>港口城市恢复谈判_港口新闻网</title>", "", "港口城市恢复谈判"),
        ("<title>谈判：港口城市的新希望</title>", "", "谈判：港口城市的新希望"),
        (f"<title>{TITLE} - and why now</title>", "", f"{TITLE} - and why now"),
        (f'<meta property="og:title" content="{TITLE}">{ld(headline=SEARCHED)}', f"{SEARCHED}</h1><h2>{TITLE}</h2><h1>", TITLE),
        (f'<meta property="og:title" content="{SEARCHED}">{ld(headline=TITLE)}', f"{SEARCHED}</h1><h2><i>Asia</i> {TITLE}</h2><h1>", TITLE),
        (f'<meta property="og:title" content="{TITLE}">{ld(headline=SEARCHED)}', f"{SEARCHED}</h1><h2>Why now?</h2><h2>{TITLE}</h2><h1>", SEARCHED),
        (f'<meta property="og:title" content="{TITLE}-World | Harbour Post"><meta name="title" content="{TITLE}">{site("Harbour Post")}', "", TITLE),
    ],
)  # fmt: skip
def test_the_title_is_the_headline_without_the_sites_own(head, h1, title):
    assert read(head, f"<h1>{h1}</h1>" if h1 else "").title == title


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ana Pérez and Jo Li", ["Ana Pérez", "Jo Li"]),
        ("Ana Pérez, Jo Li & Max Orr", ["Ana Pérez", "Jo Li", "Max Orr"]),
        ("Von Ana Pérez, Diplomatische Korrespondentin", ["Ana Pérez"]),
        ("Ana Pérez – Senior foreign affairs editor", ["Ana Pérez"]),
        ("Par Ana Pérez et Jo Li", ["Ana Pérez", "Jo Li"]),
        ("Ana Pérez/Jo Li", ["Ana Pérez", "Jo Li"]),
        ("ANNA LINDEN", ["Anna Linden"]),
        ("AFP Harbour", ["AFP Harbour"]),
        ("김민수 기자", ["김민수"]),
        ("カイロ＝山田太郎", ["山田太郎"]),
        ("Ana Pérez (aper)", ["Ana Pérez"]),
        ("ana@harbour-post.example, @anaperez", []),
        ("https://social.example/harbourpost/", []),
        ("Staff Reporter", []),
        ("View all posts by Ana Pérez", ["Ana Pérez"]),
        ("Posted by Jo Li on", ["Jo Li"]),
        ("Nga Ana Pérez", ["Ana Pérez"]),
        ("Max Orr Tuesday", ["Max Orr"]),
        ("User Admin", []),
        ("Super User", []),
        ("相关文章", []),
        ("Department for Roads, Bridges & Harbours", ["Department for Roads, Bridges & Harbours"]),
        ("Inland, Coastal & Harbour Office", ["Inland, Coastal & Harbour Office"]),
        ("Ana Pérez and Jo Li, Foreign Office correspondent", ["Ana Pérez", "Jo Li"]),
    ],
)
def test_author_lines_give_names_and_nothing_else(line, names):
    assert author_names(line) == names


PEOPLE = [{"@type": "Person", "givenName": "Ana", "familyName": "Pérez"}]
OUTLET = {"@type": "Organization", "name": "Harbour Post"}


@pytest.mark.parametrize(
    ("head", "body", "author"),
    [
        (ld(author=PEOPLE), "", "Ana Pérez"),
        (ld(author=[PEOPLE, [{"@type": "Person", "name": "Jo Li"}]]), "", "Ana Pérez, Jo Li"),
        (ld(author=OUTLET), "", "Harbour Post"),
        (ld(author=OUTLET), '<span class="metaAuthorItem">Ana Pérez</span>', "Ana Pérez"),
        (ld(author=[*PEOPLE, {"name": "Harbour Post Sports"}]), "", "Ana Pérez"),
        ("", '<a href="/authors/ana-perez">Ana Pérez</a>', "Ana Pérez"),
        ("", '<a href="/person/ana-perez">Ana Pérez</a>', None),
        ("", "<p><b>ANNA LINDEN</b></p>", "Anna Linden"),
        ('<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Jo Li">', "", "Jo Li"),
        ('<meta name="twitter:label1" content="Est. reading time"><meta name="twitter:data1" content="3 minutes">', "", None),
        ("", "<p><b>Harbour City</b></p><p>The Harbour City talks went on and on, said a delegate who left the hall late on Friday evening, and they will go on in May.</p>", None),
        ("", '<figure><span class="author">Jo Li</span></figure>', None),
        (site("Harbour Post") + '<meta name="author" content="Harbour Post, Vienna, Austria">', "", "Harbour Post"),
        (site("Harbour Post") + '<meta name="author" content="Harbour Post, Jo Li">', "", "Jo Li"),
        (site("Harbour Post") + '<meta name="author" content="harbour-post.example">', "", "harbour-post.example"),
        ('<meta property="article:author" content="https://social.example/harbourpost/">', "", None),
    ],
)  # fmt: skip
def test_the_author_is_who_signs(head, body, author):
    assert read(site("Harbour Post") + head, H1 + body).author == author


def test_bylines_of_other_articles_are_not_this_ones():
    byline = '<div><p><span class="author-name">{}</span></p></div>'
    others = "<section><ul>" + "".join(
        f"<li>{byline.format(n)}</li>" for n in ("Max Orr", "Lea Sund")
    )
    found = read("", H1 + byline.format("Ana Pérez"), after=others + "</ul></section>")
    assert found.author == "Ana Pérez"


@pytest.mark.parametrize(
    ("head", "day", "section"),
    [
        (ld(dateModified="2024-03-23T08:00:00Z", articleSection=["World", "Asia"]), "2024-03-23", "World"),
        ('<meta property="article:modified_time" content="2024-03-23"><meta property="article:section" content="World">', "2024-03-23", "World"),
        (ld(**{"@type": "SatiricalArticle"}, articleSection="World"), None, "Satire"),
        (ld(genre="Satire", articleSection="World"), None, "Satire"),
        (ld(**{"@type": ["NewsArticle", "OpinionNewsArticle"]}, articleSection="World"), None, "Opinion"),
        (ld(genre="News", articleSection="World"), None, "World"),
        ("", None, None),
    ],
)  # fmt: skip
def test_the_last_change_and_the_section_are_read_where_they_are_written(head, day, section):
    found = read(head)
    assert (found.modified_at.date().isoformat() if found.modified_at else None) == day
    assert found.section == section


@pytest.mark.parametrize(
    ("head", "body", "source"),
    [
        (ld(datePublished="2024-03-22T08:00:00Z"), H1, DateSource.PAGE_DATA),
        ('<meta property="article:published_time" content="2024-03-22">', H1, DateSource.META_TAG),
        ("", H1 + '<time pubdate datetime="2024-03-22">Friday</time>', DateSource.TIME_MARK),
        ("", H1 + '<p>Published <span itemprop="datePublished" content="2024-03-22"></span></p>', DateSource.PAGE_DATA),
        ("", H1 + '<p class="date">22 March 2024</p>', DateSource.PAGE_WORDS),
    ],
)  # fmt: skip
def test_where_the_day_was_read_is_told(head, body, source):
    found = read(head, body)
    assert found.published_at is not None
    assert (f"{found.published_at:%Y-%m-%d}", found.date_source) == ("2024-03-22", source)


@pytest.mark.parametrize(
    ("shown", "day"),
    [
        (H1 + "<p>March 22, 2024</p>", "2024-03-22"),
        (H1 + "<div><span>By Anna Linden</span> <span>22.03.2024, 18:10</span></div>", "2024-03-22"),
        # where offices put the day of a release
        ("<div class='meta'>22.03.2024 - Press release</div>" + H1, "2024-03-22"),
        (H1 + "<p>公開日 2024年3月22日</p>", "2024-03-22"),
        # the day that readers see, not the last change's or a comment's
        (f"<article><header>{H1}<time datetime='2024-03-26T10:18:46Z'>Published 22 March 2024</time></header></article>", "2024-03-22"),
        (H1 + "<p>Updated 24 March 2024</p><p>Published 22 March 2024</p>", "2024-03-22"),
        (f"{H1}<p>22 March 2024</p><article><header><time datetime='2024-03-29'>A reader</time></header></article>", "2024-03-22"),
        # a day in a menu, or of which day and month may be turned round, is none
        (f"{H1}<nav><p>22 March 2024</p></nav>", None),
        (H1 + "<p>03/04/2024</p>", None),
    ],
)  # fmt: skip
def test_the_day_beside_the_headline_is_the_day_of_publication(shown, day):
    page = f"<html><body><main>{shown}{PROSE}</main></body></html>"
    found = read_page(page.encode(), URL, "text/html").published_at
    assert (f"{found:%Y-%m-%d}" if found else None) == day


def test_a_marked_moment_of_the_day_shown_tells_its_hour():
    mark = "<time datetime='2024-03-22T18:10:00+01:00'>22 March 2024</time>"
    found = read("", f"<article><header>{H1}{mark}</header></article>")
    assert found.published_at is not None
    assert found.published_at.isoformat() == "2024-03-22T18:10:00+01:00"
    assert found.date_source is DateSource.TIME_MARK


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("20240322T055000+0900", "2024-03-22T05:50:00+09:00"),
        ("20240322", "2024-03-22T00:00:00+00:00"),
        ("20240322055000", "2024-03-22T05:50:00+00:00"),
        ("20249922", None),
        ("1711087800", "2024-03-22T06:10:00+00:00"),
    ],
)
def test_moments_without_marks_between_are_read(written, moment):
    found = read_timestamp(written)
    assert (found.isoformat() if found else None) == moment


@pytest.mark.parametrize("path", ["2024/03/22", "2024/3/22", "20240322", "2024-03-22"])
def test_a_day_that_stands_in_the_address_is_told_as_such(path):
    found = read(url=f"https://harbour-post.example/{path}/talks")
    if found.published_at is not None:
        assert found.date_source is DateSource.ADDRESS
    assert path != "2024/03/22" or found.published_at is not None


def test_where_the_last_change_was_read_is_told():
    changed = read(ld(dateModified="2024-03-23T08:00:00Z"))
    assert changed.modified_source is DateSource.PAGE_DATA
    assert (read().modified_at, read().modified_source, read().date_source) == (None, None, None)
