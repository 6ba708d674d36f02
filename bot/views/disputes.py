"""Disputes: the questions that have more than one answer now, or one that is contested."""

from datetime import datetime

from bot.content.library import Library
from bot.domain.brief import Brief, Claim
from bot.domain.claims import answers, overview
from bot.views.claims import DETAILS, told
from bot.views.frame import Frame, framed
from bot.views.paging import Block
from bot.views.persistent import PersistentView
from bot.views.places import TITLES, Place
from bot.views.registry import shows
from bot.views.showing import PRESENT, Showing
from bot.views.text import count, literal, small


@shows("disputes")
def disputes_page(library: Library, place: Place, *, showing: Showing = PRESENT) -> PersistentView:
    """Every claim that is disputed, and who answers it how; the one reported on last comes first.

    Argument: none, or `@id` for the page of a claim.
    """
    brief = library.get(place.slug)
    blocks = library.once(brief, _contested)
    note = "" if blocks else "Nothing in this brief is disputed at the moment."
    foot = f"{count(len(blocks), 'dispute')}, the one reported on last first." if blocks else ""
    more = (("All claims", Place("claims", brief.slug)),)
    frame = Frame(TITLES["disputes"], place, note=note, foot=foot, more=more, may_challenge=True)
    return framed(brief, blocks, frame, showing=showing)


def _contested(brief: Brief) -> list[Block]:
    latest_first = sorted(overview(brief).disputed, key=_latest, reverse=True)
    return [_dispute(brief, claim) for claim in latest_first]


def _latest(claim: Claim) -> tuple[datetime, int, datetime]:
    """Of the last report that still stands, by when it was made."""
    return max(report.as_of.sort_key for report in claim.reports if report.is_active)


def _dispute(brief: Brief, claim: Claim) -> Block:
    standing = answers(claim, brief)
    several = len(standing) > 1
    how = f"{count(len(standing), 'answer')} stand" if several else "The one answer is contested"
    lines = [f"**{literal(claim.question)}**", small(how)]
    lines += [told(brief, answer) for answer in standing]
    said = tuple(report.id for answer in standing for report in answer.reports)
    place = Place("claim", brief.slug, 1, claim.id)
    return Block("\n".join(lines), claim.id, button=DETAILS, place=place, also=said)
