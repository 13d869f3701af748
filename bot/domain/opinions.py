"""Whether an article is somebody's opinion and no report, by the marks that its publisher gives it.

A kicker before or behind its title, the section it stands in, a folder of its address, a line that
introduces its writer.  What is marked by none of these counts as a report.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

_NAMES = (
    r"opinions?|op-?eds?|comment|commentary|commentaries|editorials?|leaders?|leading\s+articles?"
    r"|analys[ie]s|news\s+analysis|columns?|columnists?|viewpoints?|guest\s+(?:essay|column|post)"
    r"|perspectives?|letters?(?:\s+to\s+the\s+editor)?|meinung(?:en)?|kommentare?|leitartikel"
    r"|gastbeitrag|standpunkt|presseschau|pressestimmen|press\s+review|revue\s+de\s+presse|revista\s+de\s+prensa"
    r"|rassegna\s+stampa|tribunes?|[ée]ditos?|[ée]ditoria(?:l|ux)|opini[oó]n|columnas?|رأي|مقال\s+رأي|تحليل"
)
#: In a section's name and before a title "leader" is what somebody is, too.
_KICKER = re.compile(rf"^\W*(?:{_NAMES})\s*(?::|\||\s[–—-]\s)", re.IGNORECASE)
_BEHIND = re.compile(rf"(?:\||\s[–—-])\s*(?:{_NAMES})\W*$", re.IGNORECASE)
_SECTION = re.compile(
    rf"^\W*(?:(?:{_NAMES})(?:\s*(?:&|and|/)\s*\w+)?|comment\s+is\s+free)\W*$", re.IGNORECASE
)
_FOLDERS = frozenset(
    "opinion opinions op-ed op-eds oped comment commentary commentisfree comment-is-free editorial"
    " editorials leaders column columns columnist columnists viewpoint viewpoints letters"
    " letters-to-the-editor analysis analyses guest-essay meinung kommentar kommentare leitartikel"
    " gastbeitrag standpunkt presseschau pressestimmen press-review revue-de-presse tribune tribunes edito editos opinion-columns opiniones columnas idees".split()
)
#: A line by itself at the head: "OPINION", "Comment | Europe".
_HEAD = re.compile(rf"^\W*(?:{_NAMES})\s*(?:\n|[:|])", re.IGNORECASE)
#: In the last lines, who wrote it and for whom it does not speak.
_FOOT = re.compile(
    r"\b(?:the|this)\s+(?:writer|author|columnist)\s+(?:is|was|are|served|teaches|works|heads)\b"
    r"|\bis\s+an?\s+(?:\w+\s+){0,3}?columnist\s+(?:for|at|with)\b"
    r"|\bviews?\s+(?:expressed|here)\b.{0,80}?\b(?:own|not\s+necessarily|author|writer)"
    r"|\bopinions?\s+expressed\b",
    re.IGNORECASE | re.DOTALL,
)
#: Characters at the end of a text among which its writer is introduced.
_END = 400


@lru_cache(maxsize=2_048)
def is_opinion(title: str | None, url: str | None, text: str, section: str | None = None) -> bool:
    """Whether any of an article's marks calls it opinion, comment, analysis or a letter."""
    return (
        (title is not None and bool(_KICKER.search(title) or _BEHIND.search(title)))
        or (section is not None and _SECTION.search(section) is not None)
        or _is_in_folder(url)
        or _HEAD.search(text[:80]) is not None
        or _FOOT.search(text[-_END:]) is not None
    )


def _is_in_folder(url: str | None) -> bool:
    try:
        folders = urlsplit(url or "").path.casefold().split("/")[:-1]
    except ValueError:
        return False
    return not _FOLDERS.isdisjoint(folders)
