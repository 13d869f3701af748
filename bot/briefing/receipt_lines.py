"""The receipt in the bot's own words: the lines at the foot of a briefing.  Pure."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.briefings import Briefing, Receipt, Writer, WrittenBy
from bot.domain.messages import Words, words


def receipt_lines(briefing: Briefing) -> Iterator[Words]:
    """The lines of a receipt: its feeds, its articles, and who wrote for how many tokens."""
    yield from _feeds(briefing.receipt)
    yield from _articles(briefing.receipt, len(briefing.omitted))
    yield _writer(briefing.written_by, briefing.receipt)


def _feeds(receipt: Receipt) -> Iterator[Words]:
    read = receipt.feeds_read
    if receipt.feeds_failed:
        yield words(
            "Feeds read: {read}; failed: {failed}.",
            read=read,
            failed=", ".join(receipt.feeds_failed),
        )
    elif read:
        yield words("Feeds read: {read}; none failed.", read=read)
    if receipt.feeds_quiet:
        yield words("Unusually quiet: {quiet}.", quiet=", ".join(receipt.feeds_quiet))
    if receipt.awaited == 1:
        yield words("One article of these feeds is still to be read.")
    elif receipt.awaited:
        yield words(
            "Articles of these feeds that are still to be read: {awaited}.", awaited=receipt.awaited
        )


def _articles(receipt: Receipt, left_out: int) -> Iterator[Words]:
    counts = words(
        "Articles: {articles} → stories: {stories} → shown: {shown}; articles left out: {left_out}",
        articles=receipt.articles,
        stories=receipt.stories,
        shown=receipt.shown,
        left_out=left_out,
    )
    told = receipt.told_before
    yield counts.followed_by(words(", {told} as told before.", told=told) if told else words("."))
    if receipt.oldest_at is not None:
        yield words("The oldest article shown is of {day}.", day=receipt.oldest_at.date())


def _writer(written_by: WrittenBy, receipt: Receipt) -> Words:
    tokens = receipt.usage.prompt_tokens + receipt.usage.completion_tokens
    if written_by.writer is Writer.BUILT_IN:
        if written_by.fallback_reason is None:
            return words("Written by the built-in writer, without a language model.")
        return words(
            "Written by the built-in writer: {reason} Tokens: {tokens}.",
            reason=written_by.fallback_reason,
            tokens=tokens,
        )
    model = written_by.model or "a language model"
    if written_by.fallback_reason is None:
        return words("Written by {model}; tokens: {tokens}.", model=model, tokens=tokens)
    return words(
        "Written by {model}, and in part by the built-in writer: {reason} Tokens: {tokens}.",
        model=model,
        reason=written_by.fallback_reason,
        tokens=tokens,
    )
