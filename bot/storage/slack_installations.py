"""Slack's installations, sealed; and the states that OAuth hands out once."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, select, update

from bot.errors import StoreError
from bot.ports.clock import Clock
from bot.storage.database import Database
from bot.storage.tables_slack import slack_heard, slack_installation, slack_oauth_state
from bot.storage.token_cipher import TokenCipher

#: How long somebody may take on Slack's page.
STATE_LASTS = timedelta(minutes=10)
#: A kind of event that is heard all the time is noted so often.
NOTED_EVERY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class SlackInstallation:
    """One installation: of a workspace, or of a whole organisation (then without a workspace)."""

    enterprise_id: str | None
    team_id: str | None
    is_enterprise_install: bool
    #: The token and what belongs to it.
    document: Mapping[str, Any] = field(repr=False)


class Seal(StrEnum):
    """Which key opens what is kept of an installation."""

    NEWEST = "newest"
    #: One that is to be kept until the installation is sealed anew.
    OLDER = "older"
    #: None of the settings'.
    LOST = "lost"


class SqlSlackInstallations:
    """Keeps installations, keyed on organisation and workspace."""

    def __init__(self, database: Database, cipher: TokenCipher, clock: Clock) -> None:
        self._database = database
        self._cipher = cipher
        self._clock = clock

    async def save(self, installation: SlackInstallation) -> None:
        """Keep an installation, in place of an earlier one of the same workspace."""
        values = {
            "is_enterprise_install": installation.is_enterprise_install,
            "installed_at": self._clock.now(),
            "sealed": self._cipher.seal(dict(installation.document)),
        }
        insert = self._database.insert(slack_installation).values(
            enterprise_id=installation.enterprise_id or "",
            team_id=installation.team_id or "",
            **values,
        )
        keys = ["enterprise_id", "team_id"]
        newer = insert.on_conflict_do_update(index_elements=keys, set_=values)
        await self._database.change(newer)

    async def find(
        self, enterprise_id: str | None, team_id: str | None
    ) -> SlackInstallation | None:
        """The workspace's own installation, or else its organisation's.

        Raises:
            StoreError: it is kept, but none of the keys opens it.
        """
        if team_id:
            own = await self._first(slack_installation.c.team_id == team_id)
            if own is not None:
                return own
        if not enterprise_id:
            return None
        return await self._first(_is(enterprise_id, None))

    async def delete(self, enterprise_id: str | None, team_id: str | None) -> None:
        """Forget an installation.  An organisation's goes when no workspace is named."""
        is_it = slack_installation.c.team_id == team_id if team_id else _is(enterprise_id, None)
        await self._database.change(delete(slack_installation).where(is_it))
        await self._database.wipe_freed_pages()

    async def all(self) -> Sequence[tuple[str, str]]:
        """Organisation and workspace of every installation; empty where there is none."""
        query = select(slack_installation.c.enterprise_id, slack_installation.c.team_id)
        rows = await self._database.rows(query.order_by(*query.selected_columns))
        return [(row.enterprise_id, row.team_id) for row in rows]

    async def seals(self) -> Mapping[tuple[str, str], Seal]:
        """By organisation and workspace: which key opens the installation."""
        rows = await self._database.rows(select(slack_installation))
        return {(row.enterprise_id, row.team_id): self._seal_of(row.sealed) for row in rows}

    async def reseal(self) -> int:
        """Seal with the newest key what older ones sealed; how many there were."""
        count = 0
        async with self._database.writing() as connection:
            for row in (await connection.execute(select(slack_installation))).all():
                if self._seal_of(row.sealed) is Seal.OLDER:
                    sealed = self._cipher.seal(self._cipher.open(row.sealed))
                    is_it = _is(row.enterprise_id, row.team_id)
                    change = update(slack_installation).where(is_it).values(sealed=sealed)
                    await connection.execute(change)
                    count += 1
        return count

    def _seal_of(self, sealed: bytes) -> Seal:
        if self._cipher.is_newest(sealed):
            return Seal.NEWEST
        try:
            self._cipher.open(sealed)
        except StoreError:
            return Seal.LOST
        return Seal.OLDER

    async def _first(self, where: ColumnElement[bool]) -> SlackInstallation | None:
        query = select(slack_installation).where(where)
        newest = query.order_by(slack_installation.c.installed_at.desc()).limit(1)
        row = await self._database.row(newest)
        if row is None:
            return None
        return SlackInstallation(
            row.enterprise_id or None,
            row.team_id or None,
            row.is_enterprise_install,
            self._cipher.open(row.sealed),
        )


class SqlOAuthStates:
    """States that are handed out once and taken back once, on whichever replica."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def issue(self) -> str:
        """A new state."""
        state, now = secrets.token_urlsafe(24), self._clock.now()
        async with self._database.writing() as connection:
            expired = delete(slack_oauth_state).where(slack_oauth_state.c.expires_at < now)
            await connection.execute(expired)
            await connection.execute(
                self._database.insert(slack_oauth_state).values(
                    state=state, expires_at=now + STATE_LASTS
                )
            )
        return state

    async def consume(self, state: str) -> bool:
        """Take a state back; whether it was handed out, not long ago, and not taken back yet."""
        is_it = and_(
            slack_oauth_state.c.state == state,
            slack_oauth_state.c.expires_at >= self._clock.now(),
        )
        return await self._database.change(delete(slack_oauth_state).where(is_it)) == 1


class SqlSlackHeard:
    """When each kind of event was last heard in each workspace."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._noted: dict[tuple[str, str], datetime] = {}

    async def note(self, team_id: str, event_type: str) -> None:
        """One was heard; written at most once an hour."""
        now, key = self._clock.now(), (team_id, event_type)
        last = self._noted.get(key)
        if last is not None and now - last < NOTED_EVERY:
            return
        self._noted[key] = now
        values = {"heard_at": now}
        insert = self._database.insert(slack_heard).values(
            team_id=team_id, event_type=event_type, **values
        )
        newer = insert.on_conflict_do_update(index_elements=["team_id", "event_type"], set_=values)
        await self._database.change(newer)

    def forget(self, team_id: str) -> None:
        """A workspace has left with its rows: what comes of it again is written at once."""
        self._noted = {key: when for key, when in self._noted.items() if key[0] != team_id}

    async def heard(self) -> Mapping[str, datetime]:
        """When each kind of event was last heard, in any workspace."""
        query = select(slack_heard.c.event_type, slack_heard.c.heard_at)
        latest: dict[str, datetime] = {}
        for row in await self._database.rows(query):
            latest[row.event_type] = max(row.heard_at, latest.get(row.event_type, row.heard_at))
        return latest


def _is(enterprise_id: str | None, team_id: str | None) -> ColumnElement[bool]:
    return and_(
        slack_installation.c.enterprise_id == (enterprise_id or ""),
        slack_installation.c.team_id == (team_id or ""),
    )
