"""Schedules through every change of the clocks of 2026 and 2027, in every zone.

What is expected comes from `zoneinfo` alone, minute by minute, from what the wall clock shows.
"""

from bisect import bisect
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, partial
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest

from bot.domain.schedule import Frequency, Schedule

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
QUARTER = 15 * MINUTE
FIRST, LAST = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
ZONES = sorted(available_timezones() - {"Factory", "localtime"})
Clock = list[tuple[datetime, datetime]]
"""Minute by minute: the instant, and what the clock on the wall shows."""


def wall(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)


def clock(zone: str, first: datetime, last: datetime, step: timedelta = MINUTE) -> Clock:
    shown: Clock = []
    here, now = ZoneInfo(zone), first
    while now <= last:
        shown.append((now, now.astimezone(here).replace(tzinfo=None, fold=0)))
        now += step
    return shown


@cache
def changes(zone: str) -> list[datetime]:
    """The quarters of an hour from which a zone has another offset; at most one in two days."""
    found: list[datetime] = []
    for (moment, then), (later, now) in pairwise(clock(zone, FIRST, LAST, 2 * DAY)):
        if now - then != 2 * DAY:
            after, quarters = now - later.replace(tzinfo=None), range(2 * 24 * 4)
            first = bisect(quarters, 0, key=partial(_has, zone, moment, after))
            found.append(moment + first * QUARTER)
    return found


def _has(zone: str, moment: datetime, offset: timedelta, quarters: int) -> bool:
    """Whether the clock is off by so much, so many quarters of an hour after a moment."""
    at = moment + quarters * QUARTER
    return wall(at, zone) - at.replace(tzinfo=None) == offset


@cache
def nights() -> list[tuple[str, Clock]]:
    """Two days on both sides of each change; zones that change alike stand for one another."""
    alike: dict[tuple[tuple[datetime, datetime], ...], tuple[str, Clock]] = {}
    for zone in ZONES:
        for change in changes(zone):
            first, last = change - 2 * DAY, change + 2 * DAY
            key = tuple((moment, wall(moment, zone)) for moment in (first, change, last))
            if key not in alike:
                alike[key] = (zone, clock(zone, first, last))
    return list(alike.values())


def daily(at: str, zone: str) -> Schedule:
    return Schedule.make(Frequency.DAILY, at, None, None, zone)


def hourly(at: str, zone: str) -> Schedule:
    return Schedule.make(Frequency.HOURLY, at, None, None, zone)


def slots(schedule: Schedule, first: datetime, last: datetime) -> list[datetime]:
    """Each asked for with the one before it, as the pulse does."""
    found: list[datetime] = []
    slot = schedule.next_after(first)
    while slot is not None and slot <= last:
        found.append(slot)
        slot = schedule.next_after(slot)
    return found


def expected(at: time, shown: Clock) -> list[datetime]:
    """Each day the first instant at which the clock shows that time, or has gone past it."""
    days = sorted({now.date() for _, now in shown})
    wanted = [datetime.combine(day, at) for day in days]
    inside = [moment for moment in wanted if shown[0][1] < moment <= shown[-1][1]]
    return [next(moment for moment, now in shown if now >= slot) for slot in inside]


def test_there_are_changes_to_test() -> None:
    assert len(nights()) > 100
    changing = {zone for zone in ZONES if changes(zone)}
    assert {"Europe/Warsaw", "Australia/Lord_Howe", "Antarctica/Troll", "America/Havana"} < changing
    assert {"Africa/Casablanca", "Africa/Cairo", "Asia/Beirut", "America/Santiago"} < changing


@pytest.mark.parametrize("at", ["00:00", "00:30", "02:30"])
def test_a_daily_digest_loses_no_day_and_doubles_none(at: str) -> None:
    for zone, shown in nights():
        first, last = shown[0][0], shown[-1][0]
        found = slots(daily(at, zone), first, last)
        assert found == expected(time.fromisoformat(at), shown), (zone, first)
        assert daily(at, zone).upcoming(first, len(found)) == found, (zone, first)


@pytest.mark.parametrize("at", ["00:00", "00:30", "02:30"])
def test_from_whatever_minute_one_asks_the_next_is_ahead_and_the_latest_behind(at: str) -> None:
    for zone, shown in nights():
        schedule = daily(at, zone)
        found = expected(time.fromisoformat(at), shown)
        first, last = found[0], found[-1]
        for moment in (m for m, _ in shown[::85] if first <= m < last):
            assert schedule.next_after(moment) == min(s for s in found if s > moment), (
                zone,
                moment,
            )
            latest = schedule.latest_until(moment, FIRST)
            assert latest == max(slot for slot in found if slot <= moment), (zone, moment)


