"""Whether an article in one language tells anything that articles in another one did not tell.  Pure.

A brief that retells in French what was posted in English is no news.  Words of another language are
understood in part only (`memory.cross_lingual_words`), so that it is said of a short article alone, of which each
sentence is nearly all names, figures and listed words, denies nothing, and tells what one sentence told
before, of the same one first.  In doubt it has news.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from bot.dates.periods import Period, period_of
from bot.dates.publication import day_of
from bot.dates.reading import read_dates
from bot.domain.articles import Article
from bot.memory.cross_lingual_words import can_tell, is_name, told_of
from bot.memory.language_codes import language_code
from bot.memory.sentences import split_sentences
from bot.memory.words import words_of

#: Longer articles tell more than they retell, and are not looked through.
MOST_CHARACTERS = 1_500
#: Articles of a story that it is held against, the newest.
MOST_KNOWN = 40
#: The share of a sentence's words of meaning that must be understood.
UNDERSTOOD = 0.8

#: What turns a sentence round, in the languages that can be compared.
_DENYING = frozenset(
    "not no never nor without nobody none false deny denies denied cannot didn't won't isn't wasn't"
    " ne n pas jamais aucun aucune sans dément démenti démentent nicht kein keine keinen keiner keines"
    " nie niemals ohne dementiert dementierte bestreitet nunca ningún ninguna sin tampoco desmiente"
    " desmintió niega negó".split()
)


@dataclass(frozen=True, slots=True)
class _Told:
    """What is understood of a sentence: its keys in order, and the days to come that it names."""

    keys: tuple[str, ...]
    ahead: frozenset[Period]
    #: The share of its words that are understood.
    share: float
    is_denying: bool

    @property
    def first_name(self) -> str | None:
        return next(filter(is_name, self.keys), None)

    def is_told_by(self, other: _Told) -> bool:
        """Whether another sentence told all of it."""
        return (
            set(self.keys) <= set(other.keys)
            and self.ahead <= other.ahead
            and self.first_name == other.first_name
            and not other.is_denying
        )


def tells_nothing_more(article: Article, known: Sequence[Article]) -> bool:
    """Whether all that an article tells was told by articles in another language."""
    if not article.language or len(article.text) > MOST_CHARACTERS:
        return False
    language = language_code(article.language)
    others = [a for a in known if can_tell(language, language_code(a.language))][-MOST_KNOWN:]
    before = [told for other in others for told in _sentences(other)]
    return bool(before) and all(
        told.share >= UNDERSTOOD
        and not told.is_denying
        and any(told.is_told_by(other) for other in before)
        for told in _sentences(article)
    )


def _sentences(article: Article) -> tuple[_Told, ...]:
    text = article.text[:MOST_CHARACTERS]
    return _read(article.title or "", text, article.language, day_of(article))


# A story is held against the ledger several times for one briefing.
@lru_cache(maxsize=1_024)
def _read(title: str, text: str, language: str | None, published: date | None) -> tuple[_Told, ...]:
    spans = split_sentences(text, language)
    sentences = (title, *(text[begin:end] for begin, end in spans))
    return tuple(_told(one, language, published) for one in sentences if one.strip())


def _told(sentence: str, language: str | None, published: date | None) -> _Told:
    ahead, bare = set[Period](), sentence
    for word in reversed(read_dates(sentence, language)):
        period = period_of(word, published)
        if period is not None:
            # That something was said on Tuesday is no news; that it will be on Tuesday is.
            ahead |= {period} if published is None or period.last > published else set()
            bare = f"{bare[: word.start]} , {bare[word.end :]}"
    keys, share = told_of(bare, language_code(language) or "")
    low = {word.text.casefold() for word in words_of(sentence.replace("'", " ").replace("’", " "))}
    return _Told(keys, frozenset(ahead), share, bool(low & _DENYING))
