"""Where the names stand that a sentence leaves out: before it, and only where it has none itself.  Pure.

"The clerk could be sentenced to nine years" is of nobody whom the next paragraph names, and "A
Fijian boat detained nine men" not of what the paragraph before told of New Zealand.  The one rule:
a sentence that names others leaves out only what its title names, or what its pronoun means.
"""

from __future__ import annotations

from bot.built_in.candidates import Candidate
from bot.built_in.pronouns import points_inside
from bot.built_in.questions import Asked


def named_by(asked: Asked, candidate: Candidate) -> frozenset[str]:
    """The keys by which a sentence may name whom the question does, besides its title's.

    What an office is of, and what is spoken about, is mostly named once for a whole passage.
    """
    reading = candidate.reading
    if candidate.article.language not in {None, "en"}:
        return candidate.around  # German writes all nouns large: these are no names
    if asked.office or asked.speaker or reading.name_keys <= asked.keys:
        return candidate.so_far
    if reading.leans_back:
        return candidate.keys | candidate.antecedent
    return candidate.keys | candidate.before if points_inside(reading.text) else candidate.keys
