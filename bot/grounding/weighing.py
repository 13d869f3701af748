"""How much speaks against text of others, of which no check found anything wrong.

Two signs are weighed together: the words that its sources lack, and the words that they have only
far from each other.  The weights are of a logistic regression over the claims that no other check
stops, of one half of four public sets (docs/quality.md), each set and each verdict counting the
same; no set has weights of its own.  Left-out sources, ten folds: mean balanced accuracy .678,
against .662 for bounds on the same sums chosen in the same way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.apart import share_apart
from bot.grounding.grounds import Ground, Grounds
from bot.grounding.support import telling_words, unknown_words, weight_together

#: What words that the sources lack count (one never heard weighs 8.3, a common one 3 to 5): those
#: of all sentences together, and those of the sentence that lacks most once more.
PER_MISSING, PER_MISSING_MOST = 0.003, 0.014
#: From this sum on, more of them count no more.
MOST_MISSING = 120.0
#: What it counts when all known pairs of a sentence are apart in the sources.
PER_APART = 0.93
#: The share of the weight of its words that a text's sources must hold in any case.
LEAST_COVERAGE = 0.35
#: From this sum on a text is taken as not told by its sources.
TOO_MUCH = 1.0


def check_weight(sentences: Sequence[Ground], grounds: Grounds) -> Iterator[Problem]:
    """A problem when what sentences say together is too little in their sources, or too scattered."""
    wanted = sum(weight_together(telling_words(sentence)) for sentence in sentences)
    missing = [unknown_words(sentence, grounds) for sentence in sentences]
    lacking = [weight_together(words) for words in missing]
    apart, pair = max(
        (share_apart(sentence, grounds) for sentence in sentences),
        key=lambda found: found[0],
        default=(0.0, None),
    )
    for_missing = PER_MISSING * min(sum(lacking), MOST_MISSING) + PER_MISSING_MOST * max(
        lacking, default=0.0
    )
    for_apart = PER_APART * apart
    is_known = sum(lacking) <= (1 - LEAST_COVERAGE) * wanted
    if is_known and for_missing + for_apart < TOO_MUCH:
        return
    if is_known and pair is not None and for_apart > for_missing:
        yield Problem(ProblemKind.UNSUPPORTED, f"{pair.one.text} … {pair.other.text}")
    else:
        yield Problem(ProblemKind.UNSUPPORTED, ", ".join(t.text for ts in missing for t in ts))
