"""The dead, wounded, missing and displaced that a French, German or Spanish sentence counts.  Pure.

Only whole counts: "douze personnes ont été tuées", "die Zahl der Toten stieg auf 12".  What is told
of children or soldiers, of some among others, or of several at once is left out, so that it makes no
count a changed one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from bot.dates.reading import read_dates
from bot.memory.language_codes import language_code
from bot.memory.words import Word, words_of
from bot.sentence_reading.list_files import read_lists

#: By kind ("dead", "hurt", "missing", "displaced"), the one figure that a sentence gives of it.
Tolls = Mapping[str, float]

KINDS = ("dead", "hurt", "missing", "displaced")

#: Where a clause ends: what stands on both sides counts two things.
_BORDER = re.compile(r"[,;:()–—«»„“”\"]|\s(?:et|und|sowie|y|e|tandis|während|mientras)\s")
#: A space between groups of three digits, which a point may stand for.
_SPACED = re.compile(r"(?<=\d)[\u00a0\u202f ](?=\d{3}(?!\d))")
_IN_GROUPS = re.compile(r"\d{1,3}(?:\.\d{3})+")
#: Numbers of three words: their parts are no numbers.
_JOINED_NUMBER = re.compile(
    r"\w(?:ante|enta|inta|ingt)[ -](?:et|y)[ -]\w|quatre-vingt", re.IGNORECASE
)
#: A way to die of two words, and another of one as long.
_LOST_LIFE, _DIED = re.compile("ums Leben"), "gestorben"
_ELIDED = re.compile(r"^\w{1,2}['’](?=\w)")


@dataclass(frozen=True, slots=True)
class _Lists:
    """Words of one language: whole ones, and beginnings of others."""

    words: Mapping[str, tuple[frozenset[str], tuple[str, ...]]]
    numbers: Mapping[str, int]

    def is_in(self, word: str, name: str) -> bool:
        whole, beginnings = self.words[name]
        return word in whole or word.startswith(beginnings)

    def value(self, word: str) -> int | None:
        """The number that a word is, if it is one: "12", "1.200", "vingt-deux"."""
        if word.isdecimal() or _IN_GROUPS.fullmatch(word):
            return int(word.replace(".", ""))
        if word in self.numbers:
            return self.numbers[word]
        parts = [self.numbers.get(part) for part in word.split("-")]
        return sum(filter(None, parts)) if len(parts) == 2 and all(parts) else None


@lru_cache(maxsize=2_048)
def tolls_in(sentence: str, language: str | None) -> Tolls:
    """The whole counts of a sentence; nothing in a language without lists.

    >>> dict(tolls_in("Le séisme a fait douze morts et 30 blessés, dont trois enfants.", "fr"))
    {'dead': 12.0, 'hurt': 30.0}
    """
    lists = _lists().get(language_code(language) or "")
    if lists is None:
        return {}
    if _JOINED_NUMBER.search(sentence):
        return {}
    sentence = _LOST_LIFE.sub(_DIED, _SPACED.sub(".", sentence))
    dates = [(day.start, day.end) for day in read_dates(sentence, language)]
    found: dict[str, set[float]] = {kind: set() for kind in KINDS}
    begun: str | None = None
    for clause in _clauses(sentence):
        words = [w for w in words_of(clause.text) if not _is_dated(w, clause.start, dates)]
        told = _told(words, lists, begun)
        if told is not None:
            found[told[0]].add(told[1])
        begun = _begun(words, lists) or begun
    return {kind: min(values) for kind, values in found.items() if len(values) == 1}


def updates_toll(sentence: str, language: str | None) -> bool:
    """Whether a sentence brings a count up to date, by its words: "le bilan s’alourdit à 12 morts"."""
    lists = _lists().get(language_code(language) or "")
    if lists is None:
        return False
    return any(lists.is_in(_bare(word), "updating") for word in words_of(sentence))


@dataclass(frozen=True, slots=True)
class _Clause:
    text: str
    start: int


def _clauses(sentence: str) -> Iterator[_Clause]:
    """What stands between its borders."""
    begin = 0
    for border in _BORDER.finditer(sentence):
        yield _Clause(sentence[begin : border.start()], begin)
        begin = border.end()
    yield _Clause(sentence[begin:], begin)


def _told(words: Sequence[Word], lists: _Lists, begun: str | None) -> tuple[str, float] | None:
    """The kind and the figure of a clause that has one of each, and counts all.

    `begun`: the kind whose count a clause before gives no figure of: "the toll in Lessa, in Marovia, ...".
    """
    bare = [_bare(word) for word in words]
    if any(lists.is_in(word, "parts") or lists.is_in(word, "supposed") for word in bare):
        return None
    kinds = _kinds(bare, lists)
    figures = [at for at, word in enumerate(bare) if lists.value(word) is not None]
    if len(figures) != 1:
        return None
    (at,) = figures
    follows = bare[at + 1] if at + 1 < len(bare) else ""
    value = lists.value(bare[at])
    if value is None or lists.is_in(follows, "scales"):
        return None
    if not kinds and begun is not None and any(lists.is_in(w, "updating") for w in bare[:at]):
        return (begun, float(value)) if not follows or lists.is_in(follows, "people") else None
    if len(kinds) != 1:
        return None
    (kind,) = kinds
    is_whole = lists.is_in(follows, kind) or lists.is_in(follows, "people")
    is_count = any(lists.is_in(word, "counting") for word in bare[:at])
    return (kind, float(value)) if is_whole or is_count else None


def _begun(words: Sequence[Word], lists: _Lists) -> str | None:
    """The kind of which a clause speaks of the count, and gives none."""
    bare = [_bare(word) for word in words]
    kinds = _kinds(bare, lists)
    is_count = any(lists.is_in(word, "counting") for word in bare)
    has_figure = any(lists.value(word) is not None for word in bare)
    return next(iter(kinds)) if len(kinds) == 1 and is_count and not has_figure else None


def _kinds(bare: Sequence[str], lists: _Lists) -> frozenset[str]:
    return frozenset(kind for kind in KINDS if any(lists.is_in(word, kind) for word in bare))


def _bare(word: Word) -> str:
    return _ELIDED.sub("", word.text).casefold()


def _is_dated(word: Word, offset: int, dates: Sequence[tuple[int, int]]) -> bool:
    start = offset + word.start
    return any(begin <= start < end for begin, end in dates)


@cache
def _lists() -> Mapping[str, _Lists]:
    document = read_lists("tolls_abroad.toml")
    return {language: _compiled(lists) for language, lists in document.items()}


def _compiled(lists: Mapping[str, object]) -> _Lists:
    words: dict[str, tuple[frozenset[str], tuple[str, ...]]] = {}
    for name, listed in lists.items():
        if isinstance(listed, list):
            whole = frozenset(word for word in listed if not word.endswith("~"))
            words[name] = whole, tuple(w.rstrip("~") for w in listed if w.endswith("~"))
    numbers = lists["numbers"]
    assert isinstance(numbers, dict), "a table of number words"
    return _Lists(words, numbers)
