"""Planning: subscriptions that are due become rows of the outbox."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.subscription import Subscription
from bot.storage.columns import instant
from bot.storage.holding import ready
from bot.storage.rows import Row, digest_row, enqueue
from bot.storage.store import Store, reads, writes
from bot.storage.subscriptions import subscription_of
from bot.storage.tables import deliveries, is_open, live, subscriptions

# A batch holds up the event loop for some 20 ms, half of it the caller's cron arithmetic.
BATCH = 100

_c = subscriptions.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What becomes of a subscription that is due."""

    next_run_at: datetime | None
    """Its next slot, later than now; None where only a change wakes it."""
    slot: datetime | None = None
    """The instant that a delivery is planned for; None for no delivery."""
    late: bool = False
    """Whether to say that it is late."""
    skipped: bool = False
    """Whether it is too late to be posted, and only noted."""
    suspend: str | None = None
    """Why it cannot go on, such as a time zone that no longer exists."""


Slots = Callable[[Subscription], Planned]


class Plans(Store):
    """What is due, and what becomes of it."""

    async def plan(self, now: datetime, slots: Slots) -> int:
        """Plan all that is due, in batches, each in one transaction; any number may do so at once.

        Subscriptions whose pause has ended are resumed first. Where one has a delivery that waits
        and says nothing yet, that is for the newer slot from now on: it will tell what both would.

        Args:
            now: the moment.
            slots: tells what becomes of one that is due. It is pure and quick, raises nothing
                (one that raises keeps all others from being planned), and may be called again
                for the same one.

        Returns:
            How many subscriptions were due.
        """
        await self._resume(now)
        planned = 0
        while count := await self._plan(now, slots):
            planned += count
            await asyncio.sleep(0)
        return planned

    @writes
    async def add(
        self, connection: AsyncConnection, subscription: Subscription, slot: datetime
    ) -> bool:
        """Plan one delivery out of turn, for a moment; the schedule stays as it is.

        Returns:
            Whether it was planned; not where there is one for that very slot.
        """
        row = digest_row(subscription.id, subscription.slug, slot, slot)
        return await enqueue(connection, [row]) == 1

    @reads
    async def next_due(self, connection: AsyncConnection) -> datetime | None:
        """When something is due next: a slot, the end of a pause, a try; None for nothing."""
        d = deliveries.c
        moments = [
            await connection.scalar(sa.select(sa.func.min(_c.next_run_at)).where(live)),
            await connection.scalar(sa.select(sa.func.min(_c.paused_until))),
            # One that waits behind another is due with it, however long its own time has passed.
            await connection.scalar(
                sa.select(sa.func.min(d.not_before))
                .join(subscriptions, _c.id == d.subscription_id, isouter=True)
                .where(ready)
            ),
        ]
        return min((moment for moment in moments if moment is not None), default=None)

    @writes
    async def _resume(self, connection: AsyncConnection, now: datetime) -> None:
        await connection.execute(
            sa.update(subscriptions)
            .where(_c.paused_until <= now)
            .values(paused=False, paused_until=None)
        )

    @writes
    async def _plan(self, connection: AsyncConnection, now: datetime, slots: Slots) -> int:
        rows = await connection.execute(
            sa.select(subscriptions)
            .where(live, _c.next_run_at <= now)
            .order_by(_c.next_run_at)
            .limit(BATCH)
            .with_for_update(skip_locked=True)
        )
        due = [subscription_of(row) for row in rows.mappings()]
        if not due:
            return 0
        planned = [(subscription, slots(subscription)) for subscription in due]
        waiting = await _waiting(connection, [subscription.id for subscription in due])
        new: list[Row] = []
        for subscription, plan in planned:
            if plan.slot is None:
                continue
            if plan.skipped or subscription.id not in waiting:
                new.append(_delivery(subscription, plan, plan.slot, now))
            else:
                await _postpone(connection, waiting[subscription.id], plan.slot, late=plan.late)
        await enqueue(connection, new)
        await connection.execute(
            sa.update(subscriptions)
            .where(_c.id == sa.bindparam("due_id"))
            .values(next_run_at=sa.bindparam("next_slot")),
            [
                {"due_id": subscription.id, "next_slot": _later(plan, now)}
                for subscription, plan in planned
            ],
        )
        await _suspend(connection, planned, now)
        return len(due)


async def _waiting(connection: AsyncConnection, ids: Sequence[int]) -> dict[int, int]:
    """Subscription → its newest delivery that nobody holds and that does not say anything yet.

    What is being claimed at this moment is none; the others are not claimed meanwhile.
    """
    d = deliveries.c
    rows = await connection.execute(
        sa.select(d.subscription_id, d.id)
        .where(
            d.subscription_id.in_(ids),
            is_open,
            d.content.is_(None),
            d.first_sent_at.is_(None),
            d.owner.is_(None),
        )
        .order_by(d.slot)
        .with_for_update(skip_locked=True)
    )
    return {subscription: delivery for subscription, delivery in rows if subscription}


async def _postpone(
    connection: AsyncConnection, delivery_id: int, slot: datetime, *, late: bool
) -> None:
    """Have one that waits be for another slot, unless there is one for that; it keeps its turn."""
    d, other = deliveries.c, deliveries.alias("other")
    taken = sa.exists().where(
        other.c.subscription_id == d.subscription_id,
        other.c.slot == instant(slot),
        other.c.part == d.part,
    )
    await connection.execute(
        sa.update(deliveries).where(d.id == delivery_id, ~taken).values(slot=slot, late=late)
    )


def _later(plan: Planned, now: datetime) -> datetime | None:
    if plan.next_run_at is not None and plan.next_run_at <= now:
        raise ValueError(f"the next slot, {plan.next_run_at}, is due already: it would never end")
    return plan.next_run_at


async def _suspend(
    connection: AsyncConnection, planned: list[tuple[Subscription, Planned]], now: datetime
) -> None:
    stopped = [
        {"stopped_id": subscription.id, "why": plan.suspend}
        for subscription, plan in planned
        if plan.suspend is not None
    ]
    if stopped:
        await connection.execute(
            sa.update(subscriptions)
            .where(_c.id == sa.bindparam("stopped_id"))
            .values(suspended_reason=sa.bindparam("why"), suspended_at=now, told=False),
            stopped,
        )


def _delivery(subscription: Subscription, plan: Planned, slot: datetime, now: datetime) -> Row:
    row = digest_row(subscription.id, subscription.slug, slot, now)
    return row | {
        "late": plan.late,
        "state": "skipped" if plan.skipped else "planned",
        "open": not plan.skipped,
        "settled_at": now if plan.skipped else None,
    }
