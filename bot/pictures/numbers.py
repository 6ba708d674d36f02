"""The picture of numbers over time: a row for each, the oldest first, on one scale."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.domain.counting import count
from bot.pictures import look
from bot.pictures.axis import round_numbers
from bot.pictures.charts import Number, Numbers
from bot.pictures.look import GREY, INK, MARGIN, SMALL, TEXT
from bot.pictures.scene import Bar, Box, Dot, Label, Pen, Scene, Stroke
from bot.pictures.words import DOT

# Where the names end, and between what the numbers stand.
_NAMES_RIGHT = 236.0
_LEFT, _RIGHT = 254.0, look.WIDTH - MARGIN - 8
_ROW = 36.0
_LABELLED = 30.0
"""The least between two rows with labels: two lines, and air."""
_MOST_HEIGHT = 960.0
_OPEN = 44.0
"""How far a bar goes on that is open: nobody knows how far it would."""
_SIZE, _HALF_BAR = 9.0, 3.5
_GAP = 7.0


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where numbers stand from left to right."""

    first: float
    last: float

    def x(self, number: float) -> float:
        part = (number - self.first) / (self.last - self.first)
        return _LEFT + (_RIGHT - _LEFT) * part


def lay_out_numbers(chart: Numbers, pen: Pen) -> Scene:
    """Where everything stands: every number is drawn; where they are many, some are labelled."""
    scene, numbers = Scene(look.WIDTH, 0), chart.numbers
    top = look.headed(scene, pen, chart.question, [_about(chart), chart.note]) + 10
    pitch = min(_ROW, _MOST_HEIGHT / len(numbers))
    rows = [top + _ROW / 2 + pitch * row for row in range(len(numbers))]
    bottom = rows[-1] + _ROW / 2
    scale = _axis(scene, pen, numbers, (top, bottom))
    labelled = _labelled(numbers, pitch)
    is_full = len(labelled) == len(numbers)
    size = _SIZE if is_full else min(_SIZE, max(4.0, pitch * 1.6))
    for row, (number, y) in enumerate(zip(numbers, rows, strict=True)):
        reach = _draw(scene, number, y, scale, size)
        if row in labelled:
            end = reach.left
            scene.labels += _names(pen, number, y, with_number=not is_full)
            if is_full:
                scene.labels.append(label := _beside(pen, number, y, reach))
                end = min(end, label.box.left)
            _lead(scene, y, end)
    foot = "" if is_full else f"{len(labelled)} of {count(len(numbers), 'number')} are labelled."
    _legend(scene, pen, numbers, bottom + 38, foot)
    return scene


def _about(chart: Numbers) -> str:
    given = count(len(chart.numbers), "number")
    without = f", {count(chart.without, 'answer')} without one" if chart.without else ""
    return f"{given}{without}, oldest first{DOT}{chart.title}"


def _axis(
    scene: Scene, pen: Pen, numbers: Sequence[Number], between: tuple[float, float]
) -> _Scale:
    """Draw the scale in as many steps as have room."""
    low, high = _range(numbers)
    for most in (7, 5, 4, 3, 2):
        ticks = round_numbers(low, high, most)
        scale = _Scale(ticks[0], ticks[-1])
        labels = [_tick(pen, tick, scale, between[1] + 12) for tick in ticks]
        if all(a.box.right + 6 < b.box.left for a, b in pairwise(labels)):
            break
    scene.labels += labels
    for tick in ticks:
        scene.strokes.append(Stroke(tuple((scale.x(tick), y) for y in between), look.FAINT))
    return scale


def _range(numbers: Sequence[Number]) -> tuple[float, float]:
    """From zero, unless all are far from it."""
    low = min(0.0 if number.bound == "most" else number.low for number in numbers)
    high = max(number.high for number in numbers)
    if low < 0.7 * high or low == high:
        low = 0.0
    return low, high if high > low else low + 1


def _tick(pen: Pen, tick: float, scale: _Scale, y: float) -> Label:
    label = pen.label(scale.x(tick), y, f"{tick:,.10g}", SMALL, GREY, align="center")
    over = max(label.box.right - (look.WIDTH - 4), 0.0)
    return replace(label, x=label.x - over)


