"""Correctives: that a channel hears of a correction, by whatever tells it, once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.rows import listed
from bot.storage.store import insert
from bot.storage.tables import correctives, deliveries, subscriptions

_c, _d, _s = correctives.c, deliveries.c, subscriptions.c


@dataclass(frozen=True, slots=True)
class ToldChannel:
    """Who is told of a brief."""

    slug: str
    channel_id: int
    guild_id: int | None
    """None for direct messages."""


async def hear(
    connection: AsyncConnection, channel: ToldChannel, corrections: Collection[str], now: datetime
) -> list[str]:
    """Note, within a transaction, that a channel is told of corrections.

    Whoever notes the same meanwhile waits for the end of the transaction.

    Returns:
        Those that it was not told of before, nor is about to be.
    """
    new: list[str] = []
    for correction in corrections:
        noted = await connection.execute(
            insert(connection, correctives)
            .values(
                slug=channel.slug,
                correction=correction,
                channel_id=channel.channel_id,
                guild_id=channel.guild_id,
                planned_at=now,
            )
            .on_conflict_do_nothing()
        )
        if noted.rowcount:
            new.append(correction)
    return new


async def unhear(connection: AsyncConnection, *which: sa.ColumnElement[bool]) -> None:
    """Note, within a transaction, that corrections will not be told after all.

    Those of digests, once they are frozen, and of correctives; other deliveries tell none.

    Args:
        connection: of the transaction.
        which: conditions on the rows of the outbox.
    """
    place = sa.func.coalesce(_d.target_id, _s.thread_id, _s.channel_id)
    tells = sa.or_(_d.kind == "corrective", sa.and_(_d.kind == "digest", _d.content.is_not(None)))
    rows = await connection.execute(
        sa.select(_d.slug, _d.subject, place)
        .join(subscriptions, _s.id == _d.subscription_id, isouter=True)
        .where(tells, *which)
    )
    for slug, subject, channel_id in rows.all():
        await connection.execute(
            sa.delete(correctives).where(
                _c.slug == slug,
                _c.channel_id == channel_id,
                _c.correction.in_(listed(subject)),
            )
        )
