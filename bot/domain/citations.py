"""Citations as platforms show them: numbered through a post, and linked at the cited words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from bot.domain.claims import Citation, ResolvedDate
from bot.domain.messages import Post, plain

#: By what a citation is known again: the same words in the same place have one number.
CitationKey = tuple[str, str, int, int]


def citation_key(citation: Citation) -> CitationKey:
    """The place of the cited words."""
    return (citation.version_id, citation.of, citation.start, citation.end)


def numbers_of(post: Post) -> Mapping[CitationKey, int]:
    """The number of each citation of a post: 1, 2, ... in order of first appearance."""
    numbers: dict[CitationKey, int] = {}
    for claim in post.claims():
        for citation in claim.citations:
            numbers.setdefault(citation_key(citation), len(numbers) + 1)
    return numbers


def web_address(url: str | None) -> str | None:
    """The address if a browser may be sent there; articles come with all kinds of addresses."""
    return url if url and url.startswith(("https://", "http://")) else None


#: Words at each end of a long quote in a text fragment, so that addresses stay short.
FRAGMENT_WORDS = 6


def text_fragment(url: str | None, quote_text: str) -> str | None:
    """`url` with a text fragment (WICG scroll-to-text-fragment) at the quote."""
    if not url or not quote_text.strip():
        return url
    spoken = quote_text.split()
    if len(spoken) <= 2 * FRAGMENT_WORDS:
        directive = escape_fragment(" ".join(spoken))
    else:
        first, last = spoken[:FRAGMENT_WORDS], spoken[-FRAGMENT_WORDS:]
        directive = f"{escape_fragment(' '.join(first))},{escape_fragment(' '.join(last))}"
    joint = "" if "#" in url else "#"
    return f"{url}{joint}:~:text={directive}"


def escape_fragment(text: str) -> str:
    """Percent-encode for a text directive, in which ``-``, ``,`` and ``&`` have meanings."""
    return quote(text, safe="", errors="replace").replace("-", "%2D")


def date_notes(dates: Sequence[ResolvedDate]) -> tuple[str, ...]:
    """What relative words mean ("Friday: 22 March 2024"); "22 March" explains itself."""
    relative = (d for d in dates if not any(character.isdigit() for character in d.text))
    by_day = {resolved.day: date_note(resolved) for resolved in relative}
    return tuple(by_day.values())


def date_note(resolved: ResolvedDate) -> str:
    """One relative word with its day; the weekday is not said twice."""
    day = plain(resolved.day)
    if f"{resolved.day:%A}".lower() in resolved.text.lower():
        day = day.partition(" ")[2]
    return f"{resolved.text}: {day}"
