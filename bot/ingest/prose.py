"""Whether a text file is written for people to read, or for programs: code, data, logs, lists.

Names are believed first, then the shape of the text.  The shape is judged by signs that are alike in
every script: what share of the characters are letters, how many of the signs that programs are
written with stand between them, and how much stands in running lines.
"""

from __future__ import annotations

import csv
import json
import re
from pathlib import PurePath
from unicodedata import category
from urllib.parse import urlsplit

from bot.errors import NoArticleError
from bot.ingest.canonical_url import is_web_address
from bot.ingest.plain_text import letters_in

#: Characters that are judged: more do not change the verdict.
_JUDGED = 50_000

_CODE = "program code"
_DATA = "data for programs"
_SETTINGS = "settings of a program"
_LOG = "a log"
_TABLE = "a table"
_LIST = "a list, with no sentences"
_FIGURES = "mostly figures and signs"
_MARKED = "markup"

_SUFFIXES = {
    _CODE: "asm awk bash bat c cc cjs clj cmd cpp cs css cu cxx dart diff el erl ex exs f90 fish fs go"
    " gradle groovy h hpp hrl hs ipynb java jl js jsx kt less lisp lua m4 mak mjs mk ml nim patch php"
    " pl pm proto ps1 psm1 py pyi pyx rb rs s sass scala scm scss sh sol sql svelte swift tcl tf ts"
    " tsx vb vim vue wat zig zsh",
    _DATA: "geojson json5 jsonld lock map po pot sum svg topojson xsd xsl xslt",
    _SETTINGS: "cfg conf editorconfig env ini plist properties service toml yaml yml",
    _LOG: "log",
}
_BY_SUFFIX = {suffix: what for what, suffixes in _SUFFIXES.items() for suffix in suffixes.split()}
_BY_NAME = {
    **dict.fromkeys(
        "makefile gnumakefile dockerfile containerfile jenkinsfile vagrantfile rakefile gemfile "
        "procfile brewfile justfile cmakelists.txt meson.build build.bazel".split(),
        _CODE,
    ),
    **dict.fromkeys(
        "go.mod go.sum package-lock.json npm-shrinkwrap.json pnpm-lock.yaml".split(), _DATA
    ),
}

_ADDRESS = re.compile(r"\]\([^)\s]*\)|(?:https?://|www\.)\S+|\S{1,64}@\S{1,250}\.\w+")
#: Markdown's quotations of code: what stands around them is for people.
_QUOTED_CODE = re.compile(
    r"^(```+|~~~+).*?^\1|`(?=\S)[^`\n]{1,80}(?<=\S)`", re.MULTILINE | re.DOTALL
)
#: What writers put around words in plain text and Markdown: marks of lists, emphasis and rules.
_MARKUP = re.compile(
    r"^\s{0,16}(?:[#>*+•-]+|\d+[.)])\s|\*+|(?<!\w)_+|_+(?!\w)|[-=_*~.]{4,}|!?\[(?=\w)|\](?=\s)",
    re.MULTILINE,
)
_CODE_SIGNS = re.compile(r"[{}\[\]<>=;_\\$&^~+#@*]")
_MARKED_UP = re.compile(r"\s*<(?:\?xml|!doctype|html|svg)\b", re.IGNORECASE)
_LOGGED = re.compile(
    r"\W?(?:\d{4}-\d\d-\d\d[T ,]+\d\d:\d\d:\d\d|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d |"
    r"\d{1,3}(?:\.\d{1,3}){3} \S+ \S+ \[|(?:DEBUG|INFO|WARN(?:ING)?|ERROR|CRITICAL|FATAL|TRACE)\b)"
)

#: Of signs that programs are written with, so many among a text's characters are too many; fewer
#: do where little stands in running lines.  Of 976 news texts one has more than the latter.
_CODE_SHARE, _SOME_CODE_SHARE = 0.06, 0.02
_RUNNING, _HARDLY_RUNNING = 0.85, 0.65
#: News has .79 and more, a sentence full of figures about half; lock files have .4, tables less.
_LETTER_SHARE = 0.45
#: Lines from which a text without a single running one is a list.
_LONG_LIST = 30
#: Lines that must be alike for a table or a log.
_ALIKE, _FEWEST_ROWS = 0.9, 4


