"""What a message means: the grammar of the chat, as a pure function.

`read_intent` reads the words after a mention, in a thread or a direct message.  What fits no
command is a question; a slip of the keyboard gets the nearest command; a command with something
missing gets its own help.  Nothing here knows a clock, a store or a platform.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping

from bot.conversation.grammar import COMMANDS, Wording
from bot.conversation.meanings import (
    Ask,
    BriefLinks,
    BriefPasted,
    Intent,
    OfferReading,
    ReadLinks,
    ReadPasted,
    ShowChanged,
    ShowChanges,
    ShowEvidence,
    ShowHelp,
    ShowOmitted,
    Unclear,
)
from bot.conversation.news_questions import read_news_question
from bot.conversation.pasted import Wanted, pasted_in
from bot.conversation.typed import (
    ENDS,
    QUOTES,
    all_links,
    link_in,
    links_and_words,
    quoted,
    unadorned,
    unquoted,
    without_labels,
)
from bot.conversation.wordings import ALIASES, in_the_grammar, what_for
from bot.errors import InputError


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
    if pasted and not all_links(pasted[1]):
        return ReadPasted(pasted[1].strip())
    briefed = _BRIEFED.match(line)
    if briefed and _is_pasted(briefed[1]):
        return BriefPasted(briefed[1].strip())
    bare = unadorned(without_labels(line))
    links = all_links(bare)
    if links:
        return ReadLinks(links)
    return (
        _a_text(line)
        or (_named_like_a_button(line) if is_thread_reply else None)
        or _what_changed(bare)
        or read_news_question(line)
        or _command(bare, is_thread_reply=is_thread_reply)
        or _said_otherwise(bare, is_thread_reply=is_thread_reply)
        or _addresses(bare)
        or (None if is_thread_reply else _slip(bare))
        or Ask(line)
    )


def text_pasted(text: str) -> str:
    """What a message pastes, as `read_intent` offered to read it: without our name and what leads up to it.

    >>> text_pasted("@attache The talks have ended.")
    'The talks have ended.'
    """
    line = _tidy(text)
    pasted = pasted_in(line)
    return pasted.text if pasted is not None else line


_PASTED = re.compile(r"read(?:\s*:|[ \t]*\n)(?=\s*\S)(.*)", re.IGNORECASE | re.DOTALL)
_BRIEFED = re.compile(r"brief\s*:(?=\s*\S)(.*)", re.IGNORECASE | re.DOTALL)
#: A topic is shorter, and stands on one line.
_LONGEST_TOPIC = 200
_CALL = re.compile(r"[@/!]?attach[eé]\b[\s:,]*(?=\S|$)", re.IGNORECASE)


def _tidy(text: str) -> str:
    """Without the spaces and quotes around it, and without the bot's own name before it."""
    line = _CALL.sub("", text.strip(), count=1) if _CALL.match(text.strip()) else text.strip()
    inner = line.strip(QUOTES)
    # Quotes are dropped from around a whole line ("`brief`"), never from inside a question.
    return inner.strip() if len(line) - len(inner) == 2 and not set(inner) & set(QUOTES) else line


def _is_pasted(text: str) -> bool:
    """Whether what follows "brief:" is a text and neither a topic nor addresses.

    A topic stands in the command's own line; what begins on the next is a text, however short.
    """
    said = text.strip()
    is_below = "\n" in text.rstrip()
    return not all_links(said) and (len(said) > _LONGEST_TOPIC or is_below)


#: Commands whose words may be long, and are no text.
_LONG_WORDED = frozenset({"asof", "topics"})


def _a_text(line: str) -> ReadPasted | OfferReading | None:
    """What becomes of a text that is pasted with no command before it; None where it is none."""
    head, colon, _ = _split_name(_AS_OF.sub("asof", line, count=1))
    name = ALIASES.get(head, head)
    if name in _LONG_WORDED or (colon and name in COMMANDS):
        return None
    pasted = pasted_in(line)
    if pasted is None:
        return None
    if pasted.wanted is Wanted.READ:
        return ReadPasted(pasted.text)
    return OfferReading(pasted.text, is_briefed=pasted.wanted is Wanted.BRIEFED)


_POLITE = re.compile(r"(?:please|(?:can|could|would) you(?: please)?),?\s+", re.IGNORECASE)
#: As a word of its own: "https://a.example/please/feed" is an address.
_PLEASE = re.compile(
    r"(?:^|(?<![,\s])[,\s]+)(?:please|bitte|svp|s['’]il (?:te|vous) pla[iî]t)(?![\w/.-]*\w)",
    re.IGNORECASE,
)
_AS_OF = re.compile(r"^as[ -]of\b", re.IGNORECASE)


