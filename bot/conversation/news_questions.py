"""Questions for the news itself: "What changed since Monday?", "Anything new on Rafah?".  Pure.

No sentence of an article answers them.  What is new is told by a briefing, the news of days that
are over by an answer, what is to come by the agenda.  "What happened in Rafah yesterday?" asks
about the world, and is left to recall.
"""

from __future__ import annotations

import re

from bot.conversation.meanings import AskNews, MakeBrief, ShowAgenda
from bot.conversation.moments import Window
from bot.conversation.spans import read_window, split_window

#: What asks for news by itself.
_NEWS = re.compile(
    r"(?:so |and )?(?:what(?:['’]s|s| is| was| were| are) (?:the )?(?:new|news|latest|headlines?)(?: news)?"
    r"|what (?:have|did|has) (?:i|we) miss(?:ed)?"
    r"|(?:is there |are there |have you |was there |were there )?any(?:thing)? (?:new|news|updates?|developments?)"
    r"|(?:the )?(?:latest|news|headlines|updates?)(?: news)?"
    r"|(?:give|tell|show) (?:me|us) (?:the |some |any )?(?:latest|news|headlines|updates?)(?: news)?"
    r"|(?:catch (?:me|us) up|bring (?:me|us) up to date|fill (?:me|us) in))\b(.*)",
    re.IGNORECASE | re.DOTALL,
)
#: What asks for it only with a time.
_CHANGED = re.compile(
    r"(?:so |and )?what(?:['’]s| is| has| was| all)? (?:been )?(?:changed|happened|happening|going on)\b(.*)",
    re.IGNORECASE | re.DOTALL,
)
_SUMMARY = re.compile(
    r"(?:can you |could you |please |give me )*(?:summar(?:y|i[sz]e)|recap|sum up|(?:a |the )summary)\b(.*)",
    re.IGNORECASE | re.DOTALL,
)
_THE_NEWS = re.compile(r"(?:of )?(?:the )?(?:news|headlines)\b", re.IGNORECASE)
_OF_A_DAY = re.compile(
    r"(today|yesterday|this week|last week|\w+day)['’]s (?:news|headlines)", re.IGNORECASE
)
#: A topic; what follows a colon is a headline, and is asked about.
_ABOUT = re.compile(r"(?:on|about|with|in|from|regarding)\s+([^:]+)", re.IGNORECASE)

_AHEAD = re.compile(
    r"(?:so |and )?what(?:['’]s|s| is| are| will be)?(?: there)? (?:(?:on )?the (?:agenda|calendar)|on|up|planned"
    r"|scheduled|happening|coming(?: up)?|ahead|expected|due|announced)"
    r"(?: (?:for|in|on))?(?P<when> .+)?",
    re.IGNORECASE,
)
#: How many days ahead each is looked for: today counts, and "next week" ends within two weeks.
_DAYS_AHEAD = {"tomorrow": 1, "this week": 7, "the week ahead": 7, "next week": 14, "the coming week": 7,
               "the coming days": 7, "the next days": 7, "this month": 31, "next month": 62}  # fmt: skip
_DAYS_AHEAD |= {"today": 0, "diese woche": 7, "nächste woche": 14, "heute": 0, "morgen": 1, "cette semaine": 7,
                "de la semaine": 7, "la semaine prochaine": 14, "de demain": 1, "du jour": 0}  # fmt: skip
_NEXT_DAYS = re.compile(r"the (?:next|coming) (\d{1,3}) (day|week|month)s?")
_LENGTH = {"day": 1, "week": 7, "month": 31}
#: Alone, without a time, these ask for what is to come.
_COMING = re.compile(
    r"(?:so |and )?what(?:['’]s|s| is)? (?:coming(?: up)?|ahead|scheduled|planned|on the (?:agenda|calendar))",
    re.IGNORECASE,
)
#: How many days an agenda looks ahead unless told: a working week and the weekends around it.
AGENDA_DAYS = 14
#: No agenda looks further ahead than a year.
MOST_DAYS = 366


def read_news_question(line: str) -> MakeBrief | AskNews | ShowAgenda | None:
    """What a line asks of the news; None where it asks something else."""
    said = line.strip().rstrip("?!. ")
    return _read_agenda(said) or _read_news(said)


def _read_news(said: str) -> MakeBrief | AskNews | None:
    if day := _OF_A_DAY.fullmatch(said):
        window = read_window(day[1])
        return _asked(None, window) if window is not None else None
    asked = _NEWS.fullmatch(said) or _CHANGED.fullmatch(said) or _SUMMARY.fullmatch(said)
    if asked is None:
        return None
    rest, window = split_window(asked[1])
    if asked.re is _SUMMARY:
        rest = _THE_NEWS.sub("", rest, count=1).strip()
    about = _ABOUT.fullmatch(rest)
    if (rest and about is None) or (window is None and asked.re is not _NEWS):
        return None
    if rest and asked.re is _CHANGED and window is not None and window.last is not None:
        return None
    return _asked(about[1].strip() if about else None, window)


def _asked(topic: str | None, window: Window | None) -> MakeBrief | AskNews:
    """A briefing on what goes on, an answer on days that are over."""
    if window is None or window.last is None:
        return MakeBrief(topic, window.first if window is not None else None)
    return AskNews(topic, window)


def days_ahead(named: str) -> int | None:
    """How many days ahead is looked for a stretch to come; None where it names none.

    >>> days_ahead("for this week"), days_ahead("of the talks")
    (7, None)
    """
    when = " ".join(named.casefold().split())
    when = re.sub(r"^(?:for|of|in|on|until|for the|of the) ", "", when)
    return _DAYS_AHEAD.get(when)


def _read_agenda(said: str) -> ShowAgenda | None:
    if _COMING.fullmatch(said):
        return ShowAgenda(AGENDA_DAYS)
    asked = _AHEAD.fullmatch(said)
    when = " ".join((asked["when"] or "").casefold().split()) if asked is not None else ""
    if when in _DAYS_AHEAD:
        return ShowAgenda(_DAYS_AHEAD[when])
    found = _NEXT_DAYS.fullmatch(when)
    return ShowAgenda(min(int(found[1]) * _LENGTH[found[2]], MOST_DAYS)) if found else None
