import pytest

from bot.domain.figures import figures, quantities


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Three, or 4 at most", ["3", "4"]),
        ("1,200 or 1 200 or 1\u00a0200 or 1'200", ["1200"] * 4),
        ("19, 21 and 23", ["19", "21", "23"]),
        ("1.5 or 1,5", ["1.5", "1.5"]),
        ("1,200.5", ["1200.5"]),
        ("1.200", ["1.200"]),
        ("twenty-one of two hundred five", ["21", "205"]),
        ("a dozen, two dozen", ["12", "24"]),
        ("None; zero", ["0", "0"]),
        ("ten two", ["10", "2"]),
        ("at 09:05 on the 10th", ["9", "5", "10"]),
        ("Someone weighted often", []),
        ("F-16 and Mi\u00b2", ["16", "2"]),
        ("", []),
    ],
)
def test_numbers_are_read_in_turn_however_they_are_written(text: str, numbers: list[str]) -> None:
    assert figures(text) == numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("About 20 knots", ["20"]),
        ("1,200 km", ["1200"]),
        ("One, or two", ["1", "2"]),
        ("F-35s and an AIM-120", []),
        ("Su35", []),
        ("4 March 2026, 12 drones", ["12"]),
        ("the 3rd of May or May 4, 2025", []),
        ("between March 2026 and 2026-04-01", []),
        ("held under Article 4", []),
        ("Some fell. About 20 flew on", ["20"]),
        ("the regular one", []),
        ("23:30 on 9 September", ["23", "30"]),
    ],
)
def test_numbers_that_count_nothing_are_told_from_those_that_do(
    text: str, numbers: list[str]
) -> None:
    assert quantities(text) == numbers
