"""Subscriptions: which channel gets which brief when."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, fields, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import Unpack

from bot.domain.errors import NotFoundError
from bot.domain.subscription import Changes, NewSubscription, Subscription
from bot.storage.correctives import unhear
from bot.storage.errors import TooManySubscriptionsError
from bot.storage.store import Store, insert, reads, writes, writes_once
from bot.storage.tables import deliveries, is_open, live, servers, subscriptions

_c = subscriptions.c


class Subscriptions(Store):
    """The subscriptions of all servers.

    What a manager asks for goes by server and id together, so that nobody reaches into another
    server; it raises NotFoundError where that server has none with the id.
    """

    @writes_once
    async def add(
        self, connection: AsyncConnection, new: NewSubscription, most_per_guild: int
    ) -> Subscription:
        """Keep a new one.

        Raises:
            TooManySubscriptionsError: the server has `most_per_guild` already.
            StorageError: also where it is unknown whether it was saved: twice would post twice.
        """
        # Writing the server's row makes others who add to this server wait for this one.
        await connection.execute(
            insert(connection, servers)
            .values(guild_id=new.guild_id)
            .on_conflict_do_update(index_elements=[servers.c.guild_id], set_={"left_at": None})
        )
        existing = await connection.scalar(
            sa.select(sa.func.count()).select_from(subscriptions).where(_c.guild_id == new.guild_id)
        )
        if (existing or 0) >= most_per_guild:
            raise TooManySubscriptionsError(most_per_guild)
        added = await connection.execute(
            sa.insert(subscriptions)
            .values(**asdict(new), paused=False, told=False, quiet_slots=0)
            .returning(subscriptions)
        )
        return subscription_of(added.mappings().one())

    @reads
    async def get(
        self, connection: AsyncConnection, guild_id: int, subscription_id: int
    ) -> Subscription:
        """One subscription of a server."""
        found = await connection.execute(
            sa.select(subscriptions).where(*_is(guild_id, subscription_id))
        )
        return _found(found, subscription_id)

    @reads
    async def of_guild(self, connection: AsyncConnection, guild_id: int) -> list[Subscription]:
        """All subscriptions of a server, the oldest first."""
        rows = await connection.execute(
            sa.select(subscriptions).where(_c.guild_id == guild_id).order_by(_c.id)
        )
        return [subscription_of(row) for row in rows.mappings()]

    @reads
    async def of_ids(
        self, connection: AsyncConnection, ids: Collection[int]
    ) -> dict[int, Subscription]:
        """Id → subscription, of those that still exist."""
        rows = await connection.execute(sa.select(subscriptions).where(_c.id.in_(ids)))
        return {row["id"]: subscription_of(row) for row in rows.mappings()}

    @writes
    async def edit(
        self,
        connection: AsyncConnection,
        guild_id: int,
        subscription_id: int,
        **changes: Unpack[Changes],
    ) -> Subscription:
        """Change settings.

        Another brief begins anew: what was told of the one before is forgotten, and what of it
        was planned but never sent is dropped. For another channel, what was composed but never
        sent is composed anew: the new one may have heard of other corrections.
        """
        found = await connection.execute(
            sa.select(subscriptions).where(*_is(guild_id, subscription_id)).with_for_update()
        )
        before = _found(found, subscription_id)
        values: dict[str, object] = {**changes}
        if "slug" in changes and changes["slug"] != before.slug:
            values |= {"last_revision": None, "last_delivered_at": None, "quiet_slots": 0}
            dropped = (
                *_unsent(subscription_id),
                deliveries.c.slug == before.slug,
            )
            await unhear(connection, *dropped)
            await connection.execute(sa.delete(deliveries).where(*dropped))
        if replace(before, **changes).place_id != before.place_id:
            await _compose_anew(connection, subscription_id)
        return await _changed(connection, guild_id, subscription_id, values)

    @writes
    async def remove(
        self, connection: AsyncConnection, guild_id: int, subscription_id: int
    ) -> Subscription:
        """Forget one and its deliveries; returns it as it was."""
        await unhear(
            connection,
            *_is(guild_id, subscription_id),
            is_open,
            deliveries.c.first_sent_at.is_(None),
        )
        gone = await connection.execute(
            sa.delete(subscriptions).where(*_is(guild_id, subscription_id)).returning(subscriptions)
        )
        return _found(gone, subscription_id)

    @writes
    async def pause(
        self,
        connection: AsyncConnection,
        guild_id: int,
        subscription_id: int,
        *,
        until: datetime | None = None,
        next_run_at: datetime | None = None,
    ) -> Subscription:
        """Post nothing: for good, or until a moment and then from the slot `next_run_at` on."""
        values = {"paused": True, "paused_until": until, "next_run_at": next_run_at}
        return await _changed(connection, guild_id, subscription_id, values)

    @writes
    async def resume(
        self,
        connection: AsyncConnection,
        guild_id: int,
        subscription_id: int,
        next_run_at: datetime | None,
    ) -> Subscription:
        """Post again, from that slot on."""
        values = {"paused": False, "paused_until": None, "next_run_at": next_run_at}
        return await _changed(connection, guild_id, subscription_id, values)


async def wake(connection: AsyncConnection, slug: str, at: datetime) -> None:
    """Have a brief's subscriptions that have no schedule of their own run at a moment.

    Those that are to run sooner stay so; those paused or suspended are not woken.
    """
    await connection.execute(
        sa.update(subscriptions)
        .where(
            _c.slug == slug,
            _c.cron == "",
            live,
            sa.or_(_c.next_run_at.is_(None), _c.next_run_at > at),
        )
        .values(next_run_at=at)
    )


def _is(guild_id: int, subscription_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    return _c.guild_id == guild_id, _c.id == subscription_id


def _unsent(subscription_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    """Whether it is one of the subscription's, and no request for it has left."""
    d = deliveries.c
    return d.subscription_id == subscription_id, is_open, d.first_sent_at.is_(None)


async def _compose_anew(connection: AsyncConnection, subscription_id: int) -> None:
    """Take back what was to be sent to a subscription's channel, and who is about to send it.

    Where the first part was sent, the others stay as they are: they go on from it.
    """
    d, unsent = deliveries.c, _unsent(subscription_id)
    await unhear(connection, *unsent)
    anew = await connection.scalars(
        sa.update(deliveries)
        .where(*unsent, d.part == 1)
        .values(
            parts=1,
            content=None,
            entries=None,
            subject=None,
            revision_from=None,
            revision_to=None,
            owner=None,
            not_before=d.created_at,
        )
        .returning(d.slot)
    )
    further = d.slot.in_(anew.all())
    await connection.execute(sa.delete(deliveries).where(*unsent, d.part > 1, further))


async def _changed(
    connection: AsyncConnection, guild_id: int, subscription_id: int, values: Mapping[str, object]
) -> Subscription:
    changed = await connection.execute(
        sa.update(subscriptions)
        .where(*_is(guild_id, subscription_id))
        .values(**values)
        .returning(subscriptions)
    )
    return _found(changed, subscription_id)


def _found(result: sa.CursorResult[*tuple[object, ...]], subscription_id: int) -> Subscription:
    row = result.mappings().one_or_none()
    if row is None:
        raise NotFoundError("digest", str(subscription_id))
    return subscription_of(row)


_FIELDS = [field.name for field in fields(Subscription)]


def subscription_of(row: sa.RowMapping) -> Subscription:
    """A row of the table, which has a column for every field."""
    return Subscription(**{name: row[name] for name in _FIELDS})
