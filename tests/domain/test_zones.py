import pytest

from bot.domain.zones import ZoneError, zone_named


def test_a_zone_goes_by_its_name() -> None:
    assert zone_named("Europe/Warsaw").key == "Europe/Warsaw"


@pytest.mark.parametrize(
    "name", ["CEST", "europe", "Europe", "", "../UTC", "/etc/passwd", "a\0b", "x" * 5_000, "+02:00"]
)
def test_what_is_no_zone_is_refused_whatever_it_looks_like(name: str) -> None:
    with pytest.raises(ZoneError, match="I know no time zone “"):
        zone_named(name)


def test_a_mistyped_zone_is_refused_with_the_one_that_was_meant() -> None:
    with pytest.raises(ZoneError, match='did you mean "Europe/Warsaw"'):
        zone_named("Europe/Warsav")
