"""What the documents say is what the code does."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from itertools import pairwise
from pathlib import Path

import pytest

from bot.app.settings_reference import env_example, settings, with_table
from bot.built_in import fitness

ROOT = Path(__file__).parents[1]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])


def test_env_example_lists_every_setting_with_its_default() -> None:
    assert (ROOT / ".env.example").read_text("utf-8") == env_example()


def test_the_settings_page_has_the_table_of_the_code() -> None:
    page = (ROOT / "docs/settings.md").read_text("utf-8")

    assert page == with_table(page)


def test_every_setting_named_in_the_documents_exists() -> None:
    # A passphrase is asked for by the commands that need it, and is no setting of the bot.
    known = {name for name, _ in settings()} | {"ATTACHE_RECOVERY_PASSPHRASE"}
    named = {
        name
        for page in PAGES
        for name in re.findall(
            r"`((?:ATTACHE|OPENAI|SLACK|MATRIX|DATABASE)_[A-Z_]+)", page.read_text("utf-8")
        )
    }

    assert named - known == set()


def commands() -> dict[str, str]:
    """Every command and its help, by what the program says of itself."""
    shown = subprocess.run(
        [sys.executable, "-m", "bot", "--help"], capture_output=True, text=True, check=True
    ).stdout
    listed = shown.split("Commands:")[1]
    return dict(re.findall(r"^  ([a-z]+)\s{2,}(\S.*)$", listed, re.MULTILINE))


def test_the_design_s_commands_exist() -> None:
    wanted = (
        "demo run ingest extract search ask brief stories verify sources channels schedule agenda "
        "omitted forget export doctor db eval "
        # And what the later issues brought.
        "slack matrix changed"
    )

    assert set(commands()) == set(wanted.split())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_in_the_documents_exist(page: Path) -> None:
    known = set(commands())
    named = set(re.findall(r"`(?:\$ )?attache ([a-z]+)", page.read_text("utf-8")))
    named |= set(re.findall(r"^(?:\$ )?attache ([a-z]+)", page.read_text("utf-8"), re.MULTILINE))

    assert named - known == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_documents_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text("utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []


def test_make_targets_in_the_readme_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z]+)", (ROOT / "README.md").read_text("utf-8")))

    assert named - targets == set()


def test_the_figures_of_abstention_are_those_of_the_code() -> None:
    page = (ROOT / "docs/answers.md").read_text("utf-8")
    named = dict(re.findall(r"`([A-Z_]+)` (\d\.\d\d)", page))

    assert len(named) == 8
    assert {name: float(figure) for name, figure in named.items()} == {
        name: getattr(fitness, name) for name in named
    }


ARCHITECTURE = (ROOT / "docs/architecture.md").read_text("utf-8")


def test_the_map_has_the_layers_in_their_order() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    layers = next(
        contract["layers"]
        for contract in project["tool"]["importlinter"]["contracts"]
        if contract["id"] == "layers"
    )
    at = [
        ARCHITECTURE.index(
            re.search(rf"^  .*\b{name}(?:/|\.py)", ARCHITECTURE, re.MULTILINE).group()
        )
        for layer in layers
        for name in layer.split(" | ")
    ]

    assert len(at) > 15
    assert all(before <= after for before, after in pairwise(at))


def test_files_named_in_the_architecture_exist() -> None:
    folders = (ROOT / folder for folder in ("bot", "bench", "tests"))
    known = {path.name for folder in folders for path in folder.rglob("*.*")} | {"pyproject.toml"}
    named = set(re.findall(r"`[\w/]*?(\w+\.(?:py|toml|txt))`", ARCHITECTURE))

    assert named - known == {"frequency_dictionary_en_82_765.txt"}, "symspellpy's is not ours"


def test_modules_to_begin_with_exist() -> None:
    rows = re.findall(r"^\| `(\w+)/` \| (.*)", ARCHITECTURE, re.MULTILINE)
    assert len(rows) == 5
    for package, told in rows:
        modules = {path.stem for path in (ROOT / "bot" / package).glob("*.py")}
        assert set(re.findall(r"`(\w+)`", told)) - modules == set(), package


def test_the_source_of_each_data_file_is_told() -> None:
    table = ARCHITECTURE.partition("## Data files")[2].partition("## Dependencies")[0]
    named = [re.sub("/$", "/*", name) for name in re.findall(r"`(bot/[^`]+)`", table)]
    files = [path for end in ("txt", "toml", "tsv") for path in (ROOT / "bot").rglob(f"*.{end}")]

    assert len(files) > 30
    untold = [
        path.name
        for path in files
        if not any(fnmatch(path.relative_to(ROOT).as_posix(), name) for name in named)
    ]
    assert untold == []
