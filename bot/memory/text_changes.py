"""The word diff of two versions of a text.

Sentences first: those that both versions have, wherever they stand, are no change, so that a
moved paragraph is none.  What is left over is paired by the words that two sentences share, and
only inside such a pair are words compared, with difflib's matcher and its guess at "popular"
words (autojunk) off: in news, "the" moving is as good as "not" moving.

The cost stays bounded for any input: pairs are found through words that few sentences have, two
very long "sentences" (a text without stops) are compared by their beginnings and ends alone, and
nothing is read beyond `LONGEST_COMPARED` characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from bot.domain.changes import Stretch, TextChange
from bot.memory.sentences import split_sentences
from bot.memory.volatile_lines import AGE, is_fleeting

#: Kana and Han, which part no words: each sign counts as one.
_SIGN = "[\u3040-\u9fff]"
#: What Python's "word characters" leave out: marks on letters, vowel signs of Arabic, Hebrew, Indic, Thai.
_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0963\u0966-\u0dff\u0e31-\u0e4e"
_WORD = re.compile(rf"{_SIGN}|(?:(?!{_SIGN})(?:[^\W_]|[{_MARKS}]))+")
#: Characters of each text that are compared: an article has a tenth of them, a book ten times as many.
LONGEST_COMPARED = 200_000
#: Two sentences are one reworded if this share of their words is in both.  Below half, a reader
#: sees two sentences.
_ALIKE = 0.5
#: A word that more sentences have than this pairs none of them.
_COMMON = 24
#: Pairs of words that one comparison may look at: two sentences of 500 words.
_MOST_PAIRS = 250_000


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of a text: its changes in reading order, and how much of it stayed."""

    changes: tuple[TextChange, ...]
    words_before: int
    words_after: int
    #: Words of sentences or stretches that both have.
    words_kept: int

    @property
    def words_added(self) -> int:
        """Words of the later text that the earlier one had not."""
        return self.words_after - self.words_kept

    @property
    def words_lost(self) -> int:
        """Words of the earlier text that the later one has not."""
        return self.words_before - self.words_kept

    @property
    def rewords(self) -> bool:
        """Whether any sentence that both have got words that it had not."""
        return any(change.before is not None and change.added for change in self.changes)


@dataclass(frozen=True, slots=True)
class _Sentence:
    place: int
    span: Stretch
    #: Folded words, and where each stands in the text.
    words: tuple[str, ...]
    spans: tuple[Stretch, ...]


def compare_texts(before: str, after: str, language: str | None = None) -> Comparison:
    """What `after` says otherwise than `before`, word by word.

    Marks, letter case, the order of sentences and what a page says anew each time (`volatile_lines`) make
    no difference.

    >>> (change,) = compare_texts("Eleven voted in favour.", "Thirteen voted in favour.").changes
    >>> change.removed, change.added
    (((0, 6),), ((0, 8),))
    """
    old, new = _sentences(before, language), _sentences(after, language)
    gone, come = _left_over(old, new)
    pairs = _paired(gone, come)
    changes, kept = [], _count(old) - _count(gone)
    for one, other in pairs:
        removed, added, same = _word_diff(one, other)
        kept += same
        if removed or added:
            changes.append(TextChange(one.span, other.span, removed, added))
    paired_old = {one.place for one, _ in pairs}
    paired_new = {other.place for _, other in pairs}
    changes += [
        TextChange(one.span, None, (one.span,), ()) for one in gone if one.place not in paired_old
    ]
    changes += [
        TextChange(None, one.span, (), (one.span,)) for one in come if one.place not in paired_new
    ]
    return Comparison(tuple(_in_order(changes)), _count(old), _count(new), kept)


# ---------------------------------------------------------------- sentences


def _sentences(text: str, language: str | None) -> list[_Sentence]:
    found: list[_Sentence] = []
    for start, end in split_sentences(text[:LONGEST_COMPARED], language):
        if is_fleeting(text[start:end]):
            continue
        ages = [match.span() for match in AGE.finditer(text, start, end)]
        spans = tuple(
            match.span()
            for match in _WORD.finditer(text, start, end)
            if not any(a <= match.start() < b for a, b in ages)
        )
        words = tuple(_folded(text[a:b]) for a, b in spans)
        if words:
            found.append(_Sentence(len(found), (start, end), words, spans))
    return found


