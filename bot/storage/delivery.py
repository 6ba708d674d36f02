"""What a delivery is."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Literal, TypeAlias

import sqlalchemy as sa

State: TypeAlias = Literal["planned", "sent", "quiet", "skipped", "dead", "cancelled"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One row of the outbox: this subscription, this slot, this part."""

    id: int
    """Never given again, not even after the row is gone."""
    subscription_id: int
    slug: str
    """The brief that it tells of, whatever the subscription is set to since."""
    slot: datetime
    """The instant that it was due."""
    part: int
    """Counts from 1; the next is not claimed before this one is settled."""
    parts: int
    state: State
    open: bool
    """Whether it is still to be settled."""
    late: bool
    """Whether its slot passed while nothing ran."""
    content: str | None
    """What to send, once it is frozen."""
    revision_from: int | None
    revision_to: int | None
    entries: tuple[str, ...]
    """Ids of the entries that this part carries, once it is frozen."""
    not_before: datetime
    """When it may be claimed: its time, the end of its backoff, or of its lease."""
    owner: str | None
    """The claim that holds it; another one for every time that it is claimed."""
    attempts: int
    """How often a request for it may have left."""
    first_sent_at: datetime | None
    """When the first request for it may have left."""
    message_id: int | None
    channel_id: int | None
    """Where it was posted, or may have been."""
    error: str | None
    """What went wrong last."""
    created_at: datetime
    settled_at: datetime | None


@dataclass(frozen=True, slots=True)
class Part:
    """One message of a digest, composed and ready to be frozen."""

    content: str
    entries: Sequence[str] = ()
    """Ids of the entries that it carries."""


_FIELDS = [field.name for field in fields(Delivery) if field.name != "entries"]


def delivery_of(row: sa.RowMapping) -> Delivery:
    """A row of the table, which has a column for every field."""
    entries: str | None = row["entries"]
    return Delivery(
        entries=() if entries is None else tuple(json.loads(entries)),
        **{name: row[name] for name in _FIELDS},
    )


def entries_column(entries: Sequence[str]) -> str:
    """What the column `entries` holds."""
    return json.dumps(list(entries))
