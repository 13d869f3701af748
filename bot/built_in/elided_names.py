"""Where the names stand that a sentence leaves out: before it, and only where it has none itself.  Pure.

"The clerk could be sentenced to nine years" is of nobody whom the next paragraph names, and "A
Fijian boat detained nine men" not of what the paragraph before told of New Zealand.  The one rule:
a sentence that names others leaves out only what its title names, or what its pronoun means.
"""

from __future__ import annotations

from functools import cache

from bot.built_in.candidates import Candidate, places_opened_with
from bot.built_in.pronouns import points_inside
from bot.built_in.questions import Asked
from bot.memory.equivalents import is_known_place, keys_of
from bot.memory.words import words_of
from bot.sentence_reading.reading_words import reading_words
from bot.sentence_reading.whose_offices import is_same_owner

#: Bodies of which a state has one: in an article about one country they are that country's.
_OF_STATES = (
    "parliament government cabinet senate congress assembly duma bundestag knesset chamber parliamentarians"
    " deputies lawmakers senators mps army opposition"
)


def named_by(asked: Asked, candidate: Candidate) -> frozenset[str]:
    """The keys by which a sentence may name whom the question does, besides its title's.

    What an office is of, and what is spoken about, is mostly named once for a whole passage.
    """
    of_the_country = left_to_the_article(asked, candidate)
    named = _named_by(asked, candidate)
    return named | of_the_country if of_the_country else named


def left_to_the_article(asked: Asked, candidate: Candidate) -> frozenset[str]:
    """The country of a parliament or a president that the question names, and the article is about.

    "The parliament passed it, with Ada Kesh of Accord against" is Velia's where the article opens
    with Velia and no other country, and the sentence names none.
    """
    reading, states = candidate.reading, _of_states()
    if not any(t.key in states and t.key in reading.keys for t in asked.terms if not t.is_name):
        return frozenset()
    places = places_opened_with(candidate.article.text)
    if not places:
        return frozenset()
    first = frozenset(places[:1])
    is_of_one = all(is_same_owner(first, frozenset({place})) for place in places)
    names_another = any(is_known_place(reading.word_keys[p]) for p in reading.name_places)
    if not is_of_one or names_another:
        return frozenset()
    return frozenset(k for k in asked.name_keys if is_same_owner(first, frozenset({k})))


@cache
def _of_states() -> frozenset[str]:
    words = (*_OF_STATES.split(), *sorted(reading_words().offices))
    return frozenset(keys_of(list(words_of(" ".join(words)))))


def _named_by(asked: Asked, candidate: Candidate) -> frozenset[str]:
    reading = candidate.reading
    if candidate.article.language not in {None, "en"}:
        return candidate.around  # German writes all nouns large: these are no names
    if asked.office or asked.speaker or reading.name_keys <= asked.keys:
        return candidate.so_far
    if reading.leans_back:
        return candidate.keys | candidate.antecedent
    return candidate.keys | candidate.before if points_inside(reading.text) else candidate.keys
