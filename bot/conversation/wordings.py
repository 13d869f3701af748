"""How people say a command that the grammar has: in other words, politely, in German or French.  Pure.

Each row turns a whole line into the grammar's own; a line that only begins like one stays a question.
What changes settings is never read out of a remark in a thread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.conversation.languages import language_name
from bot.conversation.typed import ENDS, QUOTES

#: Characters of a line beyond which it is no command said in other words.
LONGEST = 300

#: Names of commands in other words, by the grammar's own; what may follow them is the same.
NAMES = {
    "brief": "brief briefs briefing briefings zusammenfassung überblick résumé",
    "follow": "follow subscribe abonniere abonnieren folge folgen suis suivre suivez",
    "unfollow": "unfollow unsubscribe abbestellen",
    "sources": "sources source feeds subscriptions quellen",
    "read": "read lies lesen lis lisez lire",
    "digest": "digest digests",
    "topics": "topics topic themen thèmes",
    "language": "language sprache langue",
    "agenda": "agenda calendar kalender tagesordnung upcoming",
    "omitted": "omitted omissions",
    "evidence": "evidence belege preuves",
    "stories": "stories story",
    "positions": "positions position positionen",
    "forget": "forget vergiss oublie",
    "settings": "settings setting config configuration einstellungen paramètres",
    "status": "status statut ping",
    "help": "help commands hilfe aide menu",
}
ALIASES = {said: name for name, listed in NAMES.items() for said in listed.split() if said != name}

_BEFORE = re.compile(
    r"(?:(?:hi|hello|hey|good (?:morning|afternoon|evening|day)|hallo|guten (?:tag|morgen)|bonjour)(?: there| all| everyone)?"
    r"(?: @?attach[eé])?[\s,!.:]+)?(?:@?attach[eé][\s,!.:]+)?"
    r"(?:(?:please|pls|kindly|just|hi|hello|hey|ok|okay|bitte|(?:can|could|would|will) you(?: please| kindly| just)?"
    r"|kannst du|könntest du|können sie|könnten sie|peux-tu|pouvez-vous|s['’]il (?:te|vous) pla[iî]t)[\s,]+)*",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?<![\s,–—-])(?:[\s,–—-]+(?:please|pls|bitte|svp|s['’]il (?:te|vous) pla[iî]t|thanks|thank you|danke|merci|for (?:me|us)|asap"
    r"|anymore|any more))+$",
    re.IGNORECASE,
)

#: What in it begs for something; a greeting does not.
_ASKING = re.compile(
    r"\b(?:please|pls|kindly|you|bitte|kannst|könntest|können|könnten|peux|pouvez|pla[iî]t)\b",
    re.IGNORECASE,
)

_DET = (
    r"(?:(?:the|a|an|your|our|my|all|any|this|current|new|latest|next|today['’]s|daily|morning|another|quick|short"
    r"|list of|die|der|das|den|eine?n?|deine|unsere|les?|la|une?|mes|nos|tes|vos)\s+)*"
)
_ALL_NAMES = "|".join(sorted({*NAMES, *ALIASES} - {"ping", "menu"}, key=len, reverse=True))
_NAME = rf"(?P<name>{_ALL_NAMES})"
_URL = r"(?P<url>(?:<?https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)+(?:/\S*)?)"
#: "this feed at", before an address.
_WHAT = (
    r"(?:(?:this|these|those|the|that|a|an|our|my|new|rss|news|following|feed|source|site|website|page|channel|blog|article|link"
    r"|story|text|at|from|on|to|of|with|den|die|das|diesen|artikel|l['’]article|cet?)[\s:,]+)*"
)
_A_DIGEST = r"(?:(?:the|a|an|my|our|any|all|this)\s+)*(?P<often>daily\s+|weekday\s+|weekly\s+|morning\s+|scheduled\s+)?digests?"


@dataclass(frozen=True, slots=True)
class _Row:
    """A whole line, and the grammar's own; `{}` are its named groups."""

    said: re.Pattern[str]
    meant: str
    #: Whether it is read out of a remark in a thread as well.
    is_clear: bool = True


def _row(said: str, meant: str, *, is_clear: bool = True) -> _Row:
    return _Row(re.compile(said, re.IGNORECASE), meant, is_clear)


