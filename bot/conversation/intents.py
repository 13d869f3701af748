"""What a message means: the grammar of the chat, as a pure function.

`read_intent` reads the words after a mention, in a thread or a direct message.  What fits no
command is a question; a slip of the keyboard gets the nearest command; a command with something
missing gets its own help.  Nothing here knows a clock, a store or a platform.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.conversation.meanings import (
    Ask,
    AskNews,
    BriefLinks,
    BriefPasted,
    DropDigest,
    Follow,
    ForgetAll,
    ForgetLink,
    ForgetTitled,
    Intent,
    MakeBrief,
    ReadLinks,
    ReadPasted,
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
    Unclear,
    Unfollow,
)
from bot.conversation.moments import EXAMPLE, Moment, read_leading_moment, read_moment
from bot.conversation.news_questions import AGENDA_DAYS, MOST_DAYS, read_news_question
from bot.conversation.spans import names_no_stretch, read_window
from bot.digest.schedule import parse_schedule
from bot.errors import InputError, TimeFormatError

# ---------------------------------------------------------------- reading


def read_intent(text: str, *, is_thread_reply: bool) -> Intent:
    """What `text` asks for.

    In a thread reply, where nobody need address the bot, only plain commands are commands: words
    that could as well be a remark change no settings, and a lone word is a question.

    Raises:
        TimeFormatError, TimeZoneError: a command with a time, day or zone that is not understood.
    """
    line = _tidy(text)
    if not line:
        return ShowHelp(None)
    pasted = _PASTED.match(line)
    if pasted and not _all_links(pasted[1]):
        return ReadPasted(pasted[1].strip())
    briefed = _BRIEFED.match(line)
    if briefed and _is_pasted(briefed[1]):
        return BriefPasted(briefed[1].strip())
    links = _all_links(line)
    if links:
        return ReadLinks(links)
    return (
        _what_changed(line)
        or read_news_question(line)
        or _command(line, is_thread_reply=is_thread_reply)
        or (None if is_thread_reply else _slip(line))
        or Ask(line)
    )


_PASTED = re.compile(r"read(?:\s*:|[ \t]*\n)(?=\s*\S)(.*)", re.IGNORECASE | re.DOTALL)
_BRIEFED = re.compile(r"brief\s*:(?=\s*\S)(.*)", re.IGNORECASE | re.DOTALL)
#: A topic is shorter, and stands on one line.
_LONGEST_TOPIC = 200
_CALL = re.compile(r"[@/!]?attach[eé]\b[\s:,]*(?=\S|$)", re.IGNORECASE)
_LINK = re.compile(r"https?://[^\s<>|]+", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"<(https?://[^\s<>|]+)>", re.IGNORECASE)
_BARE_ADDRESS = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)
_QUOTES = "\"'`“”„‟«»‹›‘’‚"
_ENDS = " \t\r\n.,;:!…"


def _tidy(text: str) -> str:
    """Without the spaces and quotes around it, and without the bot's own name before it."""
    line = _CALL.sub("", text.strip(), count=1) if _CALL.match(text.strip()) else text.strip()
    inner = line.strip(_QUOTES)
    # Quotes are dropped from around a whole line ("`brief`"), never from inside a question.
    return inner.strip() if len(line) - len(inner) == 2 and not set(inner) & set(_QUOTES) else line


def _is_pasted(text: str) -> bool:
    """Whether what follows "brief:" is a text and neither a topic nor addresses."""
    said = text.strip()
    return not _all_links(said) and (len(said) > _LONGEST_TOPIC or "\n" in said)


def _all_links(line: str) -> tuple[str, ...]:
    """The addresses in a line that holds nothing else."""
    words = line.split()
    links = tuple(link for link in map(_link, words) if link)
    return links if links and len(links) == len(words) else ()


def _link(word: str) -> str | None:
    """The address that a word is: without the quotes, brackets and stops around it.

    Between angle brackets it stands as it is, stops and question marks at its end included.
    """
    if (exact := _IN_BRACKETS.fullmatch(word)) is not None:
        return exact[1]
    inner = word.strip(_QUOTES + "<>()[]" + _ENDS) if "(" not in word[1:] else word.strip(_QUOTES)
    inner = inner.partition("|")[0]
    return inner if _LINK.fullmatch(inner) else None


def _address(words: str) -> str | None:
    """The address after a command that wants one; "example.org/feed" will do."""
    if len(words.split()) != 1:
        return None
    link = _link(words)
    if link:
        return link
    bare = words.strip(_QUOTES + "<>" + _ENDS)
    return f"https://{bare}" if _BARE_ADDRESS.fullmatch(bare) else None


_YES = frozenset({"yes", "yes please", "yes, please", "please do", "do it", "go ahead", "👍"})


def is_yes(text: str) -> bool:
    """Whether it says yes and nothing else: to what was proposed."""
    return text.strip(_ENDS).casefold() in _YES


# ---------------------------------------------------------------- commands


@dataclass(frozen=True, slots=True)
class _Words:
    """What follows a command's name."""

    #: As typed, without quotes and stops around it.
    text: str
    is_question: bool
    is_thread_reply: bool
    #: Whether a colon parted the name from the rest, which nobody does in a remark.
    has_colon: bool


