"""Answers without a model: sentences as they stand, of what was found and of what it leads to."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from bot.answering.question_parts import QuestionPart
from bot.answering.recalling import RecalledQuestion
from bot.answering.written import Written, tell
from bot.built_in import answer_writer, foreign_answers
from bot.built_in.named_years import with_years_written
from bot.domain.articles import Article
from bot.domain.briefings import Usage, Writer, WrittenBy
from bot.domain.claims import CitedClaim
from bot.domain.evidence import Evidence, EvidenceItem
from bot.domain.identifiers import ArticleId, StoryId
from bot.grounding.gate import passing
from bot.memory.channel_memory import ChannelMemory
from bot.memory.field_words import LANGUAGES
from bot.memory.function_words import language_of
from bot.memory.language_codes import ENGLISH, language_code
from bot.memory.words import words_of
from bot.ports.language_model import ClaimSink
from bot.sentence_reading.glossed_questions import question_in_english
from bot.sentence_reading.machine_readers import speaks_to_machines

#: Passages of one article that are read where the ten found answer nothing.
ARTICLE_PASSAGES = 30
#: Of the story of what was found: the newest articles that are looked at, and what news puts first
#: in each.
LATER_ARTICLES, LATER_PASSAGES = 3, 4
#: How many that are no reports may stand among the newest before the story's others are missed.
NO_REPORTS = 5


async def quote(
    asked: RecalledQuestion,
    show: ClaimSink | None,
    memory: ChannelMemory,
    fallback_reason: str | None = None,
) -> Written:
    """The sentences that answer, part by part; where none was found to, the best article is read.

    What later articles of the same story tell is looked at before anything is told.
    It computes for some 15 ms: in a thread, so that platforms are acknowledged meanwhile.
    """
    said: dict[str, CitedClaim] = {}
    open_parts: list[QuestionPart] = []
    for part, evidence in asked.parts:
        sentences = await _told_of(part, evidence, asked, memory)
        if not sentences:
            open_parts.append(part)
        for sentence in sentences:
            if sentence.text not in said:
                said[sentence.text] = sentence
                tell(sentence, show)
    unanswered = [part.asked for part in open_parts if not await _is_answered(part, asked, said)]
    by = WrittenBy(Writer.BUILT_IN, fallback_reason=fallback_reason)
    return Written(tuple(said.values()), by, Usage(), tuple(unanswered) if said else ())


def nearest_to(question: str, evidence: Evidence) -> CitedClaim | None:
    """The sentence closest to a question that has no answer."""
    english = question if is_english(question) else question_in_english(question)
    if english is not None:
        draft = foreign_answers.nearest(english, evidence)
    else:
        draft = answer_writer.nearest(question, evidence)
    return next(iter(passing((draft,), evidence)), None) if draft is not None else None


async def _told_of(
    part: QuestionPart, evidence: Evidence, asked: RecalledQuestion, memory: ChannelMemory
) -> tuple[CitedClaim, ...]:
    articles = [item.article for item in evidence.items]
    if part.in_english is not None:
        # English grammar proves who did what, of what was read in English and of what can be put into it.
        question = with_years_written(part.in_english, asked.asked_at, articles)
        told = await _told_in(question, evidence, asked, memory)
        unread = [i for i in evidence.items if not _is_read(i.article)]
        if told or not unread:
            return told
        # Of other languages only the words tell.
        evidence = Evidence(tuple(unread))
    question = with_years_written(part.standalone, asked.asked_at, articles)
    return await _told_in(question, evidence, asked, memory)


def _is_read(article: Article) -> bool:
    """Whether an article's sentences are read for who does what."""
    return language_code(article.language) in {ENGLISH, *LANGUAGES}


async def _told_in(
    question: str, evidence: Evidence, asked: RecalledQuestion, memory: ChannelMemory
) -> tuple[CitedClaim, ...]:
    """The sentences that answer a question, as it is worded here."""
    sentences = await asyncio.to_thread(_quoted, question, evidence)
    is_proved = not sentences
    if not sentences:
        evidence = await _whole_article(asked, evidence, memory)
        sentences = await asyncio.to_thread(_quoted, question, evidence, is_proved=True)
    later = await _later(sentences, evidence, asked, memory)
    if not later:
        return sentences
    wider = Evidence((*evidence.items, *later))
    return await asyncio.to_thread(_quoted, question, wider, is_proved=is_proved)


async def _whole_article(
    asked: RecalledQuestion, evidence: Evidence, memory: ChannelMemory
) -> Evidence:
    """The article of the best passage, whole: what that one does not say, another may."""
    if not evidence.items:
        return evidence
    best = evidence.items[0].article
    return Evidence.of(await memory.whole(asked.channel, best, most=ARTICLE_PASSAGES))


async def _later(
    sentences: Sequence[CitedClaim],
    evidence: Evidence,
    asked: RecalledQuestion,
    memory: ChannelMemory,
) -> Sequence[EvidenceItem]:
    """What the newest articles of the same stories begin with, that came after what is cited."""
    cited = {citation.version_id for claim in sentences for citation in claim.citations}
    articles = {i.article.version_id: i.article for i in evidence.items}
    known = [article for version, article in articles.items() if version in cited]
    if not known:
        return ()
    seen = {a.origin_id for a in articles.values() if a not in known}
    told = await memory.told_after(
        asked.channel, known, newest=LATER_ARTICLES + len(seen) + NO_REPORTS, as_of=asked.as_of
    )
    found: list[EvidenceItem] = []
    for article in _unseen(told, seen):
        passages = await memory.whole(asked.channel, article, most=LATER_PASSAGES)
        found.extend(EvidenceItem(article, passage) for _, passage in passages)
    held = {(item.passage.version_id, item.passage.start) for item in evidence.items}
    return [i for i in found if (i.passage.version_id, i.passage.start) not in held]


def _unseen(told: Iterable[Article], seen: Collection[ArticleId]) -> Iterator[Article]:
    """The first of each story that were not found already, without satire and those that speak to machines."""
    taken: Counter[StoryId | None] = Counter()
    for article in told:
        if article.article_id in seen or _is_no_report(article):
            continue
        if taken[article.story_id] < LATER_ARTICLES:
            taken[article.story_id] += 1
            yield article


def _is_no_report(article: Article) -> bool:
    return article.is_satire or speaks_to_machines(article.text)


async def _is_answered(part: QuestionPart, asked: RecalledQuestion, said: Collection[str]) -> bool:
    """Whether what is said for the other parts answers this one too."""
    if not said:
        return False
    found = await asyncio.to_thread(_quoted, part.standalone, asked.evidence)
    return any(claim.text in said for claim in found)


def _quoted(
    question: str, evidence: Evidence, *, is_proved: bool = False
) -> tuple[CitedClaim, ...]:
    drafts = answer_writer.draft_answer(question, evidence, is_proved=is_proved)
    if not drafts and foreign_answers.is_abroad(evidence) and is_english(question):
        drafts = foreign_answers.draft_answer(question, evidence, is_proved=is_proved)
    return passing(drafts, evidence)


def is_english(question: str) -> bool:
    """Whether a question is in English, as far as its function words tell."""
    return language_of(list(words_of(question))) in {None, ENGLISH}
