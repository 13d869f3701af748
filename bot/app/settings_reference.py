"""`.env.example` and the table of docs/settings.md, written from the settings themselves.

``python -m bot.app.settings_reference`` writes both; `tests/test_docs.py` holds them to the code.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap
from typing import Any

from pydantic.fields import FieldInfo

from bot.app.settings import Settings

_GROUPS = (
    ("Where things are kept", ("ATTACHE_DATA_DIR", "DATABASE_URL")),
    (
        "The model",
        (
            "OPENAI_",
            "ATTACHE_MODEL",
            "ATTACHE_EMBEDDING",
            "ATTACHE_LOCAL",
            "ATTACHE_DAILY",
            "ATTACHE_PROMPTS",
        ),
    ),
    ("Slack", ("SLACK_", "ATTACHE_SECRET_KEYS")),
    ("Matrix", ("MATRIX_",)),
    ("The server", ("ATTACHE_HTTP", "ATTACHE_PUBLIC", "ATTACHE_CONSOLE")),
    ("Reading and digests", ("ATTACHE_",)),
)

_TABLE_BEGIN, _TABLE_END = "<!-- settings: begin -->", "<!-- settings: end -->"


def settings() -> Iterator[tuple[str, FieldInfo]]:
    """Every setting by its environment name, in the order of the code."""
    for field in Settings.model_fields.values():
        assert field.alias
        yield field.alias, field


def shown_default(field: FieldInfo) -> str:
    """A default as `.env` would write it; empty when there is none."""
    value: Any = field.default
    if value is None or value == ():
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value)


def grouped() -> Iterator[tuple[str, list[tuple[str, FieldInfo]]]]:
    """Settings under their headings, each once."""
    left = dict(settings())
    for title, prefixes in _GROUPS:
        group = [(name, field) for name, field in left.items() if name.startswith(prefixes)]
        for name, _ in group:
            del left[name]
        yield title, group
    assert not left


def env_example() -> str:
    """The whole of `.env.example`: every setting commented out at its default."""
    lines = [
        "# Copy to .env and uncomment what you need.  Nothing is required for `attache demo`.",
        "# Written by `make docs` from bot/app/settings.py.",
    ]
    for title, group in grouped():
        lines += ["", f"# ---- {title}"]
        for name, field in group:
            lines += ["", *(f"# {line}" for line in wrap(field.description or "", 96))]
            lines.append(f"#{name}={shown_default(field)}")
    return "\n".join(lines) + "\n"


def settings_table() -> str:
    """The table of docs/settings.md."""
    rows = ["| name | meaning | default |", "|---|---|---|"]
    for name, field in settings():
        default = shown_default(field)
        rows.append(f"| `{name}` | {field.description} | {f'`{default}`' if default else 'none'} |")
    return "\n".join(rows)


def with_table(page: str) -> str:
    """A page with its table written anew."""
    before, _, rest = page.partition(_TABLE_BEGIN)
    _, _, after = rest.partition(_TABLE_END)
    return f"{before}{_TABLE_BEGIN}\n{settings_table()}\n{_TABLE_END}{after}"


def main() -> None:
    """Write both files."""
    root = Path(__file__).parents[2]
    (root / ".env.example").write_text(env_example(), "utf-8")
    page = root / "docs" / "settings.md"
    page.write_text(with_table(page.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
