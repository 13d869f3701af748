"""What a search reads of a channel's index: its terms' rows, what is in sight, facts of articles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

import numpy as np
from sqlalchemy import Connection, Select, bindparam, func, not_, select

from bot.domain.identifiers import ChannelKey
from bot.ports.search import LexicalQuery
from bot.storage.article_scores import Facts
from bot.storage.index_terms import terms_of
from bot.storage.metadata import Channel, Moment
from bot.storage.phrases import ReadPhrase
from bot.storage.postings import BLOCK, InSight, Integers, Rows
from bot.storage.remembered import in_force
from bot.storage.tables_articles import channel as channels
from bot.storage.tables_articles import memory, posting, version

#: Index terms of one query; a question of people has under 20, and a few other names of each.
_MOST_TERMS = 96
#: What another name or form of a term counts.
_OTHER_WEIGHT = 0.5


@dataclass(frozen=True, slots=True)
class IndexRead:
    """A channel's number, and what its index holds of a query's terms."""

    number: int
    rows: Mapping[str, Rows]
    in_sight: InSight
    #: What terms count that count less than 1.
    weights: Mapping[str, float]


def read_index(
    connection: Connection,
    channel: ChannelKey,
    query: LexicalQuery,
    phrases: Iterable[ReadPhrase],
    *,
    as_of: datetime | None = None,
    newest: int | None = None,
    leads: int | None = None,
) -> IndexRead | None:
    """What a search looks into; None where the channel has no term of the query.

    `newest` and `leads`: of so many texts alone, and of so many first passages of each.
    """
    row = connection.execute(_CHANNEL, {"key": channel}).first()
    if row is None:
        return None
    terms, weights = _terms(query, phrases)
    rows = _postings(connection, row.number, row.next_slot, terms, newest)
    if not rows:
        return None
    first = None if newest is None else row.next_slot - newest
    in_sight = _in_sight(connection, row.number, as_of, first)
    return IndexRead(row.number, rows, replace(in_sight, leads=leads), weights)


def facts_of(connection: Connection, number: int, slots: Integers) -> Mapping[int, Facts]:
    """Lengths and dates of a channel's articles, by slot; without a date, when it was learned."""
    given = {"number": number, "slots": slots.tolist()}
    rows = connection.execute(_FACTS, given)
    return {slot: Facts(count, published or learned) for slot, count, published, learned in rows}


def _terms(
    query: LexicalQuery, phrases: Iterable[ReadPhrase]
) -> tuple[Sequence[str], Mapping[str, float]]:
    """Index terms, those asked for first, and what the others count."""
    own = [term for phrase in phrases for term in phrase.terms]
    own += [term for text in query.terms for term in terms_of(text)]
    others = {term for text in query.others for term in terms_of(text)}.difference(own)
    every = list(dict.fromkeys([*own, *sorted(others)]))[:_MOST_TERMS]
    return every, dict.fromkeys(others, _OTHER_WEIGHT)


_KEY = bindparam("key", type_=Channel())
_CHANNEL = select(channels.c.number, channels.c.next_slot).where(channels.c.channel == _KEY)
_POSTINGS = select(posting.c.term, posting.c.block, posting.c.data).where(
    posting.c.channel_number == bindparam("number"),
    # Named one by one: given a range, SQLite would read through all terms of all blocks.
    posting.c.block.in_(bindparam("blocks", expanding=True)),
    posting.c.term.in_(bindparam("terms", expanding=True)),
)
_FACTS = (
    select(memory.c.slot, memory.c.term_count, version.c.published_at, memory.c.learned_at)
    .join(version, version.c.version_id == memory.c.version_id)
    .where(memory.c.channel_number == bindparam("number"))
    .where(memory.c.slot.in_(bindparam("slots", expanding=True)))
)


def _postings(
    connection: Connection, number: int, next_slot: int, terms: Sequence[str], newest: int | None
) -> Mapping[str, Rows]:
    """By term, where it stands.  One look-up per term and block: other channels cost nothing."""
    if not terms:
        return {}
    first = 0 if newest is None else max(0, next_slot - newest) // BLOCK
    blocks = range(first, -(-next_slot // BLOCK))
    found: dict[str, list[tuple[int, bytes]]] = {}
    given = {"number": number, "blocks": list(blocks), "terms": list(terms)}
    for term, block, data in connection.execute(_POSTINGS, given):
        found.setdefault(term, []).append((block, data))
    return {term: sorted(rows) for term, rows in found.items()}


@cache
def _sights(*, is_past: bool, is_part: bool) -> tuple[Select[Any], Select[Any]]:
    """What counts of a channel's memories, and what does not; by ``number``, ``as_of``, ``first``."""
    is_ours = memory.c.channel_number == bindparam("number")
    as_of = bindparam("as_of", type_=Moment()) if is_past else None
    is_seen = in_force(as_of)
    counted: tuple[Any, ...] = (
        func.sum(memory.c.passage_count),
        func.sum(memory.c.term_count),
        func.count(),
    )
    totals = select(*counted)
    unseen = select(memory.c.slot).where(is_ours, not_(is_seen))
    if is_part:
        is_new = memory.c.slot >= bindparam("first")
        totals, unseen = totals.where(is_new), unseen.where(is_new)
    return totals.where(is_ours, is_seen), unseen


def _in_sight(
    connection: Connection, number: int, as_of: datetime | None, first: int | None
) -> InSight:
    """What may be found; of the memories from slot `first` on alone, where it is given."""
    seen, unseen = _sights(is_past=as_of is not None, is_part=first is not None)
    given: dict[str, Any] = {"number": number}
    if as_of is not None:
        given["as_of"] = as_of
    if first is not None:
        given["first"] = first
    passages, terms, count = connection.execute(seen, given).one()
    hidden = connection.execute(unseen, given).scalars().all()
    hidden_slots = np.array(hidden, np.int64)
    return InSight(int(passages or 0), int(terms or 0), hidden_slots, articles=int(count))
