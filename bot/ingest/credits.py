"""Whose text it is: agency credits in datelines, in brackets, in closing and sign-off lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.domain.origins import CREDIT_SEPARATOR
from bot.domain.publishers import AGENCIES
from bot.ingest.cited_sources import cited_source
from bot.ingest.lazy_patterns import compiled

_NAMES = {spelling: name for name, others in AGENCIES.items() for spelling in (name, *others)}
_ONE = "(?:" + "|".join(sorted(map(re.escape, _NAMES), key=len, reverse=True)) + ")"
_LIST = rf"{_ONE}(?:\s*(?:,|/|&|\+|;|and|und|et|y|e|og|och|-)\s*{_ONE})*"
#: What stands before the agency's name in a credit, longest first.
_LEAD_INS = (
    "additional reporting by|with additional reporting (?:by|from)|with agency inputs? from|"
    "mit informationen von|mit angaben von|con informazioni da|com informações da|"
    "con información de|con informaciones de|con datos de|avec informations de|"
    "with reporting by|with inputs? from|with reports? from|with contributions? from|"
    "mit material von|with files from|reporting by|sources|quellen|fuentes|quelle|fuente|source|"
    "kaynak|fonte|källa|kilde|text|texte|texto|avec l|bron|with|from|avec|par|con|com|von|mit|via|"
    "by|de"
)
_LEAD_IN = rf"(?:(?:{_LEAD_INS})\s*[:’']?\s*)"
_WITH_AGENCIES = (
    r"(?:\s*(?:,|and|und|et|y)\s*(?:other )?(?:news )?(?:agencies|agenturen|agences|agencias))"
)
#: A line that is nothing but a credit: "With AFP", "(AFP)", "Source: Reuters/AP", "dpa/lnw".
_CREDIT_LINE = (
    rf"[\s(\[–—*-]*{_LEAD_IN}?({_LIST})(?:/[a-z]{{2,4}}){{0,2}}{_WITH_AGENCIES}?"
    r"(?:\s+(?:inputs?|agencies|contributed to this (?:report|story|article)\.?))?[\s)\].*]*"
)
#: "Le Monde avec AFP", "DW with Reuters": an outlet's name and its agency, and no verb.
_OUTLET_WITH = rf"[\s(\[–—*-]*[A-ZÀ-Ý0-9][\w.’'-]*(?: [A-ZÀ-Ý0-9][\w.’'-]*){{0,3}},? (?:with|avec|mit|con) (?:l’|l')?({_LIST})[\s)\].*]*"
_LEAD_IN_ANY_CASE = rf"[\s(\[–—*-]*{_LEAD_IN}"
#: How one agency signs: "(Reporting by A. B. in Geneva; Editing by C. D.)" is Reuters', and so on.
_SIGN_OFFS = (
    (
        re.compile(r"\(?Reporting by [^()]{3,300}\b(?:[Ee]diting|[Ww]riting) by [^()]{3,120}\)?"),
        "Reuters",
    ),
    (
        re.compile(
            r"(?:Associated Press|AP) (?:\w+ )?(?:writers?|journalists?|reporters?) [^()]{3,200}"
            r"contributed(?: to this (?:report|story))?\.?"
        ),
        "AP",
    ),
    (re.compile(r"[-–—]+\s*[Ww]ith assistance (?:from|by) [^()]{3,200}"), "Bloomberg"),
)
#: "© dpa-infocom, dpa:240321-99", "Copyright 2024 The Associated Press. All rights reserved."
_RIGHTS = rf"(?:©|\(c\)|copyright)\s*(?:©\s*)?(?:\d{{4}}\s*)?(?:by )?({_ONE})\b"
_DASH = r"\s*\.?\s*(?:[-–—]{1,2}|:)"
#: "CAIRO, March 21 (Reuters) - ", "GENF (dpa/epd) – ", "Ginebra, 21 mar (EFE).-", "(ANSA) - ROMA".
_DATELINE = rf"^(?:[^\s(a-zß-ÿ][^()\n]{{1,60}})?\(({_LIST})\){_DASH}"
#: "MOSCOW, March 21. /TASS/. The ministry"
_SLASHED = rf"^[^\s(a-zß-ÿ][^()/\n]{{1,60}}/({_LIST})/[.:]?\s"
#: "... said. (AFP)" at the very end.
_CLOSING = rf"[.!?”\"’»]\s*[\[(/–—-]+\s*({_LIST})\s*[\])/]?\s*$"


def credit_of(paragraphs: Sequence[str]) -> str | None:
    """The agency that a text credits, under its usual name; several are joined by "/".

    Where it credits none, the agency or outlet after which it tells its news, if it says so.
    """
    for paragraph in reversed(paragraphs[-4:]):
        found = credit_line(paragraph) or _rights(paragraph)
        if found:
            return found
    for paragraph in paragraphs[:2]:
        dateline = compiled(_DATELINE).match(paragraph) or compiled(_SLASHED).match(paragraph)
        found = _usual(dateline[1]) if dateline else credit_line(paragraph)
        if found:
            return found
    closing = compiled(_CLOSING).search(paragraphs[-1]) if paragraphs else None
    return _usual(closing[1]) if closing else cited_source(paragraphs)


def credit_line(paragraph: str) -> str | None:
    """The agency, when a paragraph is nothing but its credit.

    >>> credit_line("With AFP"), credit_line("AFP said so.")
    ('AFP', None)
    """
    signed = next((name for form, name in _SIGN_OFFS if form.fullmatch(paragraph.strip())), None)
    if signed or len(paragraph) > 100:
        return signed
    lead = compiled(_LEAD_IN_ANY_CASE, re.IGNORECASE).match(paragraph)
    lowered = lead[0].lower() + paragraph[lead.end() :] if lead else paragraph
    found = compiled(_CREDIT_LINE).fullmatch(lowered) or compiled(_OUTLET_WITH).fullmatch(paragraph)
    return _usual(found[1]) if found else None


def _rights(paragraph: str) -> str | None:
    found = compiled(_RIGHTS, re.IGNORECASE).match(paragraph) if len(paragraph) <= 200 else None
    return next(
        (
            n
            for spelling, n in _NAMES.items()
            if found and spelling.casefold() == found[1].casefold()
        ),
        None,
    )


def agency_named(authors: str | None) -> str | None:
    """The agency that is one of the authors ("Ana Pérez, Agence France-Presse"), if one is."""
    named = (_NAMES.get(name.strip()) for name in (authors or "").split(","))
    return CREDIT_SEPARATOR.join(dict.fromkeys(filter(None, named))) or None


def _usual(names: str) -> str:
    return CREDIT_SEPARATOR.join(dict.fromkeys(_NAMES[found] for found in re.findall(_ONE, names)))
