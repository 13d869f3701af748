"""What desks and websites do to a text, by rules that know nothing of how copies are recognised.

Every maker takes paragraphs and a seeded chance; nothing is looked at but the text.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.memory.sentences import split_sentences

Text = list[str]

_SPELLINGS = (
    ("organization", "organisation"), ("defense", "defence"), ("labor", "labour"),
    ("center", "centre"), ("program", "programme"), ("toward ", "towards "), ("percent", "per cent"),
    ("recognize", "recognise"), ("negotiators", "negotiators,"), ("United States", "US"),
    ("meter", "metre"), ("favor", "favour"), ("criticized", "criticised"), (" has ", " had "),
)  # fmt: skip
_CITIES = ("GENEVA", "BRUSSELS", "NAIROBI", "VIENNA", "DOHA", "ANKARA", "LIMA", "SEOUL")


@dataclass(frozen=True)
class Source:
    """A text from which variants are made, and other texts to take foreign paragraphs from."""

    title: str
    paragraphs: tuple[str, ...]
    language: str


def words_in(paragraphs: Sequence[str]) -> int:
    return sum(len(p.split()) for p in paragraphs)


def respelt(paragraphs: Sequence[str], chance: random.Random) -> Text:
    """The other side's spelling, in one direction for the whole text."""
    pairs = _SPELLINGS if chance.random() < 0.5 else [(b, a) for a, b in _SPELLINGS]
    changed = list(paragraphs)
    for before, after in pairs:
        changed = [p.replace(before, after) for p in changed]
    return changed


def requoted(paragraphs: Sequence[str]) -> Text:
    flat = [re.sub(r"[“”„«»]", '"', p) for p in paragraphs]
    return [p.replace("’", "'").replace("–", "-").replace("\u00a0", " ") for p in flat]


def touched(paragraphs: Sequence[str], chance: random.Random, share: float) -> Text:
    """A word in so many changed or left out, never the first of a paragraph."""

    def one(paragraph: str) -> str:
        words = paragraph.split(" ")
        kept = words[:1]
        for word in words[1:]:
            draw = chance.random()
            if draw < share / 3:
                continue
            kept.append(chance.choice(words) if draw < share else word)
        return " ".join(kept)

    return [one(p) for p in paragraphs]


def without_some(paragraphs: Sequence[str], chance: random.Random, share: float) -> Text:
    """Paragraphs after the first two dropped here and there."""
    return [p for n, p in enumerate(paragraphs) if n < 2 or chance.random() > share]


def merged(paragraphs: Sequence[str], chance: random.Random) -> Text:
    joined: Text = []
    for paragraph in paragraphs:
        if joined and chance.random() < 0.4:
            joined[-1] += " " + paragraph
        else:
            joined.append(paragraph)
    return joined


def with_dateline(paragraphs: Sequence[str], chance: random.Random) -> Text:
    city = chance.choice(_CITIES)
    return [f"{city}, March 21 (AFP) - {paragraphs[0]}", *paragraphs[1:]]


def local(chance: random.Random, others: Sequence[Source], words: int) -> Text:
    """Paragraphs of other articles until so many words: what a desk writes of its own."""
    taken: Text = []
    while words_in(taken) < words:
        taken.append(chance.choice(chance.choice(others).paragraphs))
    return taken


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


def first_share(paragraphs: Sequence[str], share: float) -> Text:
    """Whole sentences from the beginning up to a share of the text."""
    wanted, kept, had = share * words_in(paragraphs), [], 0
    for paragraph in paragraphs:
        for sentence in sentences(paragraph):
            if kept and had + len(sentence.split()) / 2 > wanted:
                return kept
            kept.append(sentence)
            had += len(sentence.split())
    return kept


# ---------------------------------------------------------------- copies

Maker = Callable[[Source, random.Random, Sequence[Source]], Text]


def wire_light(source: Source, chance: random.Random, others: Sequence[Source]) -> Text:
    """A new dateline, spelling, quotes, and a word in fifty."""
    return touched(with_dateline(requoted(source.paragraphs), chance), chance, 0.02)


