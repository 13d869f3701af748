"""Whether a later sentence overtakes an earlier one: what it told no longer stands so.  Pure.

English, and between English, French, German and Spanish what is called off or moved
(`foreign_retractions`).  A later sentence does so when it speaks of the same names and the same deed or event, and

- undoes or moves what was to come: "has cancelled the signing", "has been put off to 7 December";
- takes back an account, or says that it is wrong: "withdrew its report that ...";
- denies the deed: "was not among those freed", "did not sign";
- tells as done what was to come: "signed" after "will sign".

In doubt it does not: an unrelated denial must not push itself forward.
"""

from __future__ import annotations

from bot.sentence_reading.changed_plans import replaced_in, replaces
from bot.sentence_reading.dated_sentences import Overtaking, ToldSentence
from bot.sentence_reading.deeds import is_denial, tokens_of
from bot.sentence_reading.foreign_retractions import undoes_abroad
from bot.sentence_reading.later_denials import denies_or_does
from bot.sentence_reading.overtaking_words import overtaking_words
from bot.sentence_reading.retractions import accounts_taken_back, events_undone, takes_back, undoes
from bot.sentence_reading.stretches import names_of


def overtaking(later: ToldSentence, earlier: ToldSentence) -> Overtaking | None:
    """How `later` overtakes `earlier`; None when it does not."""
    if later.article_id == earlier.article_id or later.when <= earlier.when:
        return None
    if takes_back(later, earlier):
        return Overtaking.TAKEN_BACK
    if undoes(later, earlier) or replaces(later, earlier) or undoes_abroad(later, earlier):
        return Overtaking.UNDONE
    return denies_or_does(later, earlier)


def announces(text: str) -> bool:
    """Whether a sentence has words by which things to come are told."""
    return overtaking_words().announcing.are_in(text)


def takes_off(text: str) -> bool:
    """Whether a sentence undoes or moves something that was to come, or takes an account back."""
    return bool(events_undone(text) or accounts_taken_back(text) or any(replaced_in(text)))


def may_overtake(text: str) -> bool:
    """Whether a sentence has a word that undoes, denies or takes back: cheap, and wide."""
    lists = overtaking_words()
    roots = lists.undoing.roots | lists.taking_back.roots
    return any(replaced_in(text)) or any(
        token.word.stem in roots
        or token.low in lists.untrue | lists.wrongly | {"no"}
        or is_denial(token)
        for token in tokens_of(text)
    )


def names_in(text: str) -> frozenset[str]:
    """The names of people, places and bodies in a sentence, as they are written."""
    tokens = tokens_of(text)
    keys = names_of(tokens)
    return frozenset(token.word.text for token in tokens if token.key in keys)


def sets_right(text: str) -> bool:
    """Whether a sentence tells what is right, after one that told what was wrong."""
    return overtaking_words().setting_right.are_in(text)
