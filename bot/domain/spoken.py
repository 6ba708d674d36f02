"""Times as people say them: yesterday, 10 Sep, 10.09.2025, last week."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.when import When, WhenError

_YEAR = re.compile(r"\b\d{4}\b")
_NAMES_A_DAY = re.compile(
    r"\d\s*[./]\s*\d|\d\s*(?:st|nd|rd|th)?\s+[a-z]{3}|[a-z]{3,}\.?\s+\d", re.IGNORECASE
)
_CLOCK = re.compile(
    r"\d\s*[:.]\s*\d\d(?!\d|[./])|\d\s*[ap]m\b|\b(?:hour|minute|now)", re.IGNORECASE
)
_RELATIVE = re.compile(r"\bago\b|\blast\b|\bthis\b", re.IGNORECASE)


def spoken_time(text: str, zone: ZoneInfo, now: datetime, around: datetime) -> When | None:
    """The time that a person means, no more exact than they said; None if we cannot tell.

    Args:
        text: English words, or a date of which the day comes first.
        zone: whose days they are.
        now: what “yesterday” is told from.
        around: near which a day without a year lies, such as the last event of a brief.
    """
    # Loaded when first needed: it takes half a second, and most people choose a date.
    from dateparser.date import DateDataParser  # noqa: PLC0415

    is_dated = bool(_NAMES_A_DAY.search(text)) and not _RELATIVE.search(text)
    base = around + timedelta(days=1) if is_dated and not _YEAR.search(text) else now
    parser = DateDataParser(
        languages=["en"],
        settings={
            "DATE_ORDER": "DMY",
            "PREFER_DATES_FROM": "past",
            "RELATIVE_BASE": base.astimezone(zone).replace(tzinfo=None),
            "RETURN_AS_TIMEZONE_AWARE": False,
        },
    )
    found = parser.get_date_data(text)
    if found.date_obj is None or found.period is None:
        return None
    try:
        return When.parse(_written(found.date_obj, found.period, has_clock=_has_clock(text)), zone)
    except WhenError:  # an hour that summer time skips or repeats
        return None


def _has_clock(text: str) -> bool:
    return bool(_CLOCK.search(_YEAR.sub("", text)))


def _written(moment: datetime, period: str, *, has_clock: bool) -> str:
    """As a curator would write it."""
    day = moment.date()
    match period:
        case "year":
            return f"{moment:%Y}"
        case "month":
            return f"{moment:%Y-%m}"
        case "week":
            monday = day - timedelta(days=day.weekday())
            return f"{monday} to {monday + timedelta(days=6)}"
        case _:
            return f"{moment:%Y-%m-%d %H:%M}" if has_clock else f"{day}"
