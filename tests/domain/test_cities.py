from datetime import UTC, datetime
from time import process_time
from zoneinfo import available_timezones

import pytest

from bot.domain.cities import COMMON, matching_zones, zone_called
from bot.domain.limits import CHOICE_NAME, CHOICES

NOW = datetime(2026, 11, 23, 13, 5, tzinfo=UTC)


def found(typed: str) -> list[str]:
    return [choice.name for choice in matching_zones(typed, NOW)]


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("warsaw", "Europe/Warsaw"), ("WARS", "Europe/Warsaw"), ("europe/war", "Europe/Warsaw"),
        ("new york", "America/New_York"), ("new_york", "America/New_York"),
        ("são paulo", "America/Sao_Paulo"), ("sao p", "America/Sao_Paulo"),
        ("Łódź", "Europe/Warsaw"), ("krakow", "Europe/Warsaw"), ("gdansk", "Europe/Warsaw"),
        ("munich", "Europe/Berlin"), ("münchen", "Europe/Berlin"), ("barcelona", "Europe/Madrid"),
        ("san fran", "America/Los_Angeles"), ("beijing", "Asia/Shanghai"),
        ("北京", "Asia/Shanghai"),
        ("mumbai", "Asia/Kolkata"), ("kyiv", "Europe/Kyiv"), ("kiev", "Europe/Kyiv"),
        ("saint petersburg", "Europe/Moscow"), ("tel aviv", "Asia/Jerusalem"), ("utc", "UTC"),
        ("buenos", "America/Argentina/Buenos_Aires"), ("us/eastern", "US/Eastern"),
        ("est", "America/New_York"),
    ],
)  # fmt: skip
def test_a_zone_is_found_by_its_name_or_a_city(typed: str, zone: str) -> None:
    assert found(typed)[0] == zone


def test_the_label_has_the_local_time_and_the_city_that_was_meant() -> None:
    labels = [matching_zones(typed, NOW)[0].label for typed in ("warsaw", "Lodz")]
    assert labels == ["Europe/Warsaw — 14:05 now", "Europe/Warsaw (Łódź) — 14:05 now"]


def test_common_zones_are_offered_before_anything_is_typed() -> None:
    assert found("") == found(" / ") == list(COMMON)
    assert len(COMMON) == CHOICES


@pytest.mark.parametrize("typed", ["Warsav", "x" * 5_000, "a b c d", "GMT+2"])
def test_what_no_zone_begins_with_finds_none(typed: str) -> None:
    assert found(typed) == []


def test_every_zone_is_understood_and_no_list_is_too_long() -> None:
    for name in available_timezones() - {"Factory", "localtime"}:
        assert zone_called(f" {name} ") == name
    for letter in "abcdefghijklmnopqrstuvwxyz":
        choices = matching_zones(letter, NOW)
        assert len({choice.name for choice in choices}) == len(choices) <= CHOICES
        assert all(len(choice.label) <= CHOICE_NAME for choice in choices)
    assert len(matching_zones("a", NOW, most=3)) == 3


def test_a_search_is_quick_enough_for_every_letter_typed() -> None:
    matching_zones("", NOW)  # reads the zones, once
    began = process_time()
    for _ in range(20):
        matching_zones("a", NOW)
    assert (process_time() - began) / 20 < 0.005
