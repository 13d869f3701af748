"""What people type: addresses, quotation marks, and what stands around them.  Pure."""

from __future__ import annotations

import re

_LINK = re.compile(r"https?://[^\s<>|]+", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"<(https?://[^\s<>|]+)>", re.IGNORECASE)
_BARE_ADDRESS = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)
QUOTES = "\"'`“”„‟«»‹›‘’‚"
ENDS = " \t\r\n.,;:!…"


def all_links(line: str) -> tuple[str, ...]:
    """The addresses in a line that holds nothing else."""
    words = line.split()
    links = tuple(link for link in map(link_in, words) if link)
    return links if links and len(links) == len(words) else ()


_LABELLED = re.compile(r"<(https?://[^\s<>|]{1,2000})\|[^<>\n]{0,300}>", re.IGNORECASE)
_MARKDOWN = re.compile(r"\[[^\[\]\n]{1,300}\]\((https?://[^\s()]{1,2000})\)", re.IGNORECASE)


def without_labels(line: str) -> str:
    """A line whose addresses stand without the words that show them: ``<URL|label>``, ``[label](URL)``.

    >>> without_labels("read [A vote](https://a.example/x)")
    'read <https://a.example/x>'
    """
    return _MARKDOWN.sub(r"<\1>", _LABELLED.sub(r"<\1>", line))


#: Characters of a line beyond which it is no command, and stands as it is.
_LONGEST_LINE = 300
_AROUND = "*_~>-–—•()[]{} \t"
_SMILEY = re.compile(
    r"(?<!\s)(?:\s*(?::[a-z][\w+-]{0,40}:(?::skin-tone-\d:)?|[:;]-?[)(DP](?!\w)|[\u2600-\u27bf\ufe0f\u200d\U0001f000-\U0001faff]))+$"
)


def unadorned(line: str) -> str:
    """A line without the marks that make it bold or quoted, and without the emoji behind it.

    >>> unadorned("**brief** :pray:"), unadorned("> sources"), unadorned("[1] says what?")
    ('brief', 'sources', '[1] says what?')
    """
    if len(line) > _LONGEST_LINE or "\n" in line:
        return line
    bare = _SMILEY.sub("", line)
    if bare[:1] in "([":
        is_whole = bare[-1:] in ")]" and not set(bare[1:-1]) & set("()[]")
        return bare.strip(_AROUND) if is_whole else bare
    bare = bare.lstrip(_AROUND)
    return bare.rstrip("*_~ \t")


def links_and_words(line: str) -> tuple[tuple[str, ...], str]:
    """The addresses in a line, and the other words."""
    found = [(word, link_in(word)) for word in line.split()]
    links = tuple(link for _, link in found if link)
    return links, " ".join(word for word, link in found if not link)


def link_in(word: str) -> str | None:
    """The address that a word is: without the quotes, brackets and stops around it.

    Between angle brackets it stands as it is, stops and question marks at its end included.
    """
    if (exact := _IN_BRACKETS.fullmatch(word)) is not None:
        return exact[1]
    inner = word.strip(QUOTES + "<>()[]" + ENDS) if "(" not in word[1:] else word.strip(QUOTES)
    inner = inner.partition("|")[0]
    return inner if _LINK.fullmatch(inner) else None


def address_in(words: str) -> str | None:
    """The address after a command that wants one; "example.org/feed" will do."""
    if len(words.split()) != 1:
        return None
    link = link_in(words)
    if link:
        return link
    bare = words.strip(QUOTES + "<>" + ENDS)
    return f"https://{bare}" if _BARE_ADDRESS.fullmatch(bare) else None


def unquoted(text: str) -> str:
    """A text without the quotation marks that it stands between."""
    inner = text.strip(QUOTES)
    return inner if len(text) - len(inner) >= 2 else text


def quoted(text: str) -> str | None:
    """What stands between the quotation marks that a text begins and ends with."""
    is_quoted = len(text) > 2 and text[0] in QUOTES and text[-1] in QUOTES
    return text.strip(QUOTES) or None if is_quoted else None


_YES = frozenset(
    "yes|yes please|yes do|yes go ahead|please do|do it|do so|go ahead|yep|yeah|sure|ja|ja bitte|oui"
    "|oui merci|sí|👍".split("|")
)
#: Commands that "… it" says yes to; "forget it" says no to forgetting all.
_NAMED_FOR_YES = frozenset({"read", "brief", "follow"})
_BESIDE_YES = re.compile(r"[,.!\s]+")


def is_yes(text: str) -> bool:
    """Whether it says yes and nothing else: to what was proposed."""
    return _plainly(text) in _YES


def accepts(text: str, proposed: str) -> bool:
    """Whether it says yes to a command that was proposed, or names it: "read it", "follow it".

    >>> accepts("read it", "read message #1"), accepts("forget it", "forget all yes")
    (True, False)
    """
    said = _plainly(text).removeprefix("please ").removesuffix(" please").removeprefix("yes ")
    name = proposed.partition(" ")[0]
    is_named = name in _NAMED_FOR_YES and said in {f"{name} {it}" for it in ("it", "this", "that")}
    return is_yes(text) or is_named


def _plainly(text: str) -> str:
    return _BESIDE_YES.sub(" ", text.strip(ENDS)[:100].casefold()).strip()
