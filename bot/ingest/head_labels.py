"""What a page's text begins with and is none of it: the headline again, and labels around it."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import islice, takewhile

from bot.ingest.bylines import letters
from bot.ingest.written_days import days_in_figures, days_named

#: Lines that may stand between a page's headline and its text, and their characters.
_HEAD, _LONGEST_LABEL, _LONGEST_MARK = 8, 100, 60
#: What kind of text a body publishes, with its number: "Press release 51/26".
_KIND = re.compile(
    r"^(?:(?:press|news|media) (?:release|statement|note|advisory)|(?:joint )?statement|news|speech|remarks"
    r"|readout|transcript|backgrounder|e\s?&\s?oe|(?:editors?|责编|责任编辑|编辑)\s?[:：].{1,40}"
    r"|(?:date )?(?:published|posted|issued)(?: on)?|veröffentlicht(?: am)?|publié(?: le)?|publicado(?: el)?|pubblicato(?: il)?"
    r"|publicerad|publisert|udgivet|julkaistu|gepubliceerd|opublikowano|опубликован[оа]?|تاريخ النشر|发布时间|公開日"
    r"|pressemitteilung|pressemeldung|medienmitteilung|communiqué(?: de presse)?|nota de prensa"
    r"|nota (?:à|a) imprensa|comunicado(?: de prensa)?|comunicat[oi](?: stampa)?|nota informativa"
    r"|persbericht|pressmeddelande|pressemelding|pressemeddelelse|tiedote|пресс-релиз|прес-реліз"
    r"|بيان صحفي|报道发表|報道発表|新闻稿|보도자료)(?:\s?(?:nr|no|n[º°o]|№)?\.?\s?[\d/.-]+)?\W*$",
    re.IGNORECASE,
)
#: A rule behind a day, after which the place and the office stand.
_BESIDE = re.compile(r"\s[-–—|]\s(?!.*[.!?]$)")
_CLOCK = re.compile(r"\d{1,2}[:.hH]\d{2}(?::\d{2})?\s?(?:[ap]\.?m\.?|uhr|h)?", re.IGNORECASE)


def without_head(paragraphs: list[str], title: str | None, headings: Collection[str]) -> list[str]:
    """The paragraphs without the headline, where the page repeats it, and the labels around it.

    "Press release", "11 May 2026", "18:25": the short lines above the repeated headline, and lines
    of these kinds that the text begins with.
    """
    shown = map(letters, paragraphs[:_HEAD])
    titles = {letters(title or ""), *islice(headings, 1)}
    repeated = next((n for n, line in enumerate(shown) if line in titles), None)
    if repeated is None and paragraphs and letters(paragraphs[0]) in headings:
        repeated = 0
    if repeated is not None:
        above = [line for line in paragraphs[:repeated] if _is_running(line)]
        paragraphs = [*above, *paragraphs[repeated + 1 :]]
    head = list(takewhile(lambda line: not _is_running(line), paragraphs[:_HEAD]))
    return [*(line for line in head if not _is_label(line)), *paragraphs[len(head) :]]


def _is_running(line: str) -> bool:
    return len(line) > _LONGEST_MARK


def _is_label(line: str) -> bool:
    """Whether a line says only what kind of text it heads, its number, or when it was published."""
    if len(line) > _LONGEST_LABEL:
        return False
    for day in (days_named(line) or days_in_figures(line))[:1]:
        # "May 8, 2026 - Port Elm - Harbour Office"
        if not line[: day.start].strip() and _BESIDE.match(line, day.end):
            return True
        line = line[: day.start] + line[day.end :]
    return letters(_CLOCK.sub("", _KIND.sub("", line))) in ("", "г", "года", "р", "م", "ص")
