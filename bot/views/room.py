"""How much a card still holds."""

from collections.abc import Iterable

from bot.domain import limits
from bot.views.paging import Block
from bot.views.reading import read_units


class Room:
    """How much a card still holds.

    Args:
        read: characters that are read.
        units: of what is sent, links and all, in UTF-16 units.
    """

    def __init__(self, read: int, units: int) -> None:
        self._read, self._units = read, units
        self._heading = ""

    def take(self, text: str) -> bool:
        """Whether there is room for a text, which takes it."""
        read, units = read_units(text) + 1, limits.utf16_units(text) + 1
        if read > self._read or units > self._units:
            return False
        self._read, self._units = self._read - read, self._units - units
        return True

    def take_block(self, block: Block) -> bool:
        """The same for a block, and for its heading if the last had another."""
        is_new = block.heading and block.heading != self._heading
        if not self.take(f"{block.heading}\n{block.text}" if is_new else block.text):
            return False
        self._heading = block.heading
        return True

    def first_that_fit(self, blocks: Iterable[Block]) -> list[Block]:
        """Those that there is room for, up to the first that there is none for."""
        fitting: list[Block] = []
        for block in blocks:
            if not self.take_block(block):
                break
            fitting.append(block)
        return fitting
