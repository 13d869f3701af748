"""A briefing as a post: headings and labels in the bot's own words around cited sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.briefing.receipt_lines import receipt_lines
from bot.domain.briefings import (
    AgendaEntry,
    Briefing,
    Correction,
    EventType,
    Item,
    Receipt,
    Status,
)
from bot.domain.claims import CitedClaim
from bot.domain.identifiers import DeliveryId, MessageId
from bot.domain.messages import (
    Footer,
    Heading,
    Headline,
    Paragraph,
    Part,
    Post,
    PostKind,
    Sentence,
    Words,
    words,
)
from bot.domain.post_groups import post_groups
from bot.domain.sentence_leads import told_lead, with_speaker
from bot.domain.title_marks import news_begins
from bot.sentence_reading.deeds import tokens_of
from bot.sentence_reading.stretches import names_of

#: "By 58 votes to 31", "passed by 58 to 31", "voted 58-31", "31 deputies voted against".
_VOTE_RESULT = re.compile(
    r"\bby\s+(?:a\s+vote\s+of\s+)?[\w-]+\s+votes?\s+(?:to|against)\s+[\w-]+|\bby\s+a\s+vote\s+of\s+\d+\s?(?:to|[–-])\s?\d+"
    r"|\b(?:approv|pass|adopt|ratif|reject|confirm|elect|defeat)\w*\b[^.;%]{0,80}\bby\s+\d+\s?(?:to|[–-])\s?\d+(?!\s?(?:%|per))"
    r"|\bvoted\s+\d+\s?(?:[–-]|to)\s?\d+|\b(?:\d+|[a-z]+-[a-z]+)\s+(?:\w+\s+)?voted\s+(?:for|against|in\s+favou?r)\b",
    re.IGNORECASE,
)
#: Announcements whose day has passed, under one item: an old article read in late has many.
MOST_PAST = 2
#: What was published longer ago says so: its "yesterday" is not the reader's.
NEWS_DAYS = timedelta(days=1)

_STATUS: Mapping[Status, str] = {
    Status.NEW: "New",
    Status.CHANGED: "Changed",
    Status.UNCHANGED: "Unchanged",
}
#: PLOVER's types in words that need no codebook.
_EVENT: Mapping[EventType, str] = {
    EventType.AGREE: "agreement",
    EventType.CONSULT: "talks",
    EventType.SUPPORT: "support",
    EventType.CONCEDE: "concession",
    EventType.COOPERATE: "cooperation",
    EventType.AID: "aid",
    EventType.RETREAT: "withdrawal",
    EventType.REQUEST: "appeal or demand",
    EventType.ACCUSE: "accusation",
    EventType.REJECT: "rejection",
    EventType.THREATEN: "threat",
    EventType.PROTEST: "protest",
    EventType.SANCTION: "sanctions",
    EventType.MOBILIZE: "mobilisation",
    EventType.COERCE: "coercion",
    EventType.ASSAULT: "attack",
}


def briefing_post(
    briefing: Briefing,
    *,
    delivery_id: DeliveryId,
    kind: PostKind,
    thread: MessageId | None = None,
    timezone: str = "UTC",
) -> Post:
    """The post of a briefing; its day, and which days have passed, are those of `timezone`.

    Stories of the window stand in full; those that only still run, as one line each at the end.
    """
    today = briefing.until.astimezone(ZoneInfo(timezone)).date()
    parts: list[Part] = [Heading(_heading(briefing, kind, today))]
    in_full = briefing.items[: briefing.receipt.shown]
    running = briefing.items[briefing.receipt.shown :]
    if not in_full:
        parts.append(Paragraph(_nothing_new(briefing)))
    for item in in_full:
        parts += _item(item, today)
    if running:
        parts.append(Paragraph(words("Still running, and unchanged since it was posted here:")))
        parts += [Headline(item.headline, _note(item, today)) for item in running]
    parts += [Footer(line) for line in receipt_lines(briefing)]
    return Post(
        delivery_id=delivery_id,
        channel=briefing.channel,
        thread=thread,
        kind=kind,
        parts=tuple(parts),
        briefing_id=briefing.briefing_id,
    )


def in_own_threads(post: Post) -> tuple[Post, ...]:
    """A briefing as several posts: its heading and receipt, then each story on its own.

    They are sent in order, and the last one is the briefing's own: the ledger moves when all stand.
    """
    groups = [tuple(group) for group in post_groups(post.parts)]
    stories = [group for group in groups if isinstance(group[0], Headline)]
    if len(stories) < 2:
        return (post,)
    rest = tuple(part for group in groups if group not in stories for part in group)
    frame = replace(post, parts=rest, briefing_id=None)
    told = [
        replace(
            post,
            delivery_id=DeliveryId(f"{post.delivery_id}.{number}"),
            parts=story,
            briefing_id=post.briefing_id if number == len(stories) else None,
            addressee=None,
        )
        for number, story in enumerate(stories, 1)
    ]
    return (frame, *told)


def _heading(briefing: Briefing, kind: PostKind, today: date) -> Words:
    if briefing.topic is not None:
        return words("Briefing on {topic}, {day}", topic=briefing.topic, day=today)
    if kind is PostKind.DIGEST:
        return words("Digest, {day}", day=today)
    return words("Briefing, {day}", day=today)


def _nothing_new(briefing: Briefing) -> Words:
    """Why there is nothing: silence is never ambiguous (promise 3)."""
    receipt = briefing.receipt
    read, failed = receipt.feeds_read, len(receipt.feeds_failed)
    if receipt.told_at is not None:
        return _told_already(receipt, receipt.told_at)
    if receipt.articles and briefing.topic is not None:
        return _nothing_on(briefing.topic, receipt.articles)
    if receipt.articles == 1:
        return words("Nothing new of diplomatic weight: one article was read and left out.")
    if receipt.articles:
        return words(
            "Nothing new of diplomatic weight: {count} articles were read and left out.",
            count=receipt.articles,
        )
    if failed:
        return words("Nothing new: {read} of {all} feeds read.", read=read, all=read + failed)
    if read == 0:
        return words("Nothing new, and no feed has been read here: follow one to change that.")
    if read == 1:
        return words("Nothing new: the one feed that is followed here was read.")
    return words("Nothing new: all {count} feeds read.", count=read)


def _nothing_on(topic: str, articles: int) -> Words:
    if articles == 1:
        return words("Nothing on {topic}: one article was read, on something else.", topic=topic)
    return words(
        "Nothing on {topic}: {count} articles were read, all on something else.",
        topic=topic,
        count=articles,
    )


def _told_already(receipt: Receipt, told_at: datetime) -> Words:
    """That what was read has been told here before, and what became of the rest."""
    if receipt.told_before == receipt.articles:
        return words(
            "Nothing new: what was read since was told here already, last at {at}.", at=told_at
        )
    return words(
        "Nothing new of diplomatic weight: of {count} articles that were read, {told} tell what was "
        "posted here already, last at {at}; the others were left out.",
        count=receipt.articles,
        told=receipt.told_before,
        at=told_at,
    )


def _item(item: Item, today: date) -> Iterator[Part]:
    """An item in full; no sentence is told twice, but for a headline that announces a day."""
    days: dict[str, AgendaEntry] = {}
    for entry in item.agenda:
        days.setdefault(entry.claim.text, entry)
    newest = _published(item.sentences)
    corrections = {c.text: correction_lead(c) for c in item.corrections}
    told = {item.headline.text}
    yield Headline(item.headline, _note(item, today))
    for claim in item.sentences:
        if claim.text not in told:
            coming = days.pop(claim.text, None)
            lead = told_lead(claim) or _older(claim, newest)
            # What begins with something done is no announcement, whatever else it tells.
            is_coming = coming is not None and not _begins_done(claim)
            if coming is not None and is_coming:
                lead = with_speaker(_ahead(coming, today), claim)
            lead = corrections.get(claim.text, lead)
            yield Sentence(claim, lead)
            told.add(claim.text)
    for claim in item.said:
        if claim.text not in told and claim.text not in days:
            yield Sentence(claim, _said(claim, newest))
            told.add(claim.text)
    for entry in _worth_showing(item.agenda, today):
        if days.pop(entry.claim.text, None) is not None:
            ahead = _ahead(entry, today, _matter(entry.claim, item))
            yield Sentence(entry.claim, with_speaker(ahead, entry.claim))


def _matter(claim: CitedClaim, item: Item) -> str | None:
    """The headline that tells what an announcement is about, where nothing else of the item does.

    "The summit continues on Friday" names nothing, and no other sentence is of its article.
    """
    if names_of(tokens_of(claim.text)):
        return None
    told = (item.headline, *item.sentences, *item.said)
    around = {citation.article_id for other in told for citation in other.citations}
    titles = (c.title for c in claim.citations if c.article_id not in around and c.title)
    title = next(titles, "")
    return title[news_begins(title) :] or None


def _begins_done(claim: CitedClaim) -> bool:
    """Whether a sentence dates something past before what it announces: "took office on Monday"."""
    day = _published([claim])
    told = [(claim.text.find(d.text), d) for d in claim.dates]
    done = [at for at, d in told if d.ahead is None and day is not None and d.day <= day]
    ahead = [at for at, d in told if d.ahead is not None]
    return bool(done and ahead) and min(done) < min(ahead)


def correction_lead(correction: Correction) -> Words:
    """What of an earlier post a sentence sets right."""
    day = correction.told_at.date()
    if correction.before is None:
        return words("Takes back what was told on {day}:", day=day)
    if correction.now is None:
        return words("No longer {before}, as told on {day}:", before=correction.before, day=day)
    return words(
        "{now}, not {before} as told on {day}:",
        now=correction.now,
        before=correction.before,
        day=day,
    )


def _published(claims: Sequence[CitedClaim]) -> date | None:
    """The newest day of publication that any of the sentences rests on."""
    days = [c.published_at.date() for claim in claims for c in claim.citations if c.published_at]
    return max(days, default=None)


def _older(claim: CitedClaim, newest: date | None) -> Words | None:
    """The day of a sentence that is of an earlier day than its item's newest one."""
    day = _published([claim])
    if day is None or newest is None or day == newest:
        return None
    return words("Published {day}:", day=day)


