"""What a delivery is: of each kind what it needs, and of all what the outbox needs."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal, TypeAlias

from typing_extensions import override

State: TypeAlias = Literal["planned", "sent", "quiet", "skipped", "dead", "cancelled"]
Kind: TypeAlias = Literal["digest", "corrective", "banner", "publication", "reply"]
"""What leaves: a digest; a correction told to a channel, or marked on a post; the publishing of an
announcement; a curators' answer to a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery(ABC):
    """One row of the outbox, whatever its kind."""

    kind: ClassVar[Kind]
    id: int
    """Never given again, not even after the row is gone."""
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
    content: str | None
    """What to send, once it is frozen."""
    revision_to: int | None
    """The revision up to which it tells; None for a digest before it is frozen."""
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
    """Since when it waits; for a further part, since when its first did."""
    settled_at: datetime | None

    @property
    @abstractmethod
    def name(self) -> str:
        """What tells it from all others, whichever process makes it."""

    @abstractmethod
    def name_of(self, part: int) -> str:
        """The name of another part of the same; this is the first part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestDelivery(Delivery):
    """Of a digest this subscription, this slot, this part."""

    kind: ClassVar[Kind] = "digest"
    subscription_id: int
    late: bool
    """Whether its slot passed while nothing ran."""
    revision_from: int | None
    """The revision that its channel was told last; None for the first digest."""
    corrections: tuple[str, ...]
    """Ids of those that its channel first hears of by this part, once it is frozen."""

    @property
    @override
    def name(self) -> str:
        return self.name_of(self.part)

    @override
    def name_of(self, part: int) -> str:
        return digest_name(self.subscription_id, self.slot, part)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyedDelivery(Delivery):
    """One that belongs to no subscription."""

    key: str
    """What it is known by; there is one of each."""
    target_id: int
    """Where it goes: a channel; for a reply, a person."""

    @property
    @override
    def name(self) -> str:
        return self.key

    @override
    def name_of(self, part: int) -> str:
        return self.key if part == 1 else f"{self.key}/{part}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectiveDelivery(KeyedDelivery):
    """Tells a channel what was wrong in what it was told."""

    kind: ClassVar[Kind] = "corrective"
    guild_id: int
    corrections: tuple[str, ...]
    """Their ids; once it is frozen, of those that this part tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BannerDelivery(KeyedDelivery):
    """Marks a post as corrected."""

    kind: ClassVar[Kind] = "banner"
    post_id: int
    """Its number, not its message's id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationDelivery(KeyedDelivery):
    """Publishes a message of an announcement channel."""

    kind: ClassVar[Kind] = "publication"
    guild_id: int
    announcement_id: int
    """The message's id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyDelivery(KeyedDelivery):
    """Tells a person what the curators answered."""

    kind: ClassVar[Kind] = "reply"
    challenge_id: int

    @property
    def person_id(self) -> int:
        """Whom it is for."""
        return self.target_id


AnyDelivery: TypeAlias = (
    DigestDelivery | CorrectiveDelivery | BannerDelivery | PublicationDelivery | ReplyDelivery
)


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
    """Ids of the corrections that its channel hears of by it."""
