"""Quotations that a page sets apart instead of putting them between marks.

"Foreign Minister Lind said:", and below, indented, what she said: without its indent each sentence
of it is the page's own word.  So the marks are put in, and what introduces the quotation, or names
its speaker below it, is put into the same paragraph: "Foreign Minister Lind said: “We are close.”"
A block that nothing introduces and nobody signs may be indented for its looks alone, and stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree, html

from bot.ingest.plain_text import squeezed

_OPENING, _CLOSING = "“", "”"
_QUOTES = frozenset("“”„«»\"'‘’‹›「」『』")
#: What is laid out otherwise than as paragraphs is no speech.
_LAID_OUT = ("table", "ul", "ol", "h1", "h2", "h3", "blockquote", "iframe")
#: What others posted elsewhere, and a page shows between its paragraphs.
_POST = re.compile(r"twitter|instagram|tiktok|bluesky|mastodon|reddit|-embed", re.IGNORECASE)
#: Characters of an introduction, and of a speaker's name and office.
_LONGEST_INTRODUCTION, _LONGEST_SPEAKER = 600, 160


def mark_quotations(tree: html.HtmlElement) -> None:
    """Put the marks into the quotations of a page, and who says them in front; the tree is changed."""
    for block in list(tree.iter("blockquote")):
        if block.getparent() is None or _POST.search(block.get("class") or ""):
            continue
        if next(block.iterdescendants(*_LAID_OUT), None) is not None:
            continue
        speaker = _speaker(block)
        introduction = _introduction(block)
        lines = _lines(block)
        if not lines or not (introduction is not None or speaker):
            continue
        _replace(block, _quoted(lines), introduction, speaker)


def with_introductions(paragraphs: Sequence[str]) -> list[str]:
    """Paragraphs, of which one that ends in a colon stands with the quotation that follows it.

    >>> with_introductions(["The minister said:", "“We are close.”", "Talks resume in May."])
    ['The minister said: “We are close.”', 'Talks resume in May.']
    """
    joined: list[str] = []
    for paragraph in paragraphs:
        last = joined[-1] if joined else ""
        is_introduced = last.endswith((":", "：")) and len(last) <= _LONGEST_INTRODUCTION
        # "» More" is a pointer to other articles, "»Wir" a quotation.
        is_quotation = paragraph[:1] in _QUOTES and not paragraph.startswith("» ")
        if is_introduced and is_quotation:
            joined[-1] = f"{last} {paragraph}"
        else:
            joined.append(paragraph)
    return joined


def marked_fragment(fragment: str) -> str:
    """A piece of HTML with the marks in its quotations; as it is where it sets none apart."""
    if "<blockquote" not in fragment.lower():
        return fragment
    try:
        root = html.fragment_fromstring(fragment, create_parent="div")
    except (etree.ParserError, ValueError):
        return fragment
    mark_quotations(root)
    marked: str = html.tostring(root, encoding="unicode")
    return marked


def _speaker(block: html.HtmlElement) -> str | None:
    """Who is named below a quotation: its ``cite`` or ``footer``, or a last line behind a dash."""
    named = [*block.iter("cite", "footer")]
    figure = block.getparent()
    if not named and figure.tag == "figure":
        named = [*figure.iter("cite", "figcaption")]
    if not named:
        last = [e for e in block.iter("p") if e.text_content().strip()][1:][-1:]
        named = [e for e in last if e.text_content().strip().startswith(("—", "–", "―", "- "))]
    said = squeezed(named[0].text_content()).strip(" —–―-,") if named else ""
    return said if 2 < len(said) <= _LONGEST_SPEAKER else None


def _introduction(block: html.HtmlElement) -> html.HtmlElement | None:
    """The paragraph right before a quotation, if it ends in a colon."""
    before = block.getprevious()
    if before is None and not (block.getparent().text or "").strip():
        before = block.getparent().getprevious()
    if before is None or before.tag not in {"p", "div"} or (before.tail or "").strip():
        return None
    said = squeezed(before.text_content())
    return before if said.endswith((":", "：")) and len(said) <= _LONGEST_INTRODUCTION else None


def _lines(block: html.HtmlElement) -> list[str]:
    """What is said, paragraph by paragraph, without who says it."""
    for named in list(block.iter("cite", "footer")):
        named.drop_tree()
    paragraphs = [squeezed(p.text_content()) for p in block.iter("p")]
    lines = paragraphs or [squeezed(block.text_content())]
    lines = [line for line in lines if line]
    if len(lines) > 1 and lines[-1].startswith(("—", "–", "―", "- ")):
        lines.pop()
    return lines


def _quoted(lines: list[str]) -> list[str]:
    """Paragraphs with marks: one before each, and one behind the last."""
    if lines[0][0] in _QUOTES:
        return lines
    marked = [f"{_OPENING}{line}" for line in lines]
    return [*marked[:-1], f"{marked[-1]}{_CLOSING}"]


def _replace(
    block: html.HtmlElement,
    lines: list[str],
    introduction: html.HtmlElement | None,
    speaker: str | None,
) -> None:
    """Paragraphs in the place of a block, the first of them with who says it."""
    if introduction is not None:
        first, *lines = lines
        last = introduction[-1] if len(introduction) else None
        if last is None:
            introduction.text = f"{(introduction.text or '').rstrip()} {first}"
        else:
            last.tail = f"{(last.tail or '').rstrip()} {first}"
    elif speaker:
        lines = [f"{speaker}: {lines[0]}", *lines[1:]]
    figure = block.getparent()
    box = figure if figure.tag == "figure" and figure.getparent() is not None else block
    place = box
    for line in lines:
        paragraph = html.Element("p")
        paragraph.text = line
        place.addnext(paragraph)
        place = paragraph
    box.drop_tree()
