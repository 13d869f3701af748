"""Promise 1, read in the source: no sentence about the world is posted past the gate."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.domain.claims import Citation, CitedClaim, SpanOf
from bot.domain.identifiers import ArticleId, VersionId
from bot.errors import UnsealedClaimError

BOT = Path(__file__).resolve().parent.parent / "bot"
GATE = "grounding/gate.py"


@functools.cache
def modules() -> tuple[tuple[str, ast.Module], ...]:
    return tuple(
        (path.relative_to(BOT).as_posix(), ast.parse(path.read_text(encoding="utf-8")))
        for path in sorted(BOT.rglob("*.py"))
    )


def name_of(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def calls_of(name: str) -> Iterator[tuple[str, ast.Call]]:
    for path, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and name_of(node.func) == name:
                yield path, node


def mentions_of(name: str) -> set[str]:
    """Modules that import, call, or otherwise name something."""
    found = set()
    for path, tree in modules():
        for node in ast.walk(tree):
            names = {getattr(node, "id", None), getattr(node, "attr", None)}
            if isinstance(node, ast.ImportFrom):
                names |= {alias.name for alias in node.names}
            if name in names:
                found.add(path)
    return found


def test_only_the_gate_makes_seals() -> None:
    assert mentions_of("seal_of") <= {GATE, "domain/claims.py"}
    assert mentions_of("_SEAL_KEY") <= {"domain/claims.py"}


def test_only_the_gate_makes_cited_claims() -> None:
    assert {path for path, _ in calls_of("CitedClaim")} == {GATE}


def test_only_grounding_lays_evidence_open() -> None:
    assert {path for path, _ in calls_of("Exhibit")} == {"grounding/exhibits.py"}


def test_nothing_goes_around_the_constructor() -> None:
    for name in ("__new__", "__setstate__", "_make", "construct", "model_construct"):
        offenders = {
            path
            for path, call in calls_of(name)
            if any("CitedClaim" in ast.unparse(argument) for argument in (call.func, *call.args))
        }
        assert offenders == set()
    sealed = {path for path, call in calls_of("replace") if "claim" in ast.unparse(call).lower()}
    assert sealed == set(), "a cited claim is made anew by the gate, not copied with changes"


def test_only_messages_makes_words() -> None:
    # Besides, posts come back out of the store with the words that they were stored with.
    allowed = {"domain/messages.py", "storage/post_documents.py"}
    assert {path for path, _ in calls_of("Words")} <= allowed


def test_the_bots_own_words_are_literals() -> None:
    offenders = [
        f"{path}:{call.lineno}"
        for path, call in calls_of("words")
        if not (
            call.args
            and isinstance(call.args[0], ast.Constant)
            and isinstance(call.args[0].value, str)
        )
    ]
    assert offenders == []


def test_no_module_hides_them_behind_another_name() -> None:
    renamed = [
        f"{path}: {alias.name} as {alias.asname}"
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name in {"words", "Words", "CitedClaim", "seal_of"} and alias.asname
    ]
    assert renamed == []


@pytest.mark.parametrize("seal", [b"", b"x" * 32])
def test_a_claim_without_the_gates_seal_cannot_exist(seal) -> None:
    citation = Citation(
        ArticleId("a"), VersionId("v"), SpanOf.TEXT, 0, 4, "Text", None, None, None, None
    )
    with pytest.raises(UnsealedClaimError):
        CitedClaim("Text", (citation,), seal)
