"""Time zones by their IANA names."""

from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from pydantic_core import PydanticCustomError

from bot.domain.folding import did_you_mean


@lru_cache(maxsize=600)
def zone_named(name: str) -> ZoneInfo:
    """The zone of that name.

    Raises:
        PydanticCustomError: a ValueError that says what was meant, where there is no such zone.
    """
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError):  # what zoneinfo raises for names of several kinds
        hint = did_you_mean(name, available_timezones())
    raise PydanticCustomError("zone", "no time zone “{name}”{hint}", {"name": name, "hint": hint})