_Reader = Callable[[_Words], Intent | None]

_POLITE = re.compile(r"(?:please|(?:can|could|would) you(?: please)?),?\s+", re.IGNORECASE)
#: As a word of its own: "https://a.example/please/feed" is an address.
_PLEASE = re.compile(r"(?:^|(?<![,\s])[,\s]+)please(?![\w/.-]*\w)", re.IGNORECASE)
_AS_OF = re.compile(r"^as[ -]of\b", re.IGNORECASE)


def _command(line: str, *, is_thread_reply: bool) -> Intent | None:
    """The command that a line is; None when it is none."""
    plain = _POLITE.sub("", line, count=1) if _POLITE.match(line) else line
    is_request = plain != line
    head, colon, rest = _split_name(_AS_OF.sub("asof", plain, count=1))
    reader = COMMANDS.get(_ALIASES.get(head, head))
    if reader is None:
        return None
    text = _PLEASE.sub("", rest).strip(" \t\r\n")
    bare = text.rstrip(_ENDS + "?").strip()
    words = _Words(
        text=_unquoted(bare) if head != "asof" else text,
        is_question=text.endswith("?") and bool(bare) and not is_request,
        is_thread_reply=is_thread_reply,
        has_colon=bool(colon),
    )
    return reader(words)


def _split_name(line: str) -> tuple[str, str, str]:
    found = re.match(r"([^\W\d_]+)([:?!.,…]*)(?=\s|$)(.*)", line, re.DOTALL)
    if found is None:
        return "", "", ""
    return found[1].casefold(), ":" if ":" in found[2] else "", found[3]


def _unquoted(text: str) -> str:
    inner = text.strip(_QUOTES)
    return inner if len(text) - len(inner) >= 2 else text


#: What shows, in a thread, that "brief ..." is asked of the bot and not said about something.
_ASKED_FOR = re.compile(r"(?:$|me\b|on\b|about\b|since\b|in threads$)", re.IGNORECASE)


#: How each story is asked for in a thread of its own.
_IN_THREADS = re.compile(r"(?:(?<!\s)\s+)?\b(?:in|as) (?:separate )?threads$", re.IGNORECASE)


#: What adds nothing to "brief".
_NOW = frozenset({"now", "right now", "again", "me", "us"})


def _read_brief(words: _Words) -> Intent | None:
    links = _all_links(words.text)
    if links:
        return BriefLinks(links)
    if words.is_question or (words.is_thread_reply and not _ASKED_FOR.match(words.text)):
        return None
    text = re.sub(r"^me\b\s*", "", words.text, flags=re.IGNORECASE)
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
    return MakeBrief(_unquoted(topic) or None, since, in_threads=whole != text)


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


def _read_follow(words: _Words) -> Intent | None:
    named, _, last = words.text.rpartition(" ")
    is_confirmed = is_yes(last) and bool(named)
    url = _address(named.strip() if is_confirmed else words.text)
    return Follow(url, is_confirmed) if url else _wanting("follow", words)


def _read_unfollow(words: _Words) -> Intent | None:
    url = _address(words.text)
    return Unfollow(url) if url else _wanting("unfollow", words)


def _read_read(words: _Words) -> Intent | None:
    url = _address(words.text)
    links = (url,) if url else _all_links(words.text)
    return ReadLinks(links) if links else _wanting("read", words)


def _wanting(command: str, words: _Words) -> Intent | None:
    """Help for a command whose address is missing or no address; prose stays a question."""
    return ShowHelp(command) if len(words.text.split()) <= 1 and not words.is_question else None


def _read_digest(words: _Words) -> Intent | None:
    low = words.text.casefold()
    if not low:
        return ShowDigest()
    if low in ("off", "stop", "none", "never"):
        return DropDigest()
    if low in ("loud", "quiet"):
        return SetRing(digests_ring=low == "loud")
    if words.is_question or (words.is_thread_reply and not re.search(r"\d|noon|midnight", low)):
        return None
    return SetDigest(parse_schedule(words.text))


def _read_topics(words: _Words) -> Intent | None:
    if not words.text:
        return ShowTopics()
    if words.is_question or (words.is_thread_reply and not words.has_colon):
        return None
    if words.text.casefold() in ("none", "off", "all", "any", "clear"):
        return SetTopics(())
    parts = (_unquoted(part.strip()) for part in re.split(r"[,;\n]", words.text))
    return SetTopics(tuple(dict.fromkeys(part for part in parts if part)))


def _read_language(words: _Words) -> Intent | None:
    if not words.text:
        return ShowLanguage()
    if words.is_question or len(words.text.split()) > 1:
        return None
    return SetLanguage(words.text)


def _read_agenda(words: _Words) -> Intent | None:
    if not words.text:
        return ShowAgenda(AGENDA_DAYS)
    found = re.fullmatch(
        r"(?:for )?(?:the )?(?:next )?(\d{1,4})? ?(d|days?|w|weeks?|months?)?",
        words.text.casefold(),
    )
    if found is None or not (found[1] or found[2]):
        return None
    unit = {"w": 7, "m": 30}.get((found[2] or "d")[0], 1)
    return ShowAgenda(max(1, min(int(found[1] or 1) * unit, MOST_DAYS)))


