"""Servers: what is known of them, and what becomes of their subscriptions when the bot leaves."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.store import Store, insert, reads, writes
from bot.storage.suspensions import LEFT, next_run
from bot.storage.tables import (
    challenges,
    channel_briefs,
    correctives,
    deliveries,
    posts,
    servers,
    subscriptions,
)

_c = subscriptions.c


class Servers(Store):
    """What is known of the servers that have or had subscriptions."""

    @reads
    async def zone(self, connection: AsyncConnection, guild_id: int) -> str | None:
        """The time zone that its managers chose last."""
        return await connection.scalar(
            sa.select(servers.c.zone).where(servers.c.guild_id == guild_id)
        )

    @writes
    async def set_zone(self, connection: AsyncConnection, guild_id: int, zone: str) -> None:
        """Keep the time zone that a manager chose."""
        await _keep(connection, guild_id, {"zone": zone})

    @reads
    async def subscribing(self, connection: AsyncConnection) -> set[int]:
        """Ids of the servers that have subscriptions and that the bot is not known to have left.

        Compared with the servers that the bot is in, it tells who threw it out meanwhile.
        """
        rows = await connection.scalars(
            sa.select(_c.guild_id)
            .join(servers, servers.c.guild_id == _c.guild_id)
            .where(servers.c.left_at.is_(None))
            .distinct()
        )
        return set(rows)

    @reads
    async def absent(self, connection: AsyncConnection) -> set[int]:
        """Ids of the servers that the bot is known to have left, and may be in again."""
        rows = await connection.scalars(
            sa.select(servers.c.guild_id).where(servers.c.left_at.is_not(None))
        )
        return set(rows)

    @writes
    async def left(self, connection: AsyncConnection, guild_id: int, now: datetime) -> int:
        """Suspend its subscriptions: the bot is no longer in it.

        Returns:
            How many were suspended by it.
        """
        await _keep(connection, guild_id, {"left_at": now})
        stopped = await connection.execute(
            sa.update(subscriptions)
            .where(_c.guild_id == guild_id, _c.suspended_reason.is_(None))
            .values(suspended_reason=LEFT, suspended_at=now, told=True)
        )
        return stopped.rowcount

    @writes
    async def returned(self, connection: AsyncConnection, guild_id: int, now: datetime) -> int:
        """Let them post again that `left` suspended: the bot is in it again.

        Their slots that passed meanwhile are for `Plans.plan` to judge, as after any downtime;
        those that wait for changes look once.

        Returns:
            How many may post again.
        """
        await connection.execute(
            sa.update(servers).where(servers.c.guild_id == guild_id).values(left_at=None)
        )
        freed = await connection.execute(
            sa.update(subscriptions)
            .where(_c.guild_id == guild_id, _c.suspended_reason == LEFT)
            .values(
                suspended_reason=None,
                suspended_at=None,
                told=False,
                next_run_at=next_run(now),
            )
        )
        return freed.rowcount

    @writes
    async def purge(self, connection: AsyncConnection, left_before: datetime) -> int:
        """Forget the servers that the bot left before a moment, and all that they had.

        Returns:
            How many subscriptions were removed.
        """
        gone = servers.c.left_at < left_before
        ids = sa.select(servers.c.guild_id).where(gone)
        removed = await connection.execute(sa.delete(subscriptions).where(_c.guild_id.in_(ids)))
        for table in (deliveries, posts, correctives, challenges, channel_briefs):
            await connection.execute(sa.delete(table).where(table.c.guild_id.in_(ids)))
        await connection.execute(sa.delete(servers).where(gone))
        return removed.rowcount


async def _keep(
    connection: AsyncConnection, guild_id: int, values: dict[str, str | datetime]
) -> None:
    await connection.execute(
        insert(connection, servers)
        .values(guild_id=guild_id, **values)
        .on_conflict_do_update(index_elements=[servers.c.guild_id], set_=values)
    )
