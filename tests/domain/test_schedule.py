import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.cron import ScheduleError
from bot.domain.schedule import Frequency, Schedule, describe

# A Monday.
NOW = datetime(2026, 11, 23, 12, 5, 30, 250_000, tzinfo=UTC)
DAY = timedelta(days=1)


def daily(at: str | None, zone: str = "Europe/Warsaw") -> Schedule:
    return Schedule.make(Frequency.DAILY, at, None, None, zone)


def hourly(at: str | None) -> Schedule:
    return Schedule.make(Frequency.HOURLY, at, None, None, "Europe/Warsaw")


def weekly(day: str | None) -> Schedule:
    return Schedule.make(Frequency.WEEKLY, "9", day, None, "Europe/Warsaw")


def cron(expression: str | None, zone: str = "Europe/Warsaw") -> Schedule:
    return Schedule.make(Frequency.CRON, None, None, expression, zone)


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("09:00", "09:00"), ("9", "09:00"), ("9:30", "09:30"), ("21.15", "21:15"), (" 0 ", "00:00"),
        ("23:59", "23:59"), ("0930", "09:30"), ("9h30", "09:30"), ("9pm", "21:00"),
        ("12 AM", "00:00"), ("12:15 pm", "12:15"),
    ],
)  # fmt: skip
def test_a_time_of_day_is_read_as_people_write_it(given: str, read: str) -> None:
    assert describe(daily(given)) == f"every day at {read}, Europe/Warsaw time"


@pytest.mark.parametrize(
    "given", ["24:00", "9:60", "13pm", "0 am", "nine", "9:3", "-1", "٩", "9" * 5_000]
)
def test_what_is_no_time_is_refused_with_what_to_write(given: str) -> None:
    with pytest.raises(
        ScheduleError, match=r"Write it as 09:00|are 00:00 to 23:59|are 1 to 12"
    ) as refused:
        daily(given)
    assert len(str(refused.value)) < 200


@pytest.mark.parametrize("given", [None, "", " "])
def test_a_time_of_day_is_needed_but_of_an_hourly_digest(given: str | None) -> None:
    with pytest.raises(ScheduleError, match=r"^The time is missing\. Write it as 09:00"):
        daily(given)
    assert describe(hourly(given)) == "every hour at :00"


@pytest.mark.parametrize("given", [":15", "15", "9:15", "xx"])
def test_the_minute_of_an_hourly_digest(given: str) -> None:
    if given == "xx":
        with pytest.raises(ScheduleError, match=r"no minute of the hour\. Write :00 to :59"):
            hourly(given)
    else:
        assert describe(hourly(given)) == "every hour at :15"


@pytest.mark.parametrize("given", ["monday", "Mon", "MO", " mond "])
def test_a_day_may_be_short(given: str) -> None:
    assert describe(weekly(given)) == "every Monday at 09:00, Europe/Warsaw time"


@pytest.mark.parametrize(
    ("given", "problem"), [(None, "is missing"), ("m", "no day"), ("8", "no day")]
)
def test_a_weekly_digest_needs_a_day(given: str | None, problem: str) -> None:
    with pytest.raises(ScheduleError, match=rf"{problem}.* Write .*[Mm]onday"):
        weekly(given)


@pytest.mark.parametrize(
    ("expression", "problem"),
    [
        (None, "cron expression is missing. Write five fields"),
        ("0 9 * *", "has 4 fields. Write five"),
        ("@daily", "has 1 field. Write five"),
        ("0 0 9 * * *", "six fields; there are no seconds here"),
        ("0 25 * * *", "The hour in “0 25 * * *” cannot be read"),
        ("0 9 32 * *", "The day of month in “0 9 32 * *” cannot be read"),
        ("0 9 * * MOO", "The day of week in"),
        ("0 9 * FEB-JAN *", "The month in"),
        ("0 9 30 2 *", "“0 9 30 2 *” never comes: no such month has such a day"),
        ("0 9 31 4,6,9,11 *", "never comes"),
        ("* * * * *", "comes again after a minute; digests are at least 10 minutes apart"),
        ("*/9 * * * *", "again after 6 minutes"),
        ("0,5 9 29 2 *", "again after 5 minutes"),
        ("55,0 * * * *", "again after 5 minutes"),
        ("0,55 0,23 1,20,21 * *", "again after 5 minutes"),
        ("0 9 * * " + "1," * 100 + "1", "longer than 100 characters"),
    ],
)  # fmt: skip
def test_a_cron_expression_that_cannot_be_kept_is_refused(expression: str, problem: str) -> None:
    with pytest.raises(ScheduleError, match=re.escape(problem)):
        cron(expression)


