"""To whom a view is shown, and which state of a brief it is of."""

from dataclasses import dataclass
from datetime import datetime


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


PRESENT = Showing()
