"""Time zones by their IANA names."""

from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from bot.domain.errors import UserError
from bot.domain.folding import did_you_mean


class ZoneError(UserError, ValueError):
    """This machine knows no zone of that name.

    Args:
        name: what was given.
        hint: what was meant, for the end of a sentence; empty where nothing is near.
    """

    def __init__(self, name: str, hint: str) -> None:
        super().__init__(
            f"I know no time zone “{name}”{hint or '.'} Choose another with `/digest edit`."
        )
        self.name = name
        self.hint = hint


@lru_cache(maxsize=600)
def zone_named(name: str) -> ZoneInfo:
    """The zone of that name.

    Raises:
        ZoneError: there is no such zone, or not on this machine.
    """
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError):  # what zoneinfo raises for names of several kinds
        hint = did_you_mean(name, available_timezones())
    raise ZoneError(name, hint)
