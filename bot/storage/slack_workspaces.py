"""Which Slack workspaces we are in, and the organisations that they belong to.

An organisation's installation serves workspaces that it does not name.  They are noted here when
anything of them is first taken in, so that all of them are purged when the organisation removes
us: after a restart, and on whichever replica hears of it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ports.channels import Departure
from bot.ports.clock import Clock
from bot.storage.database import Database
from bot.storage.tables_operation import departure
from bot.storage.tables_slack import slack_heard, slack_installation, slack_workspace

#: For so long another replica may still take something in for a workspace that has left.
LATE = timedelta(minutes=2)
#: How long what was found in the store is taken to be there still.
LOOKED_UP_FOR = timedelta(seconds=60)


class SqlSlackWorkspaces:
    """Notes workspaces that come and go."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        #: Workspaces that were looked up, with their organisation, and when: events come by the
        #: hundred a second, and a look at the store for each would hold up their acknowledgement.
        self._looked_up: dict[str, tuple[str | None, datetime]] = {}

    async def note(self, team_id: str, enterprise_id: str | None) -> None:
        """Something of a workspace is being taken in; written when it is news."""
        if self._is_fresh(team_id, enterprise_id) or await self._is_noted(team_id, enterprise_id):
            return
        async with self._database.writing() as connection:
            left_at = await self._left_at(connection, team_id)
            if left_at is not None and self._clock.now() - left_at < LATE:
                return
            await self._come(connection, team_id, enterprise_id)

    async def installed(self, team_id: str | None, enterprise_id: str | None) -> None:
        """It was installed (again): nothing that it brings from now on is purged for having left."""
        async with self._database.writing() as connection:
            if team_id:
                await self._come(connection, team_id, enterprise_id)
            else:
                is_theirs = departure.c.organisation == enterprise_id
                await connection.execute(delete(departure).where(is_theirs))

    async def organisation_of(self, team_id: str) -> str | None:
        """The organisation of a workspace, as far as it was ever told."""
        query = select(slack_workspace.c.enterprise_id).where(slack_workspace.c.team_id == team_id)
        found: str | None = await self._database.value(query)
        return found

    async def leave(
        self, team_id: str, enterprise_id: str | None, *, is_organisation: bool
    ) -> Mapping[str, Departure]:
        """Delete tokens at once, and note what is to be purged: a departure for each workspace.

        An organisation takes all its workspaces along, but for those that installed us themselves.
        """
        self._looked_up.clear()
        async with self._database.writing() as connection:
            is_organisation = is_organisation or await _is_served_by_organisation(
                connection, team_id, enterprise_id
            )
            if is_organisation and enterprise_id:
                teams = await _leaving_with(connection, team_id, enterprise_id)
                installation = _organisations_own(enterprise_id)
            else:
                teams = [team_id]
                installation = slack_installation.c.team_id == team_id
            await connection.execute(delete(slack_installation).where(installation))
            left = {team: await self._depart(connection, team, enterprise_id) for team in teams}
        await self._database.wipe_freed_pages()
        return left

    # ------------------------------------------------------------ inside

    async def _is_noted(self, team_id: str, enterprise_id: str | None) -> bool:
        query = select(slack_workspace.c.enterprise_id).where(slack_workspace.c.team_id == team_id)
        row = await self._database.row(query)
        if row is None or enterprise_id not in (None, row.enterprise_id):
            return False
        self._looked_up[team_id] = (row.enterprise_id, self._clock.now())
        return True

    def _is_fresh(self, team_id: str, enterprise_id: str | None) -> bool:
        """Whether it was found in the store a moment ago; another replica may have struck it since."""
        known, at = self._looked_up.get(team_id, (None, None))
        is_recent = at is not None and self._clock.now() - at < LOOKED_UP_FOR
        return is_recent and enterprise_id in (None, known)

    async def _come(
        self, connection: AsyncConnection, team_id: str, enterprise_id: str | None
    ) -> None:
        values = {"enterprise_id": enterprise_id} if enterprise_id else {"team_id": team_id}
        row = self._database.insert(slack_workspace).values(
            team_id=team_id, enterprise_id=enterprise_id
        )
        newer = row.on_conflict_do_update(index_elements=["team_id"], set_=values)
        await connection.execute(newer)
        is_it = departure.c.channels == beginning_of(team_id)
        await connection.execute(delete(departure).where(is_it))

    async def _left_at(self, connection: AsyncConnection, team_id: str) -> datetime | None:
        query = select(departure.c.left_at).where(departure.c.channels == beginning_of(team_id))
        left_at: datetime | None = (await connection.execute(query)).scalar_one_or_none()
        return left_at

    async def _depart(
        self, connection: AsyncConnection, team_id: str, enterprise_id: str | None
    ) -> Departure:
        """Strike a workspace off, once: Slack may tell of it again before it is purged."""
        row = self._database.insert(departure).values(
            channels=beginning_of(team_id),
            left_at=self._clock.now(),
            organisation=enterprise_id,
        )
        await connection.execute(row.on_conflict_do_nothing())
        for table in (slack_workspace, slack_heard):
            await connection.execute(delete(table).where(table.c.team_id == team_id))
        left_at = await self._left_at(connection, team_id)
        assert left_at is not None, "it was just noted"
        return Departure(beginning_of(team_id), left_at)


def beginning_of(team_id: str) -> str:
    """How the keys of all channels of a workspace begin."""
    return f"slack:{team_id}/"


async def _teams_of(connection: AsyncConnection, enterprise_id: str) -> list[str]:
    is_theirs = slack_workspace.c.enterprise_id == enterprise_id
    query = select(slack_workspace.c.team_id).where(is_theirs)
    return sorted((await connection.execute(query)).scalars())


async def _leaving_with(
    connection: AsyncConnection, team_id: str, enterprise_id: str
) -> Sequence[str]:
    """All workspaces of an organisation that do not serve themselves, and the one that was named."""
    teams = {team_id, *await _teams_of(connection, enterprise_id)}
    return sorted(teams - await _serving_themselves(connection, teams))


async def _serving_themselves(connection: AsyncConnection, teams: Collection[str]) -> set[str]:
    query = select(slack_installation.c.team_id).where(slack_installation.c.team_id.in_(teams))
    return set((await connection.execute(query)).scalars())


async def _is_served_by_organisation(
    connection: AsyncConnection, team_id: str, enterprise_id: str | None
) -> bool:
    """Whether only the organisation's installation serves it: Slack does not always say so."""
    if not enterprise_id:
        return False
    either = or_(slack_installation.c.team_id == team_id, _organisations_own(enterprise_id))
    query = select(slack_installation.c.team_id).where(either)
    return list((await connection.execute(query)).scalars()) == [""]


def _organisations_own(enterprise_id: str) -> ColumnElement[bool]:
    return and_(
        slack_installation.c.enterprise_id == enterprise_id, slack_installation.c.team_id == ""
    )
