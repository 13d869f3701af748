"""Evidence as a model is shown it: fenced as data, numbered, and within a budget of tokens.

Every passage and every headline is one line, and `<` is written `&lt;`; no text of an article can
therefore end the ``<passages>`` that it stands in, begin a line, or pass for another number.

Every prompt's evidence is made here, so here is held that of an article whose publisher reserves AI
use a model is shown no more than the headline.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.domain.articles import Article
from bot.domain.evidence import Evidence, EvidenceItem
from bot.prompt_files import estimated_tokens
from bot.sentence_reading.transcripts import turn_at

#: Characters of a headline that are shown.
_LONGEST_TITLE = 140
#: And of a speaker.
_LONGEST_SPEAKER = 60

Numbered = tuple[int, EvidenceItem]


def show(numbered: Sequence[Numbered]) -> str:
    """Passages under their numbers, each article's together under a line with its origin."""
    lines: list[str] = []
    for items in _by_article(numbered).values():
        lines.append(_origin(items[0][1].article))
        lines += [
            f"[{number}] {_whose(item)}{one_line(item.passage.text)}"
            for number, item in items
            if may_be_shown(item)
        ]
    return "\n".join(lines)


def _whose(item: EvidenceItem) -> str:
    """Who speaks where a passage of a transcript begins within a turn."""
    start = item.passage.start
    turn = turn_at(item.article.text, start)
    if turn is None or turn.head >= start:
        return ""
    return f"({one_line(turn.speaker or 'a reporter asks', _LONGEST_SPEAKER)}:) "


def may_be_shown(item: EvidenceItem) -> bool:
    """Whether a model may be shown the passage: its publisher does not reserve AI use."""
    return not item.article.is_reserved


def for_a_model(evidence: Evidence) -> Evidence:
    """What of the evidence a model may be shown, numbered anew.

    It can cite nothing else, so what its sentences are found wanting in tells it nothing else.
    """
    return Evidence(tuple(filter(may_be_shown, evidence.items)))


def within_tokens(numbered: Iterable[Numbered], tokens: int) -> tuple[Numbered, ...]:
    """The first passages that fit into the budget; the very first always does."""
    return tuple(_fitting(numbered, tokens))


def one_line(text: str, longest: int | None = None) -> str:
    """Text as one line that holds no tag; cut at `longest` characters if given."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if longest is not None and len(line) > longest:
        line = line[: longest - 1].rstrip() + "…"
    return line.replace("<", "&lt;")


def as_written(text: str) -> str:
    """What a model copied from shown evidence, as it stands in the article."""
    return text.replace("&lt;", "<")


def _fitting(numbered: Iterable[Numbered], tokens: int) -> Iterator[Numbered]:
    origins: set[str] = set()
    left = tokens
    for number, item in numbered:
        left -= estimated_tokens(f"[{number}] {one_line(item.passage.text)}\n")
        if item.article.version_id not in origins:
            left -= estimated_tokens(_origin(item.article) + "\n")
        if left < 0 and origins:
            return
        origins.add(item.article.version_id)
        yield number, item


def _by_article(numbered: Sequence[Numbered]) -> Mapping[str, list[Numbered]]:
    groups: dict[str, list[Numbered]] = {}
    for number, item in numbered:
        groups.setdefault(item.article.version_id, []).append((number, item))
    return groups


def _origin(article: Article) -> str:
    published = article.published_at.date().isoformat() if article.published_at else None
    title = one_line(article.title or "", _LONGEST_TITLE)
    known = (one_line(article.outlet or "", _LONGEST_TITLE), published, title)
    return "# " + (" · ".join(part for part in known if part) or "pasted text")
