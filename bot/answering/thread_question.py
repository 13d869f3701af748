"""A reply in a thread, made a question that can be understood without the thread.  Pure.

Rules, not a model: what a reply leaves out or points to is taken from the questions asked before
it in the thread and from our last answer.

* "And China?", "What about China?": the question before, with China in place of the name of its
  kind.
* "And in March?": the question before, for another month, year or day.
* "Why?", "When was that?": the question before, asked that way.
* "What did he say about Rafah?": the last person named, in place of the pronoun.
* "Who abstained?", "Regional differences": have no name of their own, so names and the most telling
  words of the question before are added in parentheses, which recall weighs less than the question
  and the built-in writer takes for context.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.answering.small_talk import read_small_talk
from bot.answering.which_story import about, picked
from bot.domain.answers import Turn
from bot.memory.equivalents import is_known_name, keys_of
from bot.memory.frequencies import weight_of
from bot.memory.function_words import without_function_words
from bot.memory.other_names import is_place_abroad
from bot.memory.words import Word, stem_of, words_of
from bot.sentence_reading.calendar_words import DAY_NAMES, MONTH_NAMES

#: Characters of one turn that are read, and turns that a reply can reach back to.
MOST_CHARACTERS = 2_000
MOST_TURNS = 12
#: Names and words that are added to a question that has no name.
MOST_ADDED = 4
#: Content words below which a question without names leans on the one before.
FEW_WORDS = 3

_ELLIPSIS = re.compile(
    r"¿?(?:and|but|or|so|also|und|et|y)?[\s,]*(?:(?:what|how) about|what of|and|same for|or|und|et|y"
    r"|was ist mit|wie sieht es (?:aus )?mit|qu[’']en est-il (?:de |du |des )?|qué hay de)\s+"
    r"(?:(?:the|for|der|dem|den|die|das|pour|la|le|les|el|los|las) )?(.+)",
    re.IGNORECASE,
)
#: A thing and whose it is: "the road to Sanaa" needs nothing of what was asked before.
_DESCRIBED = re.compile(r"[a-z]{3,} (?:[a-z]+ )*?(?:of|to|in|with|between|for|from) (?:the )?[A-Z]")
_ASKED_AGAIN = re.compile(
    r"(?:and |but |so )?(why|when|where|who|how|how many|how much|since when|by whom|which one|how long"
    r"|how so|says who)(?: (?:is|was|did|does|were|has) (?:that|this|it|they|so)(?: happen(?:ed)?)?"
    r"| not| exactly| then)?",
    re.IGNORECASE,
)
_PERSON_PRONOUN = re.compile(r"\b(?:he|she|him)\b", re.IGNORECASE)
_HIS = re.compile(r"\b(?:his|her|hers)\b", re.IGNORECASE)
_THING_PRONOUN = re.compile(
    r"\b(?:it|its|they|them|their|this|that|these|those|there|the (?:deal|vote|draft|text|talks|plan"
    r"|meeting|attack|resolution|decision|country|two|same|latter|former))\b",
    re.IGNORECASE,
)
_QUESTION_HEAD = re.compile(
    r"^(?:and |but |so )?(?:(?:in |by |to |from |for )?(?:what|who|whom|whose|which|when|where|why|how"
    r"(?: many| much| long)?)\b|tell me(?: about)?|give me|list|summari[sz]e)\s*",
    re.IGNORECASE,
)
_SAY = stem_of("say")
_MONTH, _DAY = "|".join(MONTH_NAMES), "|".join(DAY_NAMES)
#: "In September", "for 2023", "on Friday", "next year".
_TIME = re.compile(
    rf"(?:\b(?:in|on|for|during|since|by) )?\b(?:(?P<month>(?:{_MONTH})(?: \d{{4}})?)|(?P<year>(?:19|20)\d\d)|(?P<day>{_DAY})"
    r"|(?P<relative>(?:this|last|next) (?:week|month|quarter|year)))\b",
    re.IGNORECASE,
)
#: "The next one", and things of a question that it may mean.
_ONE = re.compile(
    r"\b(the (?:next|last|first|second|third|previous|other|latest)) one\b", re.IGNORECASE
)
_THING = re.compile(
    r"\b(?:the|an?|this|its|their) ((?:[\w’'-]+ ){0,3}?[a-z][\w-]+)"
    r"(?=\s(?:in|on|at|of|for|to|from|by|with|between)\b|[\s?.!]*$)"
)
#: "In Kesten", after "... killed in".
_PLACED = re.compile(r"(?:in|at|from|near|by|for|to|with) ", re.IGNORECASE)
_LED_TO = re.compile(r"\b(?:in|at|from|near|by|for|to|with) (?:the )?$", re.IGNORECASE)
#: Titles before a person's name, which are no part of it.
_TITLES = frozenset(
    """Ambassador Chancellor Dr Foreign Gen General King Minister Mr Mrs Ms Pope President Prime
    Queen Secretary Senator State""".split()
)


@dataclass(frozen=True, slots=True)
class _Name:
    """A name as written ("Antony Blinken"), and whether it is of a listed people or place."""

    text: str
    is_place: bool
    start: int
    end: int

    @property
    def is_person(self) -> bool:
        """Whether it may be a person: two words or more, not in capitals, no listed place."""
        return not self.is_place and " " in self.text and not self.text.isupper()


def stand_alone(question: str, thread: Sequence[Turn]) -> str:
    """The question as it must be asked outside its thread; as it is where nothing is missing.

    `thread` is what was said before it, oldest first.
    """
    ours = ""
    before = ""
    offers: tuple[str, ...] = ()
    for turn in thread[-MOST_TURNS:]:
        text = turn.text[:MOST_CHARACTERS]
        if turn.is_ours:
            ours, offers = ("", turn.offers) if turn.offers else (text, ())
        elif read_small_talk(text) is None:
            before, offers = _told_or_completed(text, before, ours, offers), ()
    if read_small_talk(question) is not None:
        return question.strip()
    return _told_or_completed(question.strip()[:MOST_CHARACTERS], before, ours, offers)


def _told_or_completed(text: str, before: str, ours: str, offers: Sequence[str]) -> str:
    """One question, or the one before with the story that a reply picks of those offered."""
    title = picked(text, offers) if before and offers else None
    return about(before, title) if title is not None else _completed(text, before, ours)


def asked_after(question: str, before: str) -> str:
    """The question as it must be asked alone, where it was asked after another that stands alone."""
    return _completed(question.strip()[:MOST_CHARACTERS], before, "")


def _completed(question: str, before: str, ours: str) -> str:
    """One question, given the one before (which stands alone) and our answer to that."""
    bare = question.strip().rstrip("?!. ").strip()
    if not bare or not (before or ours):
        return question
    asked_again = _ASKED_AGAIN.fullmatch(bare)
    if asked_again and before:
        return f"{asked_again[1].capitalize()} {_body(before)}?"
    elliptic = _ELLIPSIS.fullmatch(bare)
    if elliptic and before and _TIME.fullmatch(elliptic[1]):
        return _with_other_time(before, elliptic[1])
    if elliptic and _DESCRIBED.match(elliptic[1]):
        return question
    if elliptic and before and not _has_verb(elliptic[1]):
        return _with_other_name(question, before, elliptic[1])
    return _with_referents(_with_thing_meant(question, before), before, ours)


def _with_other_time(before: str, other: str) -> str:
    """The question before for another month, year or day than it asks about, if it asks about one."""
    kind = _kind_of_time(other)
    found = (m for m in _TIME.finditer(before) if not m.group().islower() or " " in m.group())
    same = [m for m in found if _kind_of_time(m.group()) == kind]
    if same:
        return f"{before[: same[-1].start()]}{other}{before[same[-1].end() :]}"
    return f"{before.rstrip('?!. ')} {other}?"


def _kind_of_time(text: str) -> str | None:
    found = _TIME.search(text)
    return found.lastgroup if found is not None else None


def _with_thing_meant(question: str, before: str) -> str:
    """The question with the thing that "the next one" is one of: the last of the one before."""
    things = _THING.findall(before) if not before.endswith(")?") else []
    return _ONE.sub(rf"\1 {things[-1].split()[-1]}", question) if things else question


def _body(question: str) -> str:
    """A question without its question word: what it is about."""
    return _QUESTION_HEAD.sub("", question.strip()).rstrip("?!. ")


def _has_verb(text: str) -> bool:
    """Whether what follows "and" is a question of its own ("and who voted against?")."""
    return bool(_QUESTION_HEAD.match(text)) or len(_content(text)) > FEW_WORDS + 1


def _with_other_name(question: str, before: str, other: str) -> str:
    """The question before with another name in the place of one of its kind.

    Where there is none it is another subject, and the question before says in which context.
    """
    wanted = next(iter(_names(other)), None)
    is_place = wanted.is_place if wanted else False
    same_kind = [n for n in _names(before) if n.is_place == is_place] if wanted else []
    if not same_kind:
        return _with_added(question, before)
    taken = same_kind[0]
    head = before[: taken.start]
    if _PLACED.match(other):
        head = _LED_TO.sub("", head)
    if not wanted or not wanted.text.isupper():  # "the UN", but "China"
        head = head.removesuffix("the ")
    return f"{head}{other}{before[taken.end :]}"


def _with_referents(question: str, before: str, ours: str) -> str:
    """Pronouns replaced by the person they mean; missing names added at the end."""
    people = [n.text for n in (*_names(before), *_names(ours)) if n.is_person]
    if people and _PERSON_PRONOUN.search(question):
        return _HIS.sub(
            f"{people[0]}’s", _PERSON_PRONOUN.sub(people[0], question, count=1), count=1
        )
    if people and _HIS.search(question):
        return _HIS.sub(f"{people[0]}’s", question, count=1)
    has_names = any(not _may_be_none(name, question) for name in _names(question))
    points_back = _THING_PRONOUN.search(question) is not None
    is_short = len(_content(question)) < FEW_WORDS and not has_names
    return _with_added(question, before) if points_back or not has_names or is_short else question


def _may_be_none(name: _Name, question: str) -> bool:
    """Whether it may be an ordinary word whose capital is due to where it stands."""
    is_one_word = " " not in name.text and not name.text.isupper()
    return is_one_word and not name.is_place and not question[: name.start].strip(' ¿¡"“«(')


def _with_added(question: str, before: str) -> str:
    """The question with what the one before was about, in words that it does not have itself."""
    own = set(keys_of(_content(question)))
    names = [n.text for n in _names(before)]
    telling = (word for word in _content(_body(before)) if word.stem != _SAY)
    words = sorted(telling, key=lambda word: -weight_of(word.stem))
    every = [*names, *(word.text for word in words)]
    new = [text for text in every if not own & set(keys_of(_content(text)))]
    added = _not_within_another(new)[:MOST_ADDED]
    return f"{question.rstrip('?!. ')} ({', '.join(added)})?" if added else question


def _not_within_another(texts: Sequence[str]) -> list[str]:
    """Texts, each once, without those that are a part of one before them."""
    kept: list[str] = []
    for text in texts:
        if not any(text in other for other in kept):
            kept.append(text)
    return kept


def _content(text: str) -> list[Word]:
    return without_function_words(list(words_of(text)))


def _names(text: str) -> Iterator[_Name]:
    """The names of a text in order, each once; neighbouring capitalised words are one name."""
    seen: set[str] = set()
    for run in _runs(text, [w for w in _content(text) if _is_name(w)]):
        start, end = run[0].start, run[-1].end
        name = text[start:end]
        if name.casefold() not in seen:
            seen.add(name.casefold())
            yield _Name(name, _is_place(run), start, end)


def _is_place(name: Sequence[Word]) -> bool:
    return all(is_known_name(key) for key in keys_of(name)) or is_place_abroad(name)


def _is_name(word: Word) -> bool:
    if word.text in _TITLES:
        return False
    is_listed = word.text[0].isupper() and is_known_name(keys_of([word])[0])
    return is_listed or word.is_name or (word.is_first and word.text[0].isupper())


def _runs(text: str, names: Sequence[Word]) -> list[list[Word]]:
    """Names put together where only a space lies between them."""
    runs: list[list[Word]] = []
    for word in names:
        if runs and text[runs[-1][-1].end : word.start] == " ":
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs
