"""Every command with what may follow its name, and what it then asks for.  Pure.

A reader gets the words behind a command's name.  None: they make it no command.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.conversation.meanings import (
    Ask,
    AskNews,
    BriefLinks,
    BriefSaid,
    DropDigest,
    Follow,
    ForgetAll,
    ForgetLink,
    ForgetTitled,
    Intent,
    MakeBrief,
    ReadLinks,
    ReadSaid,
    SetDigest,
    SetLanguage,
    SetRing,
    SetTopics,
    ShowAgenda,
    ShowChanged,
    ShowChanges,
    ShowDigest,
    ShowEvidence,
    ShowHelp,
    ShowLanguage,
    ShowOmitted,
    ShowPositions,
    ShowSettings,
    ShowSources,
    ShowStatus,
    ShowStories,
    ShowTopics,
    Unfollow,
)
from bot.conversation.moments import EXAMPLE, Moment, read_leading_moment, read_moment
from bot.conversation.news_questions import (
    AGENDA_DAYS,
    MOST_DAYS,
    days_ahead,
    read_news_question,
)
from bot.conversation.spans import names_no_stretch, read_window
from bot.conversation.typed import (
    ENDS,
    address_in,
    all_links,
    is_yes,
    links_and_words,
    quoted,
    unquoted,
)
from bot.conversation.wordings import ALIASES, what_for
from bot.digest.schedule import parse_schedule
from bot.errors import TimeFormatError


@dataclass(frozen=True, slots=True)
class Wording:
    """What follows a command's name."""

    #: As typed, without quotes and stops around it.
    text: str
    is_question: bool
    is_thread_reply: bool
    #: Whether a colon parted the name from the rest, which nobody does in a remark.
    has_colon: bool


_Reader = Callable[[Wording], Intent | None]

#: What shows, in a thread, that "brief ..." is asked of the bot and not said about something.
_ASKED_FOR = re.compile(r"(?:$|me\b|on\b|about\b|since\b|in threads$)", re.IGNORECASE)


#: How each story is asked for in a thread of its own.
_IN_THREADS = re.compile(r"(?:(?<!\s)\s+)?\b(?:in|as) (?:separate )?threads$", re.IGNORECASE)


#: A message of the channel by its name: what the Yes below an offer to read its text says.
_SAID = re.compile(r"message #(\S{1,300})")

#: What adds nothing to "brief".
_NOW = frozenset({"now", "right now", "again", "me", "us"})
_TODAYS_NEWS = frozenset({"today's news", "today’s news", "the news of today", "news of today"})


def _read_brief(words: Wording) -> Intent | None:
    links, beside = links_and_words(words.text)
    if links and what_for(beside):
        return BriefLinks(links)
    if said := _SAID.fullmatch(words.text):
        return BriefSaid(said[1])
    if words.is_question or (words.is_thread_reply and not _is_asked_for(words.text)):
        return None
    text = re.sub(r"^(?:me|us)\b\s*|^[-–—]\s+", "", words.text, flags=re.IGNORECASE)
    whole = _IN_THREADS.sub("", text)
    topic, since = _split_since(whole)
    window = read_window(topic) if since is None else None
    if window is not None:
        return MakeBrief(None, window.first) if window.last is None else AskNews(None, window)
    if topic.casefold() in _NOW:
        topic = ""
    elif since is None and names_no_stretch(topic):
        raise TimeFormatError(topic, EXAMPLE)
    topic = re.sub(r"^(?:on|about|of|for)\s+", "", topic, flags=re.IGNORECASE)
    if topic.casefold() in ("this", "that", "it"):
        return ShowHelp("brief")
    if topic.casefold() in _TODAYS_NEWS:
        return MakeBrief(None, read_moment("today"), in_threads=whole != text)
    return MakeBrief(unquoted(topic) or None, since, in_threads=whole != text)


def _is_asked_for(text: str) -> bool:
    """Whether "brief ..." in a thread is no remark: it names a time, or says of what."""
    if _ASKED_FOR.match(text) or text.casefold() in _NOW or read_window(text) is not None:
        return True
    if text[:1].isupper() and len(text.split()) <= _MOST_IN_A_NAME:
        return True  # "brief Gaza"
    try:
        read_moment(text)
    except TimeFormatError:
        return False
    return True


