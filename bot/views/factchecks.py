"""Fact-checks: what others said that does not hold."""

from bot.content.library import Library
from bot.domain.brief import Brief
from bot.domain.factchecks import FactCheck
from bot.views.frame import Frame, framed
from bot.views.paging import Block
from bot.views.persistent import PersistentView
from bot.views.places import TITLES, Place
from bot.views.reading import one_line
from bot.views.registry import shows
from bot.views.showing import PRESENT, Showing
from bot.views.text import best_citation, in_quotes, literal


@shows("factchecks")
def factchecks_page(
    library: Library, place: Place, *, showing: Showing = PRESENT
) -> PersistentView:
    """What others said that does not hold, who spread it, and why it does not."""
    brief = library.get(place.slug)
    note = "" if brief.factchecks else "This brief checks nothing that others said."
    foot = "What others said. What this brief itself had wrong stands under Corrections."
    frame = Frame(
        TITLES["factchecks"],
        place,
        note=note,
        foot=foot if brief.factchecks else "",
        pick="Open a fact-check",
    )
    return framed(brief, library.once(brief, _list), frame, showing=showing)


def _list(brief: Brief) -> list[Block]:
    return [_entry(brief, check) for check in brief.factchecks]


def _entry(brief: Brief, check: FactCheck) -> Block:
    said = in_quotes(one_line(check.claim))
    by = literal(one_line(check.by, 80))
    why = literal(one_line(check.because, 120))
    text = (
        f"**{check.verdict.capitalize()}:** {said} — {by}\n"
        f"{why} {best_citation(brief, check.sources)}"
    )
    place = Place("entry", brief.slug, 1, check.id)
    return Block(text, check.id, label=check.claim, place=place)
