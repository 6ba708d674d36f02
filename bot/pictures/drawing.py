"""Puts a scene on a canvas. matplotlib is imported here alone, and this by the worker alone."""

from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO

from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.colors import to_rgb, to_rgba
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patheffects import withStroke
from matplotlib.text import Text
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D
from PIL import Image

from bot.pictures.look import EDGE, PAPER
from bot.pictures.scene import Bar, Dot, Form, Label, Scene

_DOTS_PER_UNIT = 2
_INCH = 72
_MARKERS: dict[Form, str] = {
    "disc": "o", "ring": "o", "diamond": "D", "triangle": "^", "cross": "X", "square": "s",
    "wedge": "v", "tick": "_",
}  # fmt: skip
_HOLLOW = frozenset({"ring", "square", "triangle", "wedge"})
_SLICES = 48
_COLOURS = 200
# Letters are measured as they were designed, and drawn to whole dots.
_HINTED = 1.012
# Of a letter's size, between the middle of a line and what it stands on.
_BASELINE = 0.36


def _font(size: float, *, bold: bool) -> FontProperties:
    return FontProperties(family="DejaVu Sans", size=size, weight="bold" if bold else "normal")


@lru_cache(maxsize=20_000)
def measure(text: str, size: float, bold: bool) -> float:  # noqa: FBT001 -- see `scene.Measure`
    """How wide a text is in the font that is drawn with; see `scene.Measure`."""
    width, _, _ = text_to_path.get_text_width_height_descent(
        text, _font(size, bold=bold), ismath=False
    )
    return float(width) * _HINTED


def draw(scene: Scene) -> bytes:
    """The scene as a PNG, opaque, with two dots a unit."""
    figure = figure_of(scene)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    image = Image.frombytes("RGBA", canvas.get_width_height(), bytes(canvas.buffer_rgba()))
    stream = BytesIO()
    # A third of the size, and nobody sees which colours are left out.
    image.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE).save(stream, "png")
    return stream.getvalue()


def figure_of(scene: Scene) -> Figure:
    """The scene on a canvas."""
    size = (scene.width / _INCH, scene.height / _INCH)
    figure = Figure(figsize=size, dpi=_INCH * _DOTS_PER_UNIT, facecolor=PAPER)
    down = Affine2D().scale(1 / scene.width, -1 / scene.height).translate(0, 1)
    for artist in _artists(scene):
        artist.set_transform(down + figure.transFigure)
        figure.add_artist(artist)
    return figure


def _artists(scene: Scene) -> Iterator[Artist]:
    """What is drawn, from the back to the front."""
    right, bottom = scene.width, scene.height
    frame = [(0, 0), (right, 0), (right, bottom), (0, bottom), (0, 0)]
    yield LineCollection([frame], colors=EDGE, linewidths=2)
    for dotted in (False, True):
        strokes = [stroke for stroke in scene.strokes if stroke.is_dotted is dotted]
        yield LineCollection(
            [stroke.points for stroke in strokes],
            colors=[stroke.colour for stroke in strokes],
            linewidths=[stroke.width for stroke in strokes],
            linestyles=(0, (1.5, 2.5)) if dotted else "solid",
        )
    slices = [part for bar in scene.bars for part in _slices(bar)]
    colours = [colour for _, colour in slices]
    corners = [corners for corners, _ in slices]
    yield PolyCollection(corners, facecolors=colours, edgecolors="none", antialiaseds=False)
    yield from map(_marker, scene.marks)
    yield from map(_text, scene.labels)


def _marker(mark: Dot) -> Line2D:
    is_line = mark.shape in _HOLLOW or mark.shape == "tick"
    return Line2D(
        [mark.x],
        [mark.y],
        marker=_MARKERS[mark.shape],
        markersize=mark.size,
        markeredgecolor=mark.colour,
        markerfacecolor=PAPER if mark.shape in _HOLLOW else mark.colour,
        markeredgewidth=min(1.6, mark.size / 4) if is_line else 0.6,
    )


def _text(label: Label) -> Text:
    return Text(
        label.x,
        label.y + _BASELINE * label.size,
        label.text,
        color=label.colour,
        fontproperties=_font(label.size, bold=label.is_bold),
        horizontalalignment=label.align,
        verticalalignment="baseline",
        parse_math=False,
        # No line runs through letters.
        path_effects=[withStroke(linewidth=3, foreground=PAPER)],
    )


def _slices(bar: Bar) -> Iterator[tuple[list[tuple[float, float]], tuple[float, ...]]]:
    """A bar in parts that fade."""
    box, rgb = bar.box, to_rgb(bar.colour)
    if not bar.fade:
        yield _corners(box.left, box.top, box.right, box.bottom), to_rgba(bar.colour, 0.4)
        return
    is_upright = bar.fade in {"up", "down", "ends"}
    for number in range(_SLICES):
        first, last = number / _SLICES, (number + 1) / _SLICES
        middle = (first + last) / 2
        shade = {
            "right": 1 - middle, "down": 1 - middle, "left": middle, "up": middle,
            "ends": 1 - abs(2 * middle - 1),
        }[bar.fade]  # fmt: skip
        alpha = 0.5 * min(1.0, 0.05 + shade)
        if is_upright:
            height = box.bottom - box.top
            corners = _corners(
                box.left, box.top + height * first, box.right, box.top + height * last
            )
        else:
            width = box.right - box.left
            corners = _corners(
                box.left + width * first, box.top, box.left + width * last, box.bottom
            )
        yield corners, (*rgb, alpha)


def _corners(left: float, top: float, right: float, bottom: float) -> list[tuple[float, float]]:
    return [(left, top), (right, top), (right, bottom), (left, bottom)]
