"""What a challenge is: what a reader thinks is wrong, and what the curators answered."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class NewChallenge:
    """What a reader handed in."""

    user_id: int | None
    """Who; None once they are forgotten."""
    guild_id: int | None
    """None for direct messages."""
    channel_id: int | None
    message_id: int | None
    """The message of ours that it is about, where everybody could read one."""
    slug: str
    revision: int | None
    """The state of the brief that the message told, where that is known."""
    entries: tuple[str, ...]
    """Ids of the entries that it is about; none for the whole brief."""
    text: str
    """As it was typed."""
    link: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge(NewChallenge):
    """A challenge as it is kept."""

    id: int
    """Never given again."""
    state: Literal["open", "answered"]
    answer: str | None
    answered_at: datetime | None

    @property
    def reply_name(self) -> str:
        """What the delivery of its answer is known by."""
        return f"r:{self.id}"
