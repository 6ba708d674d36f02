"""Times for readers: in their own zone where a time is exact, in words where it is not."""

from datetime import datetime, timedelta

from bot.domain.when import PARTS, Precision, When

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_DASH = "\N{EN DASH}"


def shown(when: When) -> str:
    """For the middle of a text: `<t:…:f>`, with “about” where it is; words for days and longer."""
    if not when.has_clock:
        return in_words(when)
    if when.is_interval:
        return f"{stamp(when.start)} to {stamp(when.last)}"
    return f"{when.qualifier} {stamp(when.start)}".lstrip()


def day(when: When) -> str:
    """The day alone, in the reader's own zone where the time is exact."""
    return stamp(when.start, "D") if when.is_exact else in_words(when)


def heading(when: When) -> str:
    """What stands above all that began then: the day where it happened, or month or year."""
    is_within = when.begins in ("minute", "second", "part")
    return _unit(when, when.start, "day" if is_within else when.begins)


def under_heading(when: When) -> str:
    """The rest of a time under its heading, and beside it the reader's own; empty for a day."""
    prefix = f"{when.qualifier} " if when.qualifier else ""
    if not when.has_clock:
        is_said = prefix or when.is_interval or when.begins == "part"
        return f"**{in_words(when)}**" if is_said else ""
    local = _clock(when.start.astimezone(when.zone), when.begins)
    if when.is_interval:
        local += f" to {_end(when)}"
    return f"**{prefix}{local}** · {shown(when)}"


def on_the_day(when: When) -> str:
    """The rest of a time under its heading, where the brief is: `**03:00**`; empty for a day."""
    return under_heading(when).partition(" · ")[0]


def stamp(moment: datetime, style: str = "f") -> str:
    """Discord shows it in the reader's own zone and language."""
    return f"<t:{int(moment.timestamp())}:{style}>"


def in_words(when: When) -> str:
    """`about 10 September 2025, 03:00 Warsaw time`: in the brief's zone, as exact as written."""
    prefix = f"{when.qualifier} " if when.qualifier else ""
    text = _unit(when, when.start, when.begins)
    if when.is_interval:
        text += f" to {_end(when)}"
    return f"{prefix}{text}{_zone(when)}"


def _zone(when: When) -> str:
    if {when.begins, when.precision}.isdisjoint(("minute", "second")):
        return ""
    return f" {when.zone.key.rpartition('/')[2].replace('_', ' ')} time"


def _end(when: When) -> str:
    """The end of an interval: a clock time if it is of the same day."""
    first, last = when.start.astimezone(when.zone), when.last.astimezone(when.zone)
    if when.has_clock and first.date() == last.date():
        return _clock(last, when.precision)
    return _unit(when, when.last, when.precision)


def _unit(when: When, moment: datetime, precision: Precision) -> str:
    local = moment.astimezone(when.zone)
    if precision == "year":
        return str(local.year)
    month = f"{_MONTHS[local.month - 1]} {local.year}"
    if precision == "month":
        return month
    day = f"{local.day} {month}"
    if precision == "part":
        return _part(local)
    return day if precision == "day" else f"{day}, {_clock(local, precision)}"


def _part(local: datetime) -> str:
    """`the evening of 9 September 2025`; a night is named by both its days."""
    part = [*PARTS][local.hour // 6]
    day, month = f"{local.day}", f"{_MONTHS[local.month - 1]} {local.year}"
    if part == "night":
        before = local.date() - timedelta(days=1)
        if before.month == local.month:
            day = f"{before.day}{_DASH}{day}"
        else:
            year = "" if before.year == local.year else f" {before.year}"
            day = f"{before.day} {_MONTHS[before.month - 1]}{year} {_DASH} {day}"
    return f"the {part} of {day} {month}"


def _clock(local: datetime, precision: Precision) -> str:
    return f"{local:%H:%M:%S}" if precision == "second" else f"{local:%H:%M}"
