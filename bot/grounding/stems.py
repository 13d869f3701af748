"""Stems: what is left of an English word without its endings.

A small suffix stripper after Porter (1980, "An algorithm for suffix stripping"), with fewer rules:
it must bring "negotiate", "negotiated", "negotiations" and "negotiators" together and keep
"contract" and "contrast" apart; it need not give the stems of any other program.
"""

from __future__ import annotations

#: Letters that must remain before an ending is taken off.
_SHORTEST = 3

#: (ending, what stands in its place), tried in this order; the first that fits is taken.
_ENDINGS = (
    ("ational", "at"), ("ization", "iz"), ("isation", "iz"), ("fulness", ""), ("ousness", "ous"),
    ("iveness", "iv"), ("ability", "abl"), ("ibility", "ibl"),
    ("ations", "at"), ("ators", "at"), ("ating", "at"), ("ation", "at"), ("ative", "at"), ("ator", "at"), ("ated", "at"), ("ates", "at"),
    ("ements", ""), ("ement", ""), ("ments", ""), ("ment", ""),
    ("nesses", ""), ("ness", ""),
    ("ities", ""), ("ity", ""), ("ically", "ic"), ("ally", "al"), ("fully", ""), ("ful", ""), ("less", ""),
    ("tions", "t"), ("tion", "t"), ("sions", "s"), ("sion", "s"),
    ("izing", "iz"), ("ising", "iz"), ("ized", "iz"), ("ised", "iz"), ("izes", "iz"), ("ises", "iz"), ("ize", "iz"), ("ise", "iz"),
    ("ives", "iv"), ("ive", "iv"), ("ings", ""), ("ing", ""), ("edly", ""), ("ied", "y"), ("ies", "y"), ("ed", ""),
    ("ers", ""), ("ors", ""), ("er", ""), ("or", ""), ("ly", ""), ("ate", "at"), ("es", ""), ("e", ""),
)  # fmt: skip

_DOUBLED = frozenset("bdfgmnprt")


def stem(word: str) -> str:
    """The stem of one lower-case word.

    >>> [stem(w) for w in ("negotiate", "negotiations", "negotiators", "vetoed", "vetoes")]
    ['negotiat', 'negotiat', 'negotiat', 'veto', 'veto']
    """
    if len(word) <= _SHORTEST or not word.isalpha():
        return word
    return _undouble(_without_ending(_singular(word)))


def _singular(word: str) -> str:
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _without_ending(word: str) -> str:
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)] + instead
    return word


def _undouble(word: str) -> str:
    if len(word) > _SHORTEST and word[-1] == word[-2] and word[-1] in _DOUBLED:
        return word[:-1]
    return word[:-1] + "i" if word.endswith("y") and len(word) > _SHORTEST else word
