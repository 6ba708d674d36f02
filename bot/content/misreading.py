"""Where a mistake of syntax begins, and what to do about it.

libyaml says where it could not go on, which may be lines below: a text without an end takes in
what follows it. Where a text, a list or a key began, its `context_mark` says, and what it does
not say is read from the shape of the lines.
"""

import re
from typing import Protocol

import yaml

from bot.content.alignment import misaligned
from bot.content.outline import Outline
from bot.content.problems import Place

# What libyaml says → what a person can do about it.
_ADVICE = {
    "found character that cannot start any token": (
        "this character cannot begin a value: put the text in quotation marks"
    ),
    "did not find expected '-' indicator": "the indentation does not fit the list above",
    "did not find expected <document start>": (
        "something stands before the first key, or too far left"
    ),
}
_INDENTATION = "the indentation does not fit the lines above"
_SECOND_COLON = (
    "a second “: ” in one line, or a wrong indentation: put the text in quotation marks, "
    "or line it up with the keys above"
)
_NO_COLON = "a key needs “: ” behind it"
_MISALIGNED = ("did not find expected key", "did not find expected '-' indicator")
_OPEN = {
    "[": "a “[” that is never closed, or a comma is missing",
    "{": "a “{” that is never closed, or a comma is missing",
}
_IN_BRACKETS = {"while parsing a flow sequence": "[", "while parsing a flow mapping": "{"}
# `-id: off`: YAML takes the dash for a part of the key.
_TIGHT_DASH = re.compile(r" *-(?=[^\s-][^\s:]*:(\s|$))")
_TWO_DASHES = re.compile(r" *- +(?=- )")


class Mark(Protocol):
    """Where something begins, from 0; libyaml's marks are of a class of their own."""

    line: int
    column: int


def place_of(mark: Mark | None) -> Place:
    """Where a mark is; the beginning for none."""
    if mark is None:  # only for events that were not parsed from a text
        return Place(1, 1)
    return Place(mark.line + 1, mark.column + 1)


def explained(
    error: yaml.MarkedYAMLError,
    outline: Outline,
    last: yaml.ScalarEvent | None,
    opened: Mark | None,
) -> tuple[Place, str]:
    """Where the mistake begins, and a sentence.

    Args:
        error: libyaml's.
        outline: of the file.
        last: the last text that was read before the mistake.
        opened: where the list or mapping begins that it stands in.
    """
    mark, context = error.problem_mark, error.context_mark
    if mark is None:
        return place_of(context), str(error.problem)
    if error.context == "while scanning a quoted scalar" and "unexpected" in str(error.problem):
        return place_of(context), "a quotation mark that is never closed"
    return (
        _start(error, outline)
        or _tab(outline, mark)
        or _dashes(outline, mark, context)
        or _quotation(outline, mark, last)
        or _nothing_behind(error, outline, opened)
        or _begun_above(error, outline, mark)
        or (place_of(mark), _advice(error))
    )


def unclosed(event: yaml.ScalarEvent, outline: Outline, parent: int) -> tuple[Place, str] | None:
    """A quotation that goes on left of what holds it: YAML forbids it, and libyaml lets it pass.

    Args:
        event: a text.
        outline: of the file.
        parent: the column, from 0, of the keys or dashes that it stands below; -1 for none.
    """
    start, end = event.start_mark, event.end_mark
    if event.style not in ("'", '"') or start is None or end is None or start.line == end.line:
        return None
    for number in range(start.line + 1, end.line + 1):
        shape = outline.shape(number)
        if shape is not None and shape.indent <= parent:
            return place_of(start), _never_closed(end.line)
    return None


def _never_closed(line: int) -> str:
    return f"a quotation mark that is never closed: the next one stands in line {line + 1}"


def _advice(error: yaml.MarkedYAMLError) -> str:
    problem = str(error.problem)
    if problem == "did not find expected key":
        return _INDENTATION
    return _ADVICE.get(problem, f"this is not YAML: {problem}")


def _start(error: yaml.MarkedYAMLError, outline: Outline) -> tuple[Place, str] | None:
    """The first key, where those below it stand further left."""
    first = outline.below(-1)
    shape = outline.shape(first)
    if error.problem == "did not find expected <document start>" and shape and shape.indent:
        return Place(first + 1, shape.begins + 1), "the first key does not stand at the very left"
    return None