@pytest.mark.parametrize(
    "expression",
    ["*/10 * * * *", "0,55 0,23 1,20 * *", "0 9 29 2 *", "0 9 * 2 MON#5", "0 9 LW * *",
     "0 9 * * 5L", "0 9 31 12 SUN", "0 0 13 * fri"],
)  # fmt: skip
def test_a_rare_or_just_bearable_expression_is_kept(expression: str) -> None:
    kept = cron(f"  {expression}  ")
    assert describe(kept) == f"cron {expression.upper()}"
    first, second = kept.upcoming(NOW, 2)
    assert NOW < first < second
    assert kept.latest_until(second, NOW) == second
    assert kept.latest_until(second - timedelta(seconds=1), NOW) == first


@given(st.lists(st.text("0123456789*/-,#LWAJNMOT ?²", max_size=7), max_size=6).map(" ".join))
@settings(max_examples=100, deadline=None)
def test_whatever_is_typed_as_cron_is_kept_or_refused(expression: str) -> None:
    try:
        kept = cron(expression, "UTC")
    except ScheduleError:
        return
    gaps = [later - earlier for earlier, later in pairwise(kept.upcoming(NOW, 30))]
    assert all(gap >= timedelta(minutes=10) for gap in gaps)


@pytest.mark.parametrize(
    ("typed", "zone"), [("europe/warsaw", "Europe/Warsaw"), ("Łódź", "Europe/Warsaw")]
)
def test_a_zone_goes_by_its_name_in_any_case_or_by_a_city(typed: str, zone: str) -> None:
    assert daily("9", typed).zone == zone


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("Warsav", "There is no time zone “Warsav”. Did you mean Europe/Warsaw? Write"),
        ("Europe/Warsav", "Did you mean Europe/Warsaw?"),
        ("Atlantis", "There is no time zone “Atlantis”."),
        (" ", "The time zone is missing. Write one such as Europe/Warsaw"),
        ("localtime", "There is no time zone “localtime”."),
        ("GMT+2", "There is no time zone “GMT+2”."),
        ("x" * 5_000, "x…”. Write a name"),
    ],
)  # fmt: skip
def test_an_unknown_zone_is_refused_with_the_one_that_was_meant(typed: str, problem: str) -> None:
    with pytest.raises(ScheduleError, match=re.escape(problem)):
        daily("9", typed)


def local(schedule: Schedule, count: int) -> str:
    zone = timedelta(hours=1)
    return ", ".join(f"{slot + zone:%a %H:%M}" for slot in schedule.upcoming(NOW, count))


def test_the_next_times_of_each_frequency() -> None:
    weekdays = Schedule.make(Frequency.WEEKDAYS, "13:05", None, None, "Europe/Warsaw")
    assert describe(weekdays) == "Monday to Friday at 13:05, Europe/Warsaw time"
    assert local(weekdays, 5) == "Tue 13:05, Wed 13:05, Thu 13:05, Fri 13:05, Mon 13:05"
    assert local(daily("13:06"), 2) == "Mon 13:06, Tue 13:06"
    assert local(weekly("sunday"), 2) == "Sun 09:00, Sun 09:00"
    assert local(hourly(":05"), 2) == "Mon 14:05, Mon 15:05"
    assert local(cron("0 9 1 * *"), 1) == "Tue 09:00"


def test_a_live_digest_has_no_slots_of_its_own() -> None:
    live = Schedule.make(Frequency.LIVE, None, None, None, "Europe/Warsaw")
    assert describe(live) == "as it happens"
    assert live.next_after(NOW) is live.latest_until(NOW, NOW - DAY) is None
    assert live.upcoming(NOW, 3) == []


def test_the_next_is_strictly_after_and_the_latest_includes_now_but_not_since() -> None:
    schedule = daily("13:00")
    slot = datetime(2026, 11, 23, 12, tzinfo=UTC)
    instant = timedelta(microseconds=1)
    assert schedule.next_after(slot) == slot + DAY
    assert schedule.next_after(slot - instant) == slot
    assert schedule.latest_until(slot, slot - DAY) == slot
    assert schedule.latest_until(slot - instant, slot - DAY) is None
    assert schedule.latest_until(slot - instant, slot - DAY - instant) == slot - DAY
    assert schedule.latest_until(slot, slot) is schedule.latest_until(slot, slot + DAY) is None


@pytest.mark.parametrize("expression", ["*/10 * * * *", "0 9 * * *", "0 9 29 2 *", "0 * 29 2 *"])
def test_the_latest_is_found_as_fast_after_years_as_after_a_day(expression: str) -> None:
    schedule = cron(expression)
    began = process_time()
    for _ in range(20):
        schedule.latest_until(NOW, NOW - 20 * 366 * DAY)
    assert (process_time() - began) / 20 < 0.02