def _draw(scene: Scene, number: Number, y: float, scale: _Scale, size: float) -> Box:
    """Draw one number; returns how far it reaches."""
    shape, colour = look.STANDINGS[number.standing]
    half = min(_HALF_BAR, size / 2)
    left, right = scale.x(number.low), scale.x(number.high)
    if number.bound == "least":
        edge = min(max(left, right) + _OPEN, look.WIDTH - MARGIN / 2)
        bar = Box(left, y - half, edge, y + half)
        scene.bars.append(Bar(number.id, bar, colour, "right"))
        marks = [left]
    elif number.bound == "most":
        bar = Box(scale.x(0), y - half, right, y + half)
        scene.bars.append(Bar(number.id, bar, colour, "left"))
        marks = [right]
    elif number.low < number.high:
        bar = Box(left, y - half, right, y + half)
        scene.bars.append(Bar(number.id, bar, colour))
        marks = [left, right]
    else:
        bar, marks = Box(left, y - half, left, y + half), [left]
    scene.marks += [Dot(number.id, x, y, shape, colour, size) for x in marks]
    return replace(
        bar,
        left=min(bar.left, *marks, bar.right) - size / 2,
        right=max(bar.right, *marks) + size / 2,
    )


def _beside(pen: Pen, number: Number, y: float, reach: Box) -> Label:
    """The words of a number: right of it where there is room, else left, else cut."""
    text, room = number.says, look.WIDTH - 8 - reach.right - _GAP
    is_active = number.is_active
    colour = INK if is_active else GREY
    width = pen.measure(text, TEXT, is_active)
    before = reach.left - _GAP - _LEFT + 8
    if width <= room or room >= before:
        shown = pen.fitted(text, room, TEXT, bold=is_active)
        return pen.label(reach.right + _GAP, y, shown, TEXT, colour, bold=is_active)
    shown = pen.fitted(text, before, TEXT, bold=is_active)
    return pen.label(reach.left - _GAP, y, shown, TEXT, colour, bold=is_active, align="right")


def _names(pen: Pen, number: Number, y: float, *, with_number: bool) -> Iterator[Label]:
    """Who said it, and below, when and how it stands."""
    width = _NAMES_RIGHT - MARGIN
    below = f"{number.when}{DOT}{number.standing}"
    if with_number:
        room = width - pen.measure(DOT + below, SMALL, False)  # noqa: FBT003 -- see `Measure`
        below = f"{pen.fitted(number.says, room, SMALL)}{DOT}{below}"
    who = pen.fitted(number.by[:1].upper() + number.by[1:], width, TEXT)
    yield pen.label(MARGIN, y - 6.8, who, TEXT, INK)
    yield pen.label(MARGIN, y + 6.8, pen.fitted(below, width, SMALL), SMALL, GREY)


def _lead(scene: Scene, y: float, end: float) -> None:
    """Lead the eye from the names to the number."""
    if end - 6 > _NAMES_RIGHT + 18:
        points = ((_NAMES_RIGHT + 6, y), (end - 6, y))
        scene.strokes.append(Stroke(points, look.HAIRLINE, 0.7, is_dotted=True))


def _labelled(numbers: Sequence[Number], pitch: float) -> set[int]:
    """Rows that get labels: all, or the ends and extremes and as many others as have room."""
    every = range(len(numbers))
    if pitch >= _LABELLED:
        return set(every)
    first = [0, len(numbers) - 1]
    extremes = [
        min(every, key=lambda row: numbers[row].low),
        max(every, key=lambda row: numbers[row].high),
    ]
    chosen: list[int] = []
    for row in (*first, *extremes, *every):
        if all(abs(row - other) * pitch >= _LABELLED for other in chosen):
            chosen.append(row)
    return set(chosen)


def _legend(scene: Scene, pen: Pen, numbers: Sequence[Number], top: float, foot: str) -> None:
    """What each form means, and that bars may be open; ends the card."""
    used = [standing for standing in look.STANDINGS if any(n.standing == standing for n in numbers)]
    labels = look.in_rows(pen, used, top, scene.width)
    for standing, label in zip(used, labels, strict=True):
        shape, colour = look.STANDINGS[standing]
        scene.marks.append(Dot("", label.x - 10, label.y, shape, colour, 8))
    scene.labels += labels
    y = labels[-1].y
    if any(number.bound for number in numbers):
        foot = f"A fading bar is open-ended: at least, or at most, that many. {foot}".strip()
    for line in pen.wrapped(foot, scene.width - 2 * MARGIN, SMALL, most=2) if foot else ():
        y += SMALL * 1.7
        scene.labels.append(pen.label(MARGIN, y, line, SMALL, GREY))
    scene.height = y + MARGIN
