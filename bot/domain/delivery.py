"""What a delivery is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

State: TypeAlias = Literal["planned", "sent", "quiet", "skipped", "dead", "cancelled"]
Kind: TypeAlias = Literal["digest", "corrective", "banner", "publication", "reply"]
"""What leaves: a digest; a correction told to a channel, or marked on a post; the publishing of an
announcement; a curators' answer to a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One row of the outbox: of a digest, this subscription, this slot, this part."""

    id: int
    """Never given again, not even after the row is gone."""
    kind: Kind
    key: str | None
    """What one that is no digest is known by; there is one of each."""
    subscription_id: int | None
    """None for all but digests."""
    slug: str
    """The brief that it tells of, whatever the subscription is set to since."""
    slot: datetime
    """The instant that it was due; for what has no slot, when it was planned."""
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
    """What went wrong last, as `Cause.stored` has it."""
    created_at: datetime
    settled_at: datetime | None
    guild_id: int | None
    """The server of one that is no digest; None for direct messages."""
    target_id: int | None
    """Where one that is no digest goes: a channel; for a reply, a person."""
    post_id: int | None
    """The post that is marked or published."""
    subject: tuple[str, ...]
    """What it is about: ids of corrections (of a digest, those that its channel first hears of by
    it), or of the challenge that is answered."""

    @property
    def name(self) -> str:
        """What tells it from all others, whichever process makes it."""
        return self.key or digest_name(self.subscription_id or 0, self.slot, self.part)

    def name_of(self, part: int) -> str:
        """The name of another part of the same; this is the first part."""
        if self.key is None:
            return digest_name(self.subscription_id or 0, self.slot, part)
        return self.key if part == 1 else f"{self.key}/{part}"


def digest_name(subscription_id: int, slot: datetime, part: int) -> str:
    """The name of a digest; see `Delivery.name`."""
    return f"{subscription_id}:{int(slot.timestamp() * 1000)}:{part}"


@dataclass(frozen=True, slots=True)
class FrozenPart:
    """One message of a delivery, composed and ready to be frozen."""

    content: str
    entries: Sequence[str] = ()
    """Ids of the entries that it carries."""
    tells: Sequence[str] = ()
    """Ids of the corrections that its channel hears of by this digest."""
