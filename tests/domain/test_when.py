import contextlib
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.when import PARTS, When, WhenError
from bot.domain.zones import zone_named
from tests.strategies import ZONES, whens

WARSAW = ZoneInfo("Europe/Warsaw")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "precision", "start", "end"),
    [
        ("2025-09-09 23:30", "minute", "2025-09-09 21:30", "2025-09-09 21:31"),
        ("2025-09-09T23:30", "minute", "2025-09-09 21:30", "2025-09-09 21:31"),
        ("2025-09-09 23:30:05", "second", "2025-09-09 21:30:05", "2025-09-09 21:30:06"),
        ("2025-12-09 23:30", "minute", "2025-12-09 22:30", "2025-12-09 22:31"),
        ("2025-09-09 23:30Z", "minute", "2025-09-09 23:30", "2025-09-09 23:31"),
        ("2025-09-09 23:30 UTC", "minute", "2025-09-09 23:30", "2025-09-09 23:31"),
        ("2025-09-09 23:30 +03:00", "minute", "2025-09-09 20:30", "2025-09-09 20:31"),
        ("2025-09-09 23:30-0330", "minute", "2025-09-10 03:00", "2025-09-10 03:01"),
        ("2025-09-09 23:30 +14:00", "minute", "2025-09-09 09:30", "2025-09-09 09:31"),
        ("2025-09-09 23:30 -12:00", "minute", "2025-09-10 11:30", "2025-09-10 11:31"),
        ("2025-09-09", "day", "2025-09-08 22:00", "2025-09-09 22:00"),
        ("2026-03-29", "day", "2026-03-28 23:00", "2026-03-29 22:00"),
        ("2025-09-10 night", "part", "2025-09-09 22:00", "2025-09-10 04:00"),
        ("2025-09-10 morning", "part", "2025-09-10 04:00", "2025-09-10 10:00"),
        ("2025-09-10 afternoon", "part", "2025-09-10 10:00", "2025-09-10 16:00"),
        ("2025-09-10 evening", "part", "2025-09-10 16:00", "2025-09-10 22:00"),
        ("2026-03-29 night", "part", "2026-03-28 23:00", "2026-03-29 04:00"),
        ("2026-10-25 night", "part", "2026-10-24 22:00", "2026-10-25 05:00"),
        ("2025-09", "month", "2025-08-31 22:00", "2025-09-30 22:00"),
        ("2024-02", "month", "2024-01-31 23:00", "2024-02-29 23:00"),
        ("2024", "year", "2023-12-31 23:00", "2024-12-31 23:00"),
        ("2025", "year", "2024-12-31 23:00", "2025-12-31 23:00"),
    ],
)
def test_a_point_is_no_more_exact_than_it_was_written(
    text: str, precision: str, start: str, end: str
) -> None:
    when = When.parse(text, WARSAW)
    assert (when.precision, when.start, when.end) == (precision, at(start), at(end))
    assert when.text == text
    assert not when.is_interval


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2025-09-09 23:30 to 2025-09-10 06:30", "2025-09-09 21:30", "2025-09-10 04:31"),
        ("2025-09-09 01:00 to 06:30", "2025-09-08 23:00", "2025-09-09 04:31"),
        ("2025-09-10 to 2025-09-12", "2025-09-09 22:00", "2025-09-12 22:00"),
        ("2025-09-09 evening to 2025-09-10 night", "2025-09-09 16:00", "2025-09-10 04:00"),
        ("2025-09-09 23:30 to 2025-09-10 night", "2025-09-09 21:30", "2025-09-10 04:00"),
        ("2025-09 to 2025-10", "2025-08-31 22:00", "2025-10-31 23:00"),
        ("2024 to 2025", "2023-12-31 23:00", "2025-12-31 23:00"),
        ("2025-09-09 23:30 to 2025-09-12", "2025-09-09 21:30", "2025-09-12 22:00"),
        ("2025-09-09 20:00Z to 23:45", "2025-09-09 20:00", "2025-09-09 23:46"),
        ("2025-09-09 20:00Z to 23:45+01:00", "2025-09-09 20:00", "2025-09-09 22:46"),
    ],
)
def test_an_interval_lasts_to_the_end_of_what_it_names_last(
    text: str, start: str, end: str
) -> None:
    when = When.parse(text, WARSAW)
    assert (when.start, when.end) == (at(start), at(end))
    assert when.is_interval
    assert not when.is_exact


@pytest.mark.parametrize("qualifier", ["about", "before", "after"])
@pytest.mark.parametrize(
    "point", ["2025-09-09 23:30", "2025-09-09 night", "2025-09-09", "2025-09", "2025"]
)
def test_a_qualifier_is_kept_beside_the_time(qualifier: str, point: str) -> None:
    when = When.parse(f"{qualifier} {point}", WARSAW)
    plain = When.parse(point, WARSAW)
    assert when.qualifier == qualifier
    assert (when.start, when.end, when.precision) == (plain.start, plain.end, plain.precision)
    assert not when.is_exact


