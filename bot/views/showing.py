"""To whom a view is shown, and which state of a brief it is of."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.brief import Brief
from bot.views.places import Place


@dataclass(frozen=True, slots=True)
class Earlier:
    """Two states of a brief that are compared: the earlier one, and when each was published."""

    brief: Brief
    number: int
    published_at: datetime
    until: datetime
    """When the later one was published."""


@dataclass(frozen=True, slots=True)
class Showing:
    """What a view has to say of itself."""

    is_posted: bool = False
    """It is for a channel and not for the asker alone."""
    revision: int | None = None
    """The number of the state that it is of, where that is told: posted, or past."""
    past: datetime | None = None
    """Since when that state was the newest, where it is no longer."""
    latest: int | None = None
    """The number of the newest state, beside a past one."""
    earlier: Earlier | None = None
    """The state that changes are told from, in the view that tells them."""
    origin: Place | None = None
    """The list that the reader came from, where one entry is shown."""

    @property
    def is_history(self) -> bool:
        """Whether something newer was on record, so that it is marked as past."""
        return self.past is not None and self.revision != self.latest


PRESENT = Showing()