def _announces(entry: AgendaEntry) -> bool:
    """Whether its sentence announces its day, and does not tell that nothing will be then."""
    return any(d.ahead is not None and d.ahead.day == entry.day for d in entry.claim.dates)


def _worth_showing(agenda: Sequence[AgendaEntry], today: date) -> Sequence[AgendaEntry]:
    """What is ahead, and at most `MOST_PAST` that are past; what was called off for a day is gone with it."""
    past = [entry for entry in agenda if entry.end < today and _announces(entry)]
    return (*past[-MOST_PAST:], *(entry for entry in agenda if entry.end >= today))


def _note(item: Item, today: date) -> Words:
    """Status, outlets, independent origins, what kind of event it is, and its day if that is past."""
    note = words(
        "{status} · {outlets}",
        status=_STATUS[item.status],
        outlets=", ".join(item.outlets) or "no outlet named",
    )
    note = note.followed_by(_origins(item.origins))
    if item.event_type is not None:
        note = note.followed_by(words(" · kind: {event}", event=_EVENT[item.event_type]))
    if item.reserved:
        # What the built-in writer quotes of them no model has read.
        note = note.followed_by(
            words(
                " · publisher reserves AI use: of {reserved}, models are shown the headline only",
                reserved=", ".join(item.reserved),
            )
        )
    newest = _published(item.claims())
    if newest is not None and newest < today - NEWS_DAYS:
        note = note.followed_by(words(" · published {day}", day=newest))
    return note


