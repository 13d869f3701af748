from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.briefing.agenda import announced, entries_of, without_repeats
from bot.domain.briefings import AgendaEntry
from bot.domain.claims import CitedClaim, DraftClaim, DraftSpan
from bot.domain.identifiers import StoryId
from bot.grounding.gate import check_draft
from tests.builders import article, evidence

THURSDAY = datetime(2024, 3, 21, 9, tzinfo=UTC)
FRIDAY = date(2024, 3, 22)
HEADS = "Blinken heads to Israel on Friday to press for a truce in Gaza."


def claim(text, published_at=THURSDAY):
    told = article(text, published_at=published_at)
    checked = check_draft(DraftClaim(text, (DraftSpan(1, text),)), evidence(told))
    assert isinstance(checked, CitedClaim)
    return checked


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (HEADS, [FRIDAY]),
        ("The council will vote on Friday morning.", [FRIDAY]),
        ("Parliament must ratify the treaty by 30 June.", [date(2024, 6, 30)]),
        (
            "Ministers will meet on 3 April and again on 8 May 2024.",
            [date(2024, 4, 3), date(2024, 5, 8)],
        ),
        ("Blinken told reporters on Thursday that he will fly to Israel on Friday.", [FRIDAY]),
        ("The council will vote later on Thursday.", [date(2024, 3, 21)]),
        ("Blinken said on Thursday that gaps are narrowing.", []),
        ("The draft failed on Tuesday.", []),
        ("The war began on October 7.", []),
        ("Ministers will meet ahead of Friday's vote.", [FRIDAY]),
        ("Beijing would never rule out force, it said of Friday's drills.", []),
        ("Talks will resume.", []),
    ],
)
def test_what_is_ahead_is_counted_from_publication(text, days):
    assert [entry.day for entry in entries_of(claim(text))] == days


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Talks will resume next week.", date(2024, 3, 25), date(2024, 3, 31)),
        ("Talks will resume in the coming days.", date(2024, 3, 21), date(2024, 3, 28)),
    ],
)
def test_a_week_that_is_ahead_is_no_day(text, first, last):
    assert [(entry.day, entry.last) for entry in entries_of(claim(text))] == [(first, last)]


def test_a_week_whose_day_is_named_is_no_entry_of_its_own():
    text = "Talks will resume next week, and ministers will join on Tuesday."

    assert [(e.day, e.last) for e in entries_of(claim(text))] == [(date(2024, 3, 26), None)]


def test_without_a_publication_date_a_weekday_stays_a_weekday():
    assert entries_of(claim(HEADS, published_at=None)) == ()


def test_two_sentences_that_announce_one_thing_for_one_day_are_one_entry():
    same = claim("Blinken will head to Israel on Friday to press for a truce.")
    other = claim("The council will vote on the American draft on Friday.")
    entries = [e for c in (claim(HEADS), same, other) for e in entries_of(c)]
    assert [e.claim.text for e in without_repeats(entries)] == [HEADS, other.text]


def test_one_sentence_may_announce_two_days():
    entries = entries_of(claim("Ministers will meet on 3 April and again on 8 May 2024."))
    assert len(without_repeats(entries)) == 2


def test_what_articles_announce_is_told_for_the_days_that_are_asked_for():
    veto = article(
        f"{HEADS} Egypt's foreign minister will host talks on 3 April.", published_at=THURSDAY
    )
    match = article(
        "The striker will miss the cup final on Friday.", title="Striker out", published_at=THURSDAY
    )
    found = announced([veto, match], FRIDAY, FRIDAY + timedelta(days=7))
    assert [(e.day, e.claim.text) for e in found] == [(FRIDAY, HEADS)]
    assert len(announced([veto], FRIDAY, FRIDAY + timedelta(days=30))) == 2


SIGNING = "Ostmark and Velia will sign a fishing accord in Kesten on 3 April, a minister said."


def announced_after(*texts):
    told = [
        article(
            text, title="Ministers on Ostmark and Velia", published_at=THURSDAY + timedelta(hours=n)
        )
        for n, text in enumerate(texts)
    ]
    found = without_repeats(announced(told, FRIDAY, FRIDAY + timedelta(days=60)))
    return [(entry.day, entry.claim.text) for entry in found]


