"""Why something was done, told by the sentence after the one that tells of it.  Pure.  English.

"Velia recalled its envoy on Monday.  It accused Tarsia of spying."  Only a next sentence that
begins with whoever did it, or with the deed, and says that it is a reason is taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.built_in.candidates import Candidate
from bot.built_in.fitness import fit
from bot.built_in.questions import Asked, Kind
from bot.sentence_reading.readings import Reading

_REASON = re.compile(
    r"(?:It|He|She|They) (?:has |have |had |also )?(?:accused|blamed|cited|complained|objected|argued)\b"
    r"|(?:It|He|She|They) (?:said|did so|acted|took the step|made the move) [^.]{0,80}\b(?:because|in response|in protest|in retaliation)\b"
    r"|(?:The|This) (?:reason|move|decision|step|measure) (?:was (?:that|a response|in response)|(?:follows|followed|comes after|came after)\b)"
)


def told_with_reason(asked: Asked, among: Sequence[Candidate]) -> Sequence[Candidate]:
    """The sentences that tell the deed whose reason is asked for, and are followed by it."""
    if asked.kind is not Kind.WHY or asked.predicate is None:
        return ()
    told = fit(replace(asked, kind=Kind.OTHER), among)
    return [c for c in told if reason_after(c) is not None]


def reason_after(candidate: Candidate) -> Reading | None:
    """The next sentence, where it tells a reason."""
    following = candidate.readings[candidate.place + 1 : candidate.place + 2]
    return next((r for r in following if _REASON.match(r.text)), None)