def _tab(outline: Outline, mark: Mark) -> tuple[Place, str] | None:
    line = outline.line(mark.line)
    if "\t" in line[: mark.column + 1] and not line[: mark.column].strip():
        return Place(mark.line + 1, line.index("\t") + 1), "a tab: indent with spaces"
    return None


def _dashes(outline: Outline, mark: Mark, context: Mark | None) -> tuple[Place, str] | None:
    """A dash without a space behind it, or two of them."""
    for number in (*outline.above(mark.line, 1), mark.line):
        if dash := _TIGHT_DASH.match(outline.line(number)):
            return Place(number + 1, dash.end()), "a space is missing after the dash"
    if context is not None and (dashes := _TWO_DASHES.match(outline.line(context.line))):
        return Place(context.line + 1, dashes.end() + 1), "one dash too many"
    return None


def _quotation(
    outline: Outline, mark: Mark, last: yaml.ScalarEvent | None
) -> tuple[Place, str] | None:
    """What follows a closing quotation mark, which may have been meant to open one."""
    if last is None or last.style not in ("'", '"') or last.end_mark is None:
        return None
    start, end = last.start_mark or last.end_mark, last.end_mark
    if end.line != mark.line or outline.line(end.line)[end.column : mark.column].strip():
        return None
    for number in range(start.line + 1, end.line + 1):
        shape = outline.shape(number)
        if shape is not None and (shape.key is not None or shape.dashes):
            return place_of(start), _never_closed(end.line)
    return place_of(mark), (
        "text after a closing quotation mark: put quotation marks of the other kind around "
        "the whole"
    )


def _nothing_behind(
    error: yaml.MarkedYAMLError, outline: Outline, opened: Mark | None
) -> tuple[Place, str] | None:
    """A bracket, or a comma in brackets, behind which the line ends and no value comes."""
    mark = error.problem_mark
    if error.context != "while parsing a flow node" or opened is None or mark is None:
        return None
    bracket = outline.line(opened.line)[opened.column : opened.column + 1]
    if opened.line == mark.line or bracket not in _OPEN:
        return None
    return place_of(opened), _OPEN[bracket]


def _begun_above(
    error: yaml.MarkedYAMLError, outline: Outline, mark: Mark
) -> tuple[Place, str] | None:
    """A bracket that is not closed, a key without its colon, a text that takes in a key."""
    context = error.context_mark
    if context is not None and error.context in _IN_BRACKETS:
        place = context if context.line != mark.line else mark
        return place_of(place), _OPEN[_IN_BRACKETS[error.context]]
    if error.problem == "could not find expected ':'":
        moved = _indentation(outline, mark, neighbours=False)
        return moved or (place_of(context or mark), _NO_COLON)
    if error.problem == "mapping values are not allowed in this context":
        second = place_of(mark), _SECOND_COLON
        if ": " in outline.line(mark.line)[: mark.column]:
            return second
        return _taken_in(outline, mark) or _indentation(outline, mark) or second
    if error.problem in _MISALIGNED and _is_first(outline, mark):
        return _indentation(outline, mark)
    return None


def _is_first(outline: Outline, mark: Mark) -> bool:
    """Whether nothing stands before a mark in its line, but dashes."""
    shape = outline.shape(mark.line)
    return shape is None or mark.column <= shape.begins


def _taken_in(outline: Outline, mark: Mark) -> tuple[Place, str] | None:
    """The line without a colon that a key below was taken into."""
    above = next(outline.above(mark.line), None)
    here, there = outline.shape(mark.line), outline.shape(-1 if above is None else above)
    if above is None or here is None or there is None or there.key is not None:
        return None
    return Place(above + 1, there.begins + 1), _NO_COLON


def _indentation(
    outline: Outline, mark: Mark, *, neighbours: bool = True
) -> tuple[Place, str] | None:
    number = misaligned(outline, mark.line, neighbours=neighbours)
    shape = None if number is None else outline.shape(number)
    if number is None or shape is None:
        return None
    return Place(number + 1, shape.begins + 1), _INDENTATION
