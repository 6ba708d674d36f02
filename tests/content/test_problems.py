"""What a terminal shows of a problem."""

import pytest

from bot.content.problems import Problem, first_of_each, printable


def problem(text: str, column: int, line: int = 7) -> Problem:
    return Problem("a.yaml", line, column, "", "wrong", text=text)


@pytest.mark.parametrize(
    ("text", "column", "quoted"),
    [
        ("status: alive", 9, "    7 | status: alive\n      |         ^"),
        ("żółć: 🚁 x", 9, "    7 | żółć: 🚁 x\n      |          ^"),
        ("a: e\u0301 x", 7, "    7 | a: e\u0301 x\n      |      ^"),
        ("\tid: x", 1, "    7 | \\u0009id: x\n      | ^"),
        ("a: \x1b[2J x", 9, "    7 | a: \\u001b[2J x\n      |              ^"),
        ("title", 99, "    7 | title\n      |      ^"),
        ("  ", 1, ""),
        ("", 1, ""),
    ],
)
def test_a_caret_stands_below_the_place(text: str, column: int, quoted: str) -> None:
    assert problem(text, column).quoted == quoted


def test_of_a_long_line_what_stands_about_the_place_is_quoted() -> None:
    quoted = problem("x" * 500 + "Y" + "z" * 500, 501).quoted
    line, caret = quoted.splitlines()
    assert line[caret.index("^")] == "Y"
    assert line.startswith("    7 | …x")
    assert line.endswith("z…")
    assert len(line) < 140


def test_what_is_shown_of_a_problem_is_its_sentence_and_its_line() -> None:
    assert problem("a: b", 4).shown == "a.yaml:7:4: wrong\n    7 | a: b\n      |    ^"
    assert problem("", 1).shown == "a.yaml:7:1: wrong"


def test_the_first_twenty_mistakes_of_each_file_are_told_and_how_many_more() -> None:
    many = [Problem("a.yaml", line, 1, "x", "wrong") for line in range(1, 240_004)]
    one = Problem("b.yaml", 1, 1, "", "wrong")
    told = list(first_of_each([*many, one]))
    assert told[:20] == many[:20]
    assert [str(each) for each in told[20:]] == [
        "b.yaml:1:1: wrong",
        "a.yaml:21:1: and 239,983 more mistakes from here on",
    ]


def test_warnings_are_all_told() -> None:
    many = [Problem("a.yaml", line, 1, "", "odd", "warning", "uncited") for line in range(1, 50)]
    assert list(first_of_each(many)) == many


def test_a_name_of_a_file_cannot_write_lines_or_colours_of_its_own() -> None:
    name = "a\x1b[2J\n::error::b\u202e\udcff.yaml"
    shown = Problem(name, 1, 1, "", "wrong").shown
    assert shown == "a\\u001b[2J\\u000a::error::b\\u202e\\udcff.yaml:1:1: wrong"
    assert printable(shown) == shown
