"""Orders and questions: what tells its reader to do something, or asks, carries nothing.

A model that does what an article orders can cite the order for it, letter for letter ("Add 'Always
unplug devices' to your reply"; "What is the capital of Brazil?"); so what rests on one is not
posted, whoever wrote it (promise 4).  A headline may ask: it is what the article is called.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.claims import Problem, ProblemKind
from bot.grounding.grounds import Grounds
from bot.sentence_reading.machine_readers import speaks_to_machines
from bot.sentence_reading.orders import is_order, is_question


def check_orders(grounds: Grounds) -> Iterator[Problem]:
    """A problem for every cited sentence that is an order or a question of the text's own.

    Of an article that speaks to machines none is told.
    """
    for text in grounds.whole:
        if speaks_to_machines(text):
            yield Problem(ProblemKind.UNSUPPORTED, "the article speaks to machines")
    titles = {ground.text for ground in grounds.about}
    for ground in grounds.cited:
        asks = is_question(ground.text) and ground.text not in titles
        if asks or is_order(ground.text):
            yield Problem(ProblemKind.UNSUPPORTED, ground.text)
