"""Rows of the outbox, read and made; and columns that hold several names."""

import json
from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime

import sqlalchemy as sa

from bot.domain.delivery import Delivery, Kind

_LISTS = ("entries", "subject")
_FIELDS = [field.name for field in fields(Delivery) if field.name not in _LISTS]


def delivery_of(row: sa.RowMapping) -> Delivery:
    """A row of the table, which has a column for every field."""
    return Delivery(
        **{name: listed(row[name]) for name in _LISTS}, **{name: row[name] for name in _FIELDS}
    )


def listed(column: str | None) -> tuple[str, ...]:
    """The names in a column that holds several."""
    return () if column is None else tuple(json.loads(column))


def list_column(names: Sequence[str]) -> str:
    """What a column that holds several names has in it."""
    return json.dumps(list(names))


def planned_row(kind: Kind, key: str, now: datetime) -> dict[str, object]:
    """The row of a delivery that is no digest, due at once; server, target, brief and subject
    are for the caller to add.
    """
    return {
        "kind": kind,
        "key": key,
        "slot": now,
        "part": 1,
        "parts": 1,
        "state": "planned",
        "open": True,
        "late": False,
        "not_before": now,
        "attempts": 0,
        "created_at": now,
    }