def test_what_was_called_off_stands_as_the_later_report_tells_it():
    off = "Ostmark has cancelled the signing of the fishing accord with Velia, its president said."
    assert announced_after(SIGNING, off) == [(date(2024, 4, 3), off)]
    assert announced_after(off, SIGNING) == [(date(2024, 4, 3), SIGNING)]


@pytest.mark.parametrize(
    "put_off",
    [
        "The signing of the fishing accord of Ostmark and Velia has been put off to 9 May.",
        "The signing of the accord of Ostmark and Velia, due on 3 April, was postponed to 9 May.",
        "Ostmark postponed the signing of the fishing accord with Velia from 3 April to 9 May.",
    ],
)
def test_what_was_put_off_stands_for_its_new_day_alone(put_off):
    assert announced_after(SIGNING, put_off) == [(date(2024, 5, 9), put_off)]


def test_what_was_put_off_and_then_called_off_is_told_as_called_off_alone():
    told = [
        article(text, title=title, published_at=THURSDAY + timedelta(days=day))
        for day, title, text in (
            (0, "Chad to tax salt", "Chad will impose a duty on salt of Niger from 2 April, envoy Omar Sel said."),
            (2, "Chad delays salt duty", "Chad has delayed its duty on salt of Niger from 2 April to 9 April, envoy Omar Sel said."),
            (4, "Chad drops salt duty", "Envoy Omar Sel said that Chad will not impose the duty on salt of Niger due on 9 April."),
        )
    ]  # fmt: skip
    entries = announced(told, date(2024, 3, 25), date(2024, 4, 30))
    assert {entry.claim.text for entry in entries} <= {told[2].text}


def test_another_matter_that_was_called_off_changes_nothing():
    off = "Ostmark has cancelled a visit of its minister to Velia, its president said."
    assert announced_after(SIGNING, off) == [(date(2024, 4, 3), SIGNING)]


def test_what_was_called_off_stands_before_what_announced_it_in_other_words():
    off = claim("The talks planned on Rafah for Friday have been called off.")
    announces = claim("Talks on Rafah are planned for Friday, an envoy said.")
    found = without_repeats([*entries_of(announces), AgendaEntry(FRIDAY, off)])
    assert [e.claim.text for e in found] == [off.text]


def test_one_story_told_in_two_languages_announces_a_thing_once_and_in_english():
    german, english = (
        article(
            text,
            title=title,
            language=language,
            published_at=THURSDAY,
            story_id=StoryId("port"),
        )
        for text, title, language in (
            ("Minister aus Ghana werden am 3. April in Genf beraten.", "Treffen in Genf", "de"),
            ("Ministers from Ghana will meet in Geneva on 3 April.", "Meeting in Geneva", "en"),
        )
    )
    entries = [
        entry
        for told in (german, english)
        for entry in entries_of(
            check_draft(DraftClaim(told.text, (DraftSpan(1, told.text),)), evidence(told))
        )
    ]
    kept = without_repeats(entries, is_one_story=True, articles=[german, english])
    assert len(entries) == 2
    assert [entry.claim.text for entry in kept] == [english.text]


def test_what_is_told_of_its_own_day_is_done():
    ahead = "Ostmark's parliament is expected to confirm Ana Maro as foreign minister on Friday."
    done = (
        "Ostmark's parliament confirmed Ana Maro as foreign minister on Friday by 55 votes to 30."
    )
    first = article(ahead, title="Ostmark names Ana Maro foreign minister", published_at=THURSDAY)
    later = article(
        done,
        title="Ostmark confirms Maro as foreign minister",
        published_at=THURSDAY + timedelta(hours=30),
    )
    assert [e.claim.text for e in announced([first], FRIDAY, FRIDAY)] == [ahead]
    assert announced([first, later], FRIDAY, FRIDAY) == ()


def test_two_ways_to_say_who_takes_office_on_one_day_are_one_entry():
    one = claim("Maro, 52, takes office as foreign minister on Friday.")
    other = claim("The new foreign minister takes office on Friday.")
    assert len(without_repeats([*entries_of(one), *entries_of(other)])) == 1
