"""What a source only has somebody say is posted with who says it, and never as a fact.

A briefing's reader has to know whose word it is, also where nobody denies it: "The convoy was turned
back" is not told by "The convoy was turned back, the charity said".  For what is posted, since there
the writer is asked once more; where people found a summary true, speakers are commonly left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.deed_sides import sides_in
from bot.grounding.grounds import Ground, Grounds
from bot.grounding.names import read_names
from bot.grounding.places import place_of
from bot.grounding.tokens import Token, is_within
from bot.grounding.word_lists import listed
from bot.sentence_reading.deeds import tokens_of
from bot.sentence_reading.reporting_verbs import saying_verbs

_ACCORDING = re.compile(r"\baccording\s+to\b", re.IGNORECASE)
#: What tells in a sentence of a writer's that somebody said, thinks or wants it.
_WORDED = re.compile(
    r"[“\"«„]|\b(?:accus|alleg|claim|according to|den(?:y|ies|ied)|report|suspect|reject|disput"
    r"|dismiss|blam|believ|estimat|expect|apparent|purport|so-called|describ|call(?:s|ed)\b|view"
    r"|opinion|think|thought|deem|warn|predict|forecast|critici|condemn|prais|welcom|insist|argu"
    r"|found\b|ruled|puts\b|turn(?:ed|s) down|refus|promis|pledg|vow|threat|demand|object|complain|question|unconfirmed|inform|recount|reveal|disclos|stat(?:es|ed) that)",
    re.IGNORECASE,
)
#: What ends what is said: another clause of the writer's own.
_ENDS = re.compile(r";|,\s(?:while|although|though|whereas|but(?!\sthat)|as)\s", re.IGNORECASE)
_STARTS = re.compile(r";\s|,\s(?:but|while|although)\s", re.IGNORECASE)
#: After a verb of saying that ends its clause: "..., the army said on Monday."
_NO_MORE = re.compile(
    r"(?:\s(?:on|in|at|late|early|last|this|to|after|during|by|through|from|earlier|yesterday|today"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b[^,;]*)?\s*(?:[,.;!?”\"]|$)"
)
#: "Claimed that", "charged that it", not "claimed 2 million", "charged two men".
_THAT = re.compile(r"\s(?:on \w+ )?(?:that|it|he|she|they|to)\b")
#: "Prosecutors suspect two men of it"
_SUSPECTING = re.compile(r"[a-z]s $")
#: After a verb of saying: what somebody tells of themselves.
_SELF = re.compile(
    r"(?:\s(?:on|in) \w+)?(?:\sthat)?\s(?:it|they|he|she|we|I|its|their|his|her|our|my)\b"
)
_PRONOUN = re.compile(r"\b(?:He|She|They|It|he|she|they|it|who)\b")
#: What everybody may know of whom it is said: "parliament, which passed the law in March".
_ASIDE = re.compile(r",\s(?:which|who|whose|where)\s")
#: Where a sentence has what somebody says, from and to, and the words that say so.
Scope = tuple[int, int, str]
#: Forms that are nouns or commands as often.
_BARE = listed(
    "estimates estimate fears tell claims claim predicts blame fear suspect suspects suspected"
)
#: Share of a sentence's words, names left out, that stand only where somebody says them.
LEAST_SAID, LEAST_ONE_SIDED = 0.5, 0.6


def check_unattributed(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """A problem for a sentence most of whose words its sources only have somebody say."""
    if _is_worded(claim):
        return
    verb = _verb_of_all(claim, [(g, tuple(_scopes(g))) for g in _all(grounds)], LEAST_SAID)
    if verb is not None:
        yield Problem(ProblemKind.UNSUPPORTED, f"told as a fact; its source has: {verb}")


def check_one_sided(claim: Ground, grounds: Grounds) -> Iterator[Problem]:
    """The same where it is one side's word about another, or about what nobody can see.

    For text of others, where "the charity said" at a sentence's end is commonly left out, and so is
    that somebody told it of themselves.
    """
    if _is_worded(claim):
        return
    own = {key for name in read_names(claim)[:1] for key in name.keys} | _subject(claim)
    own |= {place for name in read_names(claim)[:1] if (place := place_of(name.text)) is not None}
    scopes = [(g, tuple(_of_others(g, own))) for g in _all(grounds)]
    verb = _verb_of_all(claim, scopes, LEAST_ONE_SIDED)
    if verb is not None:
        yield Problem(ProblemKind.UNSUPPORTED, f"told as a fact; its source has: {verb}")


def _subject(claim: Ground) -> set[str]:
    """The words before a sentence's first verb: "the mission's team" is the mission's own."""
    places = [sides.place for sides in sides_in(claim.text)]
    end = tokens_of(claim.text)[min(places)].word.start if places else 0
    return {token.key for token in claim.tokens if token.end <= end and token.is_content}


