"""Colours, shapes and sizes of pictures. The card is opaque: it is read on dark and on light."""

from bot.pictures.scene import Form, Label, Pen, Scene

WIDTH = 560.0
"""Few units, so that letters stay large where a phone shows the card 330 pixels wide."""
MARGIN = 22.0
PAPER = "#faf9f6"
EDGE = "#d9d6cf"
INK = "#1f2328"
GREY = "#5b636d"
FAINT = "#dedbd3"
HAIRLINE = "#b3b0a8"
BLUE = "#2f5f9e"
TITLE, TEXT, SMALL = 15.0, 11.0, 9.5

STANDINGS: dict[str, tuple[Form, str]] = {
    "confirmed": ("disc", "#1a7f4b"),
    "corroborated": ("diamond", "#1a7f4b"),
    "reported": ("ring", BLUE),
    "disputed": ("triangle", "#a8640a"),
    "refuted": ("cross", "#b3322c"),
    "withdrawn": ("wedge", "#7a4a8c"),
    "superseded": ("square", "#6b727c"),
}
"""A value of `Standing` → the form and the colour of its mark; a word stands beside them."""


def headed(scene: Scene, pen: Pen, title: str, lines: list[str]) -> float:
    """Write what stands at the top of a card; returns where it ends."""
    width, y = scene.width - 2 * MARGIN, MARGIN + TITLE * 0.5
    for line in pen.wrapped(title, width, TITLE, most=2, bold=True):
        scene.labels.append(pen.label(MARGIN, y, line, TITLE, INK, bold=True))
        y += TITLE * 1.35
    for line in filter(None, lines):
        scene.labels.append(pen.label(MARGIN, y, pen.fitted(line, width, SMALL), SMALL, GREY))
        y += SMALL * 1.5
    return y


def in_rows(pen: Pen, texts: list[str], top: float, width: float) -> list[Label]:
    """Small texts in as many rows as needed, each with room for a mark before it."""
    placed: list[Label] = []
    x, y, room = MARGIN, top, 18.0
    for text in texts:
        label = pen.label(x + room, y, text, SMALL, GREY)
        if x > MARGIN and label.box.right > width - MARGIN:
            x, y = MARGIN, y + SMALL * 1.9
            label = pen.label(x + room, y, text, SMALL, GREY)
        placed.append(label)
        x = label.box.right + 16
    return placed
