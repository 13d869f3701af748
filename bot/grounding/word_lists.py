"""Lists of English words that the checks know, written as plain text."""

from __future__ import annotations


def listed(words: str) -> frozenset[str]:
    """A list written as words between white space."""
    return frozenset(words.split())


#: Words that carry no content of their own: grammar, not subject matter.
STOP_WORDS = listed(
    """a about above after again against all also although am among an and any are aren't as at be
    because been before being below between both but by can can't cannot could couldn't did didn't
    do does doesn't doing don't down during each either else even ever every few for from further
    had hadn't has hasn't have haven't having he her here hers herself him himself his how however
    i if in into is isn't it its itself just let may me might more most much must my myself neither
    no nor not now of off on once one only onto or other our ours ourselves out over own per quite
    rather same shall she should shouldn't since so some such than that the their theirs them
    themselves then there these they this those though through thus to too under until up upon us
    very was wasn't we were weren't what when where whether which while who whom whose why will
    with within without won't would wouldn't yet you your yours"""
)
