"""When a cron expression in a time zone comes due, as UTC instants.

CronSim does the arithmetic of the wall clock; what a change of the clock does is decided here.
(CronSim 2.8 decides too, but asked within a repeated hour it answers with an instant that has
passed, and it loses an hourly slot where half an hour is skipped.)

- An expression that names certain hours keeps to the clock on the wall: a time that the change
  skips comes right after the gap, one that it repeats comes once, the first time.
- An expression that names all 24 hours goes on through the change: it comes in both of two
  repeated hours, and an hour that never was is none. Where half an hour is skipped (Lord Howe),
  an hour that would be missed has its slot at the first minute that is left of it.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError

_SECOND = timedelta(seconds=1)
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)


def slots_after(moment: datetime, cron: str, zone: ZoneInfo) -> Iterator[datetime]:
    """The slots strictly after an instant, ascending; ends where 50 years have none.

    Args:
        moment: aware.
        cron: five fields that CronSim reads.
        zone: the zone whose wall clock the fields mean.

    Raises:
        ValueError: the fields cannot be read.
    """
    moment = moment.astimezone(UTC)
    clock = _cron_sim(cron, _wall(moment, zone))
    goes_on = len(clock.hours) == 24
    return _through(moment, cron, zone) if goes_on else _by_wall(moment, clock, zone)


def last_slot(moment: datetime, since: datetime, cron: str, zone: ZoneInfo) -> datetime | None:
    """The last slot after `since` that is not after `moment`, found from `moment` backwards."""
    moment, since = moment.astimezone(UTC), since.astimezone(UTC)
    # A wall time is never past before the same time was first shown, so that no slot lies
    # between the last wall time and now but those of a repeated hour: a few.
    for wall in _cron_sim(cron, _wall(moment, zone).replace(microsecond=0) + _SECOND, reverse=True):
        start = max(since, _instant(wall, zone) - _SECOND)
        slots = list(takewhile(lambda slot: slot <= moment, slots_after(start, cron, zone)))
        if slots:
            return slots[-1]
        if start == since:
            break
    return None


def _cron_sim(cron: str, wall: datetime, *, reverse: bool = False) -> CronSim:
    """Raises a ValueError for what cannot be read, as one kept by another version may be."""
    try:
        return CronSim(cron, wall, reverse=reverse)
    except CronSimError as error:
        raise ValueError(f"“{cron}” is no schedule: {error}") from error


def _by_wall(moment: datetime, clock: CronSim, zone: ZoneInfo) -> Iterator[datetime]:
    for wall in clock:
        slot = _instant(wall, zone)
        if slot > moment:  # several skipped times are one slot
            yield slot
            moment = slot


def _through(moment: datetime, cron: str, zone: ZoneInfo) -> Iterator[datetime]:
    """Stretch by stretch of one offset: within one, wall clock and real time go alike."""
    wall, offset = _wall(moment, zone), _offset(moment, zone)
    while (wall := next(_cron_sim(cron, wall), None)) is not None:
        slot = (wall - offset).replace(tzinfo=UTC)
        change = _change(moment, slot, zone)
        if change is None:
            yield slot
            moment = slot
            continue
        before, moment = _wall_at(change, offset), change
        offset = _offset(change, zone)
        wall = _wall_at(change, offset)
        if _is_cut_short(before, wall, cron):
            yield change
        else:
            wall -= _SECOND


def _is_cut_short(before: datetime, after: datetime, cron: str) -> bool:
    """Whether a gap between two wall times takes all slots from an hour, but not all of it.

    Whole hours take none from real time: Chatham's 02:45 to 03:45 leaves 02:00 and 04:00 an
    hour apart.
    """
    if (after - before) % _HOUR == timedelta():
        return False
    hour = after.replace(minute=0, second=0)
    lost = next(_cron_sim(cron, max(before, hour) - _SECOND), after)
    kept = next(_cron_sim(cron, after - _SECOND), hour + _HOUR)
    return lost < after and kept >= hour + _HOUR


def _instant(wall: datetime, zone: ZoneInfo) -> datetime:
    """When the clocks of a zone first show a time, or one after it if they skip it."""
    instant = wall.replace(tzinfo=zone).astimezone(UTC)
    if _wall(instant, zone) == wall:
        return instant
    # Read with the offset of after the gap, a time in it lies before the change (PEP 495).
    earlier = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    return _change(earlier, instant, zone) or instant


def _change(after: datetime, until: datetime, zone: ZoneInfo) -> datetime | None:
    """The first second in (after, until] with another offset than `after` has, if any has."""
    offset = _offset(after, zone)
    while after < until:
        probe = min(after + _DAY, until)  # no zone changes its clock twice within a day
        if _offset(probe, zone) != offset:
            while probe - after > _SECOND:
                middle = after + (probe - after) / 2
                if _offset(middle, zone) == offset:
                    after = middle
                else:
                    probe = middle
            return probe.replace(microsecond=0)
        after = probe
    return None


def _wall(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None, fold=0)


def _wall_at(moment: datetime, offset: timedelta) -> datetime:
    return (moment + offset).replace(tzinfo=None)


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()
