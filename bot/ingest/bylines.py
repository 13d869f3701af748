"""Author lines: names as pages write them, down to the names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from bot.ingest.body_names import names_a_body
from bot.ingest.plain_text import one_line

_LEAD_IN = re.compile(
    r"^\s*(written by|reported by|story by|words by|posted by|published by|submitted by|(?:view )?all (?:posts|articles)"
    r" by|(?:more )?articles by|alle beiträge von|voir tous les articles de|ver todas las entradas de|nga|by|von|par|por|de|di|da|door|av|af|tekst|texte"
    r"|texto|autor(in)?|author|text|yazan|автор)\b[:\s]+",
    re.IGNORECASE,
)
_JOBS = (
    r"correspondents?|reporters?|editors?|journalists?|columnists?|writers?|contributors?"
    r"|bureau chief|redakteur(?:in)?|korrespondent(?:in)?|reporter(?:in)?|journaliste|rédact(?:eur|rice)"
    r"|envoyée? spéciale?|correspondante?|corresponsal|redactora?|periodista|giornalista|inviat[oa]"
    r"|muhabiri?|журналист|корреспондент"
)
_TAIL = re.compile(
    r"(?:(?<!\s)\s+)?(?:\||•|·|\bin\s[A-ZÀ-Ž][\w.\- ]+$|\(\s*[^)]*\)"
    rf"|(?:,|\s[-–—])\s*(?:[\w'’&-]+\s+){{0,4}}(?:{_JOBS})\b.*)$",
    re.IGNORECASE,
)
_IN_PLACE = re.compile(r"(?<!\s)\s+in\s[A-ZÀ-Ž][\w.\- ]+$")
#: What Korean, Japanese and Chinese bylines write after a name.
_HONORIFIC = re.compile(r"(?<=[가-힣])\s+(?:선임|전문)?기자.*$|(?<=[\u3040-\u9fff])(?:記者|记者)$")
#: What Japanese bylines write before a name: "カイロ＝山田太郎", from Cairo.
_POSTED = re.compile(r"^[^＝]{1,20}＝(?=[\u3040-\u9fff]{2,12}$)")
_BETWEEN = re.compile(
    r"(?:(?<!\s)\s+)?(?:;|,|\||\band\b|\bund\b|\bet\b|&|、|・(?=[\u4e00-\u9fff]{2,4}$)|\b(?:og|och|ve)\b"
    r"|\b[ye]\b(?=\s+[A-ZÀ-Ž])|(?<=[^\W\d_] )/|(?<=[a-zà-ÿ])/(?=[A-ZÀ-Þ]))\s*"
)
#: What stands behind a name where a day follows: "Ana Pérez on", "Ana Pérez Tuesday".
_DAY_BEHIND = re.compile(
    r" (?:on|am|le|el|il|(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day)[,.]?$", re.IGNORECASE
)
#: A site's address in place of a name.
_ADDRESS = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,4}", re.IGNORECASE)
_UNWANTED = re.compile(
    r"https?://|www\.|@|\d{3,}|facebook|twitter|^contributors to "
    r"|^(admin|administrator|(?:user |site |web ?)?admin|super ?user|root|web ?master|user(?:name)?|name|author|story by"
    r"|相关文章|相关阅读|相關文章|我已授权|责任编辑|編輯|编辑|记者|記者|来源|作者|发布于|发布时间|关注|分享|评论|更多|editor|editors|staff|(staff )?(reporter|writer|correspondent)|newsroom"
    r"|news ?desk|guest|redaktion|unknown|null|undefined|none|nachrichten|von|by)$",
    re.IGNORECASE,
)
#: Two to four capitalised words, with particles and initials; or a name in signs.
_PERSON = re.compile(
    r"[A-ZÀ-ÞŁŚŠŽČĆİŞŐ][\w.'’-]+(?: (?:[a-zà-ÿ]{1,3} )?[A-ZÀ-ÞŁŚŠŽČĆİŞŐ][\w.'’-]*){1,3}"
    r"|[А-ЯЁІЇЄ][\w.'’-]+(?: [А-ЯЁІЇЄ][\w.'’-]*){1,2}|[\u4e00-\u9fff]{2,4}|[가-힣]{2,4}"
)
_LONGEST_NAME = 60
_LONGEST_BODY = 110
_MOST = 12


def authors_of(witnesses: Iterable[list[str]], publisher: Collection[str]) -> str | None:
    """The authors, joined by ", ", from the first witness that names any.

    Names in `publisher` are the outlet's own: it signs only where nobody else does.
    """
    own = {letters(name) for name in publisher if name}
    departments = tuple(f"{name.casefold()} " for name in publisher if name)
    signed: list[str] = []
    for said in witnesses:
        lines = (_without_address(author_names(text), own) for text in said)
        names = list(dict.fromkeys(name for line in lines for name in line))
        people = [
            name
            for name in names
            if letters(name) not in own
            and not name.casefold().startswith(departments)
            and not _ADDRESS.fullmatch(name)
        ]
        if people:
            return ", ".join(people[:_MOST])
        signed = signed or names
    return ", ".join(signed[:_MOST]) or None


def _without_address(names: list[str], own: Collection[str]) -> list[str]:
    """The names of one line; behind the outlet's own stands where it is: "The Post, Hamburg, Germany"."""
    if len(names) > 1 and letters(names[0]) in own:
        return [names[0], *(name for name in names[1:] if " " in name)]
    return names


def letters(name: str) -> str:
    """A name by its letters and figures alone, for comparing."""
    return re.sub(r"[\W_]+", "", name).casefold()


def author_names(text: str) -> list[str]:
    """The names in one author line.

    >>> author_names("By Ana Pérez and ANNA LINDEN, Diplomatic Correspondent")
    ['Ana Pérez', 'Anna Linden']
    """
    if "://" in text:
        return []
    line = _IN_PLACE.sub("", _TAIL.sub("", _LEAD_IN.sub("", one_line(text) or "")))
    line = _DAY_BEHIND.sub("", line)
    if _is_one_body(line):
        return [line.strip(" .,:;-–—")]
    parts = (_POSTED.sub("", name).strip(" .,:;-–—") for name in _BETWEEN.split(line))
    names = (_HONORIFIC.sub("", part) for part in parts)
    return [_not_shouted(name) for name in names if _is_name(name)]


def is_person(name: str) -> bool:
    """Whether a name reads like a person's: for lines that might hold anything."""
    return _PERSON.fullmatch(name) is not None


def _is_one_body(line: str) -> bool:
    """Whether a line is a body's name: "Department for Roads, Bridges & Harbours" is one author."""
    if not names_a_body(line) or len(line) > _LONGEST_BODY or _UNWANTED.search(line):
        return False
    first = _BETWEEN.split(line, maxsplit=1)[0].strip()
    return names_a_body(first) or not is_person(first)


def _is_name(name: str) -> bool:
    return 1 < len(name) <= _LONGEST_NAME and not _UNWANTED.search(name)


def _not_shouted(name: str) -> str:
    """A name in capitals as it is written otherwise; short words may be abbreviations and stay."""
    words = name.split()
    is_shouted = len(words) > 1 and name.isupper() and all(len(w) > 3 for w in words)
    return name.title() if is_shouted and "." not in name else name
