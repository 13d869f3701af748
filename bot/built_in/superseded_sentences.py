"""Answers and items brought up to date: what a later sentence overtook is not told as standing.

Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.built_in.answer_types import answer_keys
from bot.built_in.antecedents import with_antecedents
from bot.built_in.candidates import Candidate
from bot.built_in.counts import counts_told
from bot.built_in.questions import Asked, Kind
from bot.built_in.story_sentences import StorySentence
from bot.sentence_reading.changed_figures import changed_figure, figures_of
from bot.sentence_reading.corrections import (
    own_error,
    rights_itself,
    set_right_at_once,
    tells_what_is_right,
)
from bot.sentence_reading.dated_sentences import GONE, Overtaking, ToldSentence
from bot.sentence_reading.deeds import deeds_of
from bot.sentence_reading.foreign_retractions import tells_days_off
from bot.sentence_reading.overtaken import (
    announces,
    may_overtake,
    overtaking,
    sets_right,
    takes_off,
)
from bot.sentence_reading.readings import Reading, keys_in
from bot.sentence_reading.retractions import is_wrong_account
from bot.sentence_reading.stretches import subject_of

Shown = tuple[int, Reading]

#: Kinds of questions that ask for a part of what a sentence tells: what a correction sets right.
_OF_A_PART = frozenset({Kind.WHEN, Kind.WHERE, Kind.HOW_MANY})
#: Later sentences that are told in place of what they overtook.
MOST_LATER = 2


def up_to_date(
    asked: Asked, chosen: Sequence[Shown], among: Sequence[Candidate]
) -> Sequence[Shown]:
    """The sentences of an answer, after the ones that overtook any of them, the newest first.

    What is only denied by somebody stays after the denial; what else was overtaken is left out.
    What somebody said stays said, and who somebody is does not lapse with what he announced: such
    questions are answered as they are.
    """
    if asked.kind is Kind.SAID or (asked.kind is Kind.WHO and asked.predicate is None):
        return chosen
    candidates = {(c.number, c.reading.text): c for c in among}
    later: dict[Shown, datetime] = {}
    gone: set[Shown] = set()
    for shown in chosen:
        earlier = candidates.get((shown[0], shown[1].text))
        if earlier is None:
            continue
        for candidate, how in _overtaking(asked, earlier, among):
            later[candidate.number, candidate.reading] = candidate.article.told_at
            if how is not Overtaking.DISPUTED:
                gone.add(shown)
    newest = sorted(later, key=lambda s: (later[s], -s[0]), reverse=True)[:MOST_LATER]
    kept = [s for s in _without(chosen, gone) if s not in newest]
    if asked.kind is Kind.HOW_MANY and not any(reading.leans_back for _, reading in kept):
        # Figures that differ, of two articles: a toll grows, a number is corrected.
        kept.sort(key=lambda s: _told_at(s, candidates), reverse=True)
    first = [told for shown in newest for told in _after_what_it_means(asked, shown, candidates)]
    return [told for shown in (*first, *kept) for told in _with_what_is_right(shown, candidates)]


def _after_what_it_means(
    asked: Asked, shown: Shown, candidates: dict[tuple[int, str], Candidate]
) -> Iterator[Shown]:
    """A later sentence after those that tell whom its pronoun means."""
    found = candidates.get((shown[0], shown[1].text))
    readings = with_antecedents(found, asked.name_keys) if found is not None else (shown[1],)
    yield from ((shown[0], reading) for reading in readings or ())


def without_overtaken(sentences: Sequence[StorySentence]) -> tuple[StorySentence, ...]:
    """The sentences of a story but for what was called off, put off, taken back or counted anew."""
    told = {s: ToldSentence.of(s.article, s.text) for s in sentences}
    taking_off = [told[s] for s in sentences if takes_off(s.text) or tells_days_off(told[s])]
    denying = [told[s] for s in sentences if may_overtake(s.text) and told[s] not in taking_off]

    counting = [s for s in sentences if figures_of(s.text)]

    def is_standing(sentence: StorySentence) -> bool:
        if sentence in counting and any(_gives_another(c, sentence) for c in counting):
            return False
        # Only what is announced can be overtaken by a denial alone: the rest is told as disputed.
        later = [*taking_off, *denying] if announces(sentence.text) else taking_off
        return not any(overtaking(t, told[sentence]) in GONE for t in later)

    return tuple(filter(is_standing, sentences))


def _gives_another(later: StorySentence, earlier: StorySentence) -> bool:
    return changed_figure(later.article, later.text, earlier.article, earlier.text) is not None


def _overtaking(
    asked: Asked, earlier: Candidate, among: Sequence[Candidate]
) -> Iterator[tuple[Candidate, Overtaking]]:
    told = _told(earlier)
    for candidate in among:
        if candidate.article.told_at > told.when and asked.keys & candidate.keys:
            how = overtaking(_told(candidate), told)
            if how is Overtaking.TAKEN_BACK and _corrects_another(asked, candidate, earlier):
                how = None
            if how is Overtaking.TAKEN_BACK and _leaves_the_rest(asked, candidate.reading.text):
                how = Overtaking.DISPUTED  # what else the sentence tells stands
            if how is Overtaking.DONE and _is_only_begun(asked, candidate, earlier):
                how = None
            if how is not None:
                yield candidate, how


def _corrects_another(asked: Asked, later: Candidate, earlier: Candidate) -> bool:
    """Whether an outlet corrects something else of a sentence than what answers: a price, not a doer."""
    error, answer = own_error(later.reading.text), answer_keys(asked, earlier.reading)
    return error is not None and bool(answer) and answer.isdisjoint(keys_in(error))


def _is_only_begun(asked: Asked, later: Candidate, earlier: Candidate) -> bool:
    """Whether another figure is done than was to be: 48 freed of 310 who will be."""
    if asked.kind is not Kind.HOW_MANY:
        return False
    done, to_come = (
        {c.reading.words[at].text for at in counts_told(asked, c.reading)} for c in (later, earlier)
    )
    return not done & to_come


def _leaves_the_rest(asked: Asked, text: str) -> bool:
    """Whether what is taken back is no part of what is asked: a day, of who agreed on a vote."""
    if set_right_at_once(text) is not None:
        return asked.kind not in _OF_A_PART
    return _is_of_another(asked, text)


def _is_of_another(asked: Asked, text: str) -> bool:
    """Whether what is taken back was told of another doer, or of another deed, than is asked about."""
    if asked.predicate is None or not asked.predicate.doer:
        return False
    deeds = deeds_of(text, asked.predicate.verb)
    return not any(
        asked.predicate.doer & {token.key for token in subject_of(deed)} for deed in deeds
    )


def _told(candidate: Candidate) -> ToldSentence:
    around = candidate.head | candidate.around
    return ToldSentence.of(candidate.article, candidate.reading.text, around)


def _told_at(shown: Shown, candidates: dict[tuple[int, str], Candidate]) -> float:
    found = candidates.get((shown[0], shown[1].text))
    return found.article.told_at.timestamp() if found is not None else 0.0


def _without(chosen: Sequence[Shown], gone: set[Shown]) -> Iterator[Shown]:
    """The sentences but for those that are gone, and those that only told whom these meant."""
    for place, shown in enumerate(chosen):
        following = chosen[place + 1 : place + 2]
        is_for_it = any(
            after in gone and after[0] == shown[0] and after[1].leans_back for after in following
        )
        if shown not in gone and not is_for_it:
            yield shown


def _sets_right(wrong: Reading, after: Reading) -> bool:
    """Whether a sentence tells what is right, behind what was wrong.

    Behind an outlet's own error it need not say so, if it speaks of the same: "Seven were killed."
    """
    if sets_right(after.text) or tells_what_is_right(after.text):
        return True
    error = own_error(wrong.text)
    is_of_it = after.leans_back or bool(keys_in(error or "") & after.keys)
    return error is not None and is_of_it and own_error(after.text) is None


def _with_what_is_right(
    shown: Shown, candidates: dict[tuple[int, str], Candidate]
) -> Iterator[Shown]:
    """A sentence, and after one that tells what was wrong the next one, which tells what is right.

    What an outlet says that it told wrongly is never told without that.
    """
    number, reading = shown
    found = candidates.get((number, reading.text))
    if found is None or not is_wrong_account(reading.text):
        yield shown
        return
    following = found.readings[found.place + 1 : found.place + 2]
    right = [r for r in following if _sets_right(reading, r)]
    if right or rights_itself(reading.text) or own_error(reading.text) is None:
        yield shown
    yield from ((number, after) for after in right if (number, after) != shown)
