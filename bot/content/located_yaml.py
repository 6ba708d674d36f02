"""YAML read from its events: every value the text that stands there, and its place.

YAML's own types are left alone (1.1 reads `23:30` as 1410 and `no` as False); what the text
means is the model's business. Reading events also lets us refuse what would hurt before
anything is built: libyaml's own loader crashes on 100,000 brackets, and a few hundred bytes
of merge keys keep it busy for seconds.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeAlias

import yaml

from bot.content.lines import lines_of, unprintable
from bot.content.misreading import Mark, explained, position_of, unclosed
from bot.content.outline import Outline
from bot.content.problems import Position
from bot.domain import limits
from bot.domain.lint import Location

Value: TypeAlias = str | list["Value"] | dict[str, "Value"]
# What stands beside a value: its mark, and the same for what it holds. A mapping keeps the
# mark of each key as well.
Marks: TypeAlias = "Mark | _ListMarks | _DictMarks | None"


@dataclass(slots=True)
class _ListMarks:
    mark: Mark | None
    items: "list[Marks]" = field(default_factory=list["Marks"])


@dataclass(slots=True)
class _DictMarks:
    mark: Mark | None
    keys: dict[str, Mark | None] = field(default_factory=dict[str, Mark | None])
    values: "dict[str, Marks]" = field(default_factory=dict[str, "Marks"])


ReportMistake: TypeAlias = Callable[[Position, str], None]


class StopReadingError(Exception):
    """What follows cannot be read; the reason has been reported."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file's values, and where each of them stands."""

    value: Value
    lost: tuple[Position, ...]
    """Where a “ #” makes a comment of what looks like the rest of a text."""
    lines: Sequence[str]
    _marks: Marks

    def place(self, location: Location, *, of_key: bool = False) -> Position:
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
                return position_of(mark)
        return position_of(mark if of_key else _mark(marks))


def _mark(marks: Marks) -> Mark | None:
    return marks.mark if isinstance(marks, (_ListMarks, _DictMarks)) else marks


_MOST_UNPRINTABLE = 1_000
# Mistakes of syntax that are looked for below the first.
_MORE_MISTAKES = 20
# A comment that looks like a text's going on: `The lights #1 go out.` Begins with the sign
# itself, since a search for one character takes no while.
_LOST = re.compile(r"#(?<=[ \t]#)(?=\S)")


def read(text: str, report: ReportMistake) -> Document:
    """Read one document.

    Args:
        text: the whole file.
        report: told each mistake; after all but the worst, reading goes on.

    Raises:
        StopReadingError: where no document can be made of it; the reasons were reported.
    """
    lines = lines_of(text)
    odd = list(islice(unprintable(lines), _MOST_UNPRINTABLE))
    for place, message in odd:
        report(place, message)
    if odd:
        raise StopReadingError
    outline = Outline(lines)
    told: list[tuple[Position, str]] = []
    reader = _Reader(lambda place, message: told.append((place, message)), outline)
    mistake = None
    try:
        mistake = reader.read(text)
    finally:
        # What stands behind a mistake was read in its light.
        for place, message in told:
            if mistake is None or place.line < mistake[0].line:
                report(place, message)
    if mistake is not None:
        report(*mistake)
        _go_on(outline, mistake[0].line - 1, report)
        raise StopReadingError
    if reader.root is None:
        report(Position(1, 1), "the file is empty: a brief begins with `title:`")
        raise StopReadingError
    value, marks = reader.root
    return Document(value, tuple(reader.lost), lines, marks)


def _go_on(outline: Outline, after: int, report: ReportMistake) -> None:
    """ReportMistake what else is no YAML below a line, from where reading is safe again.

    That is the next entry of the section, or else the next section: each is read as if the file
    began there.
    """
    for _ in range(_MORE_MISTAKES):
        start, end = outline.resume(after)
        if start == end:
            return
        reader = _Reader(_pass_over, outline)
        try:
            mistake = reader.read("\n" * start + "\n".join(outline.lines[start:end]) + "\n")
        except StopReadingError:
            return
        if mistake is None:
            after = end - 1
            continue
        if mistake[0].line > start:
            report(*mistake)
        after = max(mistake[0].line - 1, start)


def _pass_over(place: Position, message: str) -> None:
    """Tell nothing of what is no mistake of syntax: it may be one only without what is above."""
    del place, message


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

    __slots__ = ("column", "marks", "value")

    def __init__(self, mark: Mark | None, column: int) -> None:
        self.value: list[Value] = []
        self.column = column
        self.marks = _ListMarks(mark)

    def add(self, value: Value, marks: Marks, report: ReportMistake) -> None:
        del report  # a list takes anything
        self.value.append(value)
        self.marks.items.append(marks)


