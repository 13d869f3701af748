"""An article's text that a page keeps for its scripts: shown by a browser, and nowhere in its HTML.

Pages made by Next.js, Nuxt and their like carry what they show as JSON, in which the article is one
string of HTML, often escaped twice.  It is asked for only where the page itself shows no text, and
believed only where one string tells far more than any other: the others are other articles.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from lxml import html

from bot.ingest.block_quotes import mark_quotations
from bot.ingest.boilerplate import without_boilerplate
from bot.ingest.main_text import take_out_noise
from bot.ingest.plain_text import letters_in, paragraphs_of_html

#: A string in a script, as JSON writes it.
_STRING = re.compile(r'"([^"\\]*+(?:\\.[^"\\]*+)*+)"', re.DOTALL)
_MARKED = re.compile(r"<p[\s>]|\\u003cp\b|&lt;p&gt;", re.IGNORECASE)
_PARAGRAPH = re.compile(r"<p[\s>]", re.IGNORECASE)
#: How often a string is escaped at most.
_DEEPEST = 3
#: Paragraphs and letters that an article has at least, and how many times more letters than the next.
_FEWEST, _LEAST, _TIMES = 3, 600, 2.0
#: Characters of scripts that are searched.
_LONGEST = 5_000_000


def paragraphs_in_scripts(tree: html.HtmlElement) -> list[str]:
    """The paragraphs of the one article that the scripts of a page hold; none if they hold several."""
    scripts = (script.text or "" for script in tree.iter("script"))
    fragments = {f for s in scripts for f in _fragments(s[:_LONGEST], 0)}
    found = [_read(fragment) for fragment in fragments]
    sized = sorted(((sum(map(letters_in, lines)), lines) for lines in found), reverse=True)
    if not sized or sized[0][0] < _LEAST:
        return []
    is_alone = len(sized) == 1 or sized[0][0] >= _TIMES * sized[1][0]
    return sized[0][1] if is_alone else []


def _read(fragment: str) -> list[str]:
    root = html.fragment_fromstring(fragment, create_parent="div")
    mark_quotations(root)
    take_out_noise(root)
    shown = html.tostring(root, encoding="unicode")
    return without_boilerplate(paragraphs_of_html(shown))


def _fragments(text: str, depth: int) -> Iterator[str]:
    """The strings of HTML with some paragraphs, as they read without their escapes."""
    if depth >= _DEEPEST or not _MARKED.search(text):
        return
    for string in _STRING.finditer(text):
        if not _MARKED.search(string[1]):
            continue
        try:
            inner = json.loads(string[0], strict=False)
        except ValueError:
            continue
        nested = list(_fragments(inner, depth + 1))
        if nested:
            yield from nested
        elif len(_PARAGRAPH.findall(inner)) >= _FEWEST:
            yield inner
