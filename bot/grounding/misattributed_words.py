"""What a report tells by itself is not put into anybody's mouth.

"Two ports were shut", as the writer says, is not told by "Ostra accused Velland of shutting two
ports", nor by "two ports were shut, the minister said".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.grounds import Ground, Grounds
from bot.memory.frequencies import weight_of
from bot.sentence_reading.attribution import speaker_of
from bot.sentence_reading.reporting_verbs import saying_verbs

_ACCUSED = re.compile(r"\b(?:accus\w+|blam\w+)\b(?:[^,;:.]{0,60}?)\s(?:of|for)\s", re.IGNORECASE)
_SAID = re.compile(
    r"\b(?:said|says|told \w+|claimed|claims|argued|insisted|warned|added)\b(?: that)?"
)
#: What tells in a source that it is somebody's word, or may be: indirect speech has "would".
_WORDED = re.compile(
    r"[“”\"«„]|\b(?:according|accus|alleg|claim|den(?:y|ies|ied)|report|suspect|blam|warn|would|could"
    r"|critici|condemn|protest|complain|call|describ|view|estimat|expect|fear|demand|charg|insist|for |want)",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?:He|She|They|It|His|Her|Their)\b")
_COLON = re.compile(r"\b[A-Z]\w+\s?:\s")
#: Share of the weight of what is said that the writer's own sentence must hold, and how much more
#: than any sentence that is somebody's word.
LEAST_HELD, LEAST_AHEAD = 0.6, 0.3


def check_put_in_mouths(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for a speaker of what the sources tell in no one's words."""
    said = _said(claim)
    total = sum(map(weight_of, said))
    if len(said) < 2:
        return
    held = [
        (sum(map(weight_of, said & g.stems)) / total, g) for g in (*grounds.cited, *grounds.about)
    ]
    own = max((share for share, g in held if not _is_somebodys(g)), default=0.0)
    worded = max((share for share, g in held if _is_somebodys(g)), default=0.0)
    if own >= LEAST_HELD and own >= worded + LEAST_AHEAD:
        who = speaker_of(claim.text) or claim.text.split(",")[0][:40]
        yield Problem(ProblemKind.NAME, who)


def _said(claim: Ground) -> frozenset[str]:
    """The words that a sentence puts into somebody's mouth; none where it is not plain."""
    found = _ACCUSED.search(claim.text) or _SAID.search(claim.text)
    if found is None or ";" in claim.text:
        return frozenset()
    after = {t.stem for t in claim.tokens if t.is_content and t.start >= found.end()}
    if not after and speaker_of(claim.text) is not None:
        who = claim.text.find(speaker_of(claim.text) or "")
        after = {t.stem for t in claim.tokens if t.is_content and t.end <= who}
    return frozenset(after)


def _is_somebodys(ground: Ground) -> bool:
    """Whether a source sentence is, or may be, somebody's word."""
    if ground.speaker is not None or _WORDED.search(ground.text) or _COLON.search(ground.text):
        return True
    if _PRONOUN.match(ground.text):
        return True
    return not saying_verbs().opining.isdisjoint(token.text for token in ground.tokens)
