"""Why something did not reach its channel: a code, put into words where it is shown."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class Obstacle(StrEnum):
    """What stood in the way. The values are kept in the database: none is ever renamed."""

    LEFT = "left"
    """The bot was removed from the server."""
    SERVER_GONE = "server_gone"
    """Discord knows no such server, or not that the bot is in it."""
    CHANNEL_GONE = "channel_gone"
    CHANNEL_UNKNOWN = "channel_unknown"
    """Discord has not told of it yet, or of the channel that a thread belongs to."""
    MAY_NOT_SEE = "may_not_see"
    MAY_NOT_WRITE = "may_not_write"
    MAY_NOT_READ = "may_not_read"
    """The history, so that nobody knows whether it was posted."""
    THREAD_ARCHIVED = "thread_archived"
    THREAD_LOCKED = "thread_locked"
    REFUSED = "refused"
    """For another reason; the detail is Discord's."""
    INVALID = "invalid"
    """Discord takes no such message; the detail is Discord's."""
    ALREADY_PUBLISHED = "already_published"
    DELETED = "deleted"
    """It was posted, and has been deleted since."""
    TOO_MUCH_SINCE = "too_much_since"
    """So much was written since that nobody knows whether it was posted."""
    RATE_LIMITED = "rate_limited"
    DISCORD_UNWELL = "discord_unwell"
    """The detail is the status of its answer."""
    DISCONNECTED = "disconnected"
    """The detail is the system's."""
    NO_ANSWER = "no_answer"
    TOKEN_REFUSED = "token_refused"  # noqa: S105 -- no token
    SCHEDULE_UNREADABLE = "schedule_unreadable"
    """The detail is its frequency and its cron expression."""
    ZONE_UNKNOWN = "zone_unknown"
    """The detail is the time zone's name."""
    STATE_UNREADABLE = "state_unreadable"
    """Another version recorded the state; the detail is its number."""
    MALFORMED = "malformed"
    """What is kept of it makes no sense; the detail is the kind of error."""
    BUG = "bug"
    """The detail is the kind of error."""
    OTHER = "other"
    """The detail is all that is known: the words that earlier versions kept."""


DETAIL = 300
"""Characters of a detail that are kept."""


@dataclass(frozen=True, slots=True)
class Cause:
    """An obstacle, with what somebody else said of it."""

    obstacle: Obstacle
    detail: str = ""

    @property
    def stored(self) -> str:
        """As it is kept and logged: the code, and the detail after a colon, cut where it is long.

        Discord's answer to a message that it refuses names each field that is wrong.
        """
        detail = self.detail
        if len(detail) > DETAIL:
            detail = detail[: DETAIL - 1] + "…"
        return f"{self.obstacle.value}: {detail}" if detail else self.obstacle.value

    @classmethod
    def read(cls, stored: str) -> Self:
        """From what is kept; words of an earlier version are a detail."""
        code, _, detail = stored.partition(": ")
        try:
            return cls(Obstacle(code), detail)
        except ValueError:
            return cls(Obstacle.OTHER, stored)
