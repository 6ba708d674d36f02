"""Suspensions: subscriptions that cannot post, why, and who knows of it."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.obstacles import Obstacle
from bot.domain.subscription import Subscription
from bot.storage.columns import instant
from bot.storage.store import Store, reads, writes
from bot.storage.subscriptions import subscription_of
from bot.storage.tables import servers, subscriptions, suspended

LEFT = Obstacle.LEFT.value
"""The reason of those that are suspended because the bot is not in their server."""

_c = subscriptions.c

# What is let go on and stops again within this, without having posted, has not stopped anew.
_SAME_STOP = timedelta(days=1)


def next_run(now: datetime) -> sa.ColumnElement[datetime]:
    """When one that goes on runs next: at its slot; one that waits for changes looks once."""
    looks = sa.func.coalesce(_c.next_run_at, instant(now))
    return sa.case((_c.paused, _c.next_run_at), else_=looks)


class Suspensions(Store):
    """The subscriptions that are stopped because they cannot post."""

    @writes
    async def suspend(
        self, connection: AsyncConnection, subscription_id: int, reason: str, now: datetime
    ) -> bool:
        """Stop one that cannot post; its settings stay.

        Managers are to be told of it, unless they were told and it was only let go on by trial,
        in vain.

        Returns:
            Whether it was not suspended before; otherwise the first reason stays.
        """
        in_vain = sa.or_(_c.last_delivered_at.is_(None), _c.last_delivered_at < _c.suspended_at)
        known = sa.and_(_c.told, _c.suspended_at > now - _SAME_STOP, in_vain)
        stopped = await connection.execute(
            sa.update(subscriptions)
            .where(_c.id == subscription_id, _c.suspended_reason.is_(None))
            .values(
                suspended_reason=reason,
                suspended_at=now,
                told=sa.func.coalesce(known, sa.false()),
            )
        )
        return stopped.rowcount == 1

    @writes
    async def mark_told(self, connection: AsyncConnection, subscription_id: int) -> bool:
        """Note that managers know of a suspension; returns whether this is the first time."""
        marked = await connection.execute(
            sa.update(subscriptions)
            .where(_c.id == subscription_id, suspended, ~_c.told)
            .values(told=True)
        )
        return marked.rowcount == 1

    @writes
    async def unsuspend(
        self,
        connection: AsyncConnection,
        subscription_id: int,
        now: datetime,
        *,
        by_trial: bool = False,
    ) -> bool:
        """Let it post again; returns whether it was suspended.

        Its slots that passed meanwhile are for `Plans.plan` to judge, as after any downtime; one
        that waits for changes looks once. `by_trial` where only posting will show that it can.
        """
        values: dict[str, object] = {
            "suspended_reason": None,
            "next_run_at": next_run(now),
        }
        if not by_trial:
            values |= {"suspended_at": None, "told": False}
        freed = await connection.execute(
            sa.update(subscriptions).where(_c.id == subscription_id, suspended).values(**values)
        )
        return freed.rowcount == 1

    @reads
    async def suspended(
        self, connection: AsyncConnection, *, after_id: int = 0, most: int = 100
    ) -> list[Subscription]:
        """Those to check again, by id; not those whose server the bot has left.

        A page at a time: `after_id` is the last one of the page before.
        """
        rows = await connection.execute(
            sa.select(subscriptions)
            .join(servers, servers.c.guild_id == _c.guild_id)
            .where(suspended, servers.c.left_at.is_(None), _c.id > after_id)
            .order_by(_c.id)
            .limit(most)
        )
        return [subscription_of(row) for row in rows.mappings()]