_ROWS = (
    # Showing.
    _row(
        r"(?:show|list|display|see|view|give|get|tell|send|make|write|prepare|post|print|check|zeige?|liste|montrez?"
        rf"|donnez?|affichez?|fais|faites)(?:-moi|-nous| mir| uns| me| us)?\s+{_DET}{_NAME}(?P<rest>\b.*)",
        "{name}{rest}",
    ),
    _row(
        rf"(?:i|we)(?:['’]d| would)? (?:like|want|need)(?: to (?:see|have|get))?\s+{_DET}{_NAME}(?P<rest>\b.*)",
        "{name}{rest}",
    ),
    _row(
        rf"(?:can|could|may) (?:i|we) (?:have|get|see)\s+{_DET}{_NAME}(?P<rest>\b.*)",
        "{name}{rest}",
    ),
    _row(
        rf"(?:what|which|welche)(?:['’]s| are| is)? {_DET}(?P<name>sources?|feeds|subscriptions|topics|settings|commands"
        r"|status|agenda|calendar|digest|language|quellen|themen)(?: (?:do|does|have|are|hast|habt) (?:you|we|i|du|ihr|this channel|set|followed|there)"
        r"(?: (?:have|follow|read|use|know))?(?: here| now)?)?",
        "{name}",
    ),
    _row(
        r"(?:what|who|which ones) (?:do|are) (?:you|we) (?:following|follow|reading|read|monitoring|monitor|watching|watch)"
        r"(?: here| for us| in this channel| now)?",
        "sources",
    ),
    _row(r"when(?:['’]s| is| does| will)? (?:the|our|my)?\s*(?:next )?digest(?: coming| due| come| be sent| sent)?", "digest"),
    _row(rf"{_DET}{_NAME}", "{name}", is_clear=False),
    # In a thread more of its subject is asked for.
    _row(r"(?:a |the )?(?:summary|recap)", "brief", is_clear=False),
    _row(r"(?:summari[sz]e|sum up|recap|(?:a )?summary of) (?:the |today['’]s |latest )*(?:news|headlines)", "brief"),
    _row(r"(?:summari[sz]e|sum up|brief|recap) (?:this|that|it|the above)", "help brief", is_clear=False),
    _row(r"translate\b(?: \S+){1,7}", "help language"),
    _row(r"(?:and )?what(?:['’]s| is| comes| happens)? next", "agenda"),
    _row(r"(?:the|a|an|new|today['’]s|morning|daily|quick|short) (?P<name>brief(?:ing)?)(?P<rest>\b.*)", "{name}{rest}", is_clear=False),
    _row(r"what (?:did|have|were) you (?:leave|left|omit|omitted|leaving) ?(?:out)?(?: (?:of|in|from) the (?:last )?briefing)?", "omitted"),
    _row(r"(?:upcoming|coming) (?:events|dates|meetings)|ordre du jour|l['’]ordre du jour", "agenda"),
    _row(r"(?:are you (?:alive|there|up|ok|okay|working|running|awake|online))(?: today)?|how are things", "status", is_clear=False),
    _row(r"(?:is there|do we have) an (?P<name>agenda)", "{name}"),
    _row(r"(?:do|does) (?:you|it|this) (?:use|run on) (?:an? )?(?:ai|llm|model|language model|chatgpt|gpt)|(?:what|which) model (?:do you use|are you)", "status"),
    _row(r"how often do you (?:read|poll|check)(?: (?:the |our |my )?(?:feeds|sources))?", "sources"),
    _row(r"when (?:was|came) the last digest(?: sent)?", "digest"),
    # What ends something without a word of what.
    _row(r"stop(?: it| that| this)?|be quiet|quiet|mute|shut up|leave(?: us)?(?: alone)?|go away|unsubscribe me", "help digest", is_clear=False),
    _row(r"(?:delete|erase|forget|remove) (?:my|our|all|all my|all our) (?:data|messages|history)", "help forget", is_clear=False),
    # The digest.
    _row(
        r"(?:stop|end|cancel|disable|drop|delete|remove|pause|turn off|switch off|stoppe?|beende|arr[eê]tez?)"
        rf"(?: sending)?(?: me| us)?\s+(?:den\s+|le\s+)?{_A_DIGEST}",
        "digest off",
    ),
    _row(rf"(?:turn|switch) {_A_DIGEST} off", "digest off"),
    _row(rf"(?:no(?: more)?|kein|keine|plus de) {_A_DIGEST}(?: mehr)?", "digest off", is_clear=False),
    _row(
        r"(?:set(?: up)?|schedule|send|post|deliver|give|make|start|i want|i['’]d like|we want|we['’]d like"
        rf"|i need|we need)(?: me| us)?\s+{_A_DIGEST}\s*(?:to|for|at|comes?)?\s+(?P<rest>.*\d.*|.*\bnoon\b.*)",
        "digest {often}{rest}",
        is_clear=False,
    ),
    # It may have days of its own, which a time alone would not say.
    _row(rf"(?:change|move|reschedule)\s+{_A_DIGEST}\b.*", "help digest"),
    _row(r"(?P<often>daily|weekday|tägliche[rn]?) digests? (?P<rest>.*\d.*)", "digest {often} {rest}", is_clear=False),
    # What is followed, read, forgotten.
    _row(rf"(?:start following|follow|subscribe(?: to)?|add|watch|track|monitor)[\s:]+{_WHAT}{_URL}(?P<yes>\s+yes)?", "follow {url}{yes}"),
    _row(
        r"(?:stop (?:following|reading)|(?:do not|don['’]t) (?:follow|read)|unfollow|unsubscribe(?: from)?|ne plus suivre)"
        rf"[\s:]+{_WHAT}{_URL}",
        "unfollow {url}",
    ),
    _row(
        r"(?:add|follow|subscribe to) (?:this|that|it|an?|another|new)(?: new)?(?: rss)?(?: feed| source| site)?"
        r"(?: to (?:the |our |my )?(?:sources|feeds))?",
        "help follow",
    ),
    _row(rf"(?:remove|delete|drop) (?:the |this |our )?(?:rss |news )?(?:feed|source)[\s:]+{_WHAT}{_URL}", "unfollow {url}"),
    _row(rf"(?:forget|delete|remove|erase|oublie|vergiss)[\s:]+(?:the |this |that |l['’])?(?:article|page|text|story|link|artikel)[\s:]+{_WHAT}{_URL}", "forget {url}"),
    _row(r"(?:vergiss alles|oublie tout)", "forget all", is_clear=False),
    # Settings.
    _row(r"(?:set|change|make)(?: the| our| my)? topics?(?: to| as|:)?\s+(?P<rest>.+)", "topics: {rest}", is_clear=False),
    _row(r"(?:no|clear|remove|reset|drop|delete)(?: the| our| my| all)* topics", "topics none", is_clear=False),
    _row(
        r"(?:(?:set|change|switch)(?: the| our| my)? language(?: to)?|(?:the |our )?language (?:is|to)|switch to"
        r"|(?:answer|reply|write|speak)(?: to (?:me|us))?(?: in)?) (?P<language>\w+)",
        "language {language}",
        is_clear=False,
    ),
)  # fmt: skip

