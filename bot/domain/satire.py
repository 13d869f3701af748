"""Whether an article is satire, by the marks of its publisher, or by a publisher of nothing else.

A kicker before or behind its title, the section it stands in, a folder of its address, a line that says
so at its head or foot.  What is marked by none of these counts as meant.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

_NAMES = (
    r"satires?|satirical(?:\s+(?:news|column|sketch))?|humou?r|parod(?:y|ies)|spoof|glossen?"
    r"|humor[ií]stico|s[áa]tiras?|сатира|юмор|mizah|سخرية|ساخر"
)
_KICKER = re.compile(rf"^\W*(?:{_NAMES})\s*(?::|\||\s[–—-]\s)", re.IGNORECASE)
_BEHIND = re.compile(
    rf"(?:\||\s[–—-])\s*(?:{_NAMES})\W*$|[(\[](?:satire|parody|s[áa]tira)[)\]]\W*$", re.IGNORECASE
)
_SECTION = re.compile(rf"^\W*(?:{_NAMES})(?:\s*(?:&|and|und|et|y|/)\s*\w+)?\W*$", re.IGNORECASE)
_FOLDERS = frozenset(
    "satire satirical humor humour humoristico parody glosse glossen satira sátira mizah".split()
)
#: It says so in a sentence of its own: of "the court found that this article is satire" it is not so.
_SAYS_SO = re.compile(
    r"(?:^|(?<=[.!?])\s+|\b(?:note|disclaimer|hinweis|anmerkung|nota|avertissement)\s*:\s*)[^\w\s“”„«»\"']{0,3}(?:"
    r"this\s+(?:article|story|piece|post|column|site|website)\s+is\s+(?:a\s+work\s+of\s+|pure\s+|intended\s+as\s+)?"
    r"(?:satire|satirical|a\s+(?:satire|parody|spoof))\b"
    r"|(?:dieser|der)\s+(?:text|artikel|beitrag)\s+ist\s+(?:eine\s+)?(?:satire|satirisch|glosse)\b"
    r"|(?:cet\s+article|ce\s+texte)\s+(?:est|relève\s+de)\s+(?:un[e]?\s+|la\s+)?(?:satire|satirique|parodie|article\s+satirique)"
    r"|este?\s+(?:art[íi]culo|texto|artigo)\s+(?:es|é)\s+(?:una?\s+|uma\s+)?(?:s[áa]tira|sat[íi]ric[oa]|parodia|par[óo]dia))",
    re.IGNORECASE | re.MULTILINE,
)
#: Characters of a text's beginning and end in which it says so of itself.
_EDGE = 400

#: Sites that print nothing else, by their addresses, and what they are called.
_SITES = frozenset(
    "theonion.com clickhole.com der-postillon.com legorafi.fr elmundotoday.com thedailymash.co.uk"
    " newsthump.com babylonbee.com waterfordwhispersnews.com thebeaverton.com betootaadvocate.com"
    " lercio.it speld.nl dietagespresse.com reductress.com sensacionalista.com.br zaytung.com"
    " panorama.pub nordpresse.be titanic-magazin.de theshovel.com.au thepoke.com fakingnews.com"
    " aszdziennik.pl rokokoposten.dk".split()
)
_OUTLETS = frozenset(
    {
        "the onion", "clickhole", "der postillon", "le gorafi", "el mundo today", "the daily mash",
        "newsthump", "the babylon bee", "waterford whispers news", "the beaverton",
        "the betoota advocate", "lercio", "de speld", "die tagespresse", "reductress",
        "sensacionalista", "zaytung", "nordpresse", "the borowitz report", "aszdziennik",
    }
)  # fmt: skip


def is_satire(
    title: str | None,
    url: str | None,
    text: str,
    section: str | None = None,
    outlet: str | None = None,
) -> bool:
    """Whether any of an article's marks calls it satire, or its outlet prints nothing else."""
    return _is_marked(title, url, text[:_EDGE], text[-_EDGE:], section, outlet)


# By what is looked at alone: whole texts would be held in memory for it.
@lru_cache(maxsize=2_048)
def _is_marked(
    title: str | None,
    url: str | None,
    head: str,
    foot: str,
    section: str | None,
    outlet: str | None,
) -> bool:
    return (
        (title is not None and bool(_KICKER.search(title) or _BEHIND.search(title)))
        or (section is not None and _SECTION.search(section) is not None)
        or (outlet is not None and outlet.strip().casefold() in _OUTLETS)
        or _is_at_home(url)
        or _SAYS_SO.search(head) is not None
        or _SAYS_SO.search(foot) is not None
    )


def _is_at_home(url: str | None) -> bool:
    """Whether an address is of a site of satire, or in a folder of it."""
    try:
        parts = urlsplit(url or "")
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return False
    of_site = any(host == site or host.endswith(f".{site}") for site in _SITES)
    return of_site or not _FOLDERS.isdisjoint(parts.path.casefold().split("/")[:-1])