def _command(line: str, *, is_thread_reply: bool) -> Intent | None:
    """The command that a line is; None when it is none."""
    plain = _POLITE.sub("", line, count=1) if _POLITE.match(line) else line
    is_request = plain != line
    head, colon, rest = _split_name(_AS_OF.sub("asof", plain, count=1))
    reader = COMMANDS.get(ALIASES.get(head, head))
    if reader is None:
        return None
    text = _PLEASE.sub("", rest).strip(" \t\r\n").removeprefix("= ")
    bare = text.rstrip(ENDS + "?").strip()
    words = Wording(
        text=unquoted(bare) if head != "asof" else text,
        is_question=text.endswith("?") and bool(bare) and not is_request,
        is_thread_reply=is_thread_reply,
        has_colon=bool(colon),
    )
    return reader(words)


def _said_otherwise(line: str, *, is_thread_reply: bool) -> Intent | None:
    """The command that a line says in words of its own."""
    for meant in in_the_grammar(line, is_thread_reply=is_thread_reply):
        # In words that were turned into the grammar's it is asked for, and no remark.
        is_own = meant.casefold() in line.casefold()
        intent = _command(meant, is_thread_reply=is_thread_reply and is_own)
        if intent is None and is_own:
            intent = read_news_question(meant)
        if intent is not None:
            return intent
    return None


def _addresses(line: str) -> Intent | None:
    """Addresses among a few words that say what is wanted of them."""
    links, beside = links_and_words(line)
    wanted = what_for(beside) if links else None
    if wanted is None:
        return None
    return BriefLinks(links) if wanted == "brief" else ReadLinks(links)


def _split_name(line: str) -> tuple[str, str, str]:
    # "digest:off" has no space behind the colon.
    found = re.match(
        r"[/!]?([^\W\d_]+)(?:([:?!.,…]*)(?=\s|$)|([:,=])(?=[^\s/]|https?:))(.*)", line, re.DOTALL
    )
    if found is None:
        return "", "", ""
    colon = ":" if ":" in (found[2] or found[3] or "") else ""
    return found[1].casefold(), colon, found[4]


_OF_THIS = r"(?: (?:for|of) (?:this|that|it))"
#: The buttons under a briefing, asked for in its thread in words.
_BUTTONS: Mapping[re.Pattern[str], Intent] = {
    re.compile(wording, re.IGNORECASE): meant
    for wording, meant in (
        (r"(?:so )?what(?:['’]s| has| have| is)? (?:been )?changed", ShowChanges()),
        (
            (
                r"where (?:does|did) (?:this|that|it) come from|(?:what(?:['’]s| is| are) )?(?:the|your) sources?"
                rf"{_OF_THIS}?|(?:sources?|evidence){_OF_THIS}"
            ),
            ShowEvidence(None),
        ),
        (
            r"(?:(?:and )?what (?:was|is|has been|have you|did you) )?(?:left|leave) out",
            ShowOmitted(),
        ),
    )
}


def _named_like_a_button(line: str) -> Intent | None:
    words = line.rstrip(ENDS + "?")
    return next((meant for wording, meant in _BUTTONS.items() if wording.fullmatch(words)), None)


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
    url = link_in(named) if len(named.split()) == 1 else None
    what = url or quoted(named.rstrip(ENDS + "?"))
    return ShowChanged(what) if what else None


# ---------------------------------------------------------------- slips of the keyboard

#: SequenceMatcher ratios.  Five letters with one swapped or wrong give .80, so "breif" is heard;
#: a first letter must be right, so "grief" is not.
_NEAR = 0.8


def _slip(line: str) -> Unclear | None:
    """The command line that was probably meant, when its name alone is misspelt."""
    if line.endswith("?"):
        return None
    head, _, rest = _split_name(line)
    near = [name for name in COMMANDS if _is_swapped(head, name)]
    near = near or difflib.get_close_matches(head, COMMANDS, n=1, cutoff=_NEAR)
    if not near or near[0][0] != head[0]:
        return None
    meant = f"{near[0]} {rest.strip()}".strip()
    return Unclear(head, meant) if _is_whole_command(meant) else None


def _is_swapped(typed: str, name: str) -> bool:
    """Whether two neighbours changed places; in four letters ("hlep") that is a ratio of .75."""
    other = [n for n, (one, right) in enumerate(zip(typed, name, strict=False)) if one != right]
    return (
        len(typed) == len(name)
        and len(other) == 2
        and other[1] == other[0] + 1
        and typed[other[0]] == name[other[1]]
        and typed[other[1]] == name[other[0]]
    )


def _is_whole_command(line: str) -> bool:
    """Whether a line is a command with all that belongs to it."""
    try:
        intent = _command(line, is_thread_reply=False)
    except InputError:
        return False
    return intent is not None and (not isinstance(intent, ShowHelp) or len(line.split()) == 1)
