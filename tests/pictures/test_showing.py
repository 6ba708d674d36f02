"""Which claims have a picture, and how uncertain times are stretched."""

import pytest

from bot.pictures.showing import numbers_of, timeline_of
from tests.making import brief, claim, entry, report
from tests.pictures.charts import claim_of


@pytest.mark.parametrize(
    ("said", "has_one"),
    [
        (("3", "4", "up to six"), True),
        (("3", "4"), False),
        (("3", "4", "several", "nobody knows"), False),
    ],
)
def test_a_claim_has_a_picture_if_three_reports_give_numbers(
    said: tuple[str, ...],
    has_one: bool,  # noqa: FBT001 -- a case
) -> None:
    given = [report(f"r-{number}", says) for number, says in enumerate(said)]
    record = brief(claims=[claim("shot", *given)])
    chart = numbers_of(record, claim_of(record, "shot"))
    assert (chart is not None) is has_one


@pytest.mark.parametrize(
    ("at", "sureness", "hours"),
    [
        ("2025-09-10 10:15", "exact", 0),
        ("2025-09-10", "span", 24),
        ("2025-09-10 night", "span", 6),
        ("2025-09-10 10:00 to 12:00", "span", 2 + 1 / 60),
        ("about 2025-09-10 10:00", "about", 0.5),
        ("about 2025-09-10", "about", 48),
        ("before 2025-09-10 10:00", "before", 1),
        ("after 2025-09-10", "after", 24),
        ("2025-09", "span", 30 * 24),
    ],
)
def test_a_time_is_as_long_as_it_is_uncertain(at: str, sureness: str, hours: float) -> None:
    record = brief(timeline=[entry("e", at=at)])
    chart = timeline_of(record, record.chronology)
    assert chart is not None
    (moment,) = chart.moments
    assert moment.sureness == sureness
    assert (moment.end - moment.start) / 3600 == pytest.approx(hours)


def test_a_timeline_without_events_has_no_picture() -> None:
    assert timeline_of(brief(), []) is None
