"""What can be told of an article in a language that has no lists: which states and bodies it names.

States are known by their names in `bot/memory/search_names.txt`, written for looking up, and in
`any_language.toml`, which also has the names of bodies, words of diplomacy and of sport that
many languages share, and the states that a language's news is at home in.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from bot.briefing.at_home import country_of
from bot.domain.articles import Article
from bot.memory.equivalents import is_body
from bot.memory.language_codes import language_code
from bot.memory.word_files import word_lines

#: Characters that are read: a title and about three sentences.
READ_CHARACTERS = 600
#: Of these, so many may be the first sentence: what alone is named once and later, as where somebody
#: was born, the article is not about.
LEAD_CHARACTERS = 200
#: Shorter names must begin with a capital: "mali", "lima" and "oman" are words elsewhere.
SHORTEST_IN_LOWER_CASE = 6
#: Names up to this long are initials, and read in capitals alone.
LONGEST_INITIALS = 3
#: Names from this length on may have endings: Polish "Ukrainy", Czech "ruskem".
SHORTEST_WITH_ENDINGS = 5
#: What a name with endings is looked up by.
_BEGINNING = 4

_VOWELS = "aeiouyаеиіоуя"
_WORD = re.compile(r"[^\W_]+")
#: Scripts without spaces, or in which something is written to the front of words, or marks within
#: them are no letters: Hebrew, Devanagari and Bengali, Thai, Kana, Han, Hangul.
_UNSPACED = re.compile(
    r"[\u0590-\u05ff\u0900-\u09ff\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)


@dataclass(frozen=True, slots=True)
class Named:
    """What an article's beginning names."""

    #: Different states and bodies, two at most; the language's own counts only beside another.
    states: int
    #: Whether a body of states or a word of diplomacy comes up.
    is_diplomatic: bool
    #: The field off the subject that a word in it belongs to.
    field: str | None


@dataclass(frozen=True, slots=True)
class _Names:
    """Names by how they are written; each stands for what it names."""

    unspaced: Mapping[str, str]
    looks_unspaced: re.Pattern[str]
    whole: Mapping[str, str]
    #: By their first letters: the beginning, and what it names.
    beginnings: Mapping[str, tuple[tuple[str, str], ...]]

    def found_in(self, text: str) -> Iterator[str]:
        """What a text names, once for each word that names it."""
        yield from (self.unspaced[found] for found in self.looks_unspaced.findall(text))
        words = _WORD.findall(text)
        for place, word in enumerate(words):
            folded = word.casefold()
            two = f"{folded} {words[place + 1].casefold()}" if place + 1 < len(words) else folded
            whole = {w: self.whole[w] for w in (folded, two) if w in self.whole}
            begun = self.beginnings.get(folded[:_BEGINNING], ())
            found = (*whole.items(), *(b for b in begun if folded.startswith(b[0])))
            # Two spellings of a name begin many of its forms: Polish "Francji".
            yield from {named for name, named in found if _is_written_as_name(word, name)}


def names_in(article: Article) -> Named:
    """What an article's title and the beginning of its text name."""
    title, text = article.title or "", article.text
    entitled = [*_states().found_in(title)]
    told = Counter((*entitled, *_states().found_in(text[:READ_CHARACTERS])))
    words = {*_others().found_in(title), *_others().found_in(text[:READ_CHARACTERS])}
    home = _home(article)
    abroad = told.keys() - {home}
    # What is named once, and below the title, is named by the way.
    is_central = any(name in entitled or told[name] > 1 for name in abroad)
    is_in_lead = not abroad.isdisjoint(_states().found_in(text[:LEAD_CHARACTERS]))
    # Without spaces it may be part of another word.
    if not is_central and (_UNSPACED.search(title) or not (is_in_lead or len(abroad) > 1)):
        abroad = set()
    fields = _document()["off"].keys() & words
    return Named(
        states=min(len(told), 2 if is_central else 1) if abroad else 0,
        is_diplomatic=bool(words - fields) or (is_central and any(map(is_body, abroad))),
        field=min(fields, default=None),
    )


def _home(article: Article) -> str | None:
    """The state that an article's outlet is at home in, by its address or else its language."""
    language = language_code(article.language) or ""
    listed = _document()["home_by_domain"].get(language, {})
    return listed.get(country_of(article, listed)) or _document()["home"].get(language)


def _is_written_as_name(word: str, name: str) -> bool:
    if len(name) <= LONGEST_INITIALS:
        return word.isupper()
    return len(name) >= SHORTEST_IN_LOWER_CASE or not word[0].islower()


def _without_last_vowel(name: str) -> str:
    """Names change there: Czech "Maďarsko", "v Maďarsku"."""
    is_long = len(name) > SHORTEST_WITH_ENDINGS
    return name[:-1] if is_long and name[-1] in _VOWELS else name


@cache
def _states() -> _Names:
    own = ((name, state) for state, names in _document()["states"].items() for name in names)
    listed = ((name, line[0]) for line in word_lines("search_names.txt") for name in line)
    return _names((*listed, *own))


@cache
def _others() -> _Names:
    groups = {"diplomatic": _document()["diplomatic"]["words"], **_document()["off"]}
    return _names((word, group) for group, words in groups.items() for word in words)


@cache
def _document() -> Mapping[str, Mapping[str, Any]]:
    text = files("bot.briefing").joinpath("any_language.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _names(pairs: Iterable[tuple[str, str]]) -> _Names:
    unspaced: dict[str, str] = {}
    whole: dict[str, str] = {}
    beginnings: dict[str, list[tuple[str, str]]] = {}
    for name, named in pairs:
        written = name.rstrip("~*").casefold().replace("_", " ")
        if _UNSPACED.search(written):
            # One sign alone is part of too many words.
            unspaced |= {written: named} if len(written) > 1 else {}
        elif len(written) < SHORTEST_WITH_ENDINGS or " " in written:
            whole.setdefault(written, named)
        else:
            written = _without_last_vowel(written)
            beginnings.setdefault(written[:_BEGINNING], []).append((written, named))
    longest_first = sorted(map(re.escape, unspaced), key=len, reverse=True)
    looks = re.compile("|".join(longest_first) or "(?!)")
    return _Names(unspaced, looks, whole, {k: tuple(v) for k, v in beginnings.items()})
