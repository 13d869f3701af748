"""Claims out of a reply that is still being written: each as soon as its last brace is there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

#: The brackets that are open where a claim begins: the reply's object, and its list of claims.
_OUTSIDE_A_CLAIM = ("{", "[")


class ClaimStream:
    """Hears a reply grow and yields the objects of its list, whole ones only, each once.

    Reads every character once.  What cannot be read is left for the end, when the whole reply is
    read with more patience.
    """

    def __init__(self) -> None:
        self._reply = ""
        self._open: list[str] = []
        self._claim_start = 0
        self._is_string = self._is_escaped = False

    def hear(self, reply: str) -> tuple[Mapping[str, Any], ...]:
        """The objects that are whole now and were not before; `reply` is all of it so far."""
        if not reply.startswith(self._reply):
            # The connection dropped and the model began anew.
            self._forget()
        heard = len(self._reply)
        self._reply = reply
        found = [self._step(i, character) for i, character in enumerate(reply[heard:], heard)]
        return tuple(entry for entry in found if entry is not None)

    def _forget(self) -> None:
        self._reply, self._open, self._claim_start = "", [], 0
        self._is_string = self._is_escaped = False

    def _step(self, position: int, character: str) -> Mapping[str, Any] | None:
        if self._is_escaped:
            self._is_escaped = False
        elif self._is_string:
            self._is_escaped = character == "\\"
            self._is_string = character != '"'
        # Before the first brace is prose, whose quote marks and brackets mean nothing.
        elif character == '"' and self._open:
            self._is_string = True
        elif character == "{" or (character == "[" and self._open):
            if tuple(self._open) == _OUTSIDE_A_CLAIM:
                self._claim_start = position
            self._open.append(character)
        elif character in "}]" and self._open:
            self._open.pop()
            if tuple(self._open) == _OUTSIDE_A_CLAIM and character == "}":
                return self._read(position + 1)
        return None

    def _read(self, end: int) -> Mapping[str, Any] | None:
        try:
            entry = json.loads(self._reply[self._claim_start : end], strict=False)
        except (ValueError, RecursionError):
            # Not lost: the whole reply is read again at the end.
            return None
        return entry if isinstance(entry, dict) else None
