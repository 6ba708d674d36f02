"""What number an answer gives, and how much it leaves open."""

import pytest
from hypothesis import given

from bot.domain.amounts import Amount, amount, numbered
from bot.domain.brief import Claim
from tests.making import brief, claim, factcheck, report, source
from tests.strategies import texts


@pytest.mark.parametrize(
    ("says", "low", "high", "bound"),
    [
        ("19 violations", 19, 19, ""),
        ("about two dozen drones", 24, 24, ""),
        ("twenty-one drones", 21, 21, ""),
        ("one hundred and five", 105, 105, ""),
        ("1,200 people", 1200, 1200, ""),
        ("1.5 million", 1_500_000, 1_500_000, ""),
        ("6\u201310 drones", 6, 10, ""),
        ("three or four", 3, 4, ""),
        ("ten to 8", 8, 10, ""),
        ("every one of the 8 to 10 that entered", 8, 10, ""),
        ("between 3 and 5", 3, 5, ""),
        ("three, plausibly a fourth", 3, 3, ""),
        ("4 and 5", 4, 4, ""),
        ("up to six", 6, 6, "most"),
        ("no more than 12", 12, 12, "most"),
        ("at least 8 drones", 8, 8, "least"),
        ("over a dozen drones", 12, 12, "least"),
        ("more than 20 drones, most likely 23", 20, 20, "least"),
        ("17 or more", 17, 17, "least"),
        ("12+", 12, 12, "least"),
        ("None", 0, 0, ""),
    ],
)
def test_the_first_number_is_read_with_what_it_leaves_open(
    says: str, low: float, high: float, bound: str
) -> None:
    found = amount(says)
    assert found is not None
    assert (found.low, found.high, found.bound) == (low, high, bound)


@pytest.mark.parametrize(
    "says",
    [
        "about 22:30 on 9 September",
        "at 3 a.m.",
        "several dozen, nobody knows how many",
        "since 2014",
        "F-16s, under Article 4",
        "yes",
        "9" * 400,
    ],
)
def test_what_counts_nothing_is_no_number(says: str) -> None:
    assert amount(says) is None


@given(texts(300))
def test_any_text_gives_an_ordered_number_or_none(says: str) -> None:
    found = amount(says)
    assert found is None or 0 <= found.low <= found.high


def test_the_numbers_of_a_claim_come_by_time_without_those_that_have_no_voice() -> None:
    late = report("late", "four", as_of="2025-09-12")
    early, blank = report("early", "at least 3"), report("blank", "several")
    spread = report("spread", "eight", sources=["blog"])
    record = brief(
        claims=[claim("shot", late, early, blank, spread)],
        factchecks=[factcheck("shot")],
        sources={"paper": source(), "blog": source()},
    )
    shot = record.by_id["shot"]
    assert isinstance(shot, Claim)
    found = [(given.id, said) for given, said in numbered(shot, record)]
    assert found == [("early", Amount(3, 3, "least")), ("late", Amount(4, 4))]
