"""What a picture shows, as plain data: the worker that draws it knows no brief."""

from dataclasses import dataclass
from typing import Literal

from bot.domain.figures import Bound

Sureness = Literal["exact", "span", "about", "before", "after"]
"""How well a time is known: to the minute, to a stretch, about, only that it is before or after."""
SURENESS: tuple[Sureness, ...] = ("exact", "span", "about", "before", "after")


@dataclass(frozen=True, slots=True)
class Number:
    """One number that somebody gave."""

    id: str
    says: str
    by: str
    when: str
    standing: str
    """How far it has got, in a word; see `Standing`."""
    is_active: bool
    """Whether it still counts as an answer."""
    low: float
    high: float
    bound: Bound


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers given in answer to one question, the oldest first."""

    slug: str
    title: str
    """The brief's."""
    question: str
    numbers: tuple[Number, ...]
    without: int = 0
    """How many reports give no number."""
    note: str = ""
    """What a reader must know first, such as that it is past."""
    kind: Literal["numbers"] = "numbers"


@dataclass(frozen=True, slots=True)
class Moment:
    """One event."""

    id: str
    text: str
    when: str
    start: float
    """Seconds since 1970; likewise `end`, which is the same where the time is exact."""
    end: float
    sureness: Sureness
    is_key: bool = False


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events by time."""

    slug: str
    title: str
    """The brief's."""
    zone: str
    moments: tuple[Moment, ...]
    note: str = ""
    """What a reader must know first, such as that it is past."""
    kind: Literal["timeline"] = "timeline"


Chart = Numbers | Timeline


@dataclass(frozen=True, slots=True)
class Picture:
    """An image, and the same in words."""

    png: bytes
    alt: str
