"""Times for readers: in their own zone where a time is exact, in words where it is not."""

from datetime import datetime

from bot.domain.when import When

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def shown(when: When) -> str:
    """For the middle of a text: `<t:…:f>`, or words that claim no more than is known."""
    if when.is_exact:
        return stamp(when.start)
    if when.is_interval and when.has_clock:
        return f"{stamp(when.start)} to {stamp(when.last)}"
    return in_words(when)


def day(when: When) -> str:
    """The day alone, in the reader's own zone where the time is exact."""
    return stamp(when.start, "D") if when.is_exact else in_words(when)


def heading(when: When) -> str:
    """What stands above all that began then: the day where it happened, or month or year."""
    return _unit(when, when.start, clock=False)


def under_heading(when: When) -> str:
    """The rest of a time under its heading, and beside it the reader's own; empty for a day."""
    prefix = f"{when.qualifier} " if when.qualifier else ""
    if not when.has_clock:
        return f"**{in_words(when)}**" if prefix or when.is_interval else ""
    local = _clock(when, when.start.astimezone(when.zone))
    if when.is_interval:
        local += f" to {_end(when)}"
    own = shown(when) if when.is_exact or when.is_interval else f"{prefix}{stamp(when.start)}"
    return f"**{prefix}{local}** · {own}"


def stamp(moment: datetime, style: str = "f") -> str:
    """Discord shows it in the reader's own zone and language."""
    return f"<t:{int(moment.timestamp())}:{style}>"


def in_words(when: When) -> str:
    """`about 03:00 on 10 September 2025 in Warsaw`: in the brief's zone, as exact as written."""
    prefix = f"{when.qualifier} " if when.qualifier else ""
    if when.is_interval:
        return _interval(when)
    place = f" in {city(when)}" if when.has_clock else ""
    return f"{prefix}{_unit(when, when.start)}{place}"


def city(when: When) -> str:
    """The place that names the brief's zone: Warsaw for Europe/Warsaw."""
    return when.zone.key.rpartition("/")[2].replace("_", " ")


def _interval(when: When) -> str:
    if not when.has_clock:
        return f"{_unit(when, when.start)} to {_unit(when, when.last)}"
    return f"{_unit(when, when.start)} to {_end(when)} in {city(when)}"


def _end(when: When) -> str:
    """The end of an interval: a clock time if it is of the same day."""
    first, last = when.start.astimezone(when.zone), when.last.astimezone(when.zone)
    return _clock(when, last) if first.date() == last.date() else _unit(when, when.last)


def _unit(when: When, moment: datetime, *, clock: bool = True) -> str:
    local = moment.astimezone(when.zone)
    if when.precision == "year":
        return str(local.year)
    month = f"{_MONTHS[local.month - 1]} {local.year}"
    if when.precision == "month":
        return month
    day = f"{local.day} {month}"
    return f"{day}, {_clock(when, local)}" if clock and when.has_clock else day


def _clock(when: When, local: datetime) -> str:
    return f"{local:%H:%M:%S}" if when.precision == "second" else f"{local:%H:%M}"