def wire_desk(source: Source, chance: random.Random, others: Sequence[Source]) -> Text:
    """Dropped and merged paragraphs, a house style, a word in twenty, and a credit."""
    kept = without_some(source.paragraphs, chance, 0.25)
    edited = touched(respelt(requoted(kept), chance), chance, 0.05)
    return [*merged(edited, chance), "(AFP)"]


def wire_new_lead(source: Source, chance: random.Random, others: Sequence[Source]) -> Text:
    """Another first paragraph, written anew, and the rest as a desk leaves it."""
    lead = local(chance, others, 12)[0].split()
    share = max(12, round(0.15 * words_in(source.paragraphs)))
    rest = _after_words(source.paragraphs, len(source.paragraphs[0].split()))
    return [" ".join(lead[:share]), *touched(rest, chance, 0.03)]


def wire_local(source: Source, chance: random.Random, others: Sequence[Source]) -> Text:
    """A paragraph of the desk's own put in after the second, a fifth of the text."""
    own = local(chance, others, round(0.15 * words_in(source.paragraphs)))
    own = _first_words(own, round(0.2 * words_in(source.paragraphs)))
    kept = touched(source.paragraphs, chance, 0.03)
    return [*kept[:2], *own, *kept[2:]]


def _first_words(paragraphs: Sequence[str], most: int) -> Text:
    return [" ".join(" ".join(paragraphs).split()[:most])]


def _after_words(paragraphs: Sequence[str], words: int) -> Text:
    """The paragraphs after the first one; of a text of one paragraph, its later sentences."""
    if len(paragraphs) > 1:
        return list(paragraphs[1:])
    return [" ".join(" ".join(paragraphs).split()[words // 4 :])]


def abridged_20(source: Source, chance: random.Random, others: Sequence[Source]) -> Text:
    return first_share(source.paragraphs, 0.2)


def abridged_35(source: Source, chance: random.Random, others: Sequence[Source]) -> Text:
    return touched(first_share(source.paragraphs, 0.35), chance, 0.03)


def abridged_50(source: Source, chance: random.Random, others: Sequence[Source]) -> Text:
    return [*touched(requoted(first_share(source.paragraphs, 0.5)), chance, 0.02), "With AFP"]


def abridged_thinned(source: Source, chance: random.Random, others: Sequence[Source]) -> Text:
    """The first two paragraphs and half of what comes after."""
    return without_some(source.paragraphs, chance, 0.5)


COPIES: dict[str, Maker] = {
    "wire, light edits": wire_light,
    "wire, desk edits": wire_desk,
    "wire, new lead": wire_new_lead,
    "wire, local paragraph": wire_local,
    "abridged to 20 %": abridged_20,
    "abridged to 35 %": abridged_35,
    "abridged to 50 %": abridged_50,
    "abridged by thinning": abridged_thinned,
}

# ---------------------------------------------------------------- what is no copy


def expanded_story(source: Source, chance: random.Random, others: Sequence[Source]) -> Text:
    """Twice the text's length of own reporting around half of it: an origin of its own."""
    own = local(chance, others, 2 * words_in(source.paragraphs))
    return [*own[:2], *first_share(source.paragraphs, 0.5), *own[2:]]


def round_up(sources: Sequence[Source]) -> Text:
    """The first two sentences of each: a morning's overview."""
    return [" ".join(sentences(s.paragraphs[0])[:2]) for s in sources]


def with_boilerplate(own: Sequence[str], extra: Sequence[str], share: float, where: str) -> Text:
    """An article of which a share of the words is the site's: at the end, at both ends, mixed in."""
    wanted = round(share / (1 - share) * words_in(own))
    words = " ".join(extra).split()[:wanted]
    block = " ".join(words)
    half = len(words) // 2
    if where == "end":
        return [*own, block]
    if where == "start":
        return [block, *own]
    if where == "both ends":
        return [" ".join(words[:half]), *own, " ".join(words[half:])]
    middle = max(1, len(own) // 2)
    return [*own[:middle], " ".join(words[:half]), *own[middle:], " ".join(words[half:])]
