"""Who says so: the speaker of a statement, as the sentence itself names them.

English.  The verb of saying is looked for outside quotation marks; the speaker is the name or
title before it ("Nate Evans, spokesman for US Ambassador Linda Thomas-Greenfield, said"), after it
(“…,” said Blinken), or after "according to".  A pronoun is no speaker: the sentence before would
have to be shown as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from bot.sentence_reading.reading_words import ReadingWords, reading_words
from bot.sentence_reading.reporting_verbs import saying_verbs

#: Longest speaker in words, and longest apposition between two commas: news names people with
#: their office, and what is longer is a clause.
MOST_SPEAKER_WORDS, MOST_APPOSITION_WORDS = 14, 14

_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)|«[^»]*(?:»|$)|„[^“”]*(?:[“”]|$)")
_TOKEN = re.compile(r"[^\W_]+(?:[-’'.&][^\W_]+)*|[^\w\s]|_")
_ACCORDING = re.compile(r"\baccording to\s+", re.IGNORECASE)
_SPEAKS_FOR = re.compile(r"\b(?:spokes\w+|lawyers?) for\b", re.IGNORECASE)
_SENT = re.compile(r" (?:for|to|in|on) (?=(?:the )?[A-Z])")
#: Words after "called" among which a quotation says what somebody called it.
NAMED = 7
#: Words of an office before the name of who holds it, the comma among them.
MOST_OFFICE_WORDS = 9
_RELATIVES = frozenset({"who", "which", "whose"})
#: Stands for each character inside quotation marks.
MASK = "\x00"

Token = re.Match[str]


def speaker_of(sentence: str) -> str | None:
    """The speaker, verbatim out of `sentence`; None when it names none."""
    return next(speakers_of(sentence), None)


def speakers_of(sentence: str) -> Iterator[str]:
    """All speakers that it names: "Brandt said that Marsh had told him ..."."""
    lists = reading_words()
    masked = without_quotations(sentence)
    tokens = list(_TOKEN.finditer(masked))
    for place, token in enumerate(tokens):
        if _is_say_verb(tokens, place):
            is_joined = place > 0 and tokens[place - 1].group() == "and"
            before = _who_did_before if is_joined else _before
            span = before(tokens[:place], lists) or _inverted(masked, token, tokens[place + 1 :])
            if span is not None:
                yield sentence[slice(*span)]
    named = _according_to(sentence, masked, lists)
    if named is not None:
        yield named


def who_speaks(speaker: str) -> str:
    """A speaker without whom or what he is sent to: whose envoy for Tarsia speaks is not Tarsia.

    >>> who_speaks("the Velland ambassador to Tarsia"), who_speaks("spokesman for Ada Kesh")
    ('the Velland ambassador', 'spokesman for Ada Kesh')
    """
    found = None if _SPEAKS_FOR.search(speaker) else _SENT.search(speaker)
    return speaker[: found.start()] if found is not None and found.start() else speaker


def surname_of(speaker: str) -> str:
    """By what a speaker is the same under a longer and a shorter name, in small letters.

    >>> surname_of("Ada Kesh, the envoy"), surname_of("negotiator, Ivo Marn"), surname_of("the UN")
    ('kesh', 'marn', 'un')
    """
    offices = reading_words().offices | reading_words().roles
    parts = [part.split() for part in speaker.split(",") if part.strip()]
    named = (p[-1] for p in parts if p[-1] != p[-1].lower() and p[-1].casefold() not in offices)
    return next(named, parts[0][-1] if parts else speaker).casefold()


def without_quotations(sentence: str) -> str:
    """The sentence with every character inside quotation marks masked; offsets stay the same."""
    return _QUOTED.sub(lambda m: MASK * len(m.group()), sentence)


def _is_say_verb(tokens: Sequence[Token], place: int) -> bool:
    word = tokens[place].group()
    verbs = saying_verbs()
    if word not in verbs.of_a_speaker:
        return False
    following = tokens[place + 1].group() if place + 1 < len(tokens) else ""
    if word not in verbs.with_particle or following in {"for", "on", "that", ":"}:
        return True
    if not word.startswith("call") or following in {"off", "up", "in", "back", "out"}:
        return False
    # Called the vote “a farce”: in somebody's own words.
    return any(token.group().startswith(MASK) for token in tokens[place + 1 : place + 1 + NAMED])


def _before(tokens: Sequence[Token], lists: ReadingWords) -> tuple[int, int] | None:
    """The span of the speaker who stands before the verb, with an apposition if there is one."""
    left = list(tokens)
    while left and left[-1].group().casefold() in lists.between:
        left.pop()
    if len(left) > 2 and left[-2].group() == "on" and left[-1].group()[0].isupper():
        left = left[:-2]  # "Blinken on Thursday said"
    if left and left[-1].group() == ",":
        return _with_apposition(left[:-1], lists)
    return _name_at_end(left, lists)


def _who_did_before(tokens: Sequence[Token], lists: ReadingWords) -> tuple[int, int] | None:
    """Who a sentence begins with, of what he also did: "Saltco closed its mines *and said* ..."."""
    run = list(takewhile(lambda t: _may_be_in_name(t, lists), tokens))
    following = tokens[len(run)].group() if len(run) < len(tokens) else ""
    if run and following == ",":
        # "Ostra's president, Ida Kern, summoned the envoy and demanded an apology."
        name = list(takewhile(lambda t: _is_name(t, lists), tokens[len(run) + 1 :]))
        end = len(run) + 1 + len(name)
        if name and end < len(tokens) and tokens[end].group() == ",":
            run = list(tokens[:end])
    is_subject = run and (following == "," or following.islower())
    return _as_speaker(run[:MOST_SPEAKER_WORDS], lists) if is_subject else None


def _with_apposition(tokens: Sequence[Token], lists: ReadingWords) -> tuple[int, int] | None:
    commas = [place for place, token in enumerate(tokens) if token.group() == ","]
    if not commas or len(tokens) - commas[-1] > MOST_APPOSITION_WORDS:
        return None
    of_clause = _before_relative(tokens, commas, lists)
    if of_clause is not None:
        return of_clause
    name = _name_at_end(tokens[: commas[-1]], lists)
    inside = tokens[commas[-1] + 1 :]
    if name is not None and inside and inside[0].group() in _RELATIVES:
        return name  # "Ostmark, which had pressed for it, said": no part of who it is
    if name is None and inside and all(_is_name(token, lists) for token in inside):
        return _as_speaker(inside, lists)  # "the state salt company, Saltco, said"
    if name is None or any(t.group().casefold() in lists.not_names for t in inside[:1]):
        return None
    before = [token for token in tokens if token.end() <= name[0]]
    while before and before[-1].group() in lists.speaker_never_begins | {"the"}:
        before.pop()
    if before and before[-1].group() == "by" and len(commas) > 1:
        # "The EU, represented by its commissioner, Ada Kesh, said": the EU has said it.
        return _name_at_end(tokens[: commas[-2]], lists)
    return name[0], tokens[-1].end()


def _before_relative(
    tokens: Sequence[Token], commas: Sequence[int], lists: ReadingWords
) -> tuple[int, int] | None:
    """Who stands before a clause that has commas of its own: "The League, which is based in Ostra's capital, Lom,"."""
    for comma in commas[:-1]:
        if (
            tokens[comma + 1].group() in _RELATIVES | {"represented"}
            and len(tokens) - comma <= MOST_APPOSITION_WORDS
        ):
            return _name_at_end(tokens[:comma], lists)
    return None


def _name_at_end(tokens: Sequence[Token], lists: ReadingWords) -> tuple[int, int] | None:
    """The longest run at the end of `tokens` that can be a name or a title."""
    run = list(takewhile(lambda t: _may_be_in_name(t, lists), reversed(tokens)))[::-1]
    return _as_speaker(run[-MOST_SPEAKER_WORDS:], lists)


def _inverted(masked: str, verb: Token, after: Sequence[Token]) -> tuple[int, int] | None:
    """The speaker after a verb that follows a quotation: “…,” said Blinken."""
    lists = reading_words()
    if not masked[: verb.start()].rstrip(" ,").endswith(MASK):
        return None
    run = list(takewhile(lambda t: _may_be_in_name(t, lists), after))
    if len(run) < len(after) and after[len(run)].group() == ",":
        # “…,” says the former editor of the Standard, Ada Kobb.
        name = list(takewhile(lambda t: t.group()[0].isupper(), after[len(run) + 1 :]))
        is_name = name and not any(t.group() in lists.not_names for t in name)
        run = [*run, after[len(run)], *name] if is_name else run
    return _as_speaker(run[:MOST_SPEAKER_WORDS], lists) or _named_after_office(after, lists)


def _named_after_office(after: Sequence[Token], lists: ReadingWords) -> tuple[int, int] | None:
    """The name after the office of who has spoken: “…,” said the union's lead lawyer, Ada Kobb."""
    words = [token.group() for token in after[:MOST_OFFICE_WORDS]]
    if words[:1] not in (["the"], ["its"], ["their"]) or "," not in words:
        return None
    name = list(takewhile(lambda t: _is_name(t, lists), after[words.index(",") + 1 :]))
    return _as_speaker(name, lists)


