"""Rows of the outbox, read, made and put in; and columns that hold several names."""

import json
from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.delivery import (
    AnyDelivery,
    BannerDelivery,
    CorrectiveDelivery,
    Delivery,
    DigestDelivery,
    FrozenPart,
    Kind,
    PublicationDelivery,
    ReplyDelivery,
)
from bot.storage.store import insert
from bot.storage.tables import deliveries

Row: TypeAlias = dict[str, object]

KINDS: tuple[Kind, ...] = ("digest", "corrective", "banner", "publication", "reply")
"""Those that this version knows."""

_SHARED = [field.name for field in fields(Delivery) if field.name != "entries"]
# What all parts of one delivery have in common, once the first is frozen.
_OF_ALL_PARTS = (
    "kind", "subscription_id", "guild_id", "target_id", "post_id", "subject", "slug", "slot",
    "created_at", "parts", "late", "revision_from", "revision_to",
)  # fmt: skip


def delivery_of(row: sa.RowMapping) -> AnyDelivery:
    """The delivery that a row of the table is, of its own kind.

    Raises:
        ValueError: the row lacks what its kind needs, or its kind is unknown.
    """
    match row["kind"]:
        case "digest":
            return digest_of(row)
        case "corrective":
            return corrective_of(row)
        case "banner":
            return BannerDelivery(**_keyed(row), post_id=_id(row, "post_id"))
        case "publication":
            (message,) = listed(row["subject"])
            return PublicationDelivery(
                **_keyed(row), guild_id=_id(row, "guild_id"), announcement_id=int(message)
            )
        case "reply":
            (challenge,) = listed(row["subject"])
            return ReplyDelivery(**_keyed(row), challenge_id=int(challenge))
        case kind:
            raise ValueError(f"delivery {row['id']} is of the unknown kind {kind!r}")


def digest_of(row: sa.RowMapping) -> DigestDelivery:
    """A row that is known to be a digest."""
    return DigestDelivery(
        **_shared(row),
        subscription_id=_id(row, "subscription_id"),
        late=row["late"],
        revision_from=row["revision_from"],
        corrections=listed(row["subject"]),
    )


def corrective_of(row: sa.RowMapping) -> CorrectiveDelivery:
    """A row that is known to be a corrective."""
    return CorrectiveDelivery(
        **_keyed(row), guild_id=_id(row, "guild_id"), corrections=listed(row["subject"])
    )


def _shared(row: sa.RowMapping) -> dict[str, Any]:
    return {"entries": listed(row["entries"]), **{name: row[name] for name in _SHARED}}


def _keyed(row: sa.RowMapping) -> dict[str, Any]:
    key = row["key"]
    if key is None:
        raise ValueError(f"delivery {row['id']} ({row['kind']}) has no key")
    return {**_shared(row), "key": key, "target_id": _id(row, "target_id")}


def _id(row: sa.RowMapping, name: str) -> int:
    value = row[name]
    if not value:
        raise ValueError(f"delivery {row['id']} ({row['kind']}) has no {name}")
    return value


def listed(column: str | None) -> tuple[str, ...]:
    """The names in a column that holds several."""
    return () if column is None else tuple(json.loads(column))


def list_column(names: Sequence[str]) -> str:
    """What a column that holds several names has in it."""
    return json.dumps(list(names))


def digest_row(subscription_id: int, slug: str, slot: datetime, now: datetime) -> Row:
    """The row of a digest that is due."""
    return _due(now) | {
        "kind": "digest",
        "subscription_id": subscription_id,
        "slug": slug,
        "slot": slot,
    }


def planned_row(  # noqa: PLR0913 -- the columns that differ
    kind: Kind,
    key: str,
    now: datetime,
    *,
    slug: str,
    guild_id: int | None,
    target_id: int,
    subject: Sequence[str],
    post_id: int | None = None,
    revision_to: int | None = None,
) -> Row:
    """The row of a delivery that is no digest, due at once."""
    return _due(now) | {
        "kind": kind,
        "key": key,
        "slot": now,
        "slug": slug,
        "guild_id": guild_id,
        "target_id": target_id,
        "subject": list_column(subject),
        "post_id": post_id,
        "revision_to": revision_to,
    }


def further_rows(
    frozen: sa.RowMapping, delivery: Delivery, parts: Sequence[FrozenPart], now: datetime
) -> list[Row]:
    """The rows of the parts after the first, `frozen`; `parts` are all."""
    shared = {name: frozen[name] for name in _OF_ALL_PARTS}
    return [
        _due(now)
        | shared
        | {
            "key": frozen["key"] and delivery.name_of(number),
            "part": number,
            **said(delivery, part),
        }
        for number, part in enumerate(parts[1:], start=2)
    ]


def said(delivery: Delivery, part: FrozenPart) -> Row:
    """The columns of what one part says, with the corrections that it tells."""
    columns: Row = {"content": part.content, "entries": list_column(part.entries)}
    if isinstance(delivery, DigestDelivery | CorrectiveDelivery):
        columns["subject"] = list_column(part.tells)
    return columns


def _due(now: datetime) -> Row:
    return {
        "part": 1,
        "parts": 1,
        "state": "planned",
        "open": True,
        "late": False,
        "not_before": now,
        "attempts": 0,
        "created_at": now,
    }


async def enqueue(connection: AsyncConnection, rows: Sequence[Row]) -> int:
    """Put rows of the same columns into the outbox, the one place where that is done.

    Returns:
        How many were not there before: a key is there once, and so is a subscription's slot.
    """
    if not rows:
        return 0
    put = insert(connection, deliveries).on_conflict_do_nothing().returning(deliveries.c.id)
    return len((await connection.scalars(put, rows)).all())
