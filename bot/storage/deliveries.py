"""Deliveries: what became of each, and the outbox looked at as a whole."""

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.delivery import (
    CorrectiveDelivery,
    Delivery,
    DigestDelivery,
    State,
)
from bot.storage.correctives import ToldChannel, hear, unhear
from bot.storage.holding import changed, held, siblings
from bot.storage.posts import NewPost, keep
from bot.storage.rows import digest_of, enqueue, planned_row
from bot.storage.store import PURGE, Store, reads, writes
from bot.storage.tables import deliveries, is_open, subscriptions

_c = deliveries.c


class Deliveries(Store):
    """What became of deliveries.

    A method that takes a Delivery acts for the claim that it came from, and changes nothing
    where another claim holds it since.
    """

    @writes
    async def sent(  # noqa: PLR0913 -- the connection is put in
        self,
        connection: AsyncConnection,
        delivery_id: int,
        message_id: int,
        channel_id: int,
        now: datetime,
        *,
        publish: bool = False,
    ) -> bool:
        """Settle one that was posted. It counts whoever holds it by now and whatever became of it.

        What it carried is kept as a post; with `publish` that is planned to be published. With the
        last part of a digest the subscription has told of everything up to its revision.

        Returns:
            Whether it was not noted before.
        """
        delivery = await changed(
            connection,
            [_c.id == delivery_id, _c.state != "sent"],
            {**_settled("sent", now), "message_id": message_id, "channel_id": channel_id},
        )
        if delivery is None:
            return False
        if message_id and isinstance(delivery, DigestDelivery | CorrectiveDelivery):
            await _keep(connection, delivery, (channel_id, message_id), now, publish=publish)
        if isinstance(delivery, DigestDelivery) and delivery.part == delivery.parts:
            s = subscriptions.c
            told = sa.literal(delivery.revision_to, sa.Integer)
            newer = sa.or_(s.last_revision.is_(None), s.last_revision < told)
            await connection.execute(
                sa.update(subscriptions)
                # Its revisions mean nothing where the subscription is to another brief by now.
                .where(s.id == delivery.subscription_id, s.slug == delivery.slug)
                .values(
                    last_revision=sa.case((newer, told), else_=s.last_revision),
                    last_delivered_at=now,
                    quiet_slots=0,
                )
            )
        return True

    @writes
    async def done(self, connection: AsyncConnection, delivery: Delivery, now: datetime) -> bool:
        """Settle one that left no message: a post was marked or published.

        Returns:
            Whether it was still held.
        """
        return await changed(connection, held(delivery), _settled("sent", now)) is not None

    @writes
    async def quiet(self, connection: AsyncConnection, delivery: Delivery, now: datetime) -> bool:
        """Settle one that has nothing to say.

        Returns:
            Whether it was still held.
        """
        settled = await _settle(connection, delivery, _settled("quiet", now))
        if settled and isinstance(delivery, DigestDelivery):
            await connection.execute(
                sa.update(subscriptions)
                .where(subscriptions.c.id == delivery.subscription_id)
                .values(quiet_slots=subscriptions.c.quiet_slots + 1)
            )
        return settled

    @writes
    async def skip(self, connection: AsyncConnection, delivery: Delivery, now: datetime) -> bool:
        """Settle one that is too late by now, and the parts after it.

        Returns:
            Whether it was still held.
        """
        return await _settle(connection, delivery, _settled("skipped", now))

    @writes
    async def dead(
        self, connection: AsyncConnection, delivery: Delivery, error: str, now: datetime
    ) -> bool:
        """Give one up, and the parts after it.

        Returns:
            Whether it was still held.
        """
        return await _settle(connection, delivery, {**_settled("dead", now), "error": error})

    @reads
    async def recent(
        self, connection: AsyncConnection, subscription_id: int, most: int
    ) -> list[DigestDelivery]:
        """A subscription's last deliveries, the newest first, those to come among them."""
        rows = await connection.execute(
            sa.select(deliveries)
            .where(_c.subscription_id == subscription_id)
            .order_by(_c.slot.desc(), _c.part.desc())
            .limit(most)
        )
        return [digest_of(row) for row in rows.mappings()]

    @reads
    async def published(
        self, connection: AsyncConnection, guild_id: int, since: datetime, most: int
    ) -> list[datetime]:
        """When messages of a server were published since a moment, the latest first."""
        rows = await connection.scalars(
            sa.select(_c.settled_at)
            .where(
                _c.kind == "publication",
                _c.state == "sent",
                _c.guild_id == guild_id,
                _c.settled_at > since,
            )
            .order_by(_c.settled_at.desc())
            .limit(most)
        )
        return [moment for moment in rows if moment is not None]

    @reads
    async def open_count(self, connection: AsyncConnection) -> int:
        """How many deliveries are to be settled."""
        count = await connection.scalar(
            sa.select(sa.func.count()).select_from(deliveries).where(is_open)
        )
        return count or 0

    @writes
    async def purge(self, connection: AsyncConnection, before: datetime) -> int:
        """Forget what was settled before a moment, at most `PURGE`; returns how many."""
        old = sa.select(_c.id).where(_c.settled_at < before).order_by(_c.settled_at).limit(PURGE)
        purged = await connection.execute(sa.delete(deliveries).where(_c.id.in_(old)))
        return purged.rowcount


def _settled(state: State, now: datetime) -> dict[str, object]:
    return {"state": state, "open": False, "owner": None, "settled_at": now}


async def _settle(
    connection: AsyncConnection, delivery: Delivery, values: Mapping[str, object]
) -> bool:
    later = (*siblings(delivery), _c.slot == delivery.slot, _c.part > delivery.part, is_open)
    settled = await changed(connection, held(delivery), values)
    if settled is None:
        return False
    await unhear(connection, sa.or_(_c.id == delivery.id, sa.and_(*later)))
    await connection.execute(
        sa.update(deliveries).where(*later).values(**{**values, "state": "cancelled"})
    )
    return True


async def _keep(
    connection: AsyncConnection,
    delivery: DigestDelivery | CorrectiveDelivery,
    message: tuple[int, int],
    now: datetime,
    *,
    publish: bool,
) -> None:
    """Keep what it carried as a post: of a channel and a message in it."""
    if delivery.content is None or delivery.revision_to is None:
        return  # it was never frozen, so that nobody knows what it said
    channel_id, message_id = message
    guild_id = await _guild(connection, delivery)
    post = NewPost(
        guild_id=guild_id,
        channel_id=channel_id,
        message_id=message_id,
        slug=delivery.slug,
        revision=delivery.revision_to,
        entries=delivery.entries,
        content=delivery.content,
        posted_at=now,
    )
    await keep(connection, post)
    channel = ToldChannel(delivery.slug, channel_id, guild_id)
    await hear(connection, channel, delivery.corrections, now)  # it may have been given up before
    if publish and guild_id is not None:
        row = planned_row(
            "publication",
            f"p:{message_id}",
            now,
            slug=delivery.slug,
            guild_id=guild_id,
            target_id=channel_id,
            subject=[str(message_id)],
        )
        await enqueue(connection, [row])


async def _guild(
    connection: AsyncConnection, delivery: DigestDelivery | CorrectiveDelivery
) -> int | None:
    """Its server; None where the subscription is gone by now."""
    if isinstance(delivery, CorrectiveDelivery):
        return delivery.guild_id
    s = subscriptions.c
    return await connection.scalar(sa.select(s.guild_id).where(s.id == delivery.subscription_id))