def _is_name(token: Token, lists: ReadingWords) -> bool:
    return token.group()[0].isupper() and token.group().casefold() not in lists.not_names


def _according_to(sentence: str, masked: str, lists: ReadingWords) -> str | None:
    found = _ACCORDING.search(masked)
    if found is None:
        return None
    after = _TOKEN.finditer(masked, found.end())
    run = list(takewhile(lambda t: _may_be_in_name(t, lists), after))[:MOST_SPEAKER_WORDS]
    span = _as_speaker(run, lists)
    return None if span is None else sentence[slice(*span)]


def _may_be_in_name(token: Token, lists: ReadingWords) -> bool:
    word = token.group()
    folded = word.casefold()
    if folded in lists.offices or folded in lists.speaker_words:
        return True
    # "We’ve said" names nobody either.
    return word[0].isupper() and re.split("[’']", folded)[0] not in lists.not_names


def _as_speaker(run: Sequence[Token], lists: ReadingWords) -> tuple[int, int] | None:
    """The span of a run without the joining words at its ends; None when nobody is in it."""
    kept = list(run)
    while kept and kept[0].group().casefold() in lists.speaker_never_begins:
        kept.pop(0)
    while kept and kept[-1].group() in lists.speaker_words - lists.roles:
        kept.pop()
    if not any(_names_someone(token, lists) for token in kept):
        return None
    return kept[0].start(), kept[-1].end()


def _names_someone(token: Token, lists: ReadingWords) -> bool:
    folded = token.group().casefold()
    return folded in lists.roles or (
        token.group()[0].isupper() and folded not in lists.speaker_words
    )
