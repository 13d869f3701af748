"""Orders in other languages than English: by the words that they begin with, and by phrases."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import dropwhile
from typing import Any, Self

from bot.sentence_reading.list_files import read_lists
from bot.sentence_reading.reading_words import Phrases

#: Characters of a sentence's head that are looked at.
MOST_CHARACTERS = 120

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
#: What does not begin a sentence: the rest of one after a quotation, "explique le ministre".
_FRAGMENT = re.compile(r"^\W*[a-zà-öø-ÿа-я]")
#: "Schreiben Sie", "Bitte erwähnen Sie": with a capital, for "sie" is they.
_POLITE = re.compile(
    r"^\W*(?:bitte\s+)?(?!(?:sollt|hätt|wär|könnt|würd|möcht|müsst|dürft|hab|sind|werd|wenn|wann|denn"
    r"|dann|von|an|in|schon|nun|ihn|worin|woran)\w*\s)[^\W\d_]+n\s+Sie\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class OrderWords:
    """The lists of one language; `word_lists/orders.toml` says what each is for."""

    lead_in: re.Pattern[str]
    before: frozenset[str]
    heads: frozenset[tuple[str, ...]]
    heads_before: frozenset[str]
    objects: frozenset[str]
    subjects: frozenset[str]
    phrases: Phrases
    #: Heads by their form, and who is obliged by what.
    forms: re.Pattern[str]
    is_polite: bool

    @classmethod
    def of(cls, lists: dict[str, Any]) -> Self:
        """Compile one language's lists."""
        return cls(
            lead_in=re.compile(
                rf"^\W*(?:{'|'.join(map(re.escape, lists['lead_ins']))})\b\W*", re.IGNORECASE
            ),
            before=frozenset(lists["before"]),
            heads=frozenset(tuple(head.split()) for head in lists["heads"]),
            heads_before=frozenset(lists["heads_before"]),
            objects=frozenset(lists["objects"]),
            subjects=frozenset(lists.get("subjects", ())),
            phrases=Phrases.of(lists["phrases"]),
            forms=_forms(lists),
            is_polite=lists.get("polite", False),
        )

    def order(self, sentence: str) -> bool:
        """Whether a sentence orders something."""
        if self.phrases.are_in(sentence) or self.forms.search(sentence):
            return True
        own = self.lead_in.sub("", sentence, count=1)
        if own == sentence and _FRAGMENT.match(sentence):
            return False
        words = [word.casefold() for word in _WORD.findall(own[:MOST_CHARACTERS])]
        return (self.is_polite and _is_polite(own)) or self._begins_with_order(words)

    def _begins_with_order(self, words: Sequence[str]) -> bool:
        rest = tuple(dropwhile(lambda word: word in self.before, words))
        if rest[1:2] and rest[1] in self.subjects:
            return False
        if rest[:1] in self.heads or rest[:2] in self.heads or tuple(words[:2]) in self.heads:
            return True
        return len(rest) > 1 and rest[0] in self.heads_before and rest[1] in self.objects


def is_foreign_order(sentence: str) -> bool:
    """Whether a sentence orders something in one of the languages that are listed."""
    # A mask of a quotation is no word; what follows it is not what the sentence begins with.
    plain = sentence.replace("’", "'").replace("\x00", "x")
    return any(lists.order(plain) for lists in _languages())


@cache
def _languages() -> tuple[OrderWords, ...]:
    return tuple(map(OrderWords.of, read_lists("orders.toml").values()))


def _forms(lists: dict[str, Any]) -> re.Pattern[str]:
    machines, reads, must = (
        "|".join(map(re.escape, lists[name])) for name in ("machines", "reads", "must")
    )
    obliged = (
        rf"\b(?:{machines})\b[^.]{{0,30}}?\b(?:{reads})\b[^.]{{0,40}}?\b(?:{must})\b"
        rf"|\b(?:{must})\b[^.]{{0,30}}?\b(?:{machines})\b[^.]{{0,30}}?\b(?:{reads})\b"
    )
    heads = [rf"^\W*{pattern}" for pattern in lists["head_patterns"]]
    return re.compile("|".join([*heads, obliged]), re.IGNORECASE)


def _is_polite(sentence: str) -> bool:
    found = _POLITE.match(sentence)
    return found is not None and found.group().endswith("Sie")