def test_only_an_unqualified_minute_or_second_is_exact() -> None:
    exact = [
        text
        for text in ("2025-09-09 23:30", "2025-09-09 23:30:01", "2025-09-09", "2025-09", "2025")
        if When.parse(text, WARSAW).is_exact
    ]
    assert exact == ["2025-09-09 23:30", "2025-09-09 23:30:01"]
    assert When.parse("about 2025-09-09 23:30", WARSAW).has_clock
    assert not When.parse("2025-09-09", WARSAW).has_clock


def test_space_around_and_between_means_nothing_and_is_not_kept() -> None:
    spaced = When.parse(" about   2025-09-09 \u2028 23:30 ", WARSAW)
    assert spaced == When.parse("about 2025-09-09 23:30", WARSAW)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "“” is no time: write 2025-09-09 23:30"),
        ("yesterday", "“yesterday” is no time"),
        ("9 September 2025", "is no time"),
        ("2025-9-9", "is no time"),
        ("2025-09-09 9:30", "is no time"),
        ("23:30", "“23:30” is no time"),
        ("2025-09-09 23:30 CEST", "is no time"),
        ("2025-09-09 noon", "is no time"),
        ("2025-09 night", "is no time"),
        ("2025-09-09 night Z", "is no time"),
        ("1757453400", "is no time"),
        ("٢٠٢٥", "is no time"),
        ("about", "“about” is no time"),
        ("About 2025", "is no time"),
        ("about before 2025", "“before 2025” is no time"),
        ("2025 to ", "is no time"),
        ("2025-09 to 06:30", "“06:30” is no time"),
        ("2025-09-09 to 06:30", "“06:30” is no time"),
        ("2025 to 2026 to 2027", "“2026 to 2027” is no time"),
        ("0001", "the year 0001 is out of range: years are 1000 to 9998"),
        ("9999-12-31", "the year 9999 is out of range"),
        ("2025-13", "there is no month 13: months are 01 to 12"),
        ("2025-00-01", "there is no month 00"),
        ("2025-02-29", "there is no 2025-02-29: that month has 28 days"),
        ("2025-09-31", "that month has 30 days"),
        ("2025-09-00", "there is no 2025-09-00"),
        ("2025-09-09 24:00", "there is no time 24:00"),
        ("2025-09-09 23:60", "minutes 00 to 59"),
        ("2025-09-09 23:30:60", "there is no time 23:30:60"),
        ("2025-09-09 23:30 +14:01", "offsets are -12:00 to +14:00"),
        ("2025-09-09 23:30 -12:30", "there is no offset -12:30"),
        ("2025-09-09 23:30 +02:60", "there is no offset +02:60"),
        ("about 2025 to 2026", "an interval takes no “about”"),
        ("2026 to 2025", "the interval ends before it begins: 2026 to 2025"),
        ("2025-09-09 23:30 to 06:30", "the interval ends before it begins"),
        ("2025 to 2025", "the interval ends before it begins"),
    ],
)
def test_what_is_no_time_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(WhenError) as refused:
        When.parse(text, WARSAW)
    assert reason in str(refused.value)


def test_a_local_time_that_summer_time_skips_is_refused() -> None:
    with pytest.raises(WhenError, match="2026-03-29 02:30 in Europe/Warsaw does not exist"):
        When.parse("2026-03-29 02:30", WARSAW)
    assert When.parse("2026-03-29 02:30 +01:00", WARSAW).start == at("2026-03-29 01:30")


def test_a_day_that_a_calendar_skips_is_refused_whole_and_in_parts() -> None:
    apia = zone_named("Pacific/Apia")
    for text in ("2011-12-30", "2011-12-30 evening", "about 2011-12-30 night"):
        with pytest.raises(WhenError, match="there is no 2011-12-30 in Pacific/Apia"):
            When.parse(text, apia)


@given(st.sampled_from(ZONES), st.dates(date(1001, 1, 1), date(9990, 12, 31)))
def test_the_parts_of_a_day_follow_one_another_from_midnight_to_midnight(
    zone: str, day: date
) -> None:
    try:
        whole = When.parse(f"{day}", zone_named(zone))
    except WhenError:
        return
    parts = [When.parse(f"{day} {part}", whole.zone) for part in PARTS]
    ends = [whole.start, *(part.end for part in parts)]
    assert [part.start for part in parts] == ends[:-1]
    assert ends[-1] == whole.end


