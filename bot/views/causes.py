"""What stood in the way of a message, in words."""

from bot.domain.obstacles import Cause, Obstacle

_WORDS = {
    Obstacle.LEFT: "I was removed from the server",
    Obstacle.SERVER_GONE: "I am no longer in the server",
    Obstacle.CHANNEL_GONE: "the channel is gone",
    Obstacle.CHANNEL_UNKNOWN: "Discord has not told me of the channel yet",
    Obstacle.MAY_NOT_SEE: "I may not see the channel (View Channel)",
    Obstacle.MAY_NOT_WRITE: "I may not write in the channel (Send Messages)",
    Obstacle.MAY_NOT_READ: (
        "I may not read the channel (Read Message History), so I cannot tell whether it was posted"
    ),
    Obstacle.THREAD_ARCHIVED: "the thread is archived",
    Obstacle.THREAD_LOCKED: "the thread is locked",
    Obstacle.REFUSED: "Discord does not let me post there: {}",
    Obstacle.INVALID: "Discord rejects the message: {}",
    Obstacle.ALREADY_PUBLISHED: "it has already been published",
    Obstacle.DELETED: "it was posted, then deleted",
    Obstacle.TOO_MUCH_SINCE: (
        "too much has been written since, so I cannot tell whether it was posted"
    ),
    Obstacle.RATE_LIMITED: "Discord limits the rate",
    Obstacle.DISCORD_UNWELL: "Discord answers {}",
    Obstacle.DISCONNECTED: "the connection failed: {}",
    Obstacle.NO_ANSWER: "Discord did not answer in time",
    Obstacle.TOKEN_REFUSED: "Discord refuses the token",
    Obstacle.SCHEDULE_UNREADABLE: "its schedule cannot be read: {}",
    Obstacle.ZONE_UNKNOWN: "I know no time zone {}",
    Obstacle.STATE_UNREADABLE: "this version of the bot cannot read the brief's revision {}",
    Obstacle.MALFORMED: "what is kept of it in the database makes no sense: {}",
    Obstacle.BUG: "a bug: {}",
    Obstacle.OTHER: "{}",
}


def why(stored: str) -> str:
    """What stood in the way, as a part of a sentence without a full stop; plain text.

    Args:
        stored: as it is kept, see `Cause.stored`; or the words of an earlier version.
    """
    cause = Cause.read(stored)
    return _WORDS[cause.obstacle].format(cause.detail)
