"""Where a button leads: one page of one view of one brief, packed into its custom_id."""

import re
from dataclasses import dataclass, replace
from typing import Self

from bot.domain import limits

# b1: our first layout of custom_ids; buttons already sent must keep working when it changes.
VERSION = "b1"
PLACE = (
    r"(?P<view>[a-z]{1,11}):"
    rf"(?P<slug>[a-z0-9-]{{0,{limits.SLUG}}}):"
    r"(?P<page>\d{1,4}):"
    rf"(?P<argument>.{{0,{limits.QUERY}}})"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A page that can be opened.

    `argument` is what the view needs besides: a claim's or quote's id, a folded speaker, what
    was searched for, a stretch of time; `@id` asks for the page that holds an entry.
    """

    view: str
    slug: str
    page: int = 1
    argument: str = ""

    def packed(self) -> str:
        """As it stands in a custom_id; see `PLACE`."""
        argument = self.argument[: limits.QUERY]
        while limits.utf16_units(argument) > limits.QUERY:
            argument = argument[:-1]
        return f"{self.view}:{self.slug}:{min(self.page, 9999)}:{argument}"

    @classmethod
    def unpacked(cls, match: re.Match[str]) -> Self:
        """From a match of `PLACE`."""
        return cls(match["view"], match["slug"], int(match["page"]), match["argument"])

    def at_page(self, page: int) -> Self:
        """Another page of the same."""
        return replace(self, page=page)
