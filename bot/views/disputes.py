"""Disputes: the questions that have competing answers now, or one that is contested."""

from datetime import datetime

from bot.content.library import Library
from bot.domain.brief import Brief, Claim
from bot.domain.claims import answers, overview
from bot.views.claims import dispute_line
from bot.views.frame import Frame, framed
from bot.views.paging import Block
from bot.views.persistent import PersistentView
from bot.views.places import TITLES, Place
from bot.views.registry import shows
from bot.views.showing import PRESENT, Showing
from bot.views.text import count


@shows("disputes")
def disputes_page(library: Library, place: Place, *, showing: Showing = PRESENT) -> PersistentView:
    """Every claim that is disputed and the answers that compete, the latest reported on first.

    Argument: none, or `@id` for the page of a claim.
    """
    brief = library.get(place.slug)
    blocks = library.once(brief, _contested)
    note = "" if blocks else "Nothing in this brief is disputed at the moment."
    foot = f"{count(len(blocks), 'dispute')}, the one reported on last first." if blocks else ""
    frame = Frame(
        TITLES["disputes"],
        place,
        note=note,
        foot=foot,
        pick="Open a claim",
        may_challenge=True,
    )
    return framed(brief, blocks, frame, showing=showing)


def _contested(brief: Brief) -> list[Block]:
    disputed = overview(brief).disputed
    latest_first = sorted(disputed, key=lambda claim: _latest(brief, claim), reverse=True)
    return [dispute_line(brief, claim) for claim in latest_first]


def _latest(brief: Brief, claim: Claim) -> tuple[datetime, int, datetime]:
    """Of the last report that still stands, by when it was made."""
    standing = (report for answer in answers(claim, brief) for report in answer.reports)
    return max(report.as_of.sort_key for report in standing)
