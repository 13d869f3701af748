"""What `help` says: each command's line in the list, and a little more about it."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.messages import Paragraph, Part, Rows, Words, words

_HELP: Mapping[str, tuple[Words, Words]] = {
    "brief": (
        words("brief [topic] [since yesterday | 24h | monday] [in threads]: a briefing now"),
        words(
            "“brief” gives what is new since the last briefing; “brief since monday”, what is new since "
            "then; “brief on 21 March”, the headlines of that day; “brief ceasefire”, one topic; “brief” and an "
            "address, or “brief:” and a pasted text, what that says; “brief in threads”, each story in a "
            "message of its own. Reply in its thread to ask about it."
        ),
    ),
    "follow": (
        words("follow URL: read a feed from now on"),
        words(
            "“follow” and an address takes a feed (RSS, Atom, JSON Feed, news sitemap) or a page that has "
            "one, and shows what would be read; a yes in its thread, or the same with “yes” behind it, "
            "follows it. One address at a time; for many, send an OPML list of feeds as a file, where files "
            "can be sent."
        ),
    ),
    "unfollow": (
        words("unfollow URL: stop reading a feed"),
        words(
            "“unfollow” and a feed's address, or its name, stops reading it; what was read from it stays in "
            "memory. One feed at a time: “sources” lists them."
        ),
    ),
    "sources": (
        words("sources: what this channel follows, and how reading goes"),
        words("“sources” lists the feeds of this channel, when each was read, and what failed."),
    ),
    "read": (
        words("read URL, or read: and a pasted text"),
        words(
            "“read” and an address reads a page into this channel's memory; a message with only a link does "
            "the same. “read:” and a text on the next lines reads the text; a text without it is read "
            "after a yes."
        ),
    ),
    "digest": (
        words("digest 08:00 weekdays Europe/Paris | digest off | digest loud | digest"),
        words(
            "“digest 08:00 weekdays Europe/Paris” sends a briefing at that local time; days can be "
            "daily, weekdays, weekends, mon,wed,fri or mon-thu. “digest off” ends it, “digest” shows it; "
            "“digest loud” and “digest quiet” say whether it notifies people, where the platform lets "
            "me choose."
        ),
    ),
    "topics": (
        words("topics sanctions, ceasefire | topics none: what matters most here"),
        words(
            "“topics” and what matters, with a comma between two, says what briefings should put first."
        ),
    ),
    "language": (
        words("language French | language none: this channel's language"),
        words(
            "“language French” notes the language of this channel. Sentences from articles stay in "
            "the articles' own language, since each is checked against its source."
        ),
    ),
    "agenda": (
        words("agenda [days]: dated things to come"),
        words("“agenda 7” lists what the articles announce for the next 7 days, with its source."),
    ),
    "omitted": (
        words("omitted: what the last briefing left out, and why"),
        words(
            "“omitted” lists the articles that the last briefing left out, each with the reason, and "
            "what stood in the sources of late and could not be read."
        ),
    ),
    "evidence": (
        words("evidence [number]: the words that a post rests on"),
        words(
            "In the thread of a briefing or an answer, “evidence” shows the verbatim passages behind "
            "it, with outlet and dates; “evidence 2”, those of the second citation alone."
        ),
    ),
    "changes": (
        words("changes: what a briefing tells that the ones before it did not"),
        words(
            "In the thread of a briefing, “changes” sets what it says of each story beside what this "
            "channel was last sent of it. For what a publisher changed in an article, say “changed”."
        ),
    ),
    "changed": (
        words("changed [link or title]: what a publisher changed in an article since it was cited"),
        words(
            "Cited articles are read again 1 hour, 6 hours, 1 day and 3 days after they were first "
            "cited. “changed” and an article's address, or words of its title, shows the old words "
            "beside the new ones; “changed” alone, which cited articles have changed or are gone. For "
            "what a briefing tells anew, say “changes” in its thread."
        ),
    ),
    "stories": (
        words("stories [link or title]: how a story went, who told it and since when"),
        words(
            "“stories” lists the newest stories that the articles here tell. “stories” and an article's "
            "address, or words of a title, shows that story: first and last day, its articles in "
            "order, outlets and origins (outlets that carry one text are one origin), and with "
            "which others it was merged or split."
        ),
    ),
    "positions": (
        words("positions TOPIC: who last said what about it"),
        words("“positions ceasefire” gives each speaker's newest statement on a topic, quoted."),
    ),
    "asof": (
        words("asof DATE question: an answer from what was known by then"),
        words(
            "“asof 2024-03-22 who vetoed the draft?” answers from what had been read by that day."
        ),
    ),
    "forget": (
        words("forget URL | forget TITLE | forget all"),
        words(
            "“forget” and an article's address, or its whole title, removes it and everything "
            "made from it from this channel's memory, with what carries its text letter for "
            "letter. No feed brings it back to this channel; “read” and its address does. “forget all "
            "yes” removes all of them. It cannot be undone."
        ),
    ),
    "settings": (
        words("settings: what this channel has set"),
        words("“settings” shows the digest, topics, language, time zone and number of sources."),
    ),
    "status": (
        words("status: how things stand"),
        words(
            "“status” shows what is remembered, how reading goes, the writer and the next digest."
        ),
    ),
    "help": (
        words("help [command]: this list, or more on one command"),
        words("“help brief” says more about one command."),
    ),
}


def help_on(command: str | None) -> tuple[Part, ...]:
    """Everything that can be said, or one command."""
    if command is not None:
        usage, more = _HELP[command]
        return Paragraph(usage), Paragraph(more)
    lead = words(
        "Ask me anything about what this channel has read: I answer with the sentences that "
        "carry it, or say that none does. I also understand:"
    )
    return Paragraph(lead), Rows(tuple(usage for usage, _ in _HELP.values()))