def _split_since(text: str) -> tuple[str, Moment | None]:
    """A topic and the moment after its last "since" (or a stretch: "24h", "last 2 days").

    "the talks since Oslo" is a topic as it stands: what follows is no moment and is capitalised.
    """
    *before, last = re.split(r"(?:^|(?<!\s)\s+)(?:since|for the last|in the last)\s+", text)
    if before:
        try:
            return " ".join(before).strip(), read_moment(last)
        except TimeFormatError:
            if last[:1].isupper() and before[0]:
                return text, None
            raise
    try:
        return "", read_moment(text)
    except TimeFormatError:
        return text, None


def _read_follow(words: Wording) -> Intent | None:
    named, _, last = words.text.rpartition(" ")
    is_confirmed = is_yes(last) and bool(named)
    if _names_several(words.text):
        return ShowHelp("follow")
    url = address_in(named.strip() if is_confirmed else words.text)
    return Follow(url, is_confirmed) if url else _wanting("follow", words)


def _names_several(text: str) -> bool:
    """Whether it holds addresses and nothing else: each is asked about by itself."""
    parted = re.sub(r",(?=\s|https?:)|(?<!\s)\s+(?:and|und|et|&)(?=\s)", " ", text)
    return len(all_links(parted)) > 1


def _read_unfollow(words: Wording) -> Intent | None:
    if words.text.casefold() in _ALL or _names_several(words.text):
        return ShowHelp("unfollow")
    url = address_in(words.text)
    if url is None and not words.is_question and not words.is_thread_reply:
        # By its name: what no source is called is told to be followed by nobody.
        is_name = _is_a_name(words.text)
        return Unfollow(unquoted(words.text)) if is_name else _wanting("unfollow", words)
    return Unfollow(url) if url else _wanting("unfollow", words)


#: Words of a newspaper's name at most; what has more after "follow" is prose.
_MOST_IN_A_NAME = 4

_ALL = frozenset({"all", "everything", "all feeds", "all sources", "all of them"})


def _read_read(words: Wording) -> Intent | None:
    if said := _SAID.fullmatch(words.text):
        return ReadSaid(said[1])
    url = address_in(words.text)
    links = (url,) if url else all_links(words.text)
    return ReadLinks(links) if links else _wanting("read", words)


def _wanting(command: str, words: Wording) -> Intent | None:
    """Help for a command whose address is missing or no address; prose stays a question."""
    is_wanting = len(words.text.split()) <= 1 or (
        command == "follow" and not words.is_thread_reply and _is_a_name(words.text)
    )
    return ShowHelp(command) if is_wanting and not words.is_question else None


def _is_a_name(text: str) -> bool:
    """Whether it may be what a newspaper is called: a few words, and no address among them."""
    words = [word.strip(ENDS) for word in text.split()]
    return 1 < len(words) <= _MOST_IN_A_NAME and not any({".", "/", ":"} & set(w) for w in words)


_DIGEST_OFF = frozenset(
    """off stop none never no cancel cancelled disable disabled end ended pause paused aus stopp abbestellen
    beenden arrêter""".split()
)  # fmt: skip
_DIGEST_SHOWN = frozenset({"status", "when", "show", "time", "?"})


def _read_digest(words: Wording) -> Intent | None:
    low = words.text.casefold()
    if not low:
        return ShowDigest()
    if low in _DIGEST_OFF:
        return DropDigest()
    if low in _DIGEST_SHOWN:
        return ShowDigest()
    if low in _NOW:
        return MakeBrief(None, None)
    if low in ("loud", "quiet"):
        return SetRing(digests_ring=low == "loud")
    if words.is_question or (words.is_thread_reply and not re.search(r"\d|noon|midnight", low)):
        return None
    return SetDigest(parse_schedule(words.text))


def _read_topics(words: Wording) -> Intent | None:
    if not words.text:
        return ShowTopics()
    if words.is_question or (words.is_thread_reply and not words.has_colon):
        return None
    said = re.sub(r"^(?:(?:are|is|to|as)\s+|=\s*)", "", words.text, flags=re.IGNORECASE)
    if said.casefold() in ("none", "off", "all", "any", "clear", "keine", "aucun"):
        return SetTopics(())
    parts = (unquoted(part.strip()) for part in re.split(r"[,;\n]", said))
    return SetTopics(tuple(dict.fromkeys(part for part in parts if part)))


def _read_language(words: Wording) -> Intent | None:
    if not words.text:
        return ShowLanguage()
    if words.is_question or len(words.text.split()) > 1:
        return None
    return SetLanguage(words.text)


