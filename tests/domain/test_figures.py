import pytest

from bot.domain.figures import figures


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
