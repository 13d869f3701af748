"""What the bot says of digests: when they come, and what became of the last one."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.digest.schedule import EVERY_DAY, days_in_words
from bot.domain.messages import Paragraph, Part, Rows, Words, words
from bot.domain.schedules import Schedule, Slot, SlotOutcome


def digest_set(
    schedule: Schedule, first: Slot, *, is_guess: bool = False, is_own: bool = False
) -> tuple[Part, ...]:
    """A schedule is set; `is_guess`: in a zone that nobody has named, `is_own`: in the asker's."""
    told = _say(
        words(
            "The digest comes at {at} {days}, {zone}. The first one: {first}.",
            at=f"{schedule.at:%H:%M}",
            days=_days(schedule.days),
            zone=schedule.timezone,
            first=first.due_at.astimezone(ZoneInfo(schedule.timezone)),
        )
    )
    hint = words(
        "No time zone has been named here yet. For another one say, for example: digest {at} "
        "{days} Europe/Paris",
        at=f"{schedule.at:%H:%M}",
        days=days_in_words(schedule.days),
    )
    own = words(
        "I took {zone}, which is your own time zone here, for the whole channel. For another one "
        "say, for example: digest {at} {days} Europe/Paris",
        zone=schedule.timezone,
        at=f"{schedule.at:%H:%M}",
        days=days_in_words(schedule.days),
    )
    if is_guess:
        return (*told, *_say(hint))
    return (*told, *_say(own)) if is_own else told


def digest_shown(
    schedule: Schedule, coming: Slot, last: tuple[Slot, SlotOutcome | None] | None
) -> tuple[Part, ...]:
    """When the next digest comes, and what became of the last."""
    zone = ZoneInfo(schedule.timezone)
    rows = [
        words(
            "The digest comes at {at} {days}, {zone}.",
            at=f"{schedule.at:%H:%M}",
            days=_days(schedule.days),
            zone=schedule.timezone,
        ),
        words("Next: {at}", at=coming.due_at.astimezone(zone)),
    ]
    if last is not None:
        rows.append(_last_digest(last[0].due_at.astimezone(zone), last[1]))
    return (Rows(tuple(rows)),)


def _last_digest(at: datetime, outcome: SlotOutcome | None) -> Words:
    if outcome is SlotOutcome.SENT:
        return words("Last: {at}, sent", at=at)
    if outcome is SlotOutcome.SKIPPED_LATE:
        return words("Last: {at}, skipped because I was not running in time", at=at)
    if outcome is SlotOutcome.FAILED:
        return words("Last: {at}, failed; my log says why. Say brief to have it now.", at=at)
    if outcome is SlotOutcome.STARTED:
        return words("Last: {at}, being written", at=at)
    return words("Last: {at}, due now", at=at)


def no_digest() -> tuple[Part, ...]:
    """There is no schedule."""
    return _say(
        words("No digest is scheduled. Say, for example: digest 08:00 weekdays Europe/Paris")
    )


def ring_set(*, digests_ring: bool) -> tuple[Part, ...]:
    """Whether digests notify people."""
    if digests_ring:
        return _say(words("Digests notify people, where the platform lets me choose."))
    return _say(words("Digests come quietly, where the platform lets me choose."))


def digest_dropped(*, had_one: bool) -> tuple[Part, ...]:
    """The schedule is gone."""
    if had_one:
        return _say(words("No digest will come any more. Say brief for a briefing at any time."))
    return no_digest()


def _days(days: frozenset[int]) -> str:
    """The days of a schedule inside a sentence."""
    return days_in_words(days) if days == EVERY_DAY else f"on {days_in_words(days)}"


def _say(sentence: Words) -> tuple[Part, ...]:
    return (Paragraph(sentence),)
