"""What may answer a question: the evidence for each of its parts, or the stories it may mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice, zip_longest

from bot.answering.question_parts import QuestionPart, parts_of
from bot.answering.small_talk import read_small_talk
from bot.answering.which_story import offered_last, picked, stories_meant
from bot.built_in.query_rewriting import restated, toll_in_full
from bot.domain.answers import Question
from bot.domain.articles import Hit
from bot.domain.evidence import Evidence, EvidenceItem
from bot.domain.identifiers import ChannelKey, StoryId, VersionId
from bot.memory.channel_memory import ChannelMemory
from bot.memory.misspelt_names import with_names_spelt
from bot.memory.stories import new_story_id
from bot.sentence_reading.glossed_questions import question_in_english
from bot.sentence_reading.machine_readers import speaks_to_machines

#: Passages that a writer sees: what fits in the model's budget of evidence.
EVIDENCE_PASSAGES = 10


@dataclass(frozen=True, slots=True)
class RecalledQuestion:
    """A question that stands alone, and its parts with the evidence that was found for each."""

    channel: ChannelKey
    question: str
    parts: tuple[tuple[QuestionPart, Evidence], ...]
    #: The titles of the stories of which it may mean any: it is to be asked back.
    choices: tuple[str, ...] = ()
    #: What was known then is all that is looked at; None: all that is known.
    as_of: datetime | None = None
    #: What "next year" is counted from.
    asked_at: datetime | None = None

    @property
    def evidence(self) -> Evidence:
        """The best of every part's evidence, for whoever answers all parts at once."""
        by_turns = zip_longest(*(evidence.items for _, evidence in self.parts))
        items = dict.fromkeys(item for turn in by_turns for item in turn if item is not None)
        return Evidence(tuple(islice(items, EVIDENCE_PASSAGES)))

    @property
    def spelt(self) -> str:
        """The question with its names as they are written in what was found."""
        return self.parts[0][0].standalone if len(self.parts) == 1 else self.question

    def resting_on(self, may_be_used: Callable[[EvidenceItem], bool]) -> RecalledQuestion:
        """The same question with only such evidence."""
        parts = tuple(
            (part, Evidence(tuple(filter(may_be_used, evidence.items))))
            for part, evidence in self.parts
        )
        return replace(self, parts=parts)


async def recall_for(
    question: Question, standalone: str, memory: ChannelMemory
) -> RecalledQuestion:
    """What the channel has read that may answer a question, which was made to stand alone.

    Small talk is not searched for.
    """
    parts = [await _found(question, part, memory) for part in parts_of(standalone)]
    found = tuple((part, _evidence(hits)) for part, hits in parts)
    stands_by_itself = len(parts) == 1 and standalone == question.text.strip()
    if not stands_by_itself or offered_last(question.thread):
        # Whoever was asked back is never asked back again for the reply.
        return RecalledQuestion(
            question.channel, standalone, found, as_of=question.as_of, asked_at=question.asked_at
        )
    choices = await _choices(question, parts[0][1], memory)
    return RecalledQuestion(
        question.channel, standalone, found, choices, question.as_of, question.asked_at
    )


async def _found(
    question: Question, part: QuestionPart, memory: ChannelMemory
) -> tuple[QuestionPart, Sequence[Hit]]:
    """A part, its names as they are written in what may answer it, and that."""
    hits = await _hits(question, part, memory)
    english = question_in_english(part.standalone)
    if english is not None:
        told = part._replace(in_english=english)
        return told, by_turns(await _hits(question, QuestionPart(english, english), memory), hits)
    spelt = with_names_spelt(
        part.standalone, [f"{h.article.title}. {h.passage.text}" for h in hits]
    )
    if spelt == part.standalone:
        return part, hits
    right = part._replace(standalone=spelt)
    return right, await _hits(question, right, memory)


def by_turns(one: Sequence[Hit], other: Sequence[Hit]) -> Sequence[Hit]:
    """The best of two searches, each passage once."""
    each: dict[tuple[VersionId, int], Hit] = {}
    for hit in (hit for pair in zip_longest(one, other) for hit in pair if hit is not None):
        # It stands where it came first: what one search has last may be the other's best.
        each.setdefault((hit.passage.version_id, hit.passage.start), hit)
    return list(each.values())[:EVIDENCE_PASSAGES]


async def _hits(question: Question, part: QuestionPart, memory: ChannelMemory) -> Sequence[Hit]:
    """What may answer a part; of one story alone, if it was picked of those offered."""
    title = picked(question.text, offered_last(question.thread))
    if title is None and read_small_talk(question.text) is not None:
        return ()
    hits = await memory.recall(
        question.channel,
        _also_reworded(part.standalone),
        limit=EVIDENCE_PASSAGES,
        as_of=question.as_of,
        asked_at=question.asked_at,
    )
    if title is None:
        return hits
    titles = await _titles(question, hits, memory)
    return [hit for hit in hits if titles.get(_story_of(hit)) == title] or hits


def _also_reworded(question: str) -> str:
    """The question, and as reports answer it: "how many came" is told of how many marched.

    In brackets, which count less.
    """
    other = toll_in_full(question) or restated(question)
    return (
        question
        if other is None or question.rstrip(" ?").endswith(")")
        else f"{question} ({other})"
    )


async def _choices(
    question: Question, hits: Sequence[Hit], memory: ChannelMemory
) -> tuple[str, ...]:
    """The titles of the stories that a question may mean; none where it is clear."""
    meant = stories_meant(question.text, hits)
    if not meant:
        return ()
    titles = await _titles(question, hits, memory)
    told = tuple(dict.fromkeys(titles[story] for story in meant if story in titles))
    return told if len(told) > 1 else ()


async def _titles(
    question: Question, hits: Sequence[Hit], memory: ChannelMemory
) -> Mapping[StoryId, str]:
    articles = [hit.article for hit in hits]
    stories = await memory.stories_of(question.channel, articles, as_of=question.as_of)
    return {story.story_id: story.title for story in stories}


def _story_of(hit: Hit) -> StoryId:
    """The story that an article is counted to: its own, if none is known."""
    return hit.article.story_id or new_story_id(hit.article.channel, hit.article.origin_id)


def _evidence(hits: Sequence[Hit]) -> Evidence:
    """The passages found, but for those of satire and of what speaks to machines (promise 4)."""
    meant = (hit for hit in hits if not hit.article.is_satire)
    sound = (hit for hit in meant if not speaks_to_machines(hit.article.text))
    return Evidence.of([(hit.article, hit.passage) for hit in sound])
