"""YAML read from its events: every value the text that stands there, and its place.

YAML's own types are left alone (1.1 reads `23:30` as 1410 and `no` as False); what the text
means is the model's business. Reading events also lets us refuse what would hurt before
anything is built: libyaml's own loader crashes on 100,000 brackets, and a few hundred bytes
of merge keys keep it busy for seconds.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

import yaml

from bot.domain import limits

Value: TypeAlias = str | list["Value"] | dict[str, "Value"]
Location: TypeAlias = tuple[str | int, ...]
# What stands beside a value: its mark, and the same for what it holds. A mapping keeps the
# mark of each key as well.
Marks: TypeAlias = "_Mark | _ListMarks | _DictMarks | None"


class _Mark(Protocol):
    """Where something begins, from 0; libyaml's marks are of a class of their own."""

    line: int
    column: int


@dataclass(slots=True)
class _ListMarks:
    mark: _Mark | None
    items: "list[Marks]" = field(default_factory=list["Marks"])


@dataclass(slots=True)
class _DictMarks:
    mark: _Mark | None
    keys: dict[str, _Mark | None] = field(default_factory=dict[str, _Mark | None])
    values: "dict[str, Marks]" = field(default_factory=dict[str, "Marks"])


@dataclass(frozen=True, slots=True)
class Place:
    """A line and a column, both from 1."""

    line: int
    column: int


Report: TypeAlias = Callable[[Place, str], None]


class StopReadingError(Exception):
    """What follows cannot be read; the reason has been reported."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file's values, and where each of them stands."""

    value: Value
    lost: tuple[Place, ...]
    """Where a “ #” makes a comment of what looks like the rest of a text."""
    _marks: Marks

    def place(self, location: Location, *, of_key: bool = False) -> Place:
        """Where the value at a location stands, or the nearest thing around it.

        Args:
            location: keys and positions from the top.
            of_key: the place of the last key itself instead of its value.
        """
        marks, mark = self._marks, _mark(self._marks)
        for step in location:
            if isinstance(marks, _DictMarks) and step in marks.values:
                mark = marks.keys[str(step)]
                marks = marks.values[str(step)]
            elif isinstance(marks, _ListMarks) and isinstance(step, int):
                if not step < len(marks.items):
                    break
                marks = marks.items[step]
                mark = _mark(marks)
            else:
                return _place(mark)
        return _place(mark if of_key else _mark(marks))


def _mark(marks: Marks) -> _Mark | None:
    return marks.mark if isinstance(marks, (_ListMarks, _DictMarks)) else marks


def _place(mark: _Mark | None) -> Place:
    if mark is None:  # only for events that were not parsed from a text
        return Place(1, 1)
    return Place(mark.line + 1, mark.column + 1)


# What libyaml says → what a person can do about it.
_ADVICE = {
    "found character that cannot start any token": (
        "this character cannot begin a value: put the text in quotation marks"
    ),
    "mapping values are not allowed in this context": (
        "a second “: ” in one line, or a wrong indentation: put the text in quotation marks, "
        "or line it up with the keys above"
    ),
    "did not find expected key": "the indentation does not fit the lines above",
    "did not find expected '-' indicator": "the indentation does not fit the list above",
    "could not find expected ':'": "a key needs “: ” behind it",
    "did not find expected ',' or ']'": "a “[” that is never closed, or a comma is missing",
    "did not find expected ',' or '}'": "a “{” that is never closed, or a comma is missing",
    "did not find expected <document start>": (
        "something stands before the first key, or too far left"
    ),
}
# `-id: off`: YAML takes the dash for a part of the key.
_TIGHT_DASH = re.compile(r" *-(?=[^\s-][^\s:]*:(\s|$))")
# A comment that looks like a text's going on: `The lights #1 go out.` Begins with the sign
# itself, since a search for one character takes no while.
_LOST = re.compile(r"#(?<=[ \t]#)(?=\S)")
# What YAML itself refuses (its specification, 5.1), and tabs apart.
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read(text: str, report: Report) -> Document:
    """Read one document.

    Args:
        text: the whole file.
        report: told each mistake; after all but the worst, reading goes on.

    Raises:
        StopReadingError: where nothing can be made of the rest; the reason was reported.
    """
    _refuse_unprintable(text, report)
    reader = _Reader(report)
    try:
        reader.read(text)
    except yaml.MarkedYAMLError as error:
        report(*_explained(error, text, reader.last))
        raise StopReadingError from error
    if reader.root is None:
        report(Place(1, 1), "the file is empty: a brief begins with `title:`")
        raise StopReadingError
    value, marks = reader.root
    return Document(value, tuple(reader.lost), marks)


def _refuse_unprintable(text: str, report: Report) -> None:
    found = _UNPRINTABLE.search(text)
    if found:
        before = text[: found.start()]
        place = Place(before.count("\n") + 1, found.start() - before.rfind("\n"))
        report(place, f"a control character, U+{ord(found[0]):04X}: delete it")
        raise StopReadingError


