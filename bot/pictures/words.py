"""The words that stand in pictures, all of them, and times in few letters."""

from datetime import datetime, timedelta

from bot.domain.when import PARTS, Precision, When

SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DASH = "\N{EN DASH}"
DOT = " · "


def short(when: When) -> str:
    """`about 10 Sep 2025, 03:00`: in the brief's zone, as exact as it was written."""
    text = unit(when.start.astimezone(when.zone), when.begins)
    if when.is_interval:
        text += f" to {_end(when)}"
    return f"{when.qualifier} {text}".lstrip()


def unit(local: datetime, precision: Precision) -> str:
    """A local time, so exact."""
    if precision == "year":
        return str(local.year)
    month = f"{SHORT_MONTHS[local.month - 1]} {local.year}"
    if precision == "month":
        return month
    day = f"{local.day} {month}"
    if precision == "part":
        return _part(local)
    return day if precision == "day" else f"{day}, {_clock(local, precision)}"


def _part(local: datetime) -> str:
    """A night is named by both its days."""
    part = [*PARTS][local.hour // 6]
    day, month = f"{local.day}", f"{SHORT_MONTHS[local.month - 1]} {local.year}"
    if part == "night":
        before = local.date() - timedelta(days=1)
        named = f"{before.day}" + (
            "" if before.month == local.month else f" {SHORT_MONTHS[before.month - 1]}"
        )
        day = f"{named}{DASH}{day}"
    return f"{day} {month}, {part}"


def _end(when: When) -> str:
    """The end of an interval: a clock time if it is of the same day."""
    first, last = when.start.astimezone(when.zone), when.last.astimezone(when.zone)
    if when.has_clock and first.date() == last.date():
        return _clock(last, when.precision)
    return unit(last, when.precision)


def _clock(local: datetime, precision: Precision) -> str:
    return f"{local:%H:%M:%S}" if precision == "second" else f"{local:%H:%M}"


def elapsed(seconds: float) -> str:
    """`8 years`, `12 hours`: a stretch of time in the largest unit of which it has two, rounded."""
    for name, length in _UNITS:
        if seconds >= 2 * length:
            return f"{round(seconds / length):,} {name}s"
    return "1 minute" if seconds >= _UNITS[-1][1] else "less than a minute"


_DAY = 86_400
_UNITS = (
    ("year", 365.25 * _DAY), ("month", 30.44 * _DAY), ("week", 7 * _DAY), ("day", _DAY),
    ("hour", 3_600), ("minute", 60),
)  # fmt: skip


def place_of(zone: str) -> str:
    """`Warsaw` for Europe/Warsaw."""
    return zone.rpartition("/")[2].replace("_", " ")


def on_one_line(text: str) -> str:
    """A text without line breaks."""
    return " ".join(text.split())
