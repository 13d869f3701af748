"""Answers to questions for news: the headlines of certain days, of a topic, or of what is to come.

On every platform and at the shell they are told alike; what is new in a channel is told there by a
briefing.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.answering.answerer import answer_id_of
from bot.answering.thread_question import stand_alone
from bot.briefing.news import MOST_HEADLINES, NewsAsked, headlines, overview, published_between
from bot.conversation.about_questions import read_about, read_go_on
from bot.conversation.meanings import AskNews, MakeBrief, ShowAgenda
from bot.conversation.moments import Ago, Window, end_of, start_of
from bot.conversation.news_questions import read_news_question
from bot.conversation.office import Office
from bot.domain.answers import Answer, NewsScope, Question, Timings
from bot.domain.articles import Article
from bot.domain.briefings import Usage, Writer, WrittenBy
from bot.domain.claims import CitedClaim
from bot.ports.language_model import ClaimSink

#: What "What's new?" looks back over where nobody is sent a briefing instead.
_LATELY = Window(Ago(timedelta(weeks=1)))
#: Passages that are looked up for a topic without a time.
_PASSAGES = 30


@dataclass(frozen=True, slots=True)
class _Found:
    sentences: Sequence[CitedClaim]
    told: NewsScope


async def answer_any(
    office: Office,
    question: Question,
    *,
    news: AskNews | None = None,
    show: ClaimSink | None = None,
) -> Answer:
    """The answer to a question, whether it is for news (`news`, where read before) or for facts.

    Raises:
        TimeFormatError: it names a day that is none, like 31 June.
    """
    asked = news or read_news_question(question.text)
    if asked is not None:
        answer = await answer_news(office, question, asked)
        if answer is not None:
            return answer
    elif not office.answerer.has_model:
        answer = await answer_about(office, question)
        if answer is not None:
            return answer
    return await office.answerer.answer(question, show=show)


async def answer_about(office: Office, question: Question) -> Answer | None:
    """All that is told of a subject, or what a thread's story tells besides; None for other questions.

    None, too, where no article is plainly about the subject.
    """
    started = time.perf_counter()
    standalone = stand_alone(question.text, question.thread)
    subject = read_about(standalone)
    going_on = read_go_on(standalone) if question.thread and subject is None else None
    looked_for = subject or going_on
    if looked_for is None:
        return None
    articles = await _recalled(office, question, looked_for)
    news = NewsAsked(question.asked_at, question.known_by, subject)
    # Who names a subject is told of it, whatever the thread has told: its briefing told it as well.
    said = {turn.text for turn in question.thread} if going_on else ()
    sentences = await overview(office.memory, question.channel, articles, news, said=said)
    if not sentences and not (going_on and articles):
        return None
    told = NewsScope(topic=looked_for, articles=len(articles), goes_on=going_on is not None)
    found = _Found(sentences, told)
    return await _kept(office, question, found, started)


async def answer_news(
    office: Office, question: Question, asked: AskNews | MakeBrief | ShowAgenda
) -> Answer | None:
    """The news that is asked for; None where a topic alone is, and nothing is plainly about it.

    Raises:
        TimeFormatError: it names a day that is none, like 31 June.
    """
    started = time.perf_counter()
    is_unread = await office.memory.has_read_nothing(question.channel, question.known_by)
    found = await _found(office, question, asked)
    if not (found.sentences or found.told.first or found.told.days_ahead or is_unread):
        return None
    return await _kept(office, question, found, started, is_unread=is_unread)


async def _kept(
    office: Office, question: Question, found: _Found, started: float, *, is_unread: bool = False
) -> Answer:
    spent = (time.perf_counter() - started) * 1_000
    answer = Answer(
        answer_id=answer_id_of(question),
        channel=question.channel,
        standalone=question.text,
        sentences=tuple(dict.fromkeys(found.sentences)),
        nearest=None,
        written_by=WrittenBy(Writer.BUILT_IN),
        usage=Usage(),
        timings=Timings(spent, 0.0, spent),
        asked_at=question.asked_at,
        told=found.told,
        is_unread=is_unread,
        as_of=question.as_of,
    )
    await office.briefings.keep_answer(answer)
    return answer


async def _found(
    office: Office, question: Question, asked: AskNews | MakeBrief | ShowAgenda
) -> _Found:
    if isinstance(asked, ShowAgenda):
        return await _agenda(office, question, asked.days)
    window = _window_of(asked)
    if window is None and asked.topic is not None:
        return await _on_topic(office, question, asked.topic)
    return await _in_window(office, question, window or _LATELY, asked.topic)


def _window_of(asked: AskNews | MakeBrief) -> Window | None:
    if isinstance(asked, AskNews):
        return asked.window
    return Window(asked.since) if asked.since is not None else None


async def _agenda(office: Office, question: Question, days: int) -> _Found:
    entries = await office.briefer.agenda_of(question.channel, days=days, now=question.known_by)
    claims = [entry.claim for entry in entries][:MOST_HEADLINES]
    return _Found(claims, NewsScope(days_ahead=days))


async def _in_window(
    office: Office, question: Question, window: Window, topic: str | None
) -> _Found:
    """What was published then, by days that are counted from when the question is asked."""
    zone = await office.zone(question.channel)
    now = question.asked_at
    since = start_of(window.first, now, zone)
    until = end_of(window.last, now, zone) if window.last is not None else now
    news = await _asked(office, question, topic)
    news = NewsAsked(until, news.known_by, topic, news.topics)
    articles = await published_between(office.articles, question.channel, since, news)
    days = (since.astimezone(zone).date(), until.astimezone(zone).date())
    told = NewsScope(*days, topic=topic, articles=len(articles))
    return _Found(await _headlines(office, question, articles, news), told)


async def _on_topic(office: Office, question: Question, topic: str) -> _Found:
    """What was read last on a topic, newest first."""
    news = await _asked(office, question, topic)
    articles = await _recalled(office, question, topic)
    found = await _headlines(office, question, articles, news)
    newest = sorted(found, key=_published, reverse=True)
    return _Found(newest, NewsScope(topic=topic, articles=len(articles)))


async def _recalled(office: Office, question: Question, topic: str) -> Sequence[Article]:
    hits = await office.memory.recall(
        question.channel,
        topic,
        limit=_PASSAGES,
        as_of=question.as_of,
        asked_at=question.asked_at,
    )
    return list({hit.article.article_id: hit.article for hit in hits}.values())


async def _asked(office: Office, question: Question, topic: str | None) -> NewsAsked:
    settings = await office.settings.settings(question.channel)
    return NewsAsked(question.asked_at, question.known_by, topic, settings.topics)


async def _headlines(
    office: Office, question: Question, articles: Sequence[Article], news: NewsAsked
) -> Sequence[CitedClaim]:
    if not articles:
        return ()
    return await headlines(office.memory, question.channel, articles, news)


def _published(claim: CitedClaim) -> float:
    return max((c.published_at.timestamp() for c in claim.citations if c.published_at), default=0.0)
