from __future__ import annotations

import pytest

from bot.domain.identifiers import ArticleId, StoryId
from bot.domain.origins import origins_of
from bot.domain.publishers import usual_name
from bot.domain.stories import Story
from tests.builders import article


def told_by(*tellings: tuple[str | None, str | None]) -> int:
    """Origins of articles given as (outlet, credit)."""
    members = [article(outlet=outlet, credit=credit) for outlet, credit in tellings]
    return len(origins_of(members))


@pytest.mark.parametrize(
    ("tellings", "count"),
    [
        ([("Harbour Post", None), ("Kestrel Daily", None)], 2),
        ([("Harbour Post", "AFP"), ("Kestrel Daily", "AFP")], 1),
        ([("Harbour Post", "AFP"), ("Kestrel Daily", "Reuters")], 2),
        ([("Harbour Post", "Financial Times"), ("The Financial Times", None)], 1),
        ([("Harbour Post", "AP"), ("The Associated Press", None)], 1),
        ([("Harbour Post", None), ("The Harbour Post", None)], 1),
        ([("Harbour Post", "AFP/Reuters")], 1),
        ([("Harbour Post", "AFP/Reuters"), ("Kestrel Daily", "AFP"), ("Lantern", "Reuters")], 2),
        ([("Lantern", "AFP"), ("Harbour Post", "Reuters/AFP")], 1),
        ([(None, None), (None, None)], 2),
        ([("A", "AFP"), ("B", "AFP"), ("C", "AFP"), ("D", None), ("E", "D")], 2),
        ([], 0),
    ],
)
def test_publishers_that_tell_and_not_after_another(tellings, count):
    assert told_by(*tellings) == count


def test_copies_of_one_text_are_one_origin_and_one_credit_tells_whose():
    wire = article(article_id=ArticleId("wire"), outlet="Lantern")
    copy = article(duplicate_of=ArticleId("wire"), outlet="Harbour Post", credit="AFP")
    other = article(outlet="Kestrel Daily", credit="AFP")
    assert origins_of([wire, copy, other]) == ("afp",)
    assert Story(StoryId("s"), "Vote", (wire, copy, other)).origins == 1
    assert origins_of([wire, copy]) == ("afp",)


def test_copies_of_a_text_that_is_not_among_them_are_one_origin():
    copies = [article(duplicate_of=ArticleId("gone"), outlet=name) for name in ("A", "B")]
    assert origins_of(copies) == ("gone",)


def test_the_order_of_the_articles_does_not_change_the_number():
    members = [
        article(outlet="A", credit="AFP/Reuters"),
        article(outlet="B", credit="Reuters"),
        article(outlet="C"),
    ]
    assert len(origins_of(members)) == len(origins_of(members[::-1])) == 2


@pytest.mark.parametrize(
    ("written", "usual"),
    [
        ("The Associated Press", "AP"), ("agence france-presse", "AFP"), ("The Guardian", "Guardian"),
        ("Die Welt", "Welt"), ("The Harbour  Post", "Harbour Post"), ("Lantern", "Lantern"), ("The", "The"),
    ],
)  # fmt: skip
def test_a_publisher_has_one_name(written, usual):
    assert usual_name(written) == usual


def test_a_portals_copy_and_its_source_are_one_origin():
    assert told_by(("Portal", "reuters.com"), ("Reuters", None)) == 1
    assert told_by(("Portal", "washingtonpost.com"), ("The Washington Post", None)) == 1
    assert told_by(("Portal", "harbour-post.example"), ("Kestrel Daily", None)) == 2
