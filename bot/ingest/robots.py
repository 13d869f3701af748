"""robots.txt: which pages a program may fetch, and whether their text may reach a model.  Pure.

Protego reads the rules of RFC 9309.  The content signal ``ai-input`` (contentsignals.org: "inputting
content into one or more AI models, e.g. retrieval augmented generation") stands in the same groups
and is read here.  ``ai-train`` is not looked at: nothing here trains.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from protego import Protego

from bot.domain.rights import OUR_AGENT, Rights

#: Bytes that are read; RFC 9309 asks for 500 KiB at least, and allows to stop there.
LARGEST = 512_000


@dataclass(frozen=True, slots=True)
class Robots:
    """A site's robots.txt as it concerns us."""

    rules: Protego
    may_reach_model: bool

    @classmethod
    def read(cls, body: bytes) -> Self:
        """Whatever of it can be read; what is no rule is passed over, and nothing allows all."""
        text = body[:LARGEST].decode("utf-8", "replace").removeprefix("\ufeff")
        return cls(Protego.parse(text), _allows_input(text))

    def rights(self, url: str) -> Rights:
        """What it allows with one address of its site."""
        try:
            may_be_fetched = self.rules.can_fetch(url, OUR_AGENT)
        except ValueError:
            # No address at all: the fetcher says so better.
            may_be_fetched = True
        return Rights(may_be_fetched, self.may_reach_model)


def signals_no_input(signals: str) -> bool:
    """Whether content signals, as a line or a header has them, keep a text from models."""
    pairs = (signal.partition("=") for signal in signals.split(","))
    return any(
        name.strip().lower() == "ai-input" and value.strip().lower() == "no"
        for name, _, value in pairs
    )


def _allows_input(text: str) -> bool:
    """Whether no signal that is meant for us says no: our own group's, or else everybody's."""
    said: dict[str, list[bool]] = {}
    for agents, signals in _signals(text):
        for agent in agents or ["*"]:
            said.setdefault(agent, []).append(signals_no_input(signals))
    named = _agents(text)
    return not any(said.get(OUR_AGENT.lower() if OUR_AGENT.lower() in named else "*", ()))


def _signals(text: str) -> Iterator[tuple[list[str], str]]:
    """Every line of content signals, with the agents whose group it stands in."""
    agents: list[str] = []
    begins_group = True
    for field, value in _lines(text):
        if field == "user-agent":
            agents = [*([] if begins_group else agents), value.lower()]
            begins_group = False
        elif field != "sitemap":
            begins_group = True
            if field == "content-signal":
                yield agents, value


def _agents(text: str) -> frozenset[str]:
    return frozenset(value.lower() for field, value in _lines(text) if field == "user-agent")


def _lines(text: str) -> Iterator[tuple[str, str]]:
    """Fields in lower case with their values, without comments."""
    for line in text.splitlines():
        field, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield field.strip().lower(), value.strip()
