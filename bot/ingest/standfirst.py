"""What stands below a headline and sums the article up; sites keep it outside the text."""

from __future__ import annotations

import re
from itertools import islice

from bot.ingest.boilerplate import is_boilerplate
from bot.ingest.bylines import letters
from bot.ingest.json_ld import texts
from bot.ingest.parsed_page import ParsedPage, following
from bot.ingest.plain_text import one_line, squeezed

#: A standfirst's element holds a word or two in bold, not other boxes.
_MOST_CHILDREN = 3
#: How sites call what stands below a headline and sums the article up.
_STANDFIRST = re.compile(
    r"(^|[\s_-])(stand-?first|sub-?head(?:line|ing)?|sub-?title|lead|lede|chapo|chapeau|excerpt|deck|dek"
    r"|summary|intro|vorspann|sottotitolo|entradilla|bajada|ingress|spot)([\s_-]|$)",
    re.IGNORECASE,
)
#: What tells whose picture a caption stands below.
_PICTURE = re.compile(r"©|\b(?:photos?|fotos?|bild|image|picture)\b\s?(?::|by|/)", re.IGNORECASE)
_SHORTEST_STANDFIRST, _LONGEST_STANDFIRST = 40, 500
#: Elements below the headline among which it is looked for, and a paragraph of the text itself.
_LOOKED_AT, _RUNNING = 40, 160


def standfirst_of(page: ParsedPage) -> str | None:
    """The standfirst that readers see, by the page's description or by its class."""
    return _described(page) or _marked(page)


def _described(page: ParsedPage) -> str | None:
    """The description that the page gives of its article, if it shows it to readers as well."""
    described = [text for node in page.articles[:1] for text in texts(node.get("description"))]
    described += page.meta("og:description", "description")
    lines = [line for text in described if len(line := one_line(text) or "") > 40]
    wanted = {letters(line) for line in lines}
    longest = max(map(len, lines), default=0) * 2
    for element in page.tree.iter("p", "h2", "h3", "div", "span") if wanted else ():
        shown = element.text_content() if len(element) <= _MOST_CHILDREN else ""
        if 0 < len(shown) <= longest and letters(shown) in wanted:
            return squeezed(shown)
    return None


def _marked(page: ParsedPage) -> str | None:
    """The line below the headline that its class calls a standfirst, before the running text."""
    heading = next((h for h in page.tree.iter("h1") if letters(h.text_content())), None)
    for element in islice(following(heading), _LOOKED_AT) if heading is not None else ():
        shown = element.text_content() if len(element) <= _MOST_CHILDREN else ""
        if _STANDFIRST.search(element.get("class") or "") and _is_standfirst(shown):
            is_caption = next(element.iterancestors("figure"), None) is not None
            return None if is_caption else squeezed(shown)
        if element.tag == "p" and len(shown) > _RUNNING:
            return None
    return None


def _is_standfirst(shown: str) -> bool:
    line = squeezed(shown)
    if is_boilerplate(line) or _PICTURE.search(line):
        return False
    return _SHORTEST_STANDFIRST <= len(line) <= _LONGEST_STANDFIRST


def with_standfirst(paragraphs: list[str], standfirst: str | None) -> list[str]:
    """The paragraphs behind the standfirst, unless it is among them."""
    if standfirst is None or not paragraphs:
        return paragraphs
    plain = letters(standfirst)
    is_there = plain in letters(" ".join(paragraphs))
    return paragraphs if is_there else [standfirst, *paragraphs]
