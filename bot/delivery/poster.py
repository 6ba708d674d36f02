"""What delivery needs of Discord, said without it."""

from datetime import datetime
from hashlib import blake2b
from typing import Any, Protocol, TypeAlias

Json: TypeAlias = dict[str, Any]

# Letters and digits only, as it stands in a custom_id; Discord takes 25 as a nonce.
MARK_LENGTH = 20


def mark(name: str) -> str:
    """What tells the delivery of that name in a channel: its nonce, and what is looked for."""
    return blake2b(name.encode(), digest_size=MARK_LENGTH // 2).hexdigest()


class Poster(Protocol):
    """Posts to channels.

    Each method may raise any of the errors below; whatever else it raises is a bug, and the
    delivery is tried again.
    """

    async def post(self, channel_id: int, message: Json, nonce: str) -> int:
        """Post a message, and return its id; within minutes, one nonce makes one message."""
        ...

    async def find(self, channel_id: int, mark: str, since: datetime) -> int | None:
        """The id of our message since then that carries a mark in a button; None for none.

        Raises:
            UnreadableError: the channel's history may not be read.
        """
        ...

    async def edit(self, channel_id: int, message_id: int, message: Json) -> int:
        """Have a message of ours say something else; returns its id.

        Raises:
            GoneError: it was deleted.
        """
        ...

    async def direct(self, user_id: int) -> int:
        """The id of the channel of direct messages with a person; the same each time."""
        ...

    async def publish(self, channel_id: int, message_id: int) -> int:
        """Publish a message of an announcement channel to the servers that follow it.

        Returns:
            Its id; also where it is published already.
        """
        ...


class PostingError(Exception):
    """Discord did not do what was asked."""


class RefusedError(PostingError):
    """Nothing can be posted there until somebody changes something; the text says what."""


class InvalidError(PostingError):
    """Discord takes no such message, today or tomorrow."""


class GoneError(PostingError):
    """It was posted, and has been deleted since."""


class BusyError(PostingError):
    """Too many requests: nothing was posted, and nothing is wrong.

    Args:
        seconds: how long to wait.
    """

    def __init__(self, seconds: float) -> None:
        super().__init__(f"rate limited for {seconds:.1f} s")
        self.seconds = seconds


class UncertainError(PostingError):
    """It was posted, or it was not: the connection broke, or Discord is unwell."""


class UnreadableError(PostingError):
    """The history of the channel may not be read."""


class TokenRefusedError(PostingError):
    """Discord refuses our token: nothing more can be done."""
