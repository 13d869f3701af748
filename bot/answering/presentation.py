"""An answer as a post: cited sentences, or the word that there are none.  Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from bot.answering.language_leads import answer_lead, title_lead
from bot.answering.refusals import refusals_for
from bot.answering.silences import lead_of, silence_of
from bot.answering.small_talk import SmallTalk, read_small_talk
from bot.answering.thread_question import MOST_CHARACTERS
from bot.built_in.questions import Kind, read_question
from bot.domain.answers import Answer
from bot.domain.briefings import Writer
from bot.domain.identifiers import DeliveryId, MessageId
from bot.domain.messages import (
    Footer,
    Paragraph,
    Part,
    Post,
    PostKind,
    Sentence,
    SlotValue,
    Words,
    words,
)
from bot.domain.sentence_leads import with_speaker
from bot.sentence_reading.attribution import speakers_of, who_speaks
from bot.sentence_reading.readings import keys_in

#: How much older than the question the newest cited article may be without the answer saying so.
STILL_NEW = timedelta(days=2)
#: As of today, or this week, ends no later than this after the question.
THIS_WEEK = timedelta(days=7)

_SMALL_TALK: Mapping[SmallTalk, Words] = {
    SmallTalk.THANKS: words("You are welcome."),
    SmallTalk.GREETING: words(
        "Good day. Ask me about what this channel reads, or say help to see what I can do."
    ),
    SmallTalk.ABILITIES: words(
        "I am Attaché. I read the news that this channel follows, brief you on diplomatic "
        "developments, and answer questions with the sentences that carry the answer. Ask me about "
        "what this channel reads; help lists everything else."
    ),
    SmallTalk.ASSENT: words("Very well. Ask me when you need something from the news."),
    SmallTalk.EMPTY: words("I see no question in that. Ask me about what this channel reads."),
}


#: The one sentence by which a question is asked back, and each story that it may mean.
ASKED_BACK = words(
    "More than one story fits that question. Which one do you mean? Reply with its number or with "
    "words that tell it, or ask again with a name or a date."
)
_CHOICE = "title"


def offered(asked_back: str, slots: Sequence[Mapping[str, SlotValue]]) -> tuple[str, ...]:
    """The titles that a post offers, from its first words and what filled the slots of the others."""
    if asked_back != ASKED_BACK.template:
        return ()
    return tuple(str(given[_CHOICE]) for given in slots if _CHOICE in given)


def answer_post(answer: Answer, *, delivery_id: DeliveryId, thread: MessageId | None) -> Post:
    """The post of an answer: its sentences in order, each with its citations, and small print."""
    return Post(
        delivery_id=delivery_id,
        channel=answer.channel,
        thread=thread,
        kind=PostKind.ANSWER,
        parts=_parts(answer),
        answer_id=answer.answer_id,
    )


def _parts(answer: Answer) -> tuple[Part, ...]:
    small_talk = read_small_talk(answer.standalone)
    if small_talk is not None and answer.abstained:
        return (Paragraph(_SMALL_TALK[small_talk]),)
    if answer.choices:
        return Paragraph(ASKED_BACK), *_choices(answer.choices)
    if answer.abstained and (silence := silence_of(answer)) is not None:
        return (Paragraph(silence),)
    body: tuple[Part, ...] = tuple(
        Sentence(claim, answer_lead(claim, answer.standalone)) for claim in answer.sentences
    )
    return (*_lead(answer), *(body or _abstention(answer)), *_gaps(answer), *_small_print(answer))


def _lead(answer: Answer) -> tuple[Part, ...]:
    """Of which days the news is that is told."""
    lead = lead_of(answer.told) if answer.told is not None else None
    return (Paragraph(lead),) if lead is not None else ()


def _choices(titles: Sequence[str]) -> Iterator[Paragraph]:
    for number, title in enumerate(titles, start=1):
        yield Paragraph(words("{number}. {title}", number=number, title=title))


def _gaps(answer: Answer) -> tuple[Part, ...]:
    """What of the question is left open; its words are the asker's own."""
    return tuple(
        Paragraph(words("I found no sentence that plainly answers: {question}", question=part))
        for part in answer.unanswered
    )


