from __future__ import annotations

from datetime import date

import pytest

from bot.dates.announced_dates import announced_in

FRIDAY = date(2026, 11, 27)


def days(text):
    return [(p.first, p.last) for _, p in announced_in(text, FRIDAY, "en")]


@pytest.mark.parametrize(
    "text",
    [
        "The chief of the guard was dismissed on Friday after an inquiry into the beating of students on Tuesday.",
        "The minister was questioned on Thursday over the arrest of two journalists on Monday.",
        "He said that the loan would be paid from the unused half of this year's budget.",
        "Olvia will not impose the duty due on 3 December.",
        "Ambassador Ito, who chairs the committee this month, said that the delay would help.",
        "Students outside the ministry are tonight singing the anthem.",
        "Members will go on paying what they owe, just as they do today.",
        "Two of the judges are in four days a week.",
        "The envoy called the 2 December attacks on the port a turning point.",
        "The bill won House and Senate votes in Friday’s early hours.",
    ],
)  # fmt: skip
def test_a_past_day_or_no_event_is_announced_by_nothing(text):
    assert days(text) == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The chief was dismissed on Friday and will face the court on Wednesday.", date(2026, 12, 2)),
        ("The talks were put off on Friday to Wednesday.", date(2026, 12, 2)),
        ("The leaders meet on Wednesday.", date(2026, 12, 2)),
        ("The date of the vote is 3 December.", date(2026, 12, 3)),
        ("The parties met ahead of the 6 December general election.", date(2026, 12, 6)),
        ("The harbour stays shut until Wednesday.", date(2026, 12, 2)),
    ],
)  # fmt: skip
def test_what_is_to_come_stays_announced(text, day):
    assert (day, day) in days(text)


@pytest.mark.parametrize(
    ("text", "language", "kept"),
    [
        ("Die Gespräche werden vom 1. Dezember auf den 8. Dezember verschoben.", "de", 8),
        ("Olvia verschiebt die Wahl vom 1. Dezember auf den 8. Dezember.", "de", 8),
        ("Die für den 1. Dezember geplante Runde wird auf den 8. Dezember verschoben.", "de", 8),
        ("La réunion, prévue le 1er décembre, a été reportée au 8 décembre.", "fr", 8),
        ("Le vote est reporté du 1er décembre au 8 décembre.", "fr", 8),
    ],
)
def test_of_what_is_moved_only_the_new_day_is_ahead_in_other_languages(text, language, kept):
    found = [p.first for _, p in announced_in(text, FRIDAY, language)]
    assert found == [date(2026, 12, kept)]
