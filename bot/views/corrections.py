"""What the record had wrong: the public log, latest first."""

from bot.content.library import Library
from bot.domain.brief import Brief, Correction
from bot.views.frame import Frame, framed
from bot.views.paging import Block
from bot.views.persistent import PersistentView
from bot.views.places import TITLES, Place
from bot.views.registry import shows
from bot.views.showing import PRESENT, Showing
from bot.views.text import bullet, citations, literal
from bot.views.times import shown

CLASS_WORDS = {
    "withdrawn": "Withdrawn",
    "corrected": "Corrected",
    "refile": "Put in better form; the sense is the same",
}


@shows("corrections")
def corrections_page(
    library: Library, place: Place, *, showing: Showing = PRESENT
) -> PersistentView:
    """Every correction: what was said, what is said now, and why."""
    brief = library.get(place.slug)
    note = "" if brief.corrections else "Nothing in this brief has been corrected so far."
    return framed(
        brief,
        library.once(brief, _log),
        Frame(TITLES["corrections"], place, note=note, may_challenge=True),
        showing=showing,
    )


def _log(brief: Brief) -> list[Block]:
    latest = sorted(brief.corrections, key=lambda c: c.at.sort_key, reverse=True)
    return [_entry(brief, correction) for correction in latest]


def _entry(brief: Brief, correction: Correction) -> Block:
    lines = [
        f"**{CLASS_WORDS[correction.kind]}** · {shown(correction.at)}",
        f"Was: {literal(correction.was)}",
        f"Now: {literal(correction.now)}",
        f"Why: {literal(correction.because)} {citations(brief, correction.sources)}",
    ]
    return Block(bullet(lines), correction.id, also=tuple(correction.entries))