def _all(grounds: Grounds) -> tuple[Ground, ...]:
    return (*grounds.cited, *grounds.about)


def _is_worded(claim: Ground) -> bool:
    """Whether the sentence itself says that somebody says it."""
    if _WORDED.search(claim.text):
        return True
    return not saying_verbs().reporting.isdisjoint(token.key for token in claim.tokens)


def _verb_of_all(
    claim: Ground, told: Sequence[tuple[Ground, Sequence[Scope]]], least: float
) -> str | None:
    """The verb of saying in whose reach that share of a sentence's words stands, and nowhere else."""
    names = read_names(claim)
    wanted = {t.stem for t in claim.tokens if t.is_content and not is_within(t, names)}
    said: dict[str, str] = {}
    free: set[str] = set()
    for ground, scopes in told:
        for token in ground.tokens:
            if token.stem in wanted:
                verb = next((v for a, b, v in scopes if a <= token.start < b), None)
                if verb is None:
                    free.add(token.stem)
                else:
                    said.setdefault(token.stem, verb)
    alone = [verb for root, verb in said.items() if root not in free]
    return alone[0] if wanted and len(alone) >= least * len(wanted) else None


def _of_others(ground: Ground, own: set[str]) -> Iterator[Scope]:
    """What somebody says, of others than themselves, after a verb of saying."""
    text = ground.text
    for start, end, verb in _scopes(ground):
        if text[start - len(verb) : start] != verb or verb in saying_verbs().knowing:
            continue
        if _SELF.match(text, start):
            continue
        clause = _start(text, start - len(verb))
        before = Ground(f"{ground.before or ''} {text[clause : start - len(verb)]}")
        speaker = (
            before.text if _PRONOUN.search(text[clause : start - len(verb)]) else text[clause:start]
        )
        words = {token.key for token in Ground(speaker).tokens}
        words |= {place for n in read_names(Ground(speaker)) if (place := place_of(n.text))}
        if own.isdisjoint(words):
            aside = _ASIDE.search(text, start, end)
            yield (start, aside.start() if aside else end, verb)


def _scopes(ground: Ground) -> Iterator[Scope]:
    """Where the sentence tells what somebody says: from, to, and the words that say so."""
    text = ground.text
    for found in _ACCORDING.finditer(text):
        yield _start(text, found.start()), _end(text, found.end()), found.group()
    for token in ground.tokens:
        if token.text in saying_verbs().opining and not _is_noun(token, text):
            if _ends_its_clause(token, text):
                yield _start(text, token.start), token.start, token.text
            else:
                yield token.end, _end(text, token.end), token.text


def _ends_its_clause(verb: Token, text: str) -> bool:
    """Whether what is said stands before the verb: "Four are free, the charity said"."""
    before = text[_start(text, verb.start) : verb.start]
    return "," in before and _NO_MORE.match(text, verb.end) is not None


def _is_noun(token: Token, text: str) -> bool:
    """Whether nothing is said by it: "its claims", "a charged mood", "more than it had claimed"."""
    if token.text.startswith(("claim", "charg", "report")) or token.text in _BARE:
        is_of_them = (
            token.text == "suspect" and _SUSPECTING.search(text, 0, token.start) is not None
        )
        return _THAT.match(text, token.end) is None and not is_of_them
    before = text[: token.start].rsplit(None, 1)
    return bool(before) and before[-1].lower() in {"the", "a", "an", "its", "their", "his", "her"}


def _start(text: str, place: int) -> int:
    found = [m.end() for m in _STARTS.finditer(text, 0, place)]
    return found[-1] if found else 0


def _end(text: str, place: int) -> int:
    found = _ENDS.search(text, place)
    return found.start() if found else len(text)
