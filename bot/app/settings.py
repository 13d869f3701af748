"""Settings: read once from the environment and `.env`, typed, then frozen.

`.env.example` lists every setting with its default; `tests/test_docs.py` compares the two.
"""

from __future__ import annotations

import ipaddress
import zoneinfo
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.digest.schedule import find_zone
from bot.errors import ConfigurationError, TimeZoneError

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

#: Hosts, addresses or networks; a comma or a space between two.
Names = Annotated[tuple[str, ...], NoDecode]
#: The same, of secrets.
SecretNames = Annotated[tuple[SecretStr, ...], NoDecode]


class Settings(BaseSettings):
    """Everything that an operator can set.  Nothing is required for `attache demo`."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        extra="ignore",
        frozen=True,
        populate_by_name=True,
        env_ignore_empty=True,
        # A secret that does not fit must not stand in the error that says so.
        hide_input_in_errors=True,
    )

    # --- where things are kept
    data_dir: Path = Field(
        Path("attache-data"),
        alias="ATTACHE_DATA_DIR",
        description="Folder for everything the bot keeps: SQLite files, keys, caches; made with mode 700.",
    )
    database_url: str | None = Field(
        None,
        alias="DATABASE_URL",
        description="Database for more than one machine, postgresql+psycopg://… (postgres:// and "
        "postgresql:// are taken for it); without it, SQLite files in the data folder.",
    )

    # --- the model
    openai_api_key: SecretStr | None = Field(
        None,
        alias="OPENAI_API_KEY",
        description="Key of the model's endpoint. With no key and no base URL the built-in writer serves.",
    )
    openai_base_url: str | None = Field(
        None,
        alias="OPENAI_BASE_URL",
        description="Any endpoint that speaks Chat Completions: OpenAI, Azure, vLLM, Ollama, llama.cpp.",
    )
    model: str = Field("gpt-6-luna", alias="ATTACHE_MODEL", description="Model that writes.")
    embedding_model: str | None = Field(
        None,
        alias="ATTACHE_EMBEDDING_MODEL",
        description="Embedding model of the same endpoint; without it recall is by words.",
    )
    local_embeddings_dir: Path | None = Field(
        None,
        alias="ATTACHE_LOCAL_EMBEDDINGS_DIR",
        description="Folder with model.onnx and tokenizer.json, for the extra local-embeddings (docs/models.md).",
    )
    model_deadline_seconds: float = Field(
        45.0,
        alias="ATTACHE_MODEL_DEADLINE_SECONDS",
        gt=0,
        description="After so many seconds without an answer the built-in writer takes over.",
    )
    model_prices: str | None = Field(
        None,
        alias="ATTACHE_MODEL_PRICES",
        description="Prices per million tokens, MODEL=IN/OUT, comma between two; adds to the built-in table.",
    )
    daily_token_budget: int | None = Field(
        None,
        alias="ATTACHE_DAILY_TOKEN_BUDGET",
        gt=0,
        description="Tokens per UTC day; when they are spent the built-in writer serves.",
    )
    prompts_dir: Path | None = Field(
        None, alias="ATTACHE_PROMPTS_DIR", description="Folder with prompts of your own."
    )

    # --- Slack
    slack_bot_token: SecretStr | None = Field(
        None, alias="SLACK_BOT_TOKEN", description="Bot token, xoxb-…"
    )
    slack_app_token: SecretStr | None = Field(
        None, alias="SLACK_APP_TOKEN", description="App-level token for Socket Mode, xapp-…"
    )
    slack_signing_secret: SecretStr | None = Field(
        None, alias="SLACK_SIGNING_SECRET", description="Signing secret, for Slack over HTTP."
    )
    slack_client_id: str | None = Field(
        None, alias="SLACK_CLIENT_ID", description="OAuth client id, for many workspaces."
    )
    slack_client_secret: SecretStr | None = Field(
        None, alias="SLACK_CLIENT_SECRET", description="OAuth client secret, for many workspaces."
    )
    slack_api_url: str | None = Field(
        None, alias="SLACK_API_URL", description="Another Web API address (GovSlack, tests)."
    )

    slack_app_id: str | None = Field(
        None, alias="SLACK_APP_ID", description="The app's id (A…), for attache doctor alone."
    )
    slack_config_token: SecretStr | None = Field(
        None,
        alias="SLACK_CONFIG_TOKEN",
        description="App configuration token, with which attache doctor compares the app's event "
        "subscriptions with the code.",
    )
    secret_keys: SecretNames = Field(
        (),
        alias="ATTACHE_SECRET_KEYS",
        description="Keys that seal what is kept of Slack installations, newest first; a comma "
        "between two. Make one with: attache slack key",
    )
    slack_admins: Names = Field(
        (),
        alias="SLACK_ADMINS",
        description="Ids of the users who may change settings (U…); a comma between two. "
        "Without any, every full member of the workspace may.",
    )

    # --- Matrix
    matrix_homeserver: str | None = Field(
        None, alias="MATRIX_HOMESERVER", description="Homeserver, https://matrix.example.org"
    )
    matrix_user: str | None = Field(
        None, alias="MATRIX_USER", description="The bot's user, @attache:example.org"
    )
    matrix_password: SecretStr | None = Field(
        None,
        alias="MATRIX_PASSWORD",
        description="Its password, for one login and the signing keys. Keep it set: a login that "
        "ends is made anew with it.",
    )
    matrix_access_token: SecretStr | None = Field(
        None, alias="MATRIX_ACCESS_TOKEN", description="An access token instead of the password."
    )
    matrix_allow: Names = Field(
        (),
        alias="MATRIX_ALLOW",
        description="Users, servers and rooms whose invites are accepted; a comma between two. "
        "Without any, no invite is.",
    )
    matrix_admins: Names = Field(
        (),
        alias="MATRIX_ADMINS",
        description="Users who may change any room's settings (@ann:example.org) and verify the bot; "
        "a comma between two. Everybody else needs the room's power level 50.",
    )

    # --- the server
    http_host: str = Field(
        "127.0.0.1",
        alias="ATTACHE_HTTP_HOST",
        description="Address to listen on. Off loopback the console asks for a token.",
    )
    http_port: int = Field(
        8420, alias="ATTACHE_HTTP_PORT", ge=0, le=65535, description="Port to listen on."
    )
    public_url: str | None = Field(
        None, alias="ATTACHE_PUBLIC_URL", description="Address under which others reach the server."
    )
    console_token: SecretStr | None = Field(
        None,
        alias="ATTACHE_CONSOLE_TOKEN",
        description="Token for the console off loopback; without it one is made and printed at start.",
    )

    # --- reading
    contact: str | None = Field(
        None,
        alias="ATTACHE_CONTACT",
        description="Where publishers can reach you: a mail or web address, sent with every request "
        "in the User-Agent. Without it, ATTACHE_PUBLIC_URL is.",
    )
    allow_private_addresses: Names = Field(
        (),
        alias="ATTACHE_ALLOW_PRIVATE_ADDRESSES",
        description="Addresses or networks inside the house that feeds may come from; a comma between two.",
    )
    default_timezone: str = Field(
        "UTC",
        alias="ATTACHE_DEFAULT_TIMEZONE",
        description="Time zone of channels that have not set one.",
    )
    digest_lateness_hours: float = Field(
        3.0,
        alias="ATTACHE_DIGEST_LATENESS_HOURS",
        gt=0,
        le=24,
        description="A digest missed by less than this is made up for once; by more, it is skipped with a word.",
    )
    log_level: str = Field(
        "INFO", alias="ATTACHE_LOG_LEVEL", description="DEBUG, INFO, WARNING or ERROR."
    )

    @field_validator(
        "slack_admins",
        "secret_keys",
        "matrix_allow",
        "matrix_admins",
        "allow_private_addresses",
        mode="before",
    )
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(value.replace(",", " ").split()) if isinstance(value, str) else value

    @field_validator("default_timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        if name in zoneinfo.available_timezones():
            return name
        try:
            meant = find_zone(name)
        except TimeZoneError as error:
            raise ValueError(str(error)) from error
        # Chat takes a city alone; what stands in a file for years is to be plain.
        raise ValueError(f"{name!r} is not a time zone that I know: did you mean {meant}?")

    @field_validator("model_prices")
    @classmethod
    def _readable_prices(cls, text: str | None) -> str | None:
        if text:
            from bot.language_model.prices import PriceTable

            _or_value_error(lambda: PriceTable.read(text))
        return text

    @field_validator("allow_private_addresses")
    @classmethod
    def _readable_places(cls, places: tuple[str, ...]) -> tuple[str, ...]:
        if places:
            from bot.web_access.address_guard import AddressGuard

            _or_value_error(lambda: AddressGuard.allowing(places))
        return places

    @field_validator("contact")
    @classmethod
    def _fit_for_a_header(cls, contact: str | None) -> str | None:
        if contact and (
            not contact.isascii() or not contact.isprintable() or set("()") & set(contact)
        ):
            raise ValueError("write one mail or web address, in plain letters")
        return contact

    @field_validator("log_level")
    @classmethod
    def _known_level(cls, name: str) -> str:
        if name.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
            raise ValueError("write DEBUG, INFO, WARNING or ERROR")
        return name.upper()

    @field_validator("database_url")
    @classmethod
    def _database_driver(cls, url: str | None) -> str | None:
        """An address of a driver that we have; as hosts give Postgres', it is taken too."""
        if url is None or url.startswith(("sqlite+aiosqlite://", "postgresql+psycopg://")):
            return url
        for common in ("postgres://", "postgresql://"):
            if url.startswith(common):
                return "postgresql+psycopg://" + url.removeprefix(common)
        if url.startswith("sqlite:"):
            raise ValueError("write sqlite+aiosqlite:///PATH, or leave it out for the data folder")
        raise ValueError("write postgresql+psycopg://USER:PASSWORD@HOST/NAME, or leave it out")

    def check_slack(self) -> None:
        """Whether what is set for Slack fits together; only those who serve Slack need ask.

        Raises:
            ConfigurationError: something is missing.
        """
        if self.slack_client_id and not (self.slack_client_secret and self.secret_keys):
            raise ConfigurationError(
                "SLACK_CLIENT_ID needs SLACK_CLIENT_SECRET and ATTACHE_SECRET_KEYS beside it: "
                "make a key with attache slack key."
            )
        if self.slack_client_id:
            from bot.storage.token_cipher import TokenCipher

            TokenCipher([key.get_secret_value() for key in self.secret_keys])
        if self.slack_client_id and not self.public_url:
            raise ConfigurationError(
                "SLACK_CLIENT_ID needs ATTACHE_PUBLIC_URL: people come back there from Slack."
            )
        if self.has_slack and not self.slack_over_http and self.slack_app_token is None:
            raise ConfigurationError(
                "Slack needs SLACK_APP_TOKEN (Socket Mode), or SLACK_SIGNING_SECRET together with "
                "ATTACHE_PUBLIC_URL (HTTP)."
            )

    def check_matrix(self) -> None:
        """Whether what is set for Matrix fits together; only those who serve Matrix need ask.

        Raises:
            ConfigurationError: something is missing.
        """
        if not self.has_matrix:
            return
        if not str(self.matrix_homeserver).startswith(("https://", "http://")):
            raise ConfigurationError(
                "MATRIX_HOMESERVER must be an address like https://matrix.example.org."
            )
        if not self.matrix_access_token and not (self.matrix_user and self.matrix_password):
            raise ConfigurationError(
                "Matrix needs MATRIX_ACCESS_TOKEN, or MATRIX_USER together with MATRIX_PASSWORD."
            )

    def half_set(self) -> Sequence[str]:
        """Platforms of which something is set, but not what serves them: a sentence each."""
        said = []
        if not self.has_slack and (self.slack_app_token or self.slack_signing_secret):
            said.append("Slack is not served: SLACK_BOT_TOKEN is not set.")
        matrix = (self.matrix_user, self.matrix_password, self.matrix_access_token)
        if not self.has_matrix and any(matrix):
            said.append("Matrix is not served: MATRIX_HOMESERVER is not set.")
        return said

    @property
    def has_matrix(self) -> bool:
        """Whether Matrix is configured."""
        return self.matrix_homeserver is not None

    @property
    def has_slack(self) -> bool:
        """Whether Slack is configured: a token, or an app that workspaces install."""
        return bool(self.slack_bot_token or self.slack_client_id)

    @property
    def slack_over_http(self) -> bool:
        """Whether Slack comes to our server; otherwise we open sockets to Slack."""
        return bool(self.slack_signing_secret and self.public_url)

    @property
    def slack_base_url(self) -> str:
        """Where the Web API is, with a slash at the end."""
        return (self.slack_api_url or "https://slack.com/api/").rstrip("/") + "/"

    @property
    def store_url(self) -> str:
        """Where our own tables are: `DATABASE_URL`, or a file in the data folder."""
        return self.database_url or f"sqlite+aiosqlite:///{self.data_dir / 'attache.sqlite'}"

    @property
    def engine_url(self) -> str:
        """Where the durable engine keeps its own tables: beside ours, never among them."""
        if self.database_url and self.database_url.startswith("postgresql"):
            return self.database_url
        return f"sqlite:///{self.data_dir / 'workflows.sqlite'}"

    @property
    def has_model(self) -> bool:
        """Whether a model is configured: a key, or an endpoint that needs none."""
        return bool(self.openai_api_key or self.openai_base_url)

    @property
    def is_loopback(self) -> bool:
        """Whether the server can only be reached from this machine."""
        if self.http_host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.http_host).is_loopback
        except ValueError:
            return False


