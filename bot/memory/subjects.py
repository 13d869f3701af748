"""What an article is about: its telling words, each as a share of it.  Pure.

An article is a vector of the words of its title and lead, each weighed by how rare it is in
English books (`frequencies`), names a little more.  Nothing is learned from what a
channel has read, so that a cosine means the same in every channel.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import zip_longest

from bot.domain.articles import Article, ReadArticle
from bot.memory.cross_lingual_words import is_country, shared_vector
from bot.memory.equivalents import is_known_name, keys_of
from bot.memory.frequencies import weight_of
from bot.memory.function_words import function_words
from bot.memory.language_codes import DEFAULT_LANGUAGE, language_code
from bot.memory.other_names import is_place_abroad
from bot.memory.word_files import word_lines
from bot.memory.words import Word, stem_of, words_of

#: What names weigh more than other words, and figures less: a toll, a count and a sum change from one
#: report of a story to the next.  On ECB+, in three orders, BCubed's mean is .898, with figures like
#: names .897, at 0.6 of other words .892.
NAMES, FIGURES = 1.3, 0.8
#: How much rarity counts: 1 takes the inverse document frequency as it is, 0 none of it.
RARITY = 0.85
#: The most that the name of somebody who is always in the news weighs, before `RARITY`: what
#: "government" and "Israel" weigh lies below and above.
NEWSMAKER = 4.0
#: Rarity from which a name is hardly in any book.
OWN_NAME = 7.0
#: Keys that say who acts in any news of a country.
_OFFICES = frozenset(
    map(stem_of, "president minister government parliament premier chancellor".split())
) | {"prime minister"}
_OFFICER = re.compile(
    r"\b(?:[Pp]resident|[Mm]inister|[Pp]remier|[Cc]hancellor|[Pp]résidente?|[Mm]inistre"
    r"|Präsident(?:in)?|Ministerpräsident(?:in)?|[A-Z][a-zäöü]*minister(?:in)?|[Pp]residente|[Mm]inistr[oa])"
    r"\s((?:[A-Z][\w'’-]+\s?){1,3})"
)
#: Characters of an article's beginning that say what it is about; news tells it first.
LEAD_CHARACTERS = 700
#: Letters from which a word counts in a language whose function words are not listed.
LONG = 5
Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Subject:
    """What a text is about."""

    language: str
    #: Its telling words, or what languages share of them.
    words: Vector
    #: The keys that only say who acts: countries, bodies, and who holds an office.
    actors: frozenset[str]
    #: Names of its own, which hardly a book has and no office: in small letters.
    names: frozenset[str]


def telling_words(article: ReadArticle | Article) -> list[Word]:
    """The words of title and lead that say something, in the article's language."""
    return list(_telling(*_beginning(article)))


def subject_of(article: ReadArticle | Article) -> Subject:
    """What an article is about, by its title and lead."""
    return _subject_of(*_beginning(article))


def subject_abroad(article: ReadArticle | Article) -> Subject:
    """The same by what languages share (`cross_lingual_words`): for others that are in another one."""
    return _abroad_of(*_beginning(article))


def weight(word: Word) -> float:
    """How telling a word is; names tell developments of one kind apart."""
    rarity = weight_of(word.stem)
    if _is_newsmaker(word):
        rarity = min(rarity, NEWSMAKER)
    if word.is_figure:
        return float(rarity**RARITY) * FIGURES
    return float(rarity**RARITY) * (NAMES if word.is_name else 1.0)


def _without_given_names(words: Sequence[Word]) -> Iterator[Word]:
    """The words but for what stands before a newsmaker's name: "Donald Trump" is one name."""
    for word, following in zip_longest(words, words[1:]):
        beside = following is not None and following.start == word.end + 1
        if not (beside and following and _is_newsmaker(word) and _is_newsmaker(following)):
            yield word


def _is_newsmaker(word: Word) -> bool:
    return word.text[0].isupper() and word.stem in _newsmakers()


@cache
def _newsmakers() -> frozenset[str]:
    """The stems of names that are in the news whatever happens."""
    return frozenset(stem_of(name) for line in word_lines("newsmakers.txt") for name in line)


def _beginning(article: ReadArticle | Article) -> tuple[str, str]:
    text = f"{article.title or ''}\n\n{article.text[:LEAD_CHARACTERS]}"
    return text, language_code(article.language) or DEFAULT_LANGUAGE


#: An article is looked at twice when it comes: for what to search, and for what it is like.
@lru_cache(maxsize=16)
def _telling(text: str, language: str) -> tuple[Word, ...]:
    words = (word for word in words_of(text) if not word.is_stop)
    if language == "en":
        return tuple(words)
    empty = function_words().get(language)
    if empty is None:
        return tuple(word for word in words if word.is_figure or len(word.text) >= LONG)
    return tuple(word for word in words if word.text.casefold().replace("’", "'") not in empty)


@lru_cache(maxsize=4_096)
def _subject_of(text: str, language: str) -> Subject:
    words = list(_without_given_names(_telling(text, language)))
    keys = keys_of(words)
    officers = _officers(text)
    acting = (k for w, k in zip(words, keys, strict=True) if _is_actor(w, k) or w.text in officers)
    own = (w.text for w in words if _is_own_name(w, language, text) and w.text not in officers)
    return Subject(language, _vector(words, keys), frozenset(acting), _lowered(own))


@lru_cache(maxsize=4_096)
def _abroad_of(text: str, language: str) -> Subject:
    vector, officers = shared_vector(text, language), _lowered(_officers(text))
    actors = (k for k in vector if is_country(k) or k in _OFFICES or k in officers)
    return Subject(language, vector, frozenset(actors), frozenset())


def _vector(words: Sequence[Word], keys: Sequence[str]) -> Vector:
    """The weighted keys of a text's words as a unit vector."""
    counts = Counter(keys)
    weights: dict[str, float] = {}
    for word, key in zip(words, keys, strict=True):
        weights[key] = max(weights.get(key, 0.0), weight(word))
    raw = {key: (1 + math.log(n)) * weights[key] for key, n in counts.items()}
    length = math.sqrt(sum(w * w for w in raw.values()))
    return {key: w / length for key, w in raw.items()} if length else {}


def _officers(text: str) -> frozenset[str]:
    """The names that an office stands before: "Prime Minister Ana Maro" is in all her country's news."""
    return frozenset(name for found in _OFFICER.finditer(text) for name in found[1].split())


def _is_actor(word: Word, key: str) -> bool:
    return key in _OFFICES or is_known_name(key) or _is_newsmaker(word)


def _is_own_name(word: Word, language: str, text: str) -> bool:
    """Whether it is a name by which one affair is known: German writes every noun like one."""
    is_rare = word.is_name and not word.is_acronym and weight_of(word.stem) >= OWN_NAME
    if not is_rare or _is_newsmaker(word) or is_place_abroad([word]):
        return False
    return language != "de" or _is_beside_capital(text, word)


def _is_beside_capital(text: str, word: Word) -> bool:
    before = text[: word.start].rpartition("\n")[2].split(" ")[-2:-1]
    after = text[word.end : word.end + 2]
    return (after[:1] == " " and after[1:].isupper()) or bool(before and before[0][:1].isupper())


def _lowered(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name.casefold() for name in names)
