"""Suspensions: subscriptions that cannot post, why, and who knows of it."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.store import Store, reads, writes
from bot.storage.subscription import Subscription, subscription_of
from bot.storage.tables import instant, subscriptions, suspended

LEFT = "left"
"""The reason of those that are suspended because the bot is not in their server."""

_c = subscriptions.c


class Suspensions(Store):
    """The subscriptions that are stopped because they cannot post."""

    @writes
    async def suspend(
        self, connection: AsyncConnection, subscription_id: int, reason: str, now: datetime
    ) -> bool:
        """Stop one that cannot post; its settings stay.

        Returns:
            Whether it was not suspended before; otherwise the first reason stays.
        """
        stopped = await connection.execute(
            sa.update(subscriptions)
            .where(_c.id == subscription_id, _c.suspended_reason.is_(None))
            .values(suspended_reason=reason, suspended_at=now, told=False)
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
        self, connection: AsyncConnection, subscription_id: int, now: datetime
    ) -> bool:
        """Let it post again; returns whether it was suspended.

        Its slots that passed meanwhile are for `Plans.plan` to judge, as after any downtime; one
        that waits for changes looks once.
        """
        freed = await connection.execute(
            sa.update(subscriptions)
            .where(_c.id == subscription_id, suspended)
            .values(
                suspended_reason=None,
                suspended_at=None,
                told=False,
                next_run_at=sa.func.coalesce(_c.next_run_at, instant(now)),
            )
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
            .where(suspended, _c.suspended_reason != LEFT, _c.id > after_id)
            .order_by(_c.id)
            .limit(most)
        )
        return [subscription_of(row) for row in rows.mappings()]
