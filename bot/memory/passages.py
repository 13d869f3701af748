"""Passages: spans of a text cut where they can be quoted.

A passage is whole sentences of neighbouring paragraphs, long enough to say who and when, short
enough to be shown as evidence.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.memory.sentences import Span, paragraph_starts, split_sentences

#: Characters from which a passage ends at the next paragraph's end.
ENOUGH_CHARACTERS = 400
#: Characters that a passage of several sentences never exceeds.
MOST_CHARACTERS = 900
#: Characters at which even one sentence is cut, at white space where there is any: lists and
#: transcripts without full stops.
LONGEST_SENTENCE = 1_800


def cut_passages(text: str, language: str | None = None) -> tuple[Span, ...]:
    """Spans ``(start, end)`` of the passages of `text`, in order, none overlapping.

    Every sentence of the text lies in exactly one passage, whole unless it is longer than
    `LONGEST_SENTENCE`.
    """
    sentences = [part for span in split_sentences(text, language) for part in cut_long(text, span)]
    return _without_stump(list(_gathered(sentences, frozenset(paragraph_starts(text)))))


def _gathered(sentences: list[Span], starts: frozenset[int]) -> Iterator[Span]:
    if not sentences:
        return
    start, end = sentences[0]
    for sentence in sentences[1:]:
        is_enough = sentence[0] in starts and end - start >= ENOUGH_CHARACTERS
        if is_enough or sentence[1] - start > MOST_CHARACTERS:
            yield start, end
            start = sentence[0]
        end = sentence[1]
    yield start, end


def _without_stump(spans: list[Span]) -> tuple[Span, ...]:
    """Join a last passage that is short ("With AFP") to the one before, where it fits."""
    if len(spans) > 1:
        (start, _), (tail, end) = spans[-2:]
        if end - tail < ENOUGH_CHARACTERS and end - start <= MOST_CHARACTERS:
            spans[-2:] = [(start, end)]
    return tuple(spans)


def cut_long(text: str, span: Span) -> Iterator[Span]:
    """A sentence in pieces of at most `LONGEST_SENTENCE`; a sentence as sentences are is one."""
    start, end = span
    while end - start > LONGEST_SENTENCE:
        space = text.rfind(" ", start + 1, start + LONGEST_SENTENCE)
        cut = space if space > 0 else start + LONGEST_SENTENCE
        yield start, cut
        start = cut + (space > 0)
    yield start, end
