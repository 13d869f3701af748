"""What a channel was sent of a story that a later report takes back, moves or counts otherwise.  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.built_in.story_sentences import StorySentence, overlap
from bot.dates.announced_dates import announced_in
from bot.dates.publication import day_of
from bot.domain.articles import Article
from bot.domain.briefings import Correction
from bot.domain.messages import plain
from bot.sentence_reading.changed_figures import changed_figure
from bot.sentence_reading.dated_sentences import Overtaking, ToldSentence
from bot.sentence_reading.overtaken import overtaking

#: Sentences of one item that set right what was sent.
MOST_CORRECTIONS = 2
#: How much of each other two sentences in two languages carry that tell the same.
SAME_TOLD = 0.5


@dataclass(frozen=True, slots=True)
class Posted:
    """A sentence that the channel was sent, the article it rests on, and when it was sent."""

    text: str
    article: Article
    sent_at: datetime


def corrections_of(
    sentences: Sequence[StorySentence], posted: Sequence[Posted]
) -> tuple[tuple[StorySentence, Correction], ...]:
    """The newest sentences that set right what was sent, each once, with what they set right."""
    later = sorted(sentences, key=lambda s: (-s.article.told_at.timestamp(), s.order))
    found: dict[StorySentence, Correction] = {}
    for told in posted:
        first = next(_correcting(later, told), None)
        if first is not None:
            first = _in_english(*first, later, told)
        # A headline and its first sentence are set right by the same one, or by another of the same.
        if first is not None and first[0] not in found and not _is_told(first[1], found.values()):
            found[first[0]] = first[1]
    return tuple(found.items())[:MOST_CORRECTIONS]


def _in_english(
    sentence: StorySentence,
    correction: Correction,
    later: Sequence[StorySentence],
    told: Posted,
) -> tuple[StorySentence, Correction]:
    """What sets right, in the English sentence that tells the same for the same day, if one does."""
    day = _day_in(sentence.article, sentence.text)
    for other in later if not sentence.is_english else ():
        if (
            other.is_english
            and day == _day_in(other.article, other.text)
            and overlap(other, sentence) > SAME_TOLD
            and _sets_right_alike(other, sentence, told)
        ):
            return other, replace(correction, text=other.text)
    return sentence, correction


def _sets_right_alike(other: StorySentence, one: StorySentence, told: Posted) -> bool:
    """Whether another sentence sets the same right: of a figure, it gives the new one itself.

    One that is no later than what was posted sets nothing right, in any language.
    """
    if other.article.told_at <= told.article.told_at:
        return False
    mine, figure = (
        changed_figure(s.article, s.text, told.article, told.text) for s in (one, other)
    )
    return mine is None or (figure is not None and figure.now == mine.now)


def _is_told(correction: Correction, found: Iterable[Correction]) -> bool:
    """Whether the same is set right already: "33, not 31"."""
    told = {(other.before, other.now) for other in found}
    return correction.now is not None and (correction.before, correction.now) in told


def _correcting(
    later: Sequence[StorySentence], told: Posted
) -> Iterator[tuple[StorySentence, Correction]]:
    for sentence in later:
        if sentence.article.told_at <= told.article.told_at:
            return
        correction = _correction(sentence, told)
        if correction is not None:
            yield sentence, correction


def _correction(sentence: StorySentence, told: Posted) -> Correction | None:
    figure = changed_figure(sentence.article, sentence.text, told.article, told.text)
    if figure is not None:
        return Correction(sentence.text, told.sent_at, figure.before, figure.now)
    how = overtaking(
        ToldSentence.of(sentence.article, sentence.text), ToldSentence.of(told.article, told.text)
    )
    if how is Overtaking.TAKEN_BACK:
        return Correction(sentence.text, told.sent_at)
    if how is not Overtaking.UNDONE:
        return None
    before, now = _day_in(told.article, told.text), _day_in(sentence.article, sentence.text)
    if before is None or before == now:
        return None
    return Correction(sentence.text, told.sent_at, plain(before), plain(now) if now else None)


def _day_in(article: Article, text: str) -> date | None:
    """The one day for which a sentence announces something."""
    days = {p.first for _, p in announced_in(text, day_of(article), article.language) if p.is_day}
    return next(iter(days)) if len(days) == 1 else None