def _abstention(answer: Answer) -> tuple[Part, ...]:
    """What is true even where an article says it: that no sentence of it was found to."""
    said = refusals_for(answer.standalone)
    if answer.nearest is None:
        return (Paragraph(said.nothing),)
    lead = said.nearest
    if (abroad := title_lead(answer.nearest, answer.standalone)) is not None:
        lead = lead.followed_by(words(" ")).followed_by(abroad)
    lead = with_speaker(lead, answer.nearest)
    return Paragraph(said.no_sentence), Sentence(answer.nearest, lead=lead)


def _small_print(answer: Answer) -> tuple[Footer, ...]:
    """How old the answer is where it is, who wrote it, why not the model, and what it used."""
    day = _old_day(answer)
    writer = words("Written by the {writer}.", writer=_writer(answer))
    return (
        *_misreadings(answer),
        *((Footer(words("As of {day}.", day=day)),) if day else ()),
        *_known_by(answer),
        *_one_sided(answer),
        Footer(writer),
        *_why_not_the_model(answer),
        *_usage(answer),
    )


def _misreadings(answer: Answer) -> Iterator[Footer]:
    """Where the question was not taken as it was put."""
    if len(answer.standalone) >= MOST_CHARACTERS:
        yield Footer(
            words(
                "Of your question I read the first {count} characters. To have a text read, say "
                "read: before it.",
                count=f"{MOST_CHARACTERS:,}",
            )
        )
    if answer.as_of and answer.asked_at and answer.as_of - answer.asked_at > THIS_WEEK:
        yield Footer(words("That day is yet to come: this is what the channel knows today."))


def _one_sided(answer: Answer) -> Iterator[Footer]:
    """Whose word a yes or no is, where it is that of one who is not asked about."""
    if not answer.sentences or read_question(answer.standalone).kind is not Kind.WHETHER:
        return
    spoken = [tuple(map(who_speaks, speakers_of(claim.text))) for claim in answer.sentences]
    asked = keys_in(answer.standalone)
    whose = {who for speakers in spoken for who in speakers}
    if all(spoken) and len(whose) == 1 and asked.isdisjoint(keys_in(*whose)):
        # Without the name: it stands in the sentence, and goes with it when that is forgotten.
        yield Footer(
            words("The sentence gives the word of somebody else, not of those asked about.")
        )


def _known_by(answer: Answer) -> Iterator[Footer]:
    """By when the channel had learned what is told, where a day that is over was asked for."""
    if answer.as_of and answer.asked_at and answer.as_of <= answer.asked_at:
        yield Footer(words("By what this channel had learned by {at}.", at=answer.as_of))


def _old_day(answer: Answer) -> date | None:
    """When the newest of the cited articles was published, if that was long before the question.

    What came later is not in the answer.
    """
    published = [
        citation.published_at
        for claim in answer.sentences
        for citation in claim.citations
        if citation.published_at is not None
    ]
    newest = max(published, default=None)
    if newest is None:
        return None
    is_old = answer.asked_at is None or answer.asked_at - newest > STILL_NEW
    return newest.date() if is_old else None


def _writer(answer: Answer) -> str:
    by = answer.written_by
    return f"model {by.model}" if by.writer is Writer.MODEL else "built-in writer"


def _why_not_the_model(answer: Answer) -> tuple[Footer, ...]:
    reason = answer.written_by.fallback_reason
    if reason is None:
        return ()
    if answer.written_by.writer is Writer.MODEL:
        return (Footer(words("The model did not finish: {reason}", reason=reason)),)
    return (Footer(words("Not by the model: {reason}", reason=reason)),)


def _usage(answer: Answer) -> tuple[Footer, ...]:
    usage = answer.usage
    if not usage.prompt_tokens and not usage.completion_tokens:
        return ()
    tokens = usage.prompt_tokens + usage.completion_tokens
    if usage.cost is None:
        return (Footer(words("{tokens} tokens.", tokens=tokens)),)
    return (Footer(words("{tokens} tokens, {cost}.", tokens=tokens, cost=f"{usage.cost:.4f}")),)
