"""A picture is told in words as well, in the room that Discord gives."""

from dataclasses import replace

import pytest

from bot.domain.limits import DESCRIPTION
from bot.pictures.alt import alt_text
from bot.pictures.charts import Chart
from tests.pictures.charts import numbers, timeline


@pytest.mark.parametrize("count", [3, 30, 300])
def test_the_words_fit_and_say_how_many_there_are(count: int) -> None:
    for chart in (numbers(count), timeline(count)):
        text = alt_text(chart)
        assert len(text) <= DESCRIPTION
        assert f"of {count} " in text
        assert "Past: revision 3 of 4." in text
        assert text.endswith((".", "…"))


def test_who_said_how_many_and_when_is_told_with_how_far_it_got() -> None:
    text = alt_text(numbers(3))
    for number in numbers(3).numbers:
        assert f"{number.says} ({number.standing}): " in text
        assert number.when in text


def test_of_many_the_first_and_the_last_are_told_and_how_many_stand_between() -> None:
    chart = numbers(300)
    text = alt_text(chart)
    assert chart.numbers[0].when in text
    assert chart.numbers[-1].when in text
    assert "more numbers between; " in text


def test_of_a_timeline_the_key_events_are_told() -> None:
    chart = timeline(300)
    text = alt_text(chart)
    key = [moment for moment in chart.moments if moment.is_key]
    assert f"Timeline of 300 events, {len(key)} of them key, Warsaw time." in text
    assert key[0].when in text
    assert key[-1].when in text


def test_one_entry_with_endless_words_still_fits() -> None:
    chart = timeline(1)
    endless: Chart = replace(
        chart, title="t" * 2_000, moments=(replace(chart.moments[0], text="word " * 900),)
    )
    assert len(alt_text(endless)) <= DESCRIPTION