class _OpenMapping:
    """A mapping whose end has not come yet; what is added is a key, then its value."""

    __slots__ = ("_in_list", "_key", "_runs_on", "column", "marks", "value")

    def __init__(self, mark: Mark | None, column: int, *, in_list: bool) -> None:
        self._in_list = in_list
        self._runs_on = False
        self.column = column
        self.value: dict[str, Value] = {}
        self.marks = _DictMarks(mark)
        self._key: str | None = None

    @property
    def wants_key(self) -> bool:
        return self._key is None

    def add(self, value: Value, marks: Marks, report: ReportMistake) -> None:
        if self._key is not None:
            self.value[self._key] = value
            self.marks.values[self._key] = marks
            self._key = None
            return
        self._key = key = str(value)
        mark = _mark(marks)
        if key in self.marks.keys and not self._runs_on:
            first = position_of(self.marks.keys[key]).line
            # Where its first key comes again, the next entry was taken into this one.
            self._runs_on = self._in_list and key == next(iter(self.marks.keys))
            advice = ": is a “- ” missing before it?" if self._runs_on else ""
            message = f"“{key}” is given twice; it stands in line {first} already{advice}"
            report(position_of(mark), message)
        self.marks.keys[key] = mark


class _Reader:
    """Builds values from events, and reports what a brief may not hold."""

    def __init__(self, report: ReportMistake, outline: Outline) -> None:
        self._report = report
        self._outline = outline
        self._open: list[_OpenList | _OpenMapping] = []
        self._documents = 0
        self._last: yaml.ScalarEvent | None = None
        self.lost: list[Position] = []
        self.root: tuple[Value, Marks] | None = None

    def read(self, text: str) -> tuple[Position, str] | None:
        """Read a text; gives the mistake of syntax that ended it.

        Raises:
            StopReadingError: it is YAML, but what follows cannot be read; that was reported.
        """
        gaps = _gaps(text)
        events: Iterable[yaml.Event] = yaml.parse(text, Loader=yaml.CSafeLoader)
        try:
            for number, event in enumerate(events):
                if number > limits.YAML_NODES * 2:
                    self._report(
                        Position(1, 1), f"more than {limits.YAML_NODES:,} values: split the brief"
                    )
                    raise StopReadingError
                if isinstance(event, yaml.ScalarEvent):
                    if mistake := self._scalar(event, gaps):
                        return mistake
                else:
                    self._other(event)
        except yaml.MarkedYAMLError as error:
            opened = self._open[-1].marks.mark if self._open else None
            return explained(error, self._outline, self._last, opened)
        return None

    def _scalar(self, event: yaml.ScalarEvent, gaps: dict[int, int]) -> tuple[Position, str] | None:
        parent = self._open[-1].column if self._open else -1
        if mistake := unclosed(event, self._outline, parent):
            return mistake
        self._check(event)
        self._add(event.value, event.start_mark)
        self._last = event
        end = event.end_mark
        if gaps and end is not None and not event.style and end.index in gaps:
            self.lost.append(Position(end.line + 1, end.column + gaps[end.index] + 1))
        return None

    def _other(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.MappingStartEvent):
            in_list = bool(self._open) and isinstance(self._open[-1], _OpenList)
            mapping = _OpenMapping(event.start_mark, self._column(event), in_list=in_list)
            self._begin(event, mapping)
        elif isinstance(event, yaml.SequenceStartEvent):
            self._begin(event, _OpenList(event.start_mark, self._column(event)))
        elif isinstance(event, yaml.CollectionEndEvent):
            ended = self._open.pop()
            self._add(ended.value, ended.marks)
        elif isinstance(event, yaml.AliasEvent):
            self._say(event, f"an alias, *{event.anchor}: write the value out")
            self._add("", event.start_mark)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._begin_document(event)

    def _column(self, event: yaml.CollectionStartEvent) -> int:
        """The column that a collection stands in; of what holds it, where it has brackets."""
        if event.flow_style or event.start_mark is None:
            return self._open[-1].column if self._open else -1
        return event.start_mark.column

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
        self._report(position_of(event.start_mark), message)

    def _add(self, value: Value, marks: Marks) -> None:
        if self._open:
            self._open[-1].add(value, marks, self._report)
        else:
            self.root = (value, marks)
