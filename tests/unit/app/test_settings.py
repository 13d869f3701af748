"""Settings are read once, typed, and never shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.app.setting_names import misspelt, unreadable_lines, where_read
from bot.app.settings import Settings, read_settings
from bot.errors import ConfigurationError


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_nothing_is_required() -> None:
    settings = read_settings()

    assert settings.store_url == "sqlite+aiosqlite:///attache-data/attache.sqlite"
    assert settings.engine_url == "sqlite:///attache-data/workflows.sqlite"
    assert not settings.has_model
    assert settings.is_loopback


def test_the_environment_wins_over_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("ATTACHE_HTTP_PORT=9000\nATTACHE_MODEL=from-file\n")
    monkeypatch.setenv("ATTACHE_HTTP_PORT", "9001")

    settings = read_settings()

    assert (settings.http_port, settings.model) == (9001, "from-file")


def test_an_empty_value_is_no_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATTACHE_DEFAULT_TIMEZONE", "")

    assert read_settings().default_timezone == "UTC"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("ATTACHE_DEFAULT_TIMEZONE", "Mars/Base", "time zone"),
        ("ATTACHE_DEFAULT_TIMEZONE", "Lima", r"did you mean America/Lima\?$"),
        ("ATTACHE_DEFAULT_TIMEZONE", "europe/madrid", r"did you mean Europe/Madrid\?$"),
        ("ATTACHE_HTTP_PORT", "http", "ATTACHE_HTTP_PORT cannot be used: write a whole number.$"),
        ("ATTACHE_MODEL_PRICES", "cheap", "^ATTACHE_MODEL_PRICES has 'cheap': write MODEL="),
        ("ATTACHE_ALLOW_PRIVATE_ADDRESSES", "10.0.0.0/99", "ATTACHE_ALLOW_PRIVATE_ADDRESSES"),
        ("DATABASE_URL", "sqlite:///x.db", r"write sqlite\+aiosqlite:///PATH"),
        ("ATTACHE_HTTP_PORT", "70000", "ATTACHE_HTTP_PORT"),
        ("DATABASE_URL", "mysql://x", "DATABASE_URL"),
        ("ATTACHE_LOG_LEVEL", "LOUD", "DEBUG"),
        ("ATTACHE_DIGEST_LATENESS_HOURS", "0", "ATTACHE_DIGEST_LATENESS_HOURS"),
        ("ATTACHE_CONTACT", "the desk (by mail)", "ATTACHE_CONTACT"),
        ("ATTACHE_CONTACT", "a@b.example\r\nX-Other: 1", "ATTACHE_CONTACT"),
    ],
)
def test_a_value_that_does_not_fit_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(ConfigurationError, match=said):
        read_settings()


def test_all_that_does_not_fit_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ATTACHE_HTTP_PORT", "ATTACHE_LOG_LEVEL", "DATABASE_URL"):
        monkeypatch.setenv(name, "hunter2")

    with pytest.raises(ConfigurationError) as told:
        read_settings()

    said = str(told.value)
    assert said.count("cannot be used: ") == 3
    assert all(name in said for name in ("ATTACHE_HTTP_PORT", "ATTACHE_LOG_LEVEL", "DATABASE_URL"))
    assert "hunter2" not in said


@pytest.mark.parametrize("scheme", ["postgres://", "postgresql://", "postgresql+psycopg://"])
def test_postgres_is_taken_as_hosts_write_it(monkeypatch: pytest.MonkeyPatch, scheme: str) -> None:
    monkeypatch.setenv("DATABASE_URL", f"{scheme}ann:pw@db.example/desk")

    assert read_settings().store_url == "postgresql+psycopg://ann:pw@db.example/desk"
    assert read_settings().engine_url == "postgresql+psycopg://ann:pw@db.example/desk"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SLACK_APP_TOKEN", "xapp-1", "SLACK_BOT_TOKEN is not set"),
        ("MATRIX_USER", "@a:example.org", "MATRIX_HOMESERVER is not set"),
    ],
)
def test_a_platform_that_is_half_set_is_told(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    assert read_settings().half_set() == []
    monkeypatch.setenv(name, value)

    (told,) = read_settings().half_set()

    assert said in told


def test_names_that_are_nearly_a_setting_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("ATTACHE_TIMEZONE=Europe/Paris\nMATRIX_HOMESERVER=x\n")
    monkeypatch.setenv("MATRIX_HOMESERVERS", "x")
    monkeypatch.setenv("SLACK_BOTTOKEN", "x")

    assert misspelt() == [
        ("ATTACHE_TIMEZONE", "ATTACHE_DEFAULT_TIMEZONE"),
        ("SLACK_BOTTOKEN", "SLACK_BOT_TOKEN"),
    ]
    assert str(tmp_path / ".env") in where_read()


def test_lines_that_set_nothing_are_told_by_their_numbers(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("# Ours\nATTACHE_HTTP_PORT 8080\n\nATTACHE_LOG_LEVEL=INFO\n")

    assert unreadable_lines() == [2]


def test_a_file_of_settings_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"ATTACHE_CONTACT=\xe9\xff\n")

    with pytest.raises(ConfigurationError, match=r"\.env cannot be read \(it is not UTF-8\)"):
        read_settings()


def test_lists_take_commas_and_spaces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MATRIX_ALLOW", "@a:example.org, example.net  !room:x")

    assert read_settings().matrix_allow == ("@a:example.org", "example.net", "!room:x")


def test_secrets_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-very-secret")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-very-secret")

    assert "very-secret" not in repr(read_settings())


def test_settings_are_frozen() -> None:
    with pytest.raises(ValidationError):
        read_settings().http_port = 1  # type: ignore[misc]


@pytest.mark.parametrize(
    ("host", "is_loopback"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.168.1.4", False),
        ("desk.example.org", False),
    ],
)
def test_only_loopback_needs_no_token(host: str, is_loopback: bool) -> None:
    assert Settings(ATTACHE_HTTP_HOST=host).is_loopback is is_loopback  # type: ignore[call-arg]
