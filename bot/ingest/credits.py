"""Whose text it is: agency credits in datelines, in brackets and in closing lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

#: Agencies by the name they are credited under, with their other spellings.  Source: the member
#: lists of the European Alliance of News Agencies, OANA and MINDS, and the agencies' own style.
_AGENCIES = {
    "AFP": ("Agence France-Presse", "Agence France Presse"),
    "Reuters": ("Thomson Reuters", "Reuters Staff"),
    "AP": ("The Associated Press", "Associated Press"),
    "dpa": ("DPA", "Deutsche Presse-Agentur", "dpa-AFX"),
    "EFE": ("Agencia EFE",),
    "ANSA": (),
    "Bloomberg": ("Bloomberg News",),
    "UPI": ("United Press International",),
    "PA Media": ("PA", "Press Association"),
    "The Canadian Press": ("Canadian Press",),
    "AAP": ("Australian Associated Press",),
    "Xinhua": ("Xinhua News Agency",),
    "TASS": ("ITAR-TASS", "ТАСС"),
    "Interfax": ("Интерфакс",),
    "Interfax-Ukraine": (),
    "Ukrinform": ("Укринформ",),
    "Anadolu": ("Anadolu Agency", "AA", "Anadolu Ajansı"),
    "Kyodo": ("Kyodo News",),
    "Jiji": ("Jiji Press",),
    "Yonhap": ("Yonhap News Agency",),
    "PTI": ("Press Trust of India",),
    "ANI": ("Asian News International",),
    "IANS": (),
    "APP": ("Associated Press of Pakistan",),
    "Bernama": (),
    "Antara": (),
    "MENA": ("Middle East News Agency",),
    "WAFA": (),
    "SPA": ("Saudi Press Agency",),
    "WAM": ("Emirates News Agency",),
    "QNA": ("Qatar News Agency",),
    "Petra": (),
    "SANA": (),
    "IRNA": (),
    "NNA": ("National News Agency",),
    "Lusa": ("Agência Lusa",),
    "Europa Press": (),
    "APA": ("Austria Presse Agentur",),
    "Keystone-SDA": ("Keystone-ATS", "SDA", "ATS"),
    "Belga": (),
    "ANP": (),
    "Ritzau": (),
    "NTB": (),
    "TT": (),
    "STT": (),
    "PAP": (),
    "ČTK": ("CTK",),
    "TASR": (),
    "MTI": (),
    "Agerpres": (),
    "BTA": (),
    "Tanjug": (),
    "Hina": ("HINA",),
    "AMNA": ("ANA-MPA",),
    "epd": (),
    "KNA": (),
    "SID": (),
}
_NAMES = {spelling: name for name, others in _AGENCIES.items() for spelling in (name, *others)}
_ONE = "(?:" + "|".join(sorted(map(re.escape, _NAMES), key=len, reverse=True)) + ")"
_LIST = rf"{_ONE}(?:\s*(?:,|/|&|\+|;|and|und|et|y|e|og|och|-)\s*{_ONE})*"
#: What stands before the agency's name in a credit, longest first.
_LEAD_INS = (
    "additional reporting by|with agency inputs? from|mit informationen von|con informazioni da|"
    "com informações da|con información de|with reporting by|with inputs? from|with reports? from|"
    "mit material von|with files from|reporting by|sources|quelle|fuente|source|kaynak|fonte|källa|"
    "kilde|avec l|bron|with|from|avec|par|con|com|von|mit|via|by|de"
)
_LEAD_IN = rf"(?:(?:{_LEAD_INS})\s*[:’']?\s*)"
#: A line that is nothing but a credit: "With AFP", "(AFP)", "Source: Reuters/AP".
_CREDIT_LINE = re.compile(
    rf"[\s(\[–—*-]*{_LEAD_IN}?({_LIST})(?:\s+(?:inputs?|agencies|contributed to this (?:report|story|article)\.?))?[\s)\].*]*",
)
_LEAD_IN_ANY_CASE = re.compile(rf"[\s(\[–—*-]*{_LEAD_IN}", re.IGNORECASE)
#: "CAIRO, March 21 (Reuters) - ", "GENF (dpa/epd) – ", "KYIV — AP —": within the first line.
_DATELINE = re.compile(rf"^[^\s(a-zß-ÿ][^()\n.]{{1,60}}\(({_LIST})\)\s*[-–—:]\s")
#: "... said. (AFP)" at the very end.
_CLOSING = re.compile(rf"[.!?”\"’»]\s*[\[(/–—-]+\s*({_LIST})\s*[\])/]?\s*$")


def credit_of(paragraphs: Sequence[str]) -> str | None:
    """The agency that a text credits, under its usual name; several are joined by "/"."""
    for paragraph in reversed(paragraphs[-4:]):
        found = credit_line(paragraph)
        if found:
            return found
    for paragraph in paragraphs[:2]:
        dateline = _DATELINE.match(paragraph)
        if dateline:
            return _usual(dateline[1])
    closing = _CLOSING.search(paragraphs[-1]) if paragraphs else None
    return _usual(closing[1]) if closing else None


def credit_line(paragraph: str) -> str | None:
    """The agency, when a paragraph is nothing but its credit.

    >>> credit_line("With AFP"), credit_line("AFP said so.")
    ('AFP', None)
    """
    if len(paragraph) > 100:
        return None
    lead = _LEAD_IN_ANY_CASE.match(paragraph)
    lowered = lead[0].lower() + paragraph[lead.end() :] if lead else paragraph
    found = _CREDIT_LINE.fullmatch(lowered)
    return _usual(found[1]) if found else None


def agency_named(name: str | None) -> str | None:
    """The agency that an author line names ("Agence France-Presse"), if it names nothing else."""
    return _NAMES.get(name.strip()) if name else None


def _usual(names: str) -> str:
    return "/".join(dict.fromkeys(_NAMES[found] for found in re.findall(_ONE, names)))