#: What changes settings: nobody changes them with a question.
_SETTINGS = ("topics", "language", "digest ", "forget", "unfollow")

#: What "show me ..." and "I want ..." show, and never set: whoever sets it says so.
_SHOWN_ONLY = frozenset({"topics", "language", "forget", "follow", "unfollow"})

#: What somebody asks how to do, by the command that does it.
_HOW = re.compile(
    r"(?:how (?:(?:do|can|could|would|should) (?:i|we|one)|to)|(?:help|hilfe|aide)(?: me| us)?(?: with| on| for| about| about using| to| zu| mit| sur| pour)?)"
    r"\s+(?P<what>.+)",
    re.IGNORECASE,
)
_DOES = (
    (r"unfollow|unsubscribe|(?:stop|remove|delete) (?:\w+ )?(?:feed|source)s?|stop (?:following|reading)", "unfollow"),
    (r"digests?|schedule", "digest"),
    (r"follow|subscribe|add (?:\w+ )?(?:feed|source|site)s?|feeds?", "follow"),
    (r"sources?", "sources"),
    (r"topics?", "topics"),
    (r"language", "language"),
    (r"forget|delete|erase", "forget"),
    (r"(?:read|paste|give you|send you|upload) (?:an?|the|this) (?:article|page|text|pdf|file|link|document)", "read"),
    (r"agenda|calendar", "agenda"),
    (r"evidence", "evidence"),
    (r"brief(?:ing)?s?", "brief"),
    (r"status", "status"),
)  # fmt: skip
_HOW_TO = tuple(
    (re.compile(
        r"(?:(?:set(?: up)?|change|stop|start|cancel|end|turn o(?:n|ff)|see|show|get|remove|use|make|have|ask for|an?|the"
        rf"|my|our|new|your|all)\s+){{0,3}}(?:{done})(?: (?:here|an?|the|this|my|it|articles?|feeds?|channel|in|for|off|all))*",
        re.IGNORECASE,
     ), command)
    for done, command in _DOES
)  # fmt: skip