def test_a_local_time_that_comes_twice_asks_for_one_of_its_two_offsets() -> None:
    with pytest.raises(WhenError, match=r"happens twice.*add the offset, \+02:00 or \+01:00"):
        When.parse("2026-10-25 02:30", WARSAW)
    assert When.parse("2026-10-25 02:30 +02:00", WARSAW).start == at("2026-10-25 00:30")
    assert When.parse("2026-10-25 02:30 +01:00", WARSAW).start == at("2026-10-25 01:30")


@pytest.mark.parametrize("edge", ["1000", "1000-01-01 00:00 +14:00", "9998", "9998-12-31 23:59"])
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Niue", "Europe/Warsaw"])
def test_the_first_and_the_last_years_are_read_in_every_zone(edge: str, zone: str) -> None:
    when = When.parse(edge, zone_named(zone))
    assert when.start < when.end


def test_times_sort_by_when_a_thing_began_the_vaguer_ahead_of_what_it_holds() -> None:
    in_order = [
        "2025",
        "2025-09",
        "before 2025-09-09",
        "2025-09-09",
        "2025-09-09 to 2025-09-12",
        "2025-09-09 night",
        "2025-09-09 00:00",
        "2025-09-09 00:00 to 06:00",
        "about 2025-09-09 05:30",
        "2025-09-09 morning",
        "2025-09-09 06:00",
        "2025-09-09 afternoon",
        "2025-09-09 evening",
        "2025-09-09 evening to 2025-09-10 night",
        "2025-09-09 23:30",
        "after 2025-09-09",
        "before 2025-09-10",
        "2025-09-10",
        "2025-09-10 night",
        "2025-09-10 00:01",
        "2025-10-01 00:01",
    ]
    read = [When.parse(text, WARSAW) for text in reversed(in_order)]
    assert [when.text for when in sorted(read, key=lambda when: when.sort_key)] == in_order


@pytest.mark.parametrize(
    ("text", "since", "until", "overlaps"),
    [
        ("2025-09-09", None, None, True),
        ("2025-09-09", "2025-09-09", "2025-09-09", True),
        ("2025-09-09", "2025-09-10", None, False),
        ("2025-09-09", None, "2025-09-08", False),
        ("2025-09", "2025-09-30 23:59", None, True),
        ("2025-09-09 to 2025-09-12", "2025-09-12 23:59", "2025-09-13", True),
        ("before 2025-09-09", None, "2025-09-08", True),
        ("before 2025-09-09", None, "2025-09-01", False),
        ("before 2025-09-09", "2025-09-09", None, False),
        ("before 2025-09-09", "2025-09-10", None, False),
        ("after 2025-09-09", "2025-09-10", None, True),
        ("after 2025-09-09", "2025-09-20", None, False),
        ("after 2025-09-09", None, "2025-09-09", False),
        ("after 2025-09-09", None, "2025-09-08", False),
        ("about 2025-09-09", "2025-09-10", None, False),
    ],
)
def test_a_time_overlaps_a_stretch_if_any_of_it_lies_there(
    text: str, since: str | None, until: str | None, *, overlaps: bool
) -> None:
    start = When.parse(since, WARSAW) if since else None
    end = When.parse(until, WARSAW) if until else None
    assert When.parse(text, WARSAW).overlaps(start, end) is overlaps


def test_the_last_unit_of_an_interval_lies_within_it() -> None:
    assert When.parse("2025-09-10 to 2025-09-12", WARSAW).last == at("2025-09-12 21:59")
    assert When.parse("2025-09-10 01:00:00 to 02:00:09", WARSAW).last == at("2025-09-10 00:00:09")


@given(st.sampled_from(ZONES).flatmap(lambda zone: st.tuples(st.just(zone), whens(zone))))
def test_a_time_reads_the_same_again_from_its_own_text(written: tuple[str, str]) -> None:
    zone = zone_named(written[0])
    when = When.parse(written[1], zone)
    assert When.parse(str(when), zone) == when
    assert when.start < when.end
    assert when.start <= when.last < when.end


@given(
    st.datetimes(datetime(1000, 1, 2), datetime(9998, 12, 30)),  # noqa: DTZ001 -- the offset follows
    st.integers(-12 * 60, 14 * 60),
)
def test_a_minute_with_an_offset_is_that_instant_in_any_zone(naive: datetime, offset: int) -> None:
    sign, (hours, minutes) = "-" if offset < 0 else "+", divmod(abs(offset), 60)
    text = f"{naive:%Y-%m-%d %H:%M} {sign}{hours:02}:{minutes:02}"
    instant = naive.replace(second=0, microsecond=0, tzinfo=UTC) - timedelta(minutes=offset)
    assert When.parse(text, WARSAW).start == instant


@given(st.text(max_size=40))
def test_any_text_is_a_time_or_is_refused_and_never_a_crash(text: str) -> None:
    with contextlib.suppress(WhenError):
        assert When.parse(text, WARSAW).start < When.parse(text, WARSAW).end
