"""What came of a set of questions: the figures, and how they compare with the last run.  Pure."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from bot.app.evaluation.cases import Case

#: Pinned for the shipped set, on the built-in writer: raise them when it gets better, never lower
#: them.  A set of one's own is measured against the same.
FLOORS = {"answered": 0.95, "abstained": 0.95, "citations": 1.0}

#: What each figure is a share of, in words.
_MEANINGS = {
    "answered": "right, of what can be answered",
    "abstained": "abstained on, of what cannot",
    "citations": "verbatim at their place",
    "recall": "found in the first ten passages",
}


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One question and what came of it."""

    case: Case
    is_right: bool
    #: Whether what is looked for is among the passages found; None where the line does not tell it.
    is_found: bool | None
    citations: int
    verbatim_citations: int
    seconds: float
    #: In US dollars; None where the model's price is not known.
    cost: float | None


@dataclass(frozen=True, slots=True)
class LastRun:
    """What is kept of a run: figures, and which of its questions were right, by `name_of`."""

    at: datetime
    writer: str
    shares: Mapping[str, float]
    right: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of one evaluation; shares are between 0 and 1."""

    writer: str
    asked: tuple[CaseResult, ...]
    last: LastRun | None = None

    @property
    def shares(self) -> Mapping[str, float]:
        """Of each kind of what was measured, the share that is as it should be."""
        found = [a.is_found for a in self.asked if a.is_found is not None]
        shares = {
            "answered": _share([a.is_right for a in self.asked if a.case.is_answerable]),
            "abstained": _share([a.is_right for a in self.asked if not a.case.is_answerable]),
            "citations": _share(
                [n < a.verbatim_citations for a in self.asked for n in range(a.citations)]
            ),
        }
        return shares | ({"recall": _share(found)} if found else {})

    @property
    def is_good(self) -> bool:
        """Whether every share reaches its floor."""
        return all(self.shares[name] >= floor for name, floor in FLOORS.items())

    @property
    def cost(self) -> float | None:
        """What the model cost in US dollars; None where a price is not known."""
        costs = [a.cost for a in self.asked]
        return None if None in costs else sum(cost for cost in costs if cost is not None)

    def newly(self, *, right: bool) -> Sequence[str]:
        """The questions that the last run had wrong and this one right, or the other way round."""
        if self.last is None:
            return ()
        before = self.last.right
        return [
            a.case.question
            for a in self.asked
            if a.is_right is right and before.get(name_of(a.case)) is (not right)
        ]

    def document(self) -> dict[str, Any]:
        """The report as data."""
        return {
            "writer": self.writer,
            "questions": len(self.asked),
            "shares": {name: round(share, 4) for name, share in self.shares.items()},
            "floors": FLOORS,
            "ok": self.is_good,
            "seconds": round(sum(a.seconds for a in self.asked), 3),
            "seconds_p50": round(self._seconds(0.5), 3),
            "seconds_p95": round(self._seconds(0.95), 3),
            "cost": None if self.cost is None else round(self.cost, 6),
            "wrong": [a.case.question for a in self.asked if not a.is_right],
            "last_run": self._last_document(),
        }

    def _last_document(self) -> dict[str, Any] | None:
        if self.last is None:
            return None
        return {
            "at": self.last.at.isoformat(),
            "writer": self.last.writer,
            "shares": dict(self.last.shares),
            "newly_right": self.newly(right=True),
            "newly_wrong": self.newly(right=False),
        }

    def rows(self) -> Sequence[str]:
        """The report for people."""
        took = f"  an answer took {self._seconds(0.5):.2f} s (median), {self._seconds(0.95):.2f} s (p95)"
        return [
            f"{len(self.asked)} questions, answered by {self.writer}",
            "",
            *(self._row(name, share) for name, share in self.shares.items()),
            "",
            f"{took}; {self._price()}",
            *self._listed(),
            *self._compared(),
        ]

    def _row(self, name: str, share: float) -> str:
        mark = " " if name not in FLOORS else "✓" if share >= FLOORS[name] else "✗"
        floor = f"floor {FLOORS[name]:.0%}" if name in FLOORS else ""
        was = self.last.shares.get(name) if self.last else None
        change = "" if was is None else _change(share - was)
        told = f"{mark} {name:<9} {share:6.1%}  {_MEANINGS[name]:<31}  {floor:<10}  {change}"
        return told.rstrip()

    def _price(self) -> str:
        if self.cost is None:
            return "what it cost is not known: set the model's price"
        return f"all cost {self.cost:.4f} $" if self.cost else "nothing was paid"

    def _listed(self) -> Sequence[str]:
        wrong = [a.case.question for a in self.asked if not a.is_right]
        return ["", "Wrong:", *(f"  {question}" for question in wrong)] if wrong else []

    def _compared(self) -> Sequence[str]:
        if self.last is None:
            return ["", "This is the first run of this set here: the next is compared with it."]
        when = f"{self.last.at:%-d %B %Y, %H:%M} UTC"
        lines = ["", f"Compared with the run of {when}, by {self.last.writer}:"]
        for is_right, word in ((True, "right"), (False, "wrong")):
            changed = self.newly(right=is_right)
            lines += [f"  now {word}: {question}" for question in changed]
        return [*lines, "  the same questions are right"] if len(lines) == 2 else lines

    def _seconds(self, share: float) -> float:
        took = sorted(a.seconds for a in self.asked)
        if not took:
            return 0.0
        return (
            statistics.median(took)
            if share == 0.5
            else took[min(len(took) - 1, int(share * len(took)))]
        )


def name_of(case: Case) -> str:
    """A case's name in what is kept of a run: no question is written down there."""
    return sha256(f"{case.channel}\0{case.asked_at}\0{case.question}".encode()).hexdigest()[:16]


def name_of_set(cases: Sequence[Case]) -> str:
    """A set's name: the same for the same questions, in whatever order."""
    return sha256("".join(sorted(map(name_of, cases))).encode()).hexdigest()[:16]


def _share(outcomes: Sequence[bool]) -> float:
    return sum(outcomes) / len(outcomes) if outcomes else 1.0


def _change(points: float) -> str:
    if abs(points) < 0.0005:
        return "= as last time"
    return f"{'▲' if points > 0 else '▼'} {abs(points) * 100:.1f} points"
