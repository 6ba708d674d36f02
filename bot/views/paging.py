"""Long content in pages: split at the borders of entries, never cut."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from bot.domain import limits
from bot.views.places import Place
from bot.views.text import literal_start

# A page is read on a phone; this many entries fill it even where Discord would take more.
BLOCKS = 10
# "### ", line breaks around it.
_HEADING = 8
_CONTINUES = "\n-# … goes on"
_ESCAPES = "\\"


@dataclass(frozen=True, slots=True)
class Block:
    """One entry as it is shown: its text, the heading it stands under, what opens it."""

    text: str
    id: str = ""
    heading: str = ""
    label: str = ""
    """What a menu calls it, where it can be opened."""
    place: Place | None = None
    """What the menu opens."""
    also: tuple[str, ...] = ()
    """Ids of other entries whose words stand in it."""
    size: int = field(init=False)
    """Of its text and heading, in UTF-16 units."""

    @property
    def carried(self) -> tuple[str, ...]:
        """Ids of all entries whose words stand in it."""
        return (self.id, *self.also) if self.id else self.also

    def __post_init__(self) -> None:
        size = limits.utf16_units(self.text) + limits.utf16_units(self.heading)
        object.__setattr__(self, "size", size + _HEADING)


@dataclass(frozen=True, slots=True)
class Page:
    """The blocks of one page; `number` counts from 1."""

    blocks: tuple[Block, ...]
    number: int
    of: int


def paged(blocks: Iterable[Block], number: int, room: int, *, holding: str = "") -> Page:
    """One page of the blocks.

    Args:
        blocks: all of them, in order.
        number: the page wanted; the nearest one there is, if there is none of that number.
        room: of one page, in UTF-16 units.
        holding: the id of a block; the page that it stands on is wanted, whatever its number.
    """
    pages = list(packed(blocks, room)) or [()]
    if holding:
        found = (at for at, page in enumerate(pages, 1) if any(b.id == holding for b in page))
        number = next(found, number)
    number = min(max(number, 1), len(pages))
    return Page(pages[number - 1], number, len(pages))


def packed(blocks: Iterable[Block], room: int) -> Iterator[tuple[Block, ...]]:
    """The pages that blocks make, each of at most `room` UTF-16 units; none for no blocks."""
    page: list[Block] = []
    used = 0
    for block in _fitting(blocks, room):
        if page and (len(page) == BLOCKS or used + block.size > room):
            yield tuple(page)
            page, used = [], 0
        page.append(block)
        used += block.size
    if page:
        yield tuple(page)


def _fitting(blocks: Iterable[Block], room: int) -> Iterator[Block]:
    """Blocks that each fit on a page; a longer one goes on in the next."""
    for block in blocks:
        if block.size <= room:
            yield block
            continue
        heading = block.size - limits.utf16_units(block.text)
        pieces = split(block.text, room - heading - len(_CONTINUES))
        for piece in pieces[:-1]:
            yield replace(block, text=piece + _CONTINUES)
        yield replace(block, text=pieces[-1])


def split(text: str, room: int) -> Sequence[str]:
    """Pieces of at most `room` UTF-16 units, divided between words where there are any.

    A link or a time holds no space, so it stays whole; a quoted line goes on as quoted.
    """
    pieces: list[str] = []
    while limits.utf16_units(text) > room:
        end = _end(text, room)
        # Other white space may keep what follows from the beginning of a line.
        head, rest = text[:end].rstrip(" \n"), text[end:].lstrip(" \n")
        pieces.append(head)
        if "\n" not in text[len(head) : len(text) - len(rest)]:  # divided within a line
            quote = "> " if head.rpartition("\n")[2].startswith("> ") else ""
            rest = quote + literal_start(rest)
        text = rest
    pieces.append(text)
    return pieces


def _end(text: str, room: int) -> int:
    """Where to divide: after the last line or word that fits, else within a word."""
    end = room
    while limits.utf16_units(text[:end]) > room:
        end -= max(1, (limits.utf16_units(text[:end]) - room) // 2)
    for border in ("\n", " "):
        found = text.rfind(border, end // 2, end + 1)
        if found > 0:
            return found
    escapes = end - len(text[:end].rstrip(_ESCAPES))
    return end - escapes % 2  # an escape stays with what it escapes