@pytest.mark.parametrize("at", [":00", ":15", ":45"])
def test_an_hourly_digest_comes_every_hour_of_real_time(at: str) -> None:
    for zone, shown in nights():
        found = slots(hourly(at, zone), shown[0][0], shown[-1][0])
        due = [moment for moment, now in shown[1:] if now.minute == int(at[1:])]
        if shifts_by_hours(shown):
            assert found == due, (zone, shown[0][0])
            assert {later - earlier for earlier, later in pairwise(found)} == {HOUR}, zone
        else:
            assert set(due) <= set(found), (zone, shown[0][0])


@pytest.mark.parametrize("at", [":00", ":15", ":29", ":30", ":45", ":59"])
def test_where_half_an_hour_is_shifted_no_hour_of_the_clock_is_missed(at: str) -> None:
    some = [(zone, shown) for zone, shown in nights() if not shifts_by_hours(shown)]
    assert len(some) == 4
    for zone, shown in some:
        found = slots(hourly(at, zone), shown[0][0], shown[-1][0])
        gaps = [later - earlier for earlier, later in pairwise(found)]
        assert 30 * MINUTE <= min(gaps) <= max(gaps) <= 90 * MINUTE, (zone, gaps)
        hours = {hour_of(wall(slot, zone)) for slot in found}
        assert {hour_of(now) for _, now in shown[60:-60]} <= hours, (zone, shown[0][0])


def shifts_by_hours(shown: Clock) -> bool:
    return (shown[-1][1] - shown[0][1]) % HOUR == timedelta()


def hour_of(shown: datetime) -> datetime:
    return shown.replace(minute=0)


@pytest.mark.parametrize("at", [":00", ":15"])
def test_the_latest_hour_is_the_last_before_now(at: str) -> None:
    for zone, shown in nights():
        schedule = hourly(at, zone)
        found = slots(schedule, shown[0][0], shown[-1][0])
        for earlier, later in pairwise(found[44:54]):
            assert schedule.latest_until(earlier, FIRST) == earlier, (zone, earlier)
            assert schedule.latest_until(later - MINUTE, FIRST) == earlier, (zone, later)


def test_where_no_clock_changes_a_day_is_a_day() -> None:
    for zone in (zone for zone in ZONES if not changes(zone)):
        for schedule, step in ((daily("00:30", zone), DAY), (hourly(":00", zone), HOUR)):
            moment = FIRST + 180 * DAY
            found = schedule.upcoming(moment, 4)
            assert [later - earlier for earlier, later in pairwise([moment, *found])][1:] == [
                step
            ] * 3, zone


def test_each_day_of_two_years_has_its_midnight_digest_where_midnight_is_skipped() -> None:
    for zone in ("America/Havana", "Asia/Beirut", "Africa/Cairo", "America/Santiago"):
        days = [wall(slot, zone).date() for slot in slots(daily("00:00", zone), FIRST, LAST)]
        assert days == list(dates(days[0], days[-1])), zone
        assert len(days) >= 729


def dates(first: date, last: date) -> Iterator[date]:
    return (first + DAY * number for number in range((last - first).days + 1))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("cron", "zone", "moment", "following"),
    [
        # 02:00 to 03:00 on 29 March: all that it skips is one slot, right after.
        ("*/15 1-3 * * *", "Europe/Warsaw", "2026-03-29 00:40", "00:45 01:00 01:15 01:30"),
        ("0 */2 * * *", "Europe/Warsaw", "2026-03-28 23:30", "01:00 02:00 04:00"),
        # The same hour again on 25 October: of certain hours once, of all hours twice.
        ("*/30 0-2 * * *", "Europe/Warsaw", "2026-10-25 00:00", "00:30 23:00"),
        ("*/30 * * * *", "Europe/Warsaw", "2026-10-25 00:00", "00:30 01:00 01:30 02:00"),
        ("*/30 0-23 * * *", "Europe/Warsaw", "2026-10-25 00:00", "00:30 01:00 01:30 02:00"),
        # Saturday 23:00 comes twice in Santiago; Sunday has no 00:00 to 01:00 in spring.
        ("0 * * * SAT", "America/Santiago", "2026-04-05 02:30", "03:00 04:00"),
        ("0 0 * * SUN", "America/Santiago", "2026-09-06 03:00", "04:00 03:00"),
        # Lord Howe skips 02:00 to 02:30, and repeats 01:30 to 02:00.
        ("15 * * * *", "Australia/Lord_Howe", "2026-10-03 14:30", "14:45 15:30 16:15"),
        ("15,45 * * * *", "Australia/Lord_Howe", "2026-10-03 15:00", "15:15 15:45 16:15"),
        ("45 * * * *", "Australia/Lord_Howe", "2026-04-04 14:30", "14:45 15:15 16:15"),
    ],
)
def test_a_cron_expression_through_a_change(
    cron: str, zone: str, moment: str, following: str
) -> None:
    schedule = Schedule.make(Frequency.CRON, None, None, cron, zone)
    found = schedule.upcoming(at(moment), len(following.split()))
    assert [f"{slot:%H:%M}" for slot in found] == following.split()
    for earlier, later in pairwise(found):
        assert schedule.latest_until(later - timedelta(seconds=1), FIRST) == earlier
