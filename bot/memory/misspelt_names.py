"""Names in a question that were misspelt, written as what was read writes them.  Pure.

"Kowalchuck" is read as "Kowalchuk" where the texts found have that name, no other one as near, and
nothing written as the question has it; "sanctoins" as "sanctions" where they have that word.  Words
that are known, and listed names, are never changed: "Iran" is no Iraq.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.memory.equivalents import is_known_name, keys_of
from bot.memory.frequencies import weight_of
from bot.memory.words import Word, stem_of, words_of

#: Letters of a name from which one letter may be wrong, and from which two may.
ONE_WRONG, TWO_WRONG = 5, 8
#: Letters from which a word that is no name may be a slip of one letter.
SLIP = 6
#: Letters of a word that are compared.
LONGEST = 30


def with_names_spelt(question: str, texts: Iterable[str]) -> str:
    """The question with its misspelt names as the texts have them.

    >>> with_names_spelt("Was Feredos tried?", ["On Monday Luis Ferredos was tried."])
    'Was Ferredos tried?'
    >>> with_names_spelt("Was Ivanova tried?", ["On Monday Pyotr Ivanov was tried."])
    'Was Ivanova tried?'
    """
    unknown = [word for word in words_of(question) if _may_be_misspelt(word)]
    if not unknown:
        return question
    written, names = _words_and_names(texts)
    told = question
    for word in reversed(unknown):
        folded = word.text.casefold()
        right = None if folded in written else _nearest(folded, names)
        if right is None and folded not in written and word.text.islower():
            right = _nearest_word(folded, written)
        if right is not None:
            told = f"{told[: word.start]}{right}{told[word.end :]}"
    return told


def _may_be_misspelt(word: Word) -> bool:
    is_word = word.text.isalpha() and ONE_WRONG <= len(word.text) <= LONGEST and not word.is_stop
    is_rare = weight_of(word.stem) >= weight_of("")
    return is_word and is_rare and not word.is_acronym and not is_known_name(keys_of([word])[0])


def _words_and_names(texts: Iterable[str]) -> tuple[frozenset[str], Mapping[str, str]]:
    """All words of the texts, folded; and the names among them as they are written."""
    written: set[str] = set()
    names: dict[str, str] = {}
    for text in texts:
        for word in words_of(text):
            written.add(word.text.casefold())
            is_rare = weight_of(word.stem) >= weight_of("")
            if word.text[0].isupper() and (is_rare or not word.is_first) and word.text.isalpha():
                names.setdefault(word.text.casefold(), word.text)
    return frozenset(written), names


def _nearest_word(asked: str, written: Iterable[str]) -> str | None:
    """The one known word of the texts that is a slip of one letter away; None of several."""
    if len(asked) < SLIP:
        return None
    near = (w for w in written if len(w) >= SLIP - 1 and _may_be_meant(asked, w))
    known = {w: w for w in near if weight_of(stem_of(w)) < weight_of("")}
    return _nearest(asked, known, most=1)


def _nearest(asked: str, names: Mapping[str, str], *, most: int | None = None) -> str | None:
    """The one name that is nearest, near enough; None where there is none, or are several."""
    most = most or (2 if len(asked) >= TWO_WRONG else 1)
    near = {name: _wrong_letters(asked, name, most) for name in names if _may_be_meant(asked, name)}
    least = min(near.values(), default=most + 1)
    closest = [name for name, wrong in near.items() if wrong == least]
    is_one = len(closest) == 1 or (bool(closest) and len(set(map(stem_of, closest))) == 1)
    return names[closest[0]] if least <= most and is_one else None


def _may_be_meant(asked: str, name: str) -> bool:
    """Whether one may stand for the other: not a man's name for a woman's, nor one with its plural."""
    short, long = sorted((asked, name), key=len)
    is_form = long[: len(short)] == short and long[len(short) :] in {"a", "s", "an", "n", "i"}
    is_form = is_form or (asked[:-1] == name[:-1] and {asked[-1], name[-1]} == {"a", "o"})
    return asked[0] == name[0] and len(long) - len(short) <= 2 and len(short) >= 4 and not is_form


def _wrong_letters(one: str, other: str, most: int) -> int:
    """Letters to add, leave out, change or swap with the next; above `most` it may be too low.

    >>> _wrong_letters("kowalchuck", "kowalchuk", 2), _wrong_letters("bascar", "bacsar", 2)
    (1, 1)
    """
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        now = [row]
        for at, beside in enumerate(other, start=1):
            least = min(last[at] + 1, now[at - 1] + 1, last[at - 1] + (letter != beside))
            if row > 1 and at > 1 and letter == other[at - 2] and one[row - 2] == beside:
                least = min(least, before[at - 2] + 1)
            now.append(least)
        if min(now) > most:
            return most + 1
        before, last = last, now
    return last[-1]
