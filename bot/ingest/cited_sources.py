"""After whom a text tells its news: "…, Reuters reported", "citing Axios", "first reported by …".

Only what stands in the lead counts: further down an article cites many.  That something was first
reported by somebody counts wherever it stands, for it says of itself that it is second.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.domain.publishers import AGENCIES, CITED_OUTLETS, usual_name
from bot.ingest.lazy_patterns import compiled

#: Characters of the beginning in which a citation says where the whole news comes from.
_LEAD = 400
_SPELLINGS = sorted(
    {
        spelling
        for table in (AGENCIES, CITED_OUTLETS)
        for name, others in table.items()
        for spelling in (name, *others)
    },
    key=len,
    reverse=True,
)
_KNOWN = "|".join(map(re.escape, _SPELLINGS))
_DAYS = "Mon|Tues|Wednes|Thurs|Fri|Satur|Sun"
_QUOTES = r"[\"“”„«»‘’'‹›\s]*"
#: Not the beginning of a longer name ("according to Petra Keller").
_NAME = rf"{_QUOTES}(?P<name>{_KNOWN})(?![\w-])(?!\s(?!{_DAYS})[A-ZÀ-Ý][a-zà-ÿ]){_QUOTES}"
#: What may stand between the verb and the name: "the state news agency", "l’agence de presse".
_SMALL = (
    "the a an in by from of report reports state state-run official semi-official news newspaper "
    "daily broadcaster magazine agency outlet website le la les un une rapport journal quotidien "
    "chaîne agence l’agence l'agence de presse du die der das den dem einen einem eines bericht "
    "berichts Bericht Berichts Berichten von Nachrichtenagentur Zeitung Zeitschrift Agentur Magazin "
    "Sender los el agencia diario periódico cadena noticias medio al informe"
).split()
_THE = rf"(?:(?:{'|'.join(map(re.escape, _SMALL))}|[A-Z][a-z]+(?:ian|ish|ese|i|an))\s+){{0,6}}(?:[ldLD][’'])?"
_BEFORE = (
    # English
    "citing", "according to", "as reported by", "reported by", "in a report by", "quoted by", "told",
    "seen by", "reviewed by", "obtained by",
    # French
    "citant", "cité par", "citée par", "cités par", "selon", "d’après", "d'après", "rapporté par", "rapportée par", "révélé par", "a indiqué à", "a déclaré à",
    # German
    "unter Berufung auf", "Berufung auf", "laut", "nach Angaben", "nach Informationen", "nach einem Bericht", "berichtet von", "sagte der", "sagte dem", "sagten der", "zitiert von",
    # Spanish
    "citando", "según", "citado por", "citada por", "de acuerdo con", "informado por", "adelantado por", "publicado por", "dijo a", "declaró a",
)  # fmt: skip
_AFTER = (
    # English
    "reported", "has reported", "reports", "said in a report", "first reported",
    # French
    "rapporte", "a rapporté", "a révélé", "révèle", "a annoncé",
    # German
    "berichtet", "berichtete", "meldet", "meldete", "schreibt",
    # Spanish
    "informó", "informa", "ha informado", "reportó", "publica", "publicó", "reveló", "adelantó",
)  # fmt: skip
_PATTERNS = (
    rf"\b(?:{'|'.join(map(re.escape, _BEFORE))})\s+{_THE}{_NAME}",
    rf"{_NAME}(?:,)?\s*(?:{'|'.join(_AFTER)})\b",
    rf"\b(?:{'|'.join(_AFTER)})\s+{_THE}{_NAME}",
)
#: A publisher's name as it stands: capitalised words, with small ones between them.
_ANY_NAME = r"(?:the |The )?(?P<name>(?!The\b|It\b|This\b|That\b)[A-ZÀ-Ý][\w&.’'-]*(?:(?: of the| of| de| du| della| der)? [A-ZÀ-Ý][\w&’'-]*){0,4})"
_SAYS_FIRST = re.compile(
    r"\bfirst\b|\b[Zz]uerst\b|\b[Aa]ls Erste|\brévélée?s?\b|\badelantad[oa]s?\b"
)
_FIRST = (
    rf"\b(?:was |were )?first (?:reported|published|disclosed|revealed) (?:on \w+day )?(?:by|in) {_QUOTES}{_ANY_NAME}",
    rf"{_ANY_NAME}{_QUOTES} (?:was (?:the )?first to report|first reported|was the first to report)\b",
    rf"\b(?:[Zz]uerst|[Aa]ls Erstes?) (?:hatte |hatten |berichtete |berichteten )(?:die |der |das |darüber )*{_QUOTES}{_ANY_NAME}",
    rf"\brévélée?s? (?:en premier )?par (?:le |la |les |l[’']){{0,1}}{_QUOTES}{_ANY_NAME}",
    rf"\badelantad[oa]s? por (?:el |la |los ){{0,1}}{_QUOTES}{_ANY_NAME}",
)


def _names_one(lead: str) -> bool:
    """Whether any of the names stands in a lead, and not as the beginning of a longer word.

    Most leads have none: that is seen a hundred times faster than by the patterns.
    """
    found = (spelling for spelling in _SPELLINGS if spelling in lead)
    return any(compiled(rf"{re.escape(spelling)}(?![\w-])").search(lead) for spelling in found)


def cited_source(paragraphs: Sequence[str]) -> str | None:
    """The agency or outlet that a text says it is told after, under its usual name."""
    lead = " ".join(paragraphs[:3])[:_LEAD]
    patterns = _PATTERNS if _names_one(lead) else ()
    cited = [m for pattern in patterns for m in compiled(pattern).finditer(lead)]
    if cited:
        return usual_name(min(cited, key=lambda m: m.start())["name"])
    for paragraph in paragraphs:
        if not _SAYS_FIRST.search(paragraph):
            continue
        first = next((m for pattern in _FIRST if (m := compiled(pattern).search(paragraph))), None)
        if first:
            return usual_name(first["name"].rstrip(".,’'"))
    return None
