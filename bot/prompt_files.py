"""Prompt files: what a model is told, kept as text that people can read and change.

A prompt file is TOML between two ``+++`` lines, then a ``# System`` and a ``# User`` section::

    +++
    version = 1
    fields = ["question"]
    schema = '''{"type": "object", "required": ["answer"], ...}'''
    +++
    # System
    The same words in every call, so that endpoints can cache them: no fields here.
    # User
    $question

Every mistake is found when the file is loaded, none when a person waits for an answer.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Any, Self

import bot
from bot.errors import PromptError
from bot.ports.language_model import Prompt

#: Every prompt of the program; a folder of the operator's own may replace any of them.
PROMPT_NAMES = (
    "answer",
    "answer_repair",
    "briefing_item",
    "briefing_repair",
)

_FILE = re.compile(
    r"\A\+\+\+\n(?P<head>.*?)^\+\+\+\n\s*# System\n(?P<system>.*?)^# User\n(?P<user>.*)\Z",
    re.DOTALL | re.MULTILINE,
)
_HEAD_TYPES: Mapping[str, type] = {"version": int, "fields": list, "schema": str}


@dataclass(frozen=True, slots=True)
class PromptFile:
    """One prompt, checked; `sha256` is of its text, whatever its line ends."""

    name: str
    version: int
    sha256: str
    fields: frozenset[str]
    system: str
    user: str
    schema: Mapping[str, Any]

    def fill(self, **values: str) -> Prompt:
        """Put values into the fields; a ``$`` inside a value is never read as a field.

        Raises:
            PromptError: a field has no value, or a value no field.
        """
        if set(values) != self.fields:
            odd = ", ".join(sorted(set(values) ^ self.fields))
            raise PromptError(f"The prompt {self.name} was filled wrongly: check {odd}.")
        user = Template(self.user).substitute(values)
        return Prompt(self.name, self.version, self.sha256, self.system, user, self.schema)


@dataclass(frozen=True, slots=True)
class Prompts:
    """All prompts of the program by name, loaded once at start."""

    files: Mapping[str, PromptFile]

    @classmethod
    def load(cls, directory: Path | None = None) -> Self:
        """The shipped prompts, each replaced by the one of `directory` that has its name.

        Raises:
            PromptError: a file cannot be read, or an own file has other fields than the shipped.
        """
        return cls({name: load_prompt(name, directory) for name in PROMPT_NAMES})

    def __getitem__(self, name: str) -> PromptFile:
        return self.files[name]


def load_prompt(name: str, directory: Path | None = None) -> PromptFile:
    """One prompt: from `directory` when it has ``NAME.md``, else the shipped one.

    Raises:
        PromptError: the file is missing or cannot be used.
    """
    shipped = read_prompt(shipped_folder() / f"{name}.md")
    if directory is None:
        return shipped
    if not directory.is_dir():
        raise PromptError(f"The folder of prompts {directory} is not there: create it or unset it.")
    path = directory / f"{name}.md"
    if not path.exists():
        return shipped
    own = read_prompt(path)
    if own.fields != shipped.fields:
        expected = ", ".join(sorted(shipped.fields))
        raise PromptError(f"{path} must have exactly the fields of the shipped one: {expected}.")
    return own


def shipped_folder() -> Path:
    """Where our prompts are: beside the package in a checkout, inside it in a wheel."""
    package = Path(bot.__file__).parent
    checkout = package.parent / "prompts"
    return package / "prompts" if (package / "prompts").is_dir() else checkout


def read_prompt(path: Path) -> PromptFile:
    """Read and check one file.

    Raises:
        PromptError: it is missing, not UTF-8, or not a prompt; the message says which and where.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PromptError(f"The prompt file {path} cannot be read: {error}.") from error
    parts = _FILE.match(text)
    if parts is None:
        raise PromptError(f"{path} needs +++ lines, then a '# System' and a '# User' line.")
    head = _head(path, parts["head"])
    file = PromptFile(
        name=path.stem,
        version=head["version"],
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        fields=frozenset(head["fields"]),
        system=parts["system"].strip(),
        user=parts["user"].strip(),
        schema=_schema(path, head["schema"]),
    )
    for fault in _faults(file):
        raise PromptError(f"{path}: {fault}.")
    return file


def _head(path: Path, text: str) -> Mapping[str, Any]:
    try:
        head = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PromptError(f"{path}: the part between the +++ lines is not TOML: {error}.") from None
    if {key: type(value) for key, value in head.items()} != _HEAD_TYPES:
        raise PromptError(f"{path} must set version (a number), fields (a list), schema (text).")
    return head


def _schema(path: Path, text: str) -> Mapping[str, Any]:
    try:
        schema = json.loads(text)
    except ValueError as error:
        raise PromptError(f"{path}: the schema is not JSON: {error}.") from None
    if not isinstance(schema, dict) or schema.get("type") != "object":
        raise PromptError(f"{path}: the schema must be of an object.")
    return schema


def _faults(file: PromptFile) -> Iterator[str]:
    user = Template(file.user)
    if not user.is_valid():
        yield "a $ stands alone in '# User': write $$ for a dollar sign"
    elif set(user.get_identifiers()) != file.fields:
        yield f"'# User' must use every field once and no other: {', '.join(sorted(file.fields))}"
    if not file.system or not file.user:
        yield "'# System' and '# User' must both say something"


def estimated_tokens(text: str) -> int:
    """Tokens of a text, estimated without the model's own vocabulary.

    A token is taken as 4 bytes of UTF-8.  See docs/models.md for how this was measured.
    """
    return -(-len(text.encode("utf-8", "replace")) // 4)
