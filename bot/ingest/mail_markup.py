"""The paragraphs of a mail's HTML, as its reader sees them."""

from __future__ import annotations

import re

from lxml import etree, html

from bot.ingest.plain_text import paragraphs_of_html

#: What is in a mail but not shown: previews for lists of mails, and words for filters.
_HIDDEN = re.compile(
    r"(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all"
    r"|(?:max-height|opacity)\s*:\s*0(?:px|pt|em)?\s*(?:;|!|$))",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(
    r"\b(?:gmail_signature|moz-signature|protonmail_signature)|^signature$", re.IGNORECASE
)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def paragraphs_of_mail(markup: str) -> list[str]:
    """Paragraphs without what is hidden and without the sender's signature."""
    try:
        parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        tree = html.document_fromstring(
            _CONTROLS.sub(" ", markup).encode("utf-8", "replace"), parser=parser
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        if getattr(error, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        return []
    for head in list(tree.iter("head", "title")):
        head.drop_tree()
    for element in list(tree.iter(etree.Element)):
        if _is_unseen(element) and element.getparent() is not None:
            element.drop_tree()
    return paragraphs_of_html(html.tostring(tree, encoding="unicode"))


def _is_unseen(element: html.HtmlElement) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}".strip()
    return (
        element.get("hidden") is not None
        or _HIDDEN.search(element.get("style") or "") is not None
        or _SIGNATURE.search(names) is not None
    )
