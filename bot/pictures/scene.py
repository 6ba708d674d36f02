"""What is drawn where: plain shapes on a card, in units of 1/72 inch from its top left corner.

A layout makes a scene; `drawing` only puts it on a canvas. So where things are can be looked at
without an image.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Literal, TypeAlias

Align = Literal["left", "center", "right"]
Fade = Literal["", "left", "right", "up", "down", "ends"]
Form = Literal["disc", "ring", "diamond", "triangle", "cross", "square", "wedge", "tick"]
Measure: TypeAlias = Callable[[str, float, bool], float]
"""How wide a text is: its letters, their size, whether they are bold."""

# How far letters reach above and below the middle of a line, accents and all, in their size.
_HALF_LINE = 0.64
# Words that promise another: better left out where a text is cut behind them.
_DANGLING = re.compile(
    r"(?:[ ,;:]+(?:a|an|and|as|at|by|for|from|in|of|on|or|that|the|to|with))+ ?$"
)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; `top` is the smaller number."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        """Whether they share more than an edge."""
        beside = self.right <= other.left or other.right <= self.left
        return not (beside or self.bottom <= other.top or other.bottom <= self.top)

    def is_within(self, other: "Box") -> bool:
        """Whether all of it lies in the other."""
        across = other.left <= self.left and self.right <= other.right
        return across and other.top <= self.top and self.bottom <= other.bottom


@dataclass(frozen=True, slots=True)
class Label:
    """A line of text; `y` is its middle."""

    x: float
    y: float
    text: str
    size: float
    colour: str
    width: float
    is_bold: bool = False
    align: Align = "left"

    @property
    def box(self) -> Box:
        """The room that it takes."""
        left = self.x - {"left": 0.0, "center": self.width / 2, "right": self.width}[self.align]
        half = self.size * _HALF_LINE
        return Box(left, self.y - half, left + self.width, self.y + half)


@dataclass(frozen=True, slots=True)
class Stroke:
    """A thin line through some points."""

    points: tuple[tuple[float, float], ...]
    colour: str
    width: float = 0.8
    is_dotted: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A span; it fades where it is open."""

    entry: str
    box: Box
    colour: str
    fade: Fade = ""


@dataclass(frozen=True, slots=True)
class Dot:
    """A point."""

    entry: str
    x: float
    y: float
    shape: Form
    colour: str
    size: float = 9


@dataclass
class Scene:
    """All that is drawn, what comes later over what came before."""

    width: float
    height: float
    strokes: list[Stroke] = field(default_factory=list[Stroke])
    bars: list[Bar] = field(default_factory=list[Bar])
    marks: list[Dot] = field(default_factory=list[Dot])
    labels: list[Label] = field(default_factory=list[Label])

    @property
    def card(self) -> Box:
        """All of it."""
        return Box(0, 0, self.width, self.height)

    @property
    def entries(self) -> set[str]:
        """Ids of what is drawn."""
        return {each.entry for each in (*self.bars, *self.marks)}


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes labels.

    Args:
        measure: how wide texts are.
    """

    measure: Measure

    def label(  # noqa: PLR0913 -- all that a label has
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        colour: str,
        *,
        bold: bool = False,
        align: Align = "left",
    ) -> Label:
        """A label, as wide as its text."""
        width = self.measure(text, size, bold)
        return Label(x, y, text, size, colour, width, is_bold=bold, align=align)

    def fitted(self, text: str, width: float, size: float, *, bold: bool = False) -> str:
        """As much of a text as fits, ended between words where it can be, with a mark of it."""
        if self.measure(text, size, bold) <= width:
            return text
        fits, over = 0, len(text)
        while fits + 1 < over:
            middle = (fits + over) // 2
            if self.measure(_cut(text, middle), size, bold) <= width:
                fits = middle
            else:
                over = middle
        head, _, _ = text[:fits].rpartition(" ")
        return _cut(text, len(head) if len(head) > fits * 0.6 else fits)

    def wrapped(
        self, text: str, width: float, size: float, *, most: int, bold: bool = False
    ) -> list[str]:
        """A text in at most so many lines; the last is cut where there is more."""
        lines: list[str] = []
        words = text.split(" ")
        while words and len(lines) < most - 1:
            taken = 1
            while taken < len(words) and (
                self.measure(" ".join(words[: taken + 1]), size, bold) <= width
            ):
                taken += 1
            lines.append(self.fitted(" ".join(words[:taken]), width, size, bold=bold))
            words = words[taken:]
        if words:
            lines.append(self.fitted(" ".join(words), width, size, bold=bold))
        return lines


def _cut(text: str, letters: int) -> str:
    return f"{_DANGLING.sub('', text[:letters]).rstrip(' ,;:.')}…"


@dataclass(slots=True)
class _Group:
    """Things that stand one right under the other."""

    heights: list[float]
    wanted: float
    """Where its first would have to begin for each to have its place, all taken together."""

    @property
    def height(self) -> float:
        return sum(self.heights)

    def begin(self, top: float) -> float:
        return max(self.wanted / len(self.heights), top)

    def take(self, below: "_Group") -> None:
        """Have another group follow on."""
        self.wanted += below.wanted - self.height * len(below.heights)
        self.heights += below.heights


def spread(wanted: Sequence[float], heights: Sequence[float], top: float) -> list[float]:
    """Where things begin that want to begin there: in this order, none over another.

    Each stands as near to its place as the others let it; those that would overlap move together.

    Args:
        wanted: where each would begin.
        heights: how much each takes.
        top: none begins before it.
    """
    groups: list[_Group] = []
    for begin, height in zip(wanted, heights, strict=True):
        groups.append(_Group([height], begin))
        while len(groups) > 1 and groups[-2].begin(top) + groups[-2].height > groups[-1].begin(top):
            below = groups.pop()
            groups[-1].take(below)
    starts = (accumulate(group.heights, initial=group.begin(top)) for group in groups)
    return [start for group in starts for start in [*group][:-1]]
