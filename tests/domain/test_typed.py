"""Dates as people type them."""

from datetime import UTC, datetime

import pytest

from bot.domain.errors import UserError
from bot.domain.typed import typed_time
from bot.domain.zones import zone_named

ZONE = zone_named("Europe/Warsaw")
# A Saturday; an hour later it is Sunday in Warsaw's summer, here it is not.
NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
AROUND = datetime(2025, 11, 14, 9, tzinfo=UTC)


def typed(text: str, *, stretch: bool = True) -> str:
    return typed_time(text, ZONE, "from", now=NOW, around=AROUND, stretch=stretch).text


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2025-09-10", "2025-09-10"),
        ("2025-09-10 06:00", "2025-09-10 06:00"),
        ("2025-09", "2025-09"),
        ("2025", "2025"),
        ("10.09.2025", "2025-09-10"),
        ("10/09/2025", "2025-09-10"),
        ("10 September 2025", "2025-09-10"),
        ("10th of September 2025", "2025-09-10"),
        ("Sep 10 2025", "2025-09-10"),
        ("10 Sep 2025 06:30", "2025-09-10 06:30"),
        ("10.09.2025 6:30", "2025-09-10 06:30"),
        ("September 2025", "2025-09"),
        # Without a year: the one in which the brief's events are.
        ("10 Sep", "2025-09-10"),
        ("September 10", "2025-09-10"),
        ("10.9.", "2025-09-10"),
        ("yesterday", "2026-11-27"),
        ("today", "2026-11-28"),
        ("3 days ago", "2026-11-25"),
        ("last friday", "2026-11-27"),
        ("last week", "2026-11-16 to 2026-11-22"),
        ("last month", "2026-10"),
        ("an hour ago", "2026-11-28 12:00"),
    ],
)
def test_a_date_is_understood_as_people_type_it(text: str, meant: str) -> None:
    assert typed(text) == meant


@pytest.mark.parametrize("text", ["yesterdayy week", "the night", "drones", "???"])
def test_what_is_no_date_is_answered_with_one_to_try(text: str) -> None:
    with pytest.raises(UserError, match=r"I don't understand “.*” as a date\. Try 2025-09-10"):
        typed(text)


def test_a_date_that_does_not_exist_is_told_as_it_is() -> None:
    with pytest.raises(UserError, match="there is no 2026-02-30"):
        typed("2026-02-30")


def test_a_week_is_no_single_time() -> None:
    with pytest.raises(UserError, match="takes one time"):
        typed("last week", stretch=False)
