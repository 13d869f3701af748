"""A model's words as drafts for the gate, and the gate's words for the model's second try."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.domain.claims import DraftClaim, DraftSpan, Problem
from bot.domain.evidence import Evidence
from bot.grounding.shown_evidence import Numbered, as_written, one_line

#: A sentence that the gate turned down, with what it holds against it.
Fault = tuple[DraftClaim, tuple[Problem, ...]]

#: Characters of a faulty sentence, and of the words at fault, that a model is shown again.
_LONGEST_SHOWN = 400


def read_claim(entry: Mapping[str, Any]) -> DraftClaim | None:
    """One claim of a reply; None when it is not one.  What it says, the gate judges."""
    text, spans, speaker = entry.get("text"), entry.get("spans"), entry.get("speaker", "")
    if not isinstance(text, str) or not isinstance(spans, list) or not isinstance(speaker, str):
        return None
    read = [_read_span(span) for span in spans]
    sound = tuple(span for span in read if span is not None)
    if len(sound) < len(read):
        return None
    return DraftClaim(as_written(text).strip(), sound, as_written(speaker).strip() or None)


def read_claims(entries: Iterable[Mapping[str, Any]], most: int) -> tuple[DraftClaim, ...]:
    """The first claims of a list of a reply, each once."""
    claims = [claim for claim in map(read_claim, entries) if claim is not None]
    return tuple(dict.fromkeys(claims))[:most]


def show_faults(faults: Sequence[Fault], kind: str | None = None) -> str:
    """One line for each faulty sentence: what it said, and which of its words are not carried."""
    label = f"{kind}: " if kind else ""
    return "\n".join(f"- {label}{_sentence(c)} -- {_problems(found)}" for c, found in faults)


def cited_by(faults: Sequence[Fault], evidence: Evidence) -> tuple[Numbered, ...]:
    """The evidence that faulty sentences cite, under its numbers; all of it if they cite none."""
    cited = {span.number for claim, _ in faults for span in claim.spans}
    found = tuple((number, item) for number, item in evidence.numbered() if number in cited)
    return found or tuple(evidence.numbered())


def _sentence(claim: DraftClaim) -> str:
    numbers = ", ".join(str(span.number) for span in claim.spans)
    speaker = f" (speaker: {one_line(claim.speaker, _LONGEST_SHOWN)})" if claim.speaker else ""
    return f'"{one_line(claim.text, _LONGEST_SHOWN)}"{speaker} from [{numbers}]'


def _problems(problems: Sequence[Problem]) -> str:
    return "; ".join(f"{p.kind}: {one_line(p.text, _LONGEST_SHOWN)}" for p in problems)


def _read_span(span: Any) -> DraftSpan | None:
    match span:
        case {"number": bool()}:
            return None
        case {"number": int(number), "quote": str(quote)}:
            return DraftSpan(number, as_written(quote))
    return None