def _read_agenda(words: Wording) -> Intent | None:
    if not words.text:
        return ShowAgenda(AGENDA_DAYS)
    days = days_ahead(words.text)
    if days is not None:
        return ShowAgenda(days)
    found = re.fullmatch(
        r"(?:for )?(?:the )?(?:next )?(\d{1,4})? ?(d|days?|w|weeks?|months?)?",
        words.text.casefold(),
    )
    if found is None or not (found[1] or found[2]):
        return None
    unit = {"w": 7, "m": 30}.get((found[2] or "d")[0], 1)
    return ShowAgenda(max(1, min(int(found[1] or 1) * unit, MOST_DAYS)))


def _read_positions(words: Wording) -> Intent | None:
    topic = re.sub(r"^(?:on|about|of)\s+", "", words.text, flags=re.IGNORECASE)
    return ShowPositions(unquoted(topic)) if topic else ShowHelp("positions")


def _read_evidence(words: Wording) -> Intent | None:
    if not words.text:
        return ShowEvidence(None)
    found = re.fullmatch(r"(?:for |of )?(?:no\.? ?|number |# ?)?\[?(\d{1,3})\]?", words.text)
    return ShowEvidence(int(found[1])) if found else None


def _read_changed(words: Wording) -> Intent | None:
    """In a thread, "changed" with more than an address behind it may be a remark."""
    url = address_in(words.text)
    if url or not words.text:
        return ShowChanged(url)
    news = read_news_question(f"what changed {words.text}")
    if news is not None:
        return news  # "changed since Monday" is asked of no article
    return None if words.is_question or words.is_thread_reply else ShowChanged(words.text)


def _read_stories(words: Wording) -> Intent | None:
    """In a thread, "stories" with more than an address behind it may be a remark."""
    name = re.sub(r"^(?:of|on|about)\s+", "", words.text, flags=re.IGNORECASE)
    url = address_in(name)
    if url or not name:
        return ShowStories(url)
    return None if words.is_question or words.is_thread_reply else ShowStories(unquoted(name))


def _read_asof(words: Wording) -> Intent | None:
    if not words.text:
        return ShowHelp("asof")
    moment, question = read_leading_moment(words.text)
    question = question.lstrip(ENDS)
    return Ask(question, moment) if question else ShowHelp("asof")


#: What no article is called; among people, "forget it" and "forget that" are remarks.
_THIS = frozenset(
    "this|this article|this text|this message|this page|the last article|the article|this one".split(
        "|"
    )
)


_CALLED = re.compile(
    r"(?:the |this )?(?:article|page|text|story|artikel)(?: (?:called|titled|named))?[\s:,]+(\S.*)",
    re.IGNORECASE,
)


def _read_forget(words: Wording) -> Intent | None:
    said = words.text.casefold().replace(",", " ").split()
    if said and said[0] in ("all", "everything", "alles", "tout") and len(said) <= 2:
        return ForgetAll(is_confirmed=said[1:] == ["yes"])
    url = address_in(words.text)
    if url:
        return ForgetLink(url)
    if words.text.casefold() in _THIS or (said and said[0] == "everything"):
        return ShowHelp("forget")
    if words.is_question or words.is_thread_reply:
        return None
    named = _CALLED.fullmatch(words.text)
    if named is not None and (title := quoted(named[1])):
        return ForgetTitled(title)
    # A whole title is never one word, and nothing is forgotten that is not called just so.
    return ForgetTitled(words.text) if len(words.text.split()) > 1 else ShowHelp("forget")


def _read_help(words: Wording) -> Intent | None:
    name = words.text.casefold()
    if not name:
        return ShowHelp(None)
    known = ALIASES.get(name, name)
    if known in COMMANDS:
        return ShowHelp(known)
    return ShowHelp(None) if len(name.split()) == 1 and not words.is_thread_reply else None


def _alone(intent: Intent) -> _Reader:
    """A command that nothing follows."""
    return lambda words: None if words.text else intent


#: Every command by its name, in the order in which `help` tells them.
COMMANDS: Mapping[str, _Reader] = {
    "brief": _read_brief,
    "follow": _read_follow,
    "unfollow": _read_unfollow,
    "sources": _alone(ShowSources()),
    "read": _read_read,
    "digest": _read_digest,
    "topics": _read_topics,
    "language": _read_language,
    "agenda": _read_agenda,
    "omitted": _alone(ShowOmitted()),
    "evidence": _read_evidence,
    "changes": _alone(ShowChanges()),
    "changed": _read_changed,
    "stories": _read_stories,
    "positions": _read_positions,
    "asof": _read_asof,
    "forget": _read_forget,
    "settings": _alone(ShowSettings()),
    "status": _alone(ShowStatus()),
    "help": _read_help,
}
