"""The picture of a timeline: time runs down an axis that is true to scale, part by part."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.domain.counting import count
from bot.pictures import look
from bot.pictures.axis import round_times
from bot.pictures.charts import SURENESS, Moment, Sureness, Timeline
from bot.pictures.look import BLUE, GREY, HAIRLINE, INK, MARGIN, SMALL, TEXT
from bot.pictures.parts import Stretch, parted
from bot.pictures.scene import Bar, Box, Dot, Fade, Label, Pen, Scene, Stroke, spread
from bot.pictures.words import DOT, elapsed, place_of

_AXIS = 112.0
_LANES = _AXIS + 9
_LANE, _LEAST_LANE, _LANES_WIDTH = 6.0, 1.6, 66.0
_LABELS = 24.0
"""Between the last lane and the labels."""
_LINE = TEXT * 1.32
_HALF = _LINE * 0.6
_AIR = 11.0
_MOST_LABELLED = 14
_FEW = 8
_PAD = 12.0
_BETWEEN = 34.0
_SCALE_STEP = 30.0
_TOLD_GAP = 60.0
"""Seconds; a shorter gap is none."""
_OTHER = "#8a93a0"
_FADES: dict[Sureness, Fade] = {"span": "", "about": "ends", "before": "up", "after": "down"}
_MEANINGS: dict[Sureness, str] = {
    "exact": "known to the minute",
    "span": "some time within",
    "about": "about then",
    "before": "before",
    "after": "after",
}


@dataclass(frozen=True, slots=True)
class _Placed:
    """A part of the axis, and where it stands."""

    part: Stretch
    top: float
    bottom: float

    def y(self, moment: float) -> float:
        inner = self.bottom - self.top - 2 * _PAD
        share = (moment - self.part.start) / (self.part.end - self.part.start)
        return self.top + _PAD + inner * min(max(share, 0.0), 1.0)

    def holds(self, moment: Moment) -> bool:
        return self.part.first <= moment.start <= self.part.last


def lay_out_timeline(chart: Timeline, pen: Pen) -> Scene:
    """Where everything stands: every event is drawn; key ones, or some of many, are labelled."""
    scene = Scene(look.WIDTH, 0)
    moments = sorted(chart.moments, key=lambda moment: (moment.start, moment.end))
    labelled = _labelled(moments)
    top = look.headed(scene, pen, chart.title, [_about(chart, len(labelled)), chart.note]) + 12
    lanes = _lanes(moments)
    width = max(min(_LANE, _LANES_WIDTH / (max(lanes.values(), default=0) + 1)), _LEAST_LANE)
    used = min((max(lanes.values(), default=-1) + 1) * width, _LANES_WIDTH)
    left = _LANES + used + _LABELS
    lines = 3 if len(labelled) <= _FEW else 2
    texts = {moment.id: _words(pen, moment, left, lines) for moment in labelled}
    parts = list(_placed(parted(moments), labelled, texts, top))
    for number, placed in enumerate(parts):
        _axis(scene, pen, placed, chart.zone)
        if number:
            _break(scene, pen, parts[number - 1], placed)
    shown = {moment.id for moment in labelled}
    # What is labelled lies over the rest.
    for moment in sorted(moments, key=lambda moment: moment.id in shown):
        x = _LANES + (lanes.get(moment.id, 0) * width) % max(used, width)
        lane = Box(x, 0, x + max(width - 1.4, 1.2), 0)
        _draw(scene, moment, parts, lane, is_labelled=moment.id in shown)
    bottom = _label(scene, pen, parts, labelled, texts, left)
    _legend(scene, pen, moments, max(bottom, parts[-1].bottom) + 24)
    return scene


def _about(chart: Timeline, labelled: int) -> str:
    events = count(len(chart.moments), "event")
    some = f"{labelled} of {events} labelled" if labelled < len(chart.moments) else events
    return f"Timeline{DOT}{some}{DOT}{place_of(chart.zone)} time"


def _labelled(moments: Sequence[Moment]) -> list[Moment]:
    """All of a few; else the key events, or of too many, some evenly."""
    if len(moments) <= _MOST_LABELLED:
        return list(moments)
    key = [moment for moment in moments if moment.is_key] or list(moments)
    if len(key) <= _MOST_LABELLED:
        return key
    last = len(key) - 1
    rows = {round(number * last / (_MOST_LABELLED - 1)) for number in range(_MOST_LABELLED)}
    return [key[row] for row in sorted(rows)]


def _lanes(moments: Sequence[Moment]) -> dict[str, int]:
    """Id of what is drawn as a bar → its lane, so that bars stand beside each other."""
    ends: list[float] = []
    lanes: dict[str, int] = {}
    for moment in moments:
        if moment.sureness == "exact":
            continue
        free = (lane for lane, end in enumerate(ends) if end <= moment.start)
        lane = next(free, len(ends))
        ends[lane : lane + 1] = [moment.end]
        lanes[moment.id] = lane
    return lanes


def _words(pen: Pen, moment: Moment, left: float, lines: int) -> list[str]:
    width = look.WIDTH - MARGIN - left
    when = pen.fitted(moment.when, width, SMALL, bold=True)
    return [when, *pen.wrapped(moment.text, width, TEXT, most=lines)]


def _height(lines: Sequence[str]) -> float:
    return len(lines) * _LINE + _AIR


def _placed(
    parts: Sequence[Stretch], labelled: Sequence[Moment], texts: dict[str, list[str]], top: float
) -> Iterator[_Placed]:
    """Each part as long as its labels need, so that they stand where they belong."""
    for part in parts:
        within = (m for m in labelled if part.first <= m.start <= part.last)
        needed = sum(_height(texts[moment.id]) for moment in within)
        bottom = top + max(needed, 2 * _PAD + 22)
        yield _Placed(part, top, bottom)
        top = bottom + _BETWEEN


def _axis(scene: Scene, pen: Pen, placed: _Placed, zone: str) -> None:
    scene.strokes.append(Stroke(((_AXIS, placed.top), (_AXIS, placed.bottom)), HAIRLINE, 1.4))
    inner = placed.bottom - placed.top - 2 * _PAD
    part = placed.part
    ticks = round_times(part.start, part.end, zone, max(int(inner / _SCALE_STEP), 1))
    taken: list[Label] = []
    for moment, name in ticks:
        y = placed.y(moment)
        label = pen.label(_AXIS - 10, y, name, SMALL, GREY, align="right")
        if all(not label.box.overlaps(other.box) for other in taken):
            scene.strokes.append(Stroke(((_AXIS - 5, y), (_AXIS, y)), HAIRLINE, 1.0))
            taken.append(label)
    if not taken:
        y, name = (placed.top + placed.bottom) / 2, pen.fitted(part.name, _AXIS - 20, SMALL)
        taken.append(pen.label(_AXIS - 10, y, name, SMALL, GREY, align="right"))
    scene.labels += taken


def _break(scene: Scene, pen: Pen, above: _Placed, below: _Placed) -> None:
    """Where the axis is cut: two strokes across it, and how much time is left out."""
    middle = (above.bottom + below.top) / 2
    for y in (above.bottom, below.top):
        scene.strokes.append(Stroke(((_AXIS - 5, y + 2), (_AXIS + 5, y - 2)), HAIRLINE, 1.4))
    points = ((_AXIS, above.bottom), (_AXIS, below.top))
    scene.strokes.append(Stroke(points, HAIRLINE, 1.0, is_dotted=True))
    gap = below.part.start - above.part.end
    said = f"{elapsed(gap)} later" if gap >= _TOLD_GAP else "another scale"
    scene.labels.append(pen.label(_AXIS - 10, middle, said, SMALL, _OTHER, align="right"))


def _draw(
    scene: Scene, moment: Moment, parts: Sequence[_Placed], lane: Box, *, is_labelled: bool
) -> None:
    """A point on the axis, or a bar beside it, in each part of the axis that it reaches into."""
    colour = BLUE if is_labelled else _OTHER
    if moment.sureness == "exact":
        placed = next(placed for placed in parts if placed.holds(moment))
        shape, size = ("disc", 7.5) if is_labelled else ("tick", 9.0)
        scene.marks.append(Dot(moment.id, _AXIS, placed.y(moment.start), shape, colour, size))
        return
    for placed in parts:
        is_here = moment.start < placed.part.end and placed.part.start < moment.end
        if not (placed.holds(moment) or is_here):
            continue
        first, last = placed.y(moment.start), placed.y(moment.end)
        if last - first < 3:
            first, last = (first + last) / 2 - 1.5, (first + last) / 2 + 1.5
        box = Box(lane.left, first + 0.4, lane.right, last - 0.4)
        scene.bars.append(Bar(moment.id, box, colour, _FADES[moment.sureness]))


def _label(  # noqa: PLR0913, PLR0917 -- where, what and how wide
    scene: Scene,
    pen: Pen,
    parts: Sequence[_Placed],
    labelled: Sequence[Moment],
    texts: dict[str, list[str]],
    left: float,
) -> float:
    """Write the labels, each led to from its event; returns where the last ends."""
    wanted = [_begins(scene, moment, parts) for moment in labelled]
    heights = [_height(texts[moment.id]) for moment in labelled]
    tops = spread([y - _HALF for y in wanted], heights, parts[0].top - 4)
    for moment, top in zip(labelled, tops, strict=True):
        y = top + _HALF
        _lead(scene, moment, parts, (left, y))
        when, *lines = texts[moment.id]
        scene.labels.append(pen.label(left, y, when, SMALL, BLUE, bold=True))
        for number, text in enumerate(lines, start=1):
            scene.labels.append(pen.label(left, y + number * _LINE, text, TEXT, INK))
    return tops[-1] + heights[-1] - _AIR


def _begins(scene: Scene, moment: Moment, parts: Sequence[_Placed]) -> float:
    """Beside what a label stands best: a point, or the upper part of a bar."""
    bar = _bar(scene, moment)
    if bar is None:
        return next(placed for placed in parts if placed.holds(moment)).y(moment.start)
    return bar.top + min((bar.bottom - bar.top) / 2, _LINE)


def _lead(
    scene: Scene, moment: Moment, parts: Sequence[_Placed], label: tuple[float, float]
) -> None:
    """A line from an event to its label; from a bar, where it is nearest to that."""
    left, y = label
    bar = _bar(scene, moment)
    x, at = _AXIS + 6, _begins(scene, moment, parts)
    if bar is not None:
        inset = min(4.0, (bar.bottom - bar.top) / 2)
        x, at = (bar.left + bar.right) / 2, min(max(y, bar.top + inset), bar.bottom - inset)
        scene.marks.append(Dot(moment.id, x, at, "disc", BLUE, 4.5))
    line = ((x, at), (max(left - _LABELS + 5, x), at), (left - 8, y), (left - 4, y))
    scene.strokes.append(Stroke(line, HAIRLINE, 0.8))


def _bar(scene: Scene, moment: Moment) -> Box | None:
    """The first bar of an event that has any."""
    return next((bar.box for bar in scene.bars if bar.entry == moment.id), None)


def _legend(scene: Scene, pen: Pen, moments: Sequence[Moment], top: float) -> None:
    """How sure the times are; ends the card."""
    found = {moment.sureness for moment in moments}
    used: list[Sureness] = [sure for sure in SURENESS if sure in found]
    labels = look.in_rows(pen, [_MEANINGS[sure] for sure in used], top, scene.width)
    for sure, label in zip(used, labels, strict=True):
        x, y = label.x - 10, label.y
        if sure == "exact":
            scene.marks.append(Dot("", x, y, "disc", BLUE, 7.5))
        else:
            scene.bars.append(Bar("", Box(x - 2.5, y - 6, x + 2.5, y + 6), BLUE, _FADES[sure]))
    scene.labels += labels
    scene.height = labels[-1].y + MARGIN
