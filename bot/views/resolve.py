"""From the place that is asked for to the page that there is."""

from collections.abc import Sequence
from dataclasses import replace

from bot.views.pages import Block, Page, paged
from bot.views.places import Place


def resolved(blocks: Sequence[Block], place: Place) -> tuple[Page, Place]:
    """The page, and the place without the entry that only served to find it.

    A place whose argument is `@id` means the page that holds that entry; where the entry is
    gone, the page of its number, which is the first unless it was asked for.
    """
    if not place.argument.startswith("@"):
        return paged(blocks, place.page), place
    page = paged(blocks, place.page, holding=place.argument[1:])
    return page, replace(place, argument="", page=page.number)
