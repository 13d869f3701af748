"""Whether a figure of the sources carries a figure of a sentence: value, unit and hedge."""

from __future__ import annotations

from bot.figures.reading import Bound, Figure


def agrees(claimed: Figure, found: Figure) -> bool:
    """Whether a figure of the source carries a figure of the sentence: value, unit and hedge."""
    if claimed.is_vague and not found.is_vague and not found.is_ordinal:
        return 2 * claimed.value <= found.value < 1000 * claimed.value
    return (
        _same_unit(claimed.unit, found.unit)
        and claimed.is_ordinal == found.is_ordinal
        and claimed.is_vague == found.is_vague
        and _same_pair(claimed, found)
        and _same_value(claimed, found)
    )


#: Names that currencies of several countries have.
_SHARED_NAMES = {
    "crown": {"SEK", "NOK", "CZK"}, "dinar": {"KWD"}, "peso": {"MXN"}, "lei": {"RON"},
}  # fmt: skip


def _same_unit(a: str | None, b: str | None) -> bool:
    if a is None or b is None:
        return "%" not in {a, b}
    return a == b or b in _SHARED_NAMES.get(a, ()) or a in _SHARED_NAMES.get(b, ())


def _same_pair(claimed: Figure, found: Figure) -> bool:
    if claimed.partner is None or found.partner is None:
        return True
    return claimed.partner == found.partner and claimed.is_first == found.is_first


#: (hedge of the sentence, hedge of the source) that say different things of one value.
_CONTRARY = {
    *((Bound.ABOVE, told) for told in Bound if told not in {Bound.ABOVE, Bound.LEAST}),
    *((Bound.BELOW, told) for told in Bound if told not in {Bound.BELOW, Bound.MOST}),
    *((Bound.LEAST, told) for told in (Bound.BELOW, Bound.MOST, Bound.ABOUT)),
    *((Bound.MOST, told) for told in (Bound.ABOVE, Bound.LEAST, Bound.ABOUT)),
    *((Bound.PRECISE, told) for told in Bound if told not in {Bound.EXACT, Bound.PRECISE}),
}


def _same_value(claimed: Figure, found: Figure) -> bool:
    gap = abs(claimed.value - found.value)
    if gap <= 1e-9 * max(1.0, abs(found.value)):
        return (claimed.bound, found.bound) not in _CONTRARY
    if claimed.is_ordinal or found.bound in {Bound.ABOVE, Bound.BELOW}:
        return False
    return _rounds_to(claimed, found, gap)


#: Share by which "about" may round: "about 100" may be 95, and is not 60.
MOST_ROUNDED = 0.1


def _rounds_to(claimed: Figure, found: Figure, gap: float) -> bool:
    """Whether the sentence states that it rounds ("about"), and rounds to its last digit."""
    if claimed.bound is Bound.ABOUT:
        return gap <= min(claimed.step / 2, MOST_ROUNDED * found.value)
    if claimed.bound in {Bound.ABOVE, Bound.LEAST}:
        return found.value > claimed.value and gap < claimed.step
    if claimed.bound in {Bound.BELOW, Bound.MOST}:
        return found.value < claimed.value and gap < claimed.step
    return False
