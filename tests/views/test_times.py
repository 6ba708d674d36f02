"""Times as readers see them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.when import When
from bot.views.times import day, heading, in_words, shown, stamp, under_heading

WARSAW = ZoneInfo("Europe/Warsaw")
# 2025-09-10 01:30 UTC
HALF_PAST_THREE = 1757467800


def when(text: str, zone: ZoneInfo = WARSAW) -> When:
    return When.parse(text, zone)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-09-10 03:30", f"<t:{HALF_PAST_THREE}:f>"),
        ("2025-09-10 03:30:59", f"<t:{HALF_PAST_THREE + 59}:f>"),
        ("2025-09-10T01:30Z", f"<t:{HALF_PAST_THREE}:f>"),
        ("2025-09-10 03:30 to 04:30", f"<t:{HALF_PAST_THREE}:f> to <t:{HALF_PAST_THREE + 3600}:f>"),
        ("2025-09-10", "10 September 2025"),
        ("2025-09", "September 2025"),
        ("2025", "2025"),
        ("2025-09-10 morning", "the morning of 10 September 2025"),
        ("2025-09-09 evening", "the evening of 9 September 2025"),
        ("2025-09-10 night", "the night of 9\N{EN DASH}10 September 2025"),
        ("2025-09-01 night", "the night of 31 August \N{EN DASH} 1 September 2025"),
        ("2026-01-01 night", "the night of 31 December 2025 \N{EN DASH} 1 January 2026"),
        ("2026-03-29 night", "the night of 28\N{EN DASH}29 March 2026"),
        ("2026-10-25 night", "the night of 24\N{EN DASH}25 October 2026"),
        ("about 2025-09-10 afternoon", "about the afternoon of 10 September 2025"),
        (
            "2025-09-09 evening to 2025-09-10 night",
            "the evening of 9 September 2025 to the night of 9\N{EN DASH}10 September 2025",
        ),
        ("about 2025-09-10", "about 10 September 2025"),
        ("before 2025-09", "before September 2025"),
        ("2025-09-10 to 2025-09-12", "10 September 2025 to 12 September 2025"),
        ("2025-09 to 2025-11", "September 2025 to November 2025"),
    ],
)
def test_a_time_is_shown_as_exactly_as_it_is_known(text: str, expected: str) -> None:
    assert shown(when(text)) == expected


@pytest.mark.parametrize("qualifier", ["about", "before", "after"])
def test_a_clock_time_that_is_not_exact_says_so_beside_the_readers_own_time(qualifier: str) -> None:
    assert shown(when(f"{qualifier} 2025-09-10 03:30")) == f"{qualifier} <t:1757467800:f>"


@pytest.mark.parametrize(
    ("text", "above", "under"),
    [
        ("2025-09-10 03:30", "10 September 2025", f"**03:30** · <t:{HALF_PAST_THREE}:f>"),
        (
            "2025-09-10 03:30:05", "10 September 2025",
            f"**03:30:05** · <t:{HALF_PAST_THREE + 5}:f>",
        ),
        (
            "about 2025-09-10 03:30", "10 September 2025",
            f"**about 03:30** · about <t:{HALF_PAST_THREE}:f>",
        ),
        ("2025-09-10", "10 September 2025", ""),
        (
            "2025-09-10 night", "10 September 2025",
            "**the night of 9\N{EN DASH}10 September 2025**",
        ),
        ("after 2025-09-10", "10 September 2025", "**after 10 September 2025**"),
        ("2025-09", "September 2025", ""),
        ("2025", "2025", ""),
        (
            "2025-09-10 03:30 to 04:30", "10 September 2025",
            f"**03:30 to 04:30** · <t:{HALF_PAST_THREE}:f> to <t:{HALF_PAST_THREE + 3600}:f>",
        ),
        ("2025-09 to 2025-10", "September 2025", "**September 2025 to October 2025**"),
    ],
)  # fmt: skip
def test_an_event_stands_under_its_day_where_it_happened(text: str, above: str, under: str) -> None:
    assert heading(when(text)) == above
    assert under_heading(when(text)) == under


def test_an_interval_over_midnight_names_the_day_it_ends_on() -> None:
    under = under_heading(when("2025-09-09 23:30 to 2025-09-10 06:30"))
    assert under.startswith("**23:30 to 10 September 2025, 06:30**")


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2025-03-30 01:59", datetime(2025, 3, 30, 0, 59, tzinfo=UTC)),
        ("2025-03-30 03:00", datetime(2025, 3, 30, 1, 0, tzinfo=UTC)),
        ("2025-10-26 02:30+02:00", datetime(2025, 10, 26, 0, 30, tzinfo=UTC)),
        ("2025-10-26 02:30+01:00", datetime(2025, 10, 26, 1, 30, tzinfo=UTC)),
    ],
)
def test_around_a_change_of_clocks_the_instant_is_the_one_that_was_meant(
    text: str, instant: datetime
) -> None:
    assert shown(when(text)) == stamp(instant)
    assert under_heading(when(text)).startswith(f"**{text[11:16]}**")


def test_a_day_of_twenty_five_hours_is_one_day() -> None:
    assert in_words(when("2025-10-26")) == "26 October 2025"
    assert in_words(when("2025-10-25 to 2025-10-26")) == "25 October 2025 to 26 October 2025"


def test_a_time_with_an_offset_stands_under_the_day_of_the_brief_s_zone() -> None:
    assert heading(when("2025-09-09 23:30Z")) == "10 September 2025"


def test_only_the_day_is_shown_where_no_more_is_wanted() -> None:
    assert day(when("2025-09-10 03:30")) == f"<t:{HALF_PAST_THREE}:D>"
    assert day(when("about 2025-09")) == "about September 2025"


def test_a_zone_is_named_by_its_city() -> None:
    york = ZoneInfo("America/New_York")
    assert "New York" in in_words(when("about 2025-09-10 03:30", york))
