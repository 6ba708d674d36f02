"""What storage refuses, and how it says that the database fails."""

from bot.domain.errors import UserError


class StorageError(Exception):
    """The database cannot do it; the text says why and what an operator can do, no secrets."""


class UnavailableError(StorageError):
    """It cannot do it now, and may do it later: it is locked, away or crowded."""


class AlreadyToldError(Exception):
    """A channel was told meanwhile of a correction that a digest would tell: compose it anew."""


class NothingRecordedError(UserError):
    """There is no database, or none that a briefbot has worked with.

    Args:
        name: what the database is called in messages.
    """

    def __init__(self, name: str) -> None:
        super().__init__(
            f"The database {name} is missing or empty: start `briefbot run` first, which fills it."
        )


class TooManySubscriptionsError(UserError):
    """The server has as many subscriptions as it may have.

    Args:
        most: how many it may have.
    """

    def __init__(self, most: int) -> None:
        super().__init__(
            f"This server already has {most} digests, which is the limit. "
            "Remove one with `/digest unsubscribe` first."
        )
        self.most = most


class TooManyChallengesError(UserError):
    """A person has said as much as they may for now; the text says when they may say more."""


class AnsweredError(UserError):
    """A challenge was answered before.

    Args:
        number: which.
    """

    def __init__(self, number: int) -> None:
        super().__init__(
            f"Challenge {number} has already been answered; an answer cannot be changed."
        )
        self.number = number
