"""What two searches for one question found, as one list."""

from __future__ import annotations

from bot.answering.recalling import EVIDENCE_PASSAGES, by_turns
from bot.domain.articles import Hit
from bot.domain.identifiers import VersionId
from tests.builders import article, whole


def hits(*names: str) -> list[Hit]:
    found = [article(f"The {name} talks went on.", version_id=VersionId(name)) for name in names]
    return [Hit(rank, 1.0, whole(each), each) for rank, each in enumerate(found, start=1)]


def names(found) -> str:
    return "".join(hit.passage.version_id for hit in found)


def test_a_passage_stands_where_the_better_search_has_it():
    assert names(by_turns(hits(*"abc"), hits(*"xya"))) == "axbyc"


def test_the_best_of_one_search_is_not_lost_for_being_last_in_the_other():
    others = "mnopqrstu"[: EVIDENCE_PASSAGES - 1]
    found = by_turns(hits("a", *"bcdefghij"), hits(*others, "a"))

    assert names(found)[:3] == "amb"
    assert len(found) == EVIDENCE_PASSAGES
