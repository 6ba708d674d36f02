"""Where the lines of an axis stand, in round numbers and in round times."""

import math
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.pictures.words import SHORT_MONTHS

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
_STEPS = (
    1 * _MINUTE, 5 * _MINUTE, 15 * _MINUTE, 30 * _MINUTE,
    1 * _HOUR, 2 * _HOUR, 3 * _HOUR, 6 * _HOUR, 12 * _HOUR,
    1 * _DAY, 2 * _DAY, 7 * _DAY, 14 * _DAY,
)  # fmt: skip
_MONTH_STEPS = (1, 3, 6, 12, 24, 60, 120, 300, 600, 1_200, 6_000, 12_000)
_MONTH = 30.44 * _DAY
# Years that a local time can be made of, with a margin for its zone.
_FIRST, _LAST = 2, 9_997


def round_numbers(low: float, high: float, most: int) -> list[float]:
    """Round numbers from at most `low` to at least `high`, evenly apart; two or more.

    Args:
        low: the least that is shown.
        high: the most; more than `low`.
        most: about how many there may be.
    """
    rough = (high - low) / max(most - 1, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * each for each in (1, 2, 5, 10) if power * each >= rough * (1 - 1e-9))
    if float(low).is_integer() and float(high).is_integer():
        step = max(step, 1.0)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(number * step, 12) for number in range(first, max(last, first + 1) + 1)]


def round_times(start: float, end: float, zone: str, most: int) -> list[tuple[float, str]]:
    """Round local times in a stretch, and what each is called; none where there is none.

    Args:
        start: seconds since 1970; likewise `end`.
        end: when the stretch ends.
        zone: whose midnights and months are meant.
        most: so many may be shown.
    """
    local = ZoneInfo(zone)
    found: list[tuple[float, str]] = []
    for step in _STEPS:
        if (end - start) / step <= most:
            found = list(_clocked(start, end, local, step))
            if len(found) <= most:
                return found
    for months in _MONTH_STEPS:
        if (end - start) / (months * _MONTH) <= most:
            found = list(_by_month(start, end, local, months))
            if len(found) <= most:
                break
    return found[:most]


def _clocked(start: float, end: float, zone: ZoneInfo, step: int) -> Iterator[tuple[float, str]]:
    """Steps of minutes, hours or days by the local clock, from a midnight on."""
    first = _local(start, zone)
    if first is None:
        return
    days = max(step // _DAY, 1)
    midnight = first.replace(hour=0, minute=0, second=0, microsecond=0)
    local = midnight - timedelta(days=midnight.toordinal() % days)
    while (moment := _moment(local, zone)) <= end and local.year <= _LAST:
        if moment >= start:
            yield moment, _named(local, step)
        local += timedelta(seconds=step)


def _by_month(start: float, end: float, zone: ZoneInfo, step: int) -> Iterator[tuple[float, str]]:
    first = _local(start, zone)
    if first is None:
        return
    number = (first.year * 12 + first.month - 1) // step * step
    while (year := number // 12) <= _LAST:
        local = datetime(max(year, 1), number % 12 + 1, 1)  # noqa: DTZ001 -- the zone follows
        moment = _moment(local, zone)
        if moment > end:
            return
        if moment >= start:
            yield moment, str(year) if step >= 12 else f"{SHORT_MONTHS[local.month - 1]} {year}"
        number += step


def _local(moment: float, zone: ZoneInfo) -> datetime | None:
    """The local time without its zone, so that steps are of the clock."""
    utc = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=moment)
    if not _FIRST <= utc.year <= _LAST:
        return None
    return utc.astimezone(zone).replace(tzinfo=None)


def _moment(local: datetime, zone: ZoneInfo) -> float:
    return local.replace(tzinfo=zone).timestamp()


def _named(local: datetime, step: int) -> str:
    day = f"{local.day} {SHORT_MONTHS[local.month - 1]}"
    return f"{day} {local.year}" if step >= _DAY else f"{day}, {local:%H:%M}"
