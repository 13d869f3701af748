from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from bot.errors import PromptError
from bot.prompt_files import (
    PROMPT_NAMES,
    Prompts,
    estimated_tokens,
    load_prompt,
    read_prompt,
    shipped_folder,
)

CHECKOUT = Path(__file__).parents[2]

GOOD = """+++
version = 3
fields = ["question"]
schema = '''{"type": "object", "required": ["a"]}'''
+++
# System
Costs $5 here.
# User
Q: $question for $$5
"""


def write(folder, text, name="answer"):
    path = folder / f"{name}.md"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_shipped_file_is_a_prompt_of_the_program():
    assert {path.stem for path in shipped_folder().glob("*.md")} == set(PROMPT_NAMES)


@pytest.mark.parametrize("name", PROMPT_NAMES)
def test_shipped_schemas_are_what_strict_endpoints_take(name):
    def check(schema):
        if schema["type"] == "object":
            assert schema["additionalProperties"] is False
            assert schema["required"] == list(schema["properties"])
            for part in schema["properties"].values():
                check(part)
        if schema["type"] == "array":
            check(schema["items"])

    check(Prompts.load()[name].schema)


def test_a_file_is_read_as_it_is_written(tmp_path):
    file = read_prompt(write(tmp_path, GOOD))

    assert (file.name, file.version, file.system) == ("answer", 3, "Costs $5 here.")
    assert file.schema == {"type": "object", "required": ["a"]}
    assert file.fill(question="why?").user == "Q: why? for $5"


def test_a_value_is_never_read_as_a_prompt(tmp_path):
    file = read_prompt(write(tmp_path, GOOD))

    assert "$question ${question} $$ $x" in file.fill(question="$question ${question} $$ $x").user


def test_the_hash_is_of_the_words_and_not_of_the_line_ends(tmp_path):
    unix = read_prompt(write(tmp_path, GOOD))
    (tmp_path / "answer.md").write_bytes(GOOD.replace("\n", "\r\n").encode())
    windows = read_prompt(tmp_path / "answer.md")
    other = read_prompt(write(tmp_path, GOOD.replace("Costs", "Takes")))

    assert unix.sha256 == windows.sha256 != other.sha256
    assert unix.fill(question="").sha256 == unix.sha256


@pytest.mark.parametrize("values", [{}, {"answer": "a"}, {"question": "q", "more": "m"}])
def test_a_missing_or_unknown_value_is_an_error(tmp_path, values):
    with pytest.raises(PromptError, match="filled wrongly"):
        read_prompt(write(tmp_path, GOOD)).fill(**values)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", r"needs \+\+\+ lines"),
        (GOOD.replace("# User", "# Person"), "needs"),
        (GOOD.replace("version = 3", "version = "), "not TOML"),
        (GOOD.replace("version = 3", "version = '3'"), "must set version"),
        (GOOD.replace("version = 3", "version = true"), "must set version"),
        (GOOD.replace("version = 3", "version = 3\nmodel = 'x'"), "must set version"),
        (GOOD.replace('"required"', '"required'), "not JSON"),
        (GOOD.replace('"object"', '"array"'), "of an object"),
        (GOOD.replace('["question"]', '["question", "evidence"]'), "every field"),
        (GOOD.replace("Q: $question", "Q: $quest"), "every field"),
        (GOOD.replace("$$5", "$5"), r"alone"),
        (GOOD.replace("Costs $5 here.", ""), "both say something"),
    ],
)
def test_a_mistake_is_found_when_the_file_is_loaded(tmp_path, text, words):
    with pytest.raises(PromptError, match=words) as caught:
        read_prompt(write(tmp_path, text))
    assert "answer.md" in str(caught.value)


def test_bytes_that_are_no_text_are_an_error(tmp_path):
    (tmp_path / "answer.md").write_bytes(b"\xff\xfe+++")

    with pytest.raises(PromptError, match="cannot be read"):
        read_prompt(tmp_path / "answer.md")


def test_a_folder_of_ones_own_replaces_what_it_has(tmp_path):
    own = (shipped_folder() / "answer.md").read_text(encoding="utf-8")
    write(tmp_path, own.replace("version = 1", "version = 901"))

    prompts = Prompts.load(tmp_path)

    assert prompts["answer"].version == 901
    assert prompts["briefing_item"] == load_prompt("briefing_item")


def test_a_replacement_with_other_fields_is_refused(tmp_path):
    write(tmp_path, GOOD)

    with pytest.raises(PromptError, match="evidence, question"):
        Prompts.load(tmp_path)


def test_a_folder_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(PromptError, match="not there"):
        Prompts.load(tmp_path / "prompts")


@pytest.mark.parametrize(("text", "tokens"), [("", 0), ("abcd", 1), ("abcde", 2), ("停火", 2)])
def test_tokens_are_estimated_from_bytes(text, tokens):
    assert estimated_tokens(text) == tokens


@pytest.mark.slow
def test_an_installed_wheel_finds_its_prompts(tmp_path):
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path / "dist"]
    subprocess.run(build, cwd=CHECKOUT, check=True, capture_output=True, timeout=120)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    script = "from bot.prompt_files import *; print(len(Prompts.load().files), shipped_folder())"

    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path / "site")},
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )

    count, folder = done.stdout.split()
    assert int(count) == len(PROMPT_NAMES)
    assert Path(folder) == tmp_path / "site" / "bot" / "prompts"
