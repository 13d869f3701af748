"""The title of a PDF: what the file says of itself is mostly the name of somebody's draft."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise, takewhile

from bot.ingest.article_text import is_prose, is_title
from bot.ingest.pdf_lines import Line
from bot.ingest.pdf_paragraphs import is_full, setting_of
from bot.ingest.pdf_words import joined
from bot.ingest.plain_text import one_line

_LONGEST = 250
#: How much larger than the text a title is set.
_LARGER = 1.15
#: Paragraphs among which a title is looked for where nothing is set larger.
_FIRST_FEW = 6

_FILE_NAME = re.compile(
    r"^(?:microsoft\b|powerpoint\b|untitled|document\d*\b|slide\b|layout\b|scan|print\b|template)"
    r"|\.(?:docx?|pdf|indd?|qxd|tex|odt|rtf|pptx?|xlsx?|html?|dvi|pub)\b|_|^\W*$|://",
    re.IGNORECASE,
)
#: What stands above a title: whose paper it is, of what kind, and of which day.
_LETTERHEAD = re.compile(
    r"(?:.*@.*|(?:press|news|media) (?:release|statement|information|notice|communiqu[eé])"
    r"|for immediate release|communiqu[eé](?: de presse)?|comunicado(?: de prensa)?|statement"
    r"|comunicato stampa|presse(?:mitteilung|aussendung)|press|embargo.{0,60}|draft|unofficial.{0,40}"
    r"|(?:ref(?:erence)?|no|nr|n°|nº)\b.{0,40}|(?:date|datum|fecha)\b.{0,40}|.{0,40}\b(?:19|20)\d{2}"
    r"|(?:the )?(?:(?:federal|royal|state) )?(?:ministry|minist[eè]re|ministerium|ministerio|embassy"
    r"|ambassade|botschaft|embajada|government|republic|r[eé]publique|kingdom|department|office"
    r"|permanent mission|state|presidency)\b(?: (?:of|de|der|des|du|for|to)\b.{0,60})?)\W*",
    re.IGNORECASE,
)


def title_of(
    named: str | None, first_page: Sequence[Line], paragraphs: Sequence[str]
) -> str | None:
    """The title that the file names, if it is one, else the first line that looks like one."""
    said = one_line(named)
    if said and is_named_title(said, " ".join(line.text for line in first_page)):
        return said
    return next(_large(first_page), None) or _first(paragraphs)


def is_named_title(named: str, text: str) -> bool:
    """Whether a file's own title is one: of words, and of those that its first page uses."""
    words = re.findall(r"\w{3,}", named.casefold())
    if _FILE_NAME.search(named) or len(named) > _LONGEST or not words:
        return False
    if named.isascii() and " " not in named:
        return False
    # A title that stayed from another document, or from a template, speaks of something else.
    used = text.casefold()
    return sum(word in used for word in words) * 2 >= len(words)


def _large(lines: Sequence[Line]) -> Iterator[str]:
    """Lines above the text of the first page that are set larger than it, the largest first."""
    setting = setting_of(lines)
    least = _LARGER * setting.size
    above = takewhile(lambda line: not is_full(line, setting), lines)
    by_size = groupby(above, key=lambda line: round(line.size, 1))
    groups = [(size, list(group)) for size, group in by_size if size >= least]
    for _, group in sorted(groups, key=lambda pair: -pair[0]):
        if _LETTERHEAD.fullmatch(_joined(group)):
            continue
        text = _joined([line for line in group if not _LETTERHEAD.fullmatch(line.text)])
        if len(text) <= _LONGEST and is_title(text[:120]):
            yield text


def _joined(lines: Sequence[Line]) -> str:
    text = lines[0].text if lines else ""
    for line in lines[1:]:
        text = joined(text, line.text, frozenset())
    return text


def _first(paragraphs: Sequence[str]) -> str | None:
    """The first short paragraph before the running text that is neither whose paper it is nor when."""
    for paragraph, following in pairwise(paragraphs[: _FIRST_FEW + 1]):
        if is_prose(paragraph):
            return None
        if is_title(paragraph) and not _LETTERHEAD.fullmatch(paragraph) and is_prose(following):
            return paragraph
    return None
