"""What storage refuses, and how it says that the database fails."""

from bot.domain.errors import UserError


class StorageError(Exception):
    """The database cannot do it; the text says why and what an operator can do, no secrets."""


class TooManySubscriptionsError(UserError):
    """The server has as many subscriptions as it may have.

    Args:
        most: how many it may have.
    """

    def __init__(self, most: int) -> None:
        super().__init__(
            f"This server has {most} digests already, the most it may have. "
            "Remove one with `/digest unsubscribe` first."
        )
        self.most = most
