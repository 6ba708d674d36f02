"""Times as somebody types them into an option of a command."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.brief import Brief
from bot.domain.errors import UserError
from bot.domain.spoken import spoken_time
from bot.domain.when import HOW_TO, When, WhenError

_ISO = re.compile(r"\s*\d{4}(?:-|\s*$)")
_EXAMPLES = "2025-09-10, 10 Sep, 2025-09-10 06:00 or yesterday"


def typed_time(  # noqa: PLR0913 -- each says something of its own
    text: str,
    zone: ZoneInfo,
    option: str,
    *,
    now: datetime,
    around: datetime | None = None,
    qualified: bool = False,
    stretch: bool = False,
) -> When:
    """A time, written as in a file or as people say it.

    Args:
        text: as it was typed.
        zone: the zone of times without an offset.
        option: the name of the option.
        now: what “yesterday” is told from.
        around: near which a day without a year lies; now if left out.
        qualified: whether “about”, “before” and “after” mean something there.
        stretch: whether more than one day may be meant, as by “last week”.

    Raises:
        UserError: it is no such time; with the option's name and what to write.
    """
    try:
        when = When.parse(text, zone)
    except WhenError as error:
        spoken = None if _ISO.match(text) else spoken_time(text, zone, now, around or now)
        if spoken is None:
            raise UserError(_not_understood(text, option, error)) from None
        when = spoken
        stretch = stretch and when.is_interval
    if (when.is_interval and not stretch) or (when.qualifier and not qualified):
        raise UserError(f"The option `{option}` takes one time, such as {_EXAMPLES}.")
    return when


def last_event(brief: Brief, now: datetime) -> datetime:
    """Near which a day without a year lies: when the last event of a brief began, else now."""
    return brief.chronology[-1].at.start if brief.timeline else now


def _not_understood(text: str, option: str, error: WhenError) -> str:
    if _ISO.match(text):  # nearly right: say what is wrong with it
        said = str(error).replace(HOW_TO, f"try {_EXAMPLES}")
        return f"The option `{option}`: {said}."
    return f"The option `{option}`: I don't understand “{text}” as a date. Try {_EXAMPLES}."