def _folded(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold()


def _left_over(
    old: Sequence[_Sentence], new: Sequence[_Sentence]
) -> tuple[list[_Sentence], list[_Sentence]]:
    """The sentences of each that the other has not, counting repetitions."""
    before, after = (Counter(sentence.words for sentence in one) for one in (old, new))
    return list(_beyond(old, after)), list(_beyond(new, before))


def _beyond(
    sentences: Iterable[_Sentence], others: Counter[tuple[str, ...]]
) -> Iterator[_Sentence]:
    left = Counter(others)
    for sentence in sentences:
        if left[sentence.words]:
            left[sentence.words] -= 1
        else:
            yield sentence


def _paired(
    gone: Sequence[_Sentence], come: Sequence[_Sentence]
) -> list[tuple[_Sentence, _Sentence]]:
    """Sentences that are one reworded: the likest first, of equals those that stand alike."""
    having: dict[str, list[_Sentence]] = defaultdict(list)
    for sentence in come:
        for word in set(sentence.words):
            having[word].append(sentence)
    ranked: list[tuple[float, int, int, int, _Sentence, _Sentence]] = []
    for one in gone:
        shared = {
            other.place: other
            for word in set(one.words)
            if len(having[word]) <= _COMMON
            for other in having[word]
        }
        for other in shared.values():
            likeness = _likeness(one, other)
            if likeness >= _ALIKE:
                apart = abs(one.place - other.place)
                ranked.append((-likeness, apart, one.place, other.place, one, other))
    ranked.sort(key=lambda entry: entry[:4])
    pairs: list[tuple[_Sentence, _Sentence]] = []
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    for *_, one, other in ranked:
        if one.place not in taken_old and other.place not in taken_new:
            taken_old.add(one.place)
            taken_new.add(other.place)
            pairs.append((one, other))
    return pairs


def _likeness(one: _Sentence, other: _Sentence) -> float:
    """The share of both sentences' words that is in both, from 0 to 1."""
    shared = (Counter(one.words) & Counter(other.words)).total()
    return 2 * shared / (len(one.words) + len(other.words))


# ---------------------------------------------------------------- words


def _word_diff(
    one: _Sentence, other: _Sentence
) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...], int]:
    """The stretches removed from one sentence and added in the other; how many words stayed."""
    removed: list[Stretch] = []
    added: list[Stretch] = []
    kept = 0
    for tag, a, b, c, d in _steps(one.words, other.words):
        if tag == "equal":
            kept += b - a
            continue
        if a < b:
            removed.append((one.spans[a][0], one.spans[b - 1][1]))
        if c < d:
            added.append((other.spans[c][0], other.spans[d - 1][1]))
    return tuple(removed), tuple(added), kept


_Step = tuple[str, int, int, int, int]


def _steps(one: Sequence[str], other: Sequence[str]) -> Sequence[_Step]:
    if len(one) * len(other) <= _MOST_PAIRS:
        return SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    shorter = min(len(one), len(other))
    head = _alike(one, other, shorter)
    tail = _alike(one[::-1], other[::-1], shorter - head)
    a, b = len(one) - tail, len(other) - tail
    return (
        ("equal", 0, head, 0, head),
        ("replace", head, a, head, b),
        ("equal", a, len(one), b, len(other)),
    )


def _alike(one: Sequence[str], other: Sequence[str], most: int) -> int:
    """How many words both begin with, up to `most`."""
    for count in range(most):
        if one[count] != other[count]:
            return count
    return most


# ---------------------------------------------------------------- order


def _in_order(changes: Iterable[TextChange]) -> list[TextChange]:
    """As they stand in the later text; what is gone, in its place in the earlier one's order."""
    ordered = list(changes)
    return sorted(ordered, key=lambda c: (c.after or c.before or (0, 0), c.after is not None))


def _count(sentences: Iterable[_Sentence]) -> int:
    return sum(len(sentence.words) for sentence in sentences)
