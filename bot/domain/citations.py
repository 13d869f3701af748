"""Citations as platforms show them: numbered through a post, and linked at the cited words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import count
from urllib.parse import quote, urlsplit

from bot.domain.claims import Citation, ResolvedDate
from bot.domain.messages import Exhibit, Post, plain

#: By what a citation is known again: the same words in the same place have one number.
CitationKey = tuple[str, str, int, int]


def citation_key(citation: Citation) -> CitationKey:
    """The place of the cited words."""
    return (citation.version_id, citation.of, citation.start, citation.end)


def numbers_of(post: Post) -> Mapping[CitationKey, int]:
    """The number of each citation of a post: 1, 2, ... in order of first appearance.

    An exhibit brings the number that its citation has in the post which it belongs to.
    """
    exhibits = (part for part in post.parts if isinstance(part, Exhibit))
    numbers = {citation_key(exhibit.citation): exhibit.number for exhibit in exhibits}
    taken = set(numbers.values())
    free = (number for number in count(1) if number not in taken)
    for claim in post.claims():
        for citation in claim.citations:
            if citation_key(citation) not in numbers:
                numbers[citation_key(citation)] = next(free)
    return numbers


def web_address(url: str | None) -> str | None:
    """The address if a browser may be sent there; articles come with all kinds of addresses.

    White space and control characters, a host that is none, and a name or password before it make
    it no address: it stays text.
    """
    if not url or _UNSENDABLE.search(url):
        return None
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or "@" in parts.netloc or not host:
        return None
    return url if ":" in host or _is_named(host) else None


#: White space, control characters, and what addresses may only hold percent-encoded.
_UNSENDABLE = re.compile(
    r"[\s\x00-\x20\x7f-\xa0\xad\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff<>\"\\]"
)
_LONGEST_LABEL, _LONGEST_HOST = 63, 253


def _is_named(host: str) -> bool:
    """Whether a host's name is made of labels of letters, of any script, and none is empty."""
    labels = host.removesuffix(".").split(".")
    return len(host) <= _LONGEST_HOST and all(
        len(label) <= _LONGEST_LABEL and _LABEL.fullmatch(label) for label in labels
    )


#: A letter or digit first; marks on letters of other scripts are no "word" characters.
_LABEL = re.compile(r"\w(?:[\w-]|[^\x00-\x7f])*")


# ---------------------------------------------------------------- text fragments

#: Words at each end of a long quote in a text fragment, so that addresses stay short.
FRAGMENT_WORDS = 6
#: Characters that one end takes when it is encoded: six English words, or two or three Russian
#: ones, of which each letter takes six characters, or some fifteen signs of Chinese.
LONGEST_END = 150
#: Characters of a whole address: Slack takes 3,000, some browsers and proxies little more than
#: 2,000.  A longer one goes without its fragment, and opens the page's top.
LONGEST_ADDRESS = 2_000


def text_fragment(url: str | None, quote_text: str) -> str | None:
    """`url` with a text fragment (WICG scroll-to-text-fragment) at the quote."""
    if not url or not quote_text.strip():
        return url
    joint = "" if "#" in url else "#"
    opened = f"{url}{joint}:~:text={_directive(quote_text)}"
    return opened if len(opened) <= LONGEST_ADDRESS else url


def _directive(quote_text: str) -> str:
    """The whole quote if it is short, else the words that it begins and ends with."""
    spoken = quote_text.split()
    whole = escape_fragment(" ".join(spoken))
    if len(spoken) <= 2 * FRAGMENT_WORDS and len(whole) <= 2 * LONGEST_END:
        return whole
    # Ends of a quote that is longer than both together never overlap.
    return f"{escape_fragment(_beginning(spoken))},{escape_fragment(_ending(spoken))}"


def _beginning(spoken: Sequence[str]) -> str:
    """The first words, as many as fit; of a first word that does not fit, what does.

    Chinese, Japanese and Thai part no words: there a "word" is a clause, or a whole sentence.
    """
    for many in range(min(FRAGMENT_WORDS, len(spoken)), 0, -1):
        words = " ".join(spoken[:many])
        if len(escape_fragment(words)) <= LONGEST_END:
            return words
    return _within(spoken[0])


def _ending(spoken: Sequence[str]) -> str:
    """As `_beginning`, at the other end."""
    for many in range(min(FRAGMENT_WORDS, len(spoken)), 0, -1):
        words = " ".join(spoken[-many:])
        if len(escape_fragment(words)) <= LONGEST_END:
            return words
    return _within(spoken[-1][::-1])[::-1]


def _within(word: str) -> str:
    """The longest beginning of a word that fits, to the end of a clause if there is one.

    Browsers match whole words only, and a clause's end is an end of one in every script.
    """
    # No character takes less than one when it is encoded: what is longer need not be tried.
    length = min(len(word), LONGEST_END)
    while len(escape_fragment(word[:length])) > LONGEST_END:
        length -= 1
    clause = max(map(word[:length].rfind, _CLAUSE_ENDS))
    return word[: clause if clause > 1 else length]


_CLAUSE_ENDS = "、。，；：！？،؛।"


def escape_fragment(text: str) -> str:
    """Percent-encode for a text directive, in which ``-``, ``,`` and ``&`` have meanings."""
    return quote(text, safe="", errors="replace").replace("-", "%2D")


def date_notes(dates: Sequence[ResolvedDate]) -> tuple[str, ...]:
    """What relative words mean ("Friday: 22 March 2024"); "22 March" explains itself."""
    days = (d for d in dates if d.last is None)
    relative = (d for d in days if not any(character.isdigit() for character in d.text))
    by_day = {resolved.day: date_note(resolved) for resolved in relative}
    return tuple(by_day.values())


def date_note(resolved: ResolvedDate) -> str:
    """One relative word with its day; the weekday is not said twice."""
    day = plain(resolved.day)
    if f"{resolved.day:%A}".lower() in resolved.text.lower():
        day = day.partition(" ")[2]
    return f"{resolved.text}: {day}"