def _explained(
    error: yaml.MarkedYAMLError, text: str, last: yaml.ScalarEvent | None
) -> tuple[Place, str]:
    """A place and a sentence; `last` is the last text that was read before the mistake."""
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return Place(1, 1), str(error.problem)
    if error.context == "while scanning a quoted scalar" and "unexpected" in str(error.problem):
        return _place(error.context_mark), "a quotation mark that is never closed"
    lines = text.splitlines()
    line = lines[mark.line] if mark.line < len(lines) else ""
    if "\t" in line[: mark.column + 1] and not line[: mark.column].strip():
        return Place(mark.line + 1, line.index("\t") + 1), "a tab: indent with spaces"
    for number in range(max(mark.line - 1, 0), min(mark.line + 1, len(lines))):
        if dash := _TIGHT_DASH.match(lines[number]):
            return Place(number + 1, dash.end()), "a space is missing after the dash"
    end = last.end_mark if last is not None and last.style in ("'", '"') else None
    if last is not None and end is not None and end.line == mark.line:
        between = line[end.column : mark.column]
        if not between.strip():
            return _place(mark), _after_quotation(_place(last.start_mark).line, mark.line + 1)
    problem = str(error.problem)
    return _place(mark), _ADVICE.get(problem, f"this is not YAML: {problem}")


def _after_quotation(opened: int, closed: int) -> str:
    if opened == closed:
        return (
            "text after a closing quotation mark: put quotation marks of the other kind around "
            "the whole"
        )
    return f"the quotation opened in line {opened} ends here: a closing mark is missing before"


def _gaps(text: str) -> dict[int, int]:
    """Where the space before each comment that looks like text begins, and how long it is."""
    gaps: dict[int, int] = {}
    for found in _LOST.finditer(text):
        start = found.start()
        while start and text[start - 1] in " \t":
            start -= 1
        gaps[start] = found.start() - start
    return gaps


class _OpenList:
    """A list whose end has not come yet."""

    __slots__ = ("marks", "value")

    def __init__(self, mark: _Mark | None) -> None:
        self.value: list[Value] = []
        self.marks = _ListMarks(mark)

    def add(self, value: Value, marks: Marks, report: Report) -> None:
        del report  # a list takes anything
        self.value.append(value)
        self.marks.items.append(marks)


class _OpenMapping:
    """A mapping whose end has not come yet; what is added is a key, then its value."""

    __slots__ = ("_key", "marks", "value")

    def __init__(self, mark: _Mark | None) -> None:
        self.value: dict[str, Value] = {}
        self.marks = _DictMarks(mark)
        self._key: str | None = None

    @property
    def wants_key(self) -> bool:
        return self._key is None

    def add(self, value: Value, marks: Marks, report: Report) -> None:
        if self._key is not None:
            self.value[self._key] = value
            self.marks.values[self._key] = marks
            self._key = None
            return
        self._key = key = str(value)
        mark = _mark(marks)
        if key in self.marks.keys:
            first = _place(self.marks.keys[key]).line
            report(_place(mark), f"“{key}” is given twice; it stands in line {first} already")
        self.marks.keys[key] = mark


class _Reader:
    """Builds values from events, and reports what a brief may not hold."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._open: list[_OpenList | _OpenMapping] = []
        self._documents = 0
        self.last: yaml.ScalarEvent | None = None
        self.lost: list[Place] = []
        self.root: tuple[Value, Marks] | None = None

    def read(self, text: str) -> None:
        gaps = _gaps(text)
        events: Iterable[yaml.Event] = yaml.parse(text, Loader=yaml.CSafeLoader)
        for number, event in enumerate(events):
            if number > limits.YAML_NODES * 2:
                self._report(
                    Place(1, 1), f"more than {limits.YAML_NODES:,} values: split the brief"
                )
                raise StopReadingError
            if isinstance(event, yaml.ScalarEvent):
                self._check(event)
                self._add(event.value, event.start_mark)
                self.last = event
                end = event.end_mark
                if gaps and end is not None and not event.style and end.index in gaps:
                    self.lost.append(Place(end.line + 1, end.column + gaps[end.index] + 1))
            elif isinstance(event, yaml.MappingStartEvent):
                self._begin(event, _OpenMapping(event.start_mark))
            elif isinstance(event, yaml.SequenceStartEvent):
                self._begin(event, _OpenList(event.start_mark))
            elif isinstance(event, yaml.CollectionEndEvent):
                ended = self._open.pop()
                self._add(ended.value, ended.marks)
            elif isinstance(event, yaml.AliasEvent):
                self._say(event, f"an alias, *{event.anchor}: write the value out")
                self._add("", event.start_mark)
            elif isinstance(event, yaml.DocumentStartEvent):
                self._begin_document(event)

    def _begin_document(self, event: yaml.Event) -> None:
        self._documents += 1
        if self._documents > 1:
            self._say(event, "a second document: one file holds one brief")
            raise StopReadingError

    def _begin(self, event: yaml.NodeEvent, opened: _OpenList | _OpenMapping) -> None:
        self._check(event)
        if len(self._open) >= limits.YAML_DEPTH:
            self._say(event, f"nested more than {limits.YAML_DEPTH} deep")
            raise StopReadingError
        parent = self._open[-1] if self._open else None
        if isinstance(parent, _OpenMapping) and parent.wants_key:
            self._say(event, "a key must be plain text; text with “{” or “[” needs quotation marks")
            raise StopReadingError
        self._open.append(opened)

    def _check(self, event: yaml.NodeEvent) -> None:
        if event.anchor is not None:
            self._say(event, f"an anchor, &{event.anchor}: write each value out where it stands")
        tag: str | None = getattr(event, "tag", None)
        if tag is not None and tag != "!":
            self._say(event, "a tag (!…): leave it out, or put the text in quotation marks")

    def _say(self, event: yaml.Event, message: str) -> None:
        self._report(_place(event.start_mark), message)

    def _add(self, value: Value, marks: Marks) -> None:
        if self._open:
            self._open[-1].add(value, marks, self._report)
        else:
            self.root = (value, marks)
