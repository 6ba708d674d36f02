"""The shape of a file, line by line, and which lines stand where their like do not.

Works on text alone, so that it can be asked of a file that no parser reads.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import NamedTuple

_LINE = re.compile(
    r"""(?P<indent> *)(?P<dashes>(?:- +)*)(?:(?P<key>[\w-]+|"[^"]*"|'[^']*'):(?=\s|$))?"""
)


# Entries of a section stand no further in than this.
_ENTRY = 2


class Shape(NamedTuple):
    """How a line begins."""

    indent: int
    dashes: int
    """How many list items begin in it."""
    key: str | None
    """None where no “: ” ends one."""
    begins: int
    """Where what follows the dashes begins."""


@dataclass(frozen=True)
class Outline:
    """The lines of a file; they are numbered from 0."""

    lines: Sequence[str]
    _entries: dict[tuple[int, int], tuple[int, bool] | None] = field(
        default_factory=dict[tuple[int, int], tuple[int, bool] | None], repr=False
    )

    def shape(self, number: int) -> Shape | None:
        """How a line begins; None for one that is blank or a comment, or is not there."""
        return self._shapes[number] if 0 <= number < len(self.lines) else None

    def line(self, number: int) -> str:
        """The text of a line; nothing for one that is not there."""
        return self.lines[number] if 0 <= number < len(self.lines) else ""

    def above(self, number: int, most: int | None = None) -> Iterator[int]:
        """The lines above one, nearest first, without blank ones and comments."""
        found = (at for at in range(number - 1, -1, -1) if self.shape(at) is not None)
        return islice(found, most)

    def below(self, number: int) -> int:
        """The next line below one, without blank ones and comments; itself for the last."""
        below = range(number + 1, len(self.lines))
        return next((at for at in below if self.shape(at) is not None), number)

    def usual(self, key: str | None) -> list[tuple[int, int]]:
        """Indentation and dashes of the lines with a key, three at most, most frequent first."""
        shapes = self._usual.get(key or "", Counter[tuple[int, int]]())
        return [shape for shape, _ in shapes.most_common(3)]

    def start_above(self, number: int, most: int) -> int:
        """The line that begins the section of one, or an entry of it, so many above at most."""
        start = number
        for at in self.above(number):
            if number - at > most:
                break
            shape = self.shape(at)
            if self.is_odd(at) or shape is None:
                continue
            if _is_top(shape):
                return at
            if shape.indent <= _ENTRY and (shape.dashes or self._is_bare(at)):
                start = at
        return start

    def is_odd(self, number: int) -> bool:
        """Whether its key stands elsewhere in this file, and never so far in or with that dash.

        Of the keys above all sections, each stands there once, and others of its name below; so
        does a section of keys.
        """
        shape = self.shape(number)
        if shape is None or shape.key is None or number < self._head:
            return False
        below = self.shape(self.below(number))
        if _is_top(shape) and self._is_bare(number) and below and below.key and not below.dashes:
            return False
        alike = self._usual[shape.key]
        return alike[shape.indent, shape.dashes] == 1 and alike.total() > 2

    def resume(self, after: int) -> tuple[int, int]:
        """The next lines below one that can be read by themselves, from and to; none: equal."""
        sections = self._sections
        position = bisect_right(sections, after)
        end = sections[position] if position < len(sections) else len(self.lines)
        entry = self._entry(sections[position - 1] if position else -1, end)
        for at in range(after + 1, end):
            shape = self.shape(at)
            if shape and (shape.indent, bool(shape.dashes)) == entry:
                return at, end
        return end, len(self.lines)

    def _entry(self, start: int, end: int) -> tuple[int, bool] | None:
        """The indentation of a section's entries, and whether they begin with a dash."""
        if (start, end) not in self._entries:
            section = [shape for shape in self._shapes[start + 1 : end] if shape]
            has_dash = any(shape.dashes for shape in section)
            indents = Counter(each.indent for each in section if bool(each.dashes) is has_dash)
            least = min(indents, default=0)
            # A lone one may be the one that was moved.
            is_usual = indents[least] > 1 and (least or has_dash)
            self._entries[start, end] = (least, has_dash) if is_usual else None
        return self._entries[start, end]

    def _is_bare(self, number: int) -> bool:
        return self.line(number).rstrip().endswith(":")

    @cached_property
    def _shapes(self) -> list[Shape | None]:
        # Most lines are shaped alike, and a file may have millions.
        known: dict[Shape, Shape] = {}
        shapes = map(_shape, self.lines)
        return [None if shape is None else known.setdefault(shape, shape) for shape in shapes]

    @cached_property
    def _sections(self) -> list[int]:
        """The lines that begin a section."""
        tops = (at for at, shape in enumerate(self._shapes) if _is_top(shape))
        return [at for at in tops if not self.is_odd(at)]

    @cached_property
    def _head(self) -> int:
        """The first line that is indented or begins a list."""
        shapes = enumerate(self._shapes)
        return next((at for at, shape in shapes if shape and (shape.indent or shape.dashes)), 0)

    @cached_property
    def _usual(self) -> dict[str, Counter[tuple[int, int]]]:
        usual: dict[str, Counter[tuple[int, int]]] = {}
        for shape in self._shapes:
            if shape is not None and shape.key is not None:
                usual.setdefault(shape.key, Counter())[shape.indent, shape.dashes] += 1
        return usual


def _shape(line: str) -> Shape | None:
    found = _LINE.match(line)
    rest = line.lstrip()
    if found is None or not rest or rest.startswith("#"):
        return None
    return Shape(
        len(found["indent"]), found["dashes"].count("-"), found["key"], found.end("dashes")
    )


def _is_top(shape: Shape | None) -> bool:
    return shape is not None and shape.key is not None and not shape.indent and not shape.dashes