def read_settings(**overrides: object) -> Settings:
    """Settings from the environment and `.env`; `overrides` are for commands that fix one.

    Raises:
        ConfigurationError: values do not fit; a sentence names each setting, never its value
            where it may be secret.
    """
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        found = error.errors(include_input=False, include_url=False)
        # A list tells of each of its members.
        raise ConfigurationError(" ".join(dict.fromkeys(map(_misfit, found)))) from error
    except (UnicodeDecodeError, OSError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise ConfigurationError(
            f"{Path('.env').absolute()} cannot be read ({why}): mend it, or take it away."
        ) from error


#: What pydantic finds wrong, in words that say what to write.
_WANTED = {
    "int_parsing": "write a whole number",
    "int_from_float": "write a whole number",
    "float_parsing": "write a number",
    "greater_than": "it must be more than {gt}",
    "greater_than_equal": "it must be {ge} or more",
    "less_than_equal": "it must be {le} or less",
}


def _misfit(found: ErrorDetails) -> str:
    name = str(found["loc"][0]) if found["loc"] else "The settings"
    wanted = _WANTED.get(found["type"])
    reason = wanted.format(**found.get("ctx", {})) if wanted else found["msg"]
    reason = reason.removeprefix("Value error, ")
    said = reason if reason.startswith(name) else f"{name} cannot be used: {reason}"
    return said if said.endswith((".", "?")) else f"{said}."


def _or_value_error(read: Callable[[], object]) -> None:
    """Read a value as whoever uses it does, so that what is wrong is told at the start."""
    try:
        read()
    except ConfigurationError as error:
        raise ValueError(str(error)) from error