def _origins(count: int) -> Words:
    if count == 1:
        return words(" · a single origin")
    return words(" · {count} independent origins", count=count)


def _said(claim: CitedClaim, newest: date | None) -> Words | None:
    """Who says so, unless the sentence names the speaker itself, and when, if not on the last day.

    The result of a vote is no saying, whoever told it.
    """
    day = _published([claim])
    is_older = day is not None and newest is not None and day < newest
    if _VOTE_RESULT.search(claim.text):
        return _older(claim, newest)
    if claim.speaker is None or claim.speaker in claim.text:
        return words("Said, {day}:", day=day) if day and is_older else words("Said:")
    if day and is_older:
        return words("{speaker}, {day}:", speaker=claim.speaker, day=day)
    return words("{speaker}:", speaker=claim.speaker)


def _ahead(entry: AgendaEntry, today: date, about: str | None = None) -> Words:
    end = words(", {title}:", title=about) if about else words(":")
    if entry.end < today:
        return words("What was to come, {day} (now past)", day=entry.end).followed_by(end)
    if entry.is_limit:
        return words("What comes next, by {day}", day=entry.end).followed_by(end)
    if entry.last is None:
        return words("What comes next, {day}", day=entry.day).followed_by(end)
    return words("What comes next, {day} to {last}", day=entry.day, last=entry.last).followed_by(
        end
    )