def check_prose(text: str, name: str) -> None:
    """Refuse a text that is none for people.

    Raises:
        NoArticleError: it is code, data, a log or a list; the sentence says which.
    """
    what = not_prose(text, name)
    if what:
        raise NoArticleError(
            f"{name} is {what}, and no text that an article could be: paste the part that matters."
        )


def not_prose(text: str, name: str = "") -> str | None:
    """What a text is instead of prose; None where people may read it.

    >>> not_prose("print(names[0].upper(), file=out)", "listing")
    'program code'
    >>> not_prose("أعلنت الوزارة أن الجولة الثانية من المحادثات ستعقد في القاهرة.", "بيان.txt")
    """
    # "https://ministerstwo.pl" ends as a Perl script does.
    path = PurePath(urlsplit(name).path.lower() if is_web_address(name) else name.lower())
    named = _BY_NAME.get(path.name) or _BY_SUFFIX.get(path.suffix.removeprefix("."))
    return named or _by_shape(text)


def _by_shape(text: str) -> str | None:
    if text.startswith("#!"):
        return _CODE
    if _is_json(text):
        return _DATA
    if _MARKED_UP.match(text):
        return _MARKED
    judged = text[:_JUDGED]
    lines = [line.strip() for line in judged.splitlines() if line.strip()]
    if _are_alike(sum(bool(_LOGGED.match(line)) for line in lines), lines):
        return _LOG
    if _is_table(lines):
        return _TABLE
    return _by_signs(_MARKUP.sub("", _ADDRESS.sub(" ", _QUOTED_CODE.sub(" ", judged))))


def _by_signs(text: str) -> str | None:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        return None
    size = sum(not character.isspace() for character in text)
    coded = len(_CODE_SIGNS.findall(text)) / size
    running = sum(len(line) for line in lines if _is_running(line)) / sum(map(len, lines))
    least = _SOME_CODE_SHARE if running < _HARDLY_RUNNING else _CODE_SHARE
    if coded >= least and running < _RUNNING:
        return _CODE
    if sum(category(character)[0] in "LM" for character in text) < _LETTER_SHARE * size:
        return _FIGURES
    return _LIST if running == 0 and len(lines) >= _LONG_LIST else None


def _is_running(line: str) -> bool:
    """Whether a line can be part of a sentence: it has some letters, and little that is none."""
    closed = sum(not (c.isspace() or category(c)[0] in "LMN" or c in _STOPS) for c in line)
    return letters_in(line) >= _SOME_LETTERS and closed <= len(line) * _FEW


#: Letters of four short words, and the share of signs that quotes and brackets may have.
_SOME_LETTERS, _FEW = 16, 0.04
_STOPS = frozenset(".,:;!?'\"’‘“”«»()-–—…،؛؟。，、：；！？「」『』（）।")


def _is_json(text: str) -> bool:
    if text.lstrip("\ufeff \t\r\n")[:1] not in {"{", "["}:
        return False
    try:
        json.loads(text.lstrip("\ufeff"))
    except RecursionError:
        return True
    except ValueError:
        return False
    return True


def _is_table(lines: list[str]) -> bool:
    """Whether nearly all lines have the same number of cells, three or more."""
    return any(_has_cells(lines, separator) for separator in ",;\t|")


def _has_cells(lines: list[str], separator: str) -> bool:
    if sum(separator in line for line in lines) < _FEWEST_ROWS:
        return False
    try:
        cells = list(csv.reader(lines, delimiter=separator))
    except csv.Error:
        return False
    rows = [sum(bool(cell.strip()) for cell in row) for row in cells]
    # After a comma in a sentence comes a space.
    if 2 * sum(cell[:1] == " " for row in cells for cell in row[1:]) > sum(rows) - len(rows):
        return False
    usual = max(rows, key=rows.count)
    return usual >= 3 and len(rows) >= _FEWEST_ROWS and rows.count(usual) >= _ALIKE * len(rows)


def _are_alike(count: int, lines: list[str]) -> bool:
    return len(lines) >= _FEWEST_ROWS and count >= _ALIKE * len(lines)