def _read_positions(words: _Words) -> Intent | None:
    topic = re.sub(r"^(?:on|about|of)\s+", "", words.text, flags=re.IGNORECASE)
    return ShowPositions(_unquoted(topic)) if topic else ShowHelp("positions")


def _read_evidence(words: _Words) -> Intent | None:
    if not words.text:
        return ShowEvidence(None)
    found = re.fullmatch(r"(?:for |of )?\[?(\d{1,3})\]?", words.text)
    return ShowEvidence(int(found[1])) if found else None


def _read_changed(words: _Words) -> Intent | None:
    """In a thread, "changed" with more than an address behind it may be a remark."""
    url = _address(words.text)
    if url or not words.text:
        return ShowChanged(url)
    return None if words.is_question or words.is_thread_reply else ShowChanged(words.text)


def _read_stories(words: _Words) -> Intent | None:
    """In a thread, "stories" with more than an address behind it may be a remark."""
    name = re.sub(r"^(?:of|on|about)\s+", "", words.text, flags=re.IGNORECASE)
    url = _address(name)
    if url or not name:
        return ShowStories(url)
    return None if words.is_question or words.is_thread_reply else ShowStories(_unquoted(name))


_WHAT_CHANGED = re.compile(
    r"what(?:['’]s| has| is| was)? (?:been )?(?:changed|different|edited|corrected) (?:in|on|at|about)"
    r"\s+(?:(?:the|this|that) (?:article|page|text|piece|story)(?: at)?[\s:,]+)?(.+)",
    re.IGNORECASE | re.DOTALL,
)


def _what_changed(line: str) -> Intent | None:
    """What is asked of an address, or of a title in quotes ("What changed in https://...?").

    "What changed in the council's position?" is a question about the world.
    """
    plain = _POLITE.sub("", line, count=1) if _POLITE.match(line) else line
    asked = _WHAT_CHANGED.fullmatch(plain)
    if asked is None:
        return None
    named = _PLEASE.sub("", re.sub(r"(?<!\s)\s+since .{1,40}$", "", asked[1])).strip()
    url = _link(named) if len(named.split()) == 1 else None
    what = url or _quoted(named.rstrip(_ENDS + "?"))
    return ShowChanged(what) if what else None


def _quoted(text: str) -> str | None:
    """What stands between the quotation marks that a text begins and ends with."""
    is_quoted = len(text) > 2 and text[0] in _QUOTES and text[-1] in _QUOTES
    return text.strip(_QUOTES) or None if is_quoted else None


def _read_asof(words: _Words) -> Intent | None:
    if not words.text:
        return ShowHelp("asof")
    moment, question = read_leading_moment(words.text)
    question = question.lstrip(_ENDS)
    return Ask(question, moment) if question else ShowHelp("asof")


def _read_forget(words: _Words) -> Intent | None:
    said = words.text.casefold().replace(",", " ").split()
    if said[:1] in (["all"], ["everything"]) and len(said) <= 2:
        return ForgetAll(is_confirmed=said[1:] == ["yes"])
    url = _address(words.text)
    if url:
        return ForgetLink(url)
    if words.is_question or words.is_thread_reply:
        return None
    # A whole title is never one word, and nothing is forgotten that is not called just so.
    return ForgetTitled(words.text) if len(words.text.split()) > 1 else ShowHelp("forget")


def _read_help(words: _Words) -> Intent | None:
    name = words.text.casefold()
    if not name:
        return ShowHelp(None)
    known = _ALIASES.get(name, name)
    return ShowHelp(known) if known in COMMANDS else None


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
_ALIASES = {
    "briefing": "brief",
    "digests": "digest",
    "source": "sources",
    "topic": "topics",
    "setting": "settings",
    "story": "stories",
    "position": "positions",
    "omissions": "omitted",
    "commands": "help",
}

# ---------------------------------------------------------------- slips of the keyboard

#: SequenceMatcher ratios.  Five letters with one swapped or wrong give .80, so "breif" is heard;
#: a first letter must be right, so "grief" is not.
_NEAR = 0.8


def _slip(line: str) -> Unclear | None:
    """The command line that was probably meant, when its name alone is misspelt."""
    if line.endswith("?"):
        return None
    head, _, rest = _split_name(line)
    near = difflib.get_close_matches(head, COMMANDS, n=1, cutoff=_NEAR)
    if not near or near[0][0] != head[0]:
        return None
    meant = f"{near[0]} {rest.strip()}".strip()
    return Unclear(head, meant) if _is_whole_command(meant) else None


def _is_whole_command(line: str) -> bool:
    """Whether a line is a command with all that belongs to it."""
    try:
        intent = _command(line, is_thread_reply=False)
    except InputError:
        return False
    return intent is not None and (not isinstance(intent, ShowHelp) or len(line.split()) == 1)
