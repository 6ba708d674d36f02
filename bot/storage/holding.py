"""Who holds a row of the outbox, what it waits behind, and how one that is held is changed."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.delivery import AnyDelivery, Delivery, DigestDelivery, KeyedDelivery
from bot.domain.obstacles import Cause, Obstacle
from bot.storage.rows import KINDS, delivery_of
from bot.storage.tables import deliveries, is_open, live

_c = deliveries.c
_earlier = deliveries.alias("earlier")
_e = _earlier.c
_waits = sa.or_(
    sa.exists().where(
        _e.subscription_id == _c.subscription_id,
        _e.open.is_(sa.true()),
        sa.tuple_(_e.slot, _e.part) < sa.tuple_(_c.slot, _c.part),
    ),
    sa.exists().where(
        _c.subscription_id.is_(None),
        _e.target_id == _c.target_id,
        _e.kind == _c.kind,
        _e.open.is_(sa.true()),
        sa.tuple_(_e.slot, _e.part, _e.id) < sa.tuple_(_c.slot, _c.part, _c.id),
    ),
)
# What a newer version planned is left to it.
_known = _c.kind.in_(KINDS)
ready = sa.and_(is_open, _known, sa.or_(_c.subscription_id.is_(None), live), ~_waits)
"""Whether a delivery, joined with its subscription if it has one, waits for its time alone."""


def siblings(delivery: Delivery) -> tuple[sa.ColumnElement[bool], ...]:
    """Whether they belong to the same subscription, or go to the same place for the same."""
    match delivery:
        case DigestDelivery(subscription_id=subscription):
            return (_c.subscription_id == subscription,)
        case KeyedDelivery(kind=kind, target_id=target):
            return _c.subscription_id.is_(None), _c.kind == kind, _c.target_id == target
        case _:
            raise TypeError(f"{type(delivery)} is of no kind")


def held(delivery: Delivery) -> list[sa.ColumnElement[bool]]:
    """Whether the claim that a delivery came from still holds it."""
    # One that nobody had claimed is held by nobody; `owner IS NULL` would hold for it.
    return [_c.id == delivery.id, is_open, _c.owner == (delivery.owner or "")]


async def changed(
    connection: AsyncConnection,
    where: Sequence[sa.ColumnElement[bool]],
    values: Mapping[str, object],
) -> AnyDelivery | None:
    """Change a delivery; returns it as it is then, None where none meets the conditions."""
    row = await changed_row(connection, where, values)
    return None if row is None else delivery_of(row)


async def changed_row(
    connection: AsyncConnection,
    where: Sequence[sa.ColumnElement[bool]],
    values: Mapping[str, object],
) -> sa.RowMapping | None:
    """Change a row; returns it as it is then, None where none meets the conditions."""
    found = await connection.execute(
        sa.update(deliveries).where(*where).values(**values).returning(deliveries)
    )
    return found.mappings().one_or_none()


async def bury(connection: AsyncConnection, row: sa.RowMapping, error: str, now: datetime) -> None:
    """Give up a row that is no delivery, and the parts after it."""
    same = [column == row[column.name] for column in (_c.subscription_id, _c.kind, _c.target_id)]
    later = sa.and_(*same, _c.slot == row["slot"], _c.part > row["part"])
    dead = {"state": "dead", "open": False, "owner": None, "settled_at": now}
    reason = Cause(Obstacle.MALFORMED, error).stored
    await connection.execute(
        sa.update(deliveries)
        .where(is_open, sa.or_(_c.id == row["id"], later))
        # Nobody who looks back is to stumble over these two again.
        .values(**dead, error=reason, entries=None, subject=None)
    )
