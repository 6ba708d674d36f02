"""Where a button leads: one page of one view of one brief, packed into its custom_id."""

import re
from dataclasses import dataclass, replace
from typing import Self

from bot.domain import limits

# b1: our first layout of custom_ids; buttons already sent must keep working when it changes.
VERSION = "b1"
PLACE = (
    r"(?P<view>[a-z]{1,11})(?:~(?P<revision>[0-9a-z]{1,3}))?:"
    rf"(?P<slug>[a-z0-9-]{{0,{limits.SLUG}}}):"
    r"(?P<page>\d{1,4}):"
    rf"(?P<argument>.{{0,{limits.QUERY}}})"
)

TITLES = {
    "summary": "Summary",
    "timeline": "Timeline",
    "claims": "Claims",
    "disputes": "Disputes",
    "quotes": "Quotes",
    "factchecks": "Fact-checks",
    "sources": "Sources",
    "corrections": "Corrections",
}
"""View → what its pages are headed, and what leads to it says."""

BACK = {
    "summary": "Back to summary",
    "timeline": "Back to timeline",
    "claims": "Back to claims",
    "disputes": "Back to disputes",
    "quotes": "Back to quotes",
    "factchecks": "Back to fact-checks",
    "sources": "Back to sources",
    "corrections": "Back to corrections",
    "search": "Back to results",
    "everywhere": "Back to results",
    "changes": "Back to changes",
}
"""List → what leads back to it says."""

ENTRIES = frozenset(
    {"claim", "quote", "source", "entry", "reports", "figures", "wording", "checking", "whole"}
)
"""Views of one entry: what they are opened from is kept beside them, as the way back."""

# A past state takes room from the argument; an entry's id still fits.
_PAST = "~zzz"


@dataclass(frozen=True, slots=True)
class Place:
    """A page that can be opened.

    `argument` is what the view needs besides: a claim's or quote's id, a folded speaker, what
    was searched for, a stretch of time; `@id` asks for the page that holds an entry. `revision`
    is the number of a past state of the brief; None for the present.
    """

    view: str
    slug: str
    page: int = 1
    argument: str = ""
    revision: int | None = None

    @property
    def compared(self) -> tuple[int, int] | None:
        """The two revisions that a place of the view `changes` compares; else None."""
        found = re.fullmatch(r"(\d{1,5})~(\d{1,5})(?:~w)?", self.argument)
        if self.view != "changes" or found is None:
            return None
        return int(found[1]), int(found[2])

    @property
    def is_recorded(self) -> bool:
        """Whether it shows states of the brief that have to be read from the record."""
        return self.revision is not None or self.compared is not None

    @property
    def asks_reworded(self) -> bool:
        """Whether such a place shows what is only reworded, too."""
        return self.argument.endswith("~w")

    def packed(self) -> str:
        """As it stands in a custom_id; see `PLACE`."""
        past = "" if self.revision is None else f"~{_letters(self.revision)}"
        room = limits.QUERY - len(_PAST if past else "")
        argument = self.argument[:room]
        while limits.utf16_units(argument) > room:
            argument = argument[:-1]
        return f"{self.view}{past}:{self.slug}:{min(self.page, 9999)}:{argument}"

    @classmethod
    def unpacked(cls, match: re.Match[str]) -> Self:
        """From a match of `PLACE`."""
        revision = int(match["revision"], 36) if match["revision"] else None
        return cls(match["view"], match["slug"], int(match["page"]), match["argument"], revision)

    def to(self, view: str, argument: str = "") -> Self:
        """The first page of another view of the same brief in the same state."""
        return replace(self, view=view, page=1, argument=argument)

    def at_page(self, page: int) -> Self:
        """Another page of the same."""
        return replace(self, page=page)


def _letters(number: int) -> str:
    """A number to the base of 36: three letters count to 46,655."""
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits or "0"