def in_the_grammar(line: str, *, is_thread_reply: bool) -> Iterator[str]:
    """The grammar's lines that a line may say, the likeliest first."""
    if len(line) > LONGEST or "\n" in line:
        return
    said = _bare(line)
    is_asked = line.endswith("?") and not _begs(line)
    how = _HOW.fullmatch(said)
    if how is not None and (command := _how_to(how["what"])):
        yield f"help {command}"
    if re.fullmatch(r"help (?:me|us)", said, re.IGNORECASE):
        yield "help"
    for row in _ROWS:
        found = row.said.fullmatch(said) if row.is_clear or not is_thread_reply else None
        if found is None or (is_asked and row.meant.startswith(_SETTINGS)):
            continue
        groups = {name: value or "" for name, value in found.groupdict().items()}
        if "language" in groups and language_name(groups["language"]) is None:
            continue
        if _sets_by_the_way(groups, is_thread_reply=is_thread_reply):
            continue
        yield row.meant.format(**groups)
    # A question that nobody was begged to answer stays one.
    yield f"{said}?" if is_asked else said


def _sets_by_the_way(groups: Mapping[str, str], *, is_thread_reply: bool) -> bool:
    """Whether a line that asks to see something would set it: "we need topics for the meeting"."""
    said = groups.get("name", "").casefold()
    name, rest = ALIASES.get(said, said), groups.get("rest", "").strip(ENDS + " ")
    return bool(rest) and (name in _SHOWN_ONLY or (is_thread_reply and name == "digest"))


def _begs(line: str) -> bool:
    before = _BEFORE.match(line)
    return before is not None and _ASKING.search(before[0]) is not None


def _bare(line: str) -> str:
    """A line without what is said out of politeness, and without the marks around it."""
    said = line.strip(ENDS + "?")
    if before := _BEFORE.match(said):
        said = said[before.end() :]
    return _AFTER.sub("", said).strip(ENDS + "?" + (QUOTES if said[:1] in QUOTES else ""))


def _how_to(what: str) -> str | None:
    return next((command for done, command in _HOW_TO if done.fullmatch(what)), None)


# ---------------------------------------------------------------- addresses with words around them

_FILLERS = frozenset(
    """a about also an and article articles artikel at below bitte ce cet check could can das de den der
    diese diesen dieser do for from fyi give have here hey hi in is it könntest l'article lesen lies link
    links lire lis lisez look me my news of on one our out page pages piece please post read reading see
    some story summary sur svp take text that the them these this to too us voici with would you
    kannst du just hello now thanks thank""".split()
)  # fmt: skip
_BRIEFLY = frozenset(
    """brief briefing condense recap résume résumer résumé sum summarise summarize summary up fasse
    zusammen zusammenfassen""".split()
)  # fmt: skip
_MOST_FILLERS = 9


def what_for(beside: str) -> str | None:
    """What is wanted of addresses, by the words beside them: "read", "brief"; None: it is more."""
    words = re.findall(r"[\w'’]+", beside.casefold())
    if len(words) > _MOST_FILLERS or not all(w in _FILLERS or w in _BRIEFLY for w in words):
        return None
    return "brief" if any(w in _BRIEFLY - {"up"} for w in words) else "read"
