"""What the record had wrong: the public log, latest first."""

from bot.content.library import Library
from bot.domain.brief import Brief, Correction
from bot.views.frame import Frame, framed
from bot.views.paging import Block
from bot.views.persistent import PersistentView
from bot.views.places import TITLES, Place
from bot.views.reading import one_line
from bot.views.registry import shows
from bot.views.showing import PRESENT, Showing
from bot.views.text import best_citation, literal
from bot.views.times import shown

CLASS_WORDS = {
    "withdrawn": "Withdrawn",
    "corrected": "Corrected",
    "refile": "Reworded; the sense is the same",
}


@shows("corrections")
def corrections_page(
    library: Library, place: Place, *, showing: Showing = PRESENT
) -> PersistentView:
    """Every correction of this brief: what it says now, and when that was put right."""
    brief = library.get(place.slug)
    note = "" if brief.corrections else "Nothing in this brief has been corrected so far."
    foot = "What others had wrong stands under Fact-checks." if brief.factchecks else ""
    frame = Frame(
        TITLES["corrections"],
        place,
        note=note,
        foot=foot,
        pick="Open a correction",
        may_challenge=True,
    )
    return framed(brief, library.once(brief, _log), frame, showing=showing)


def _log(brief: Brief) -> list[Block]:
    latest = sorted(brief.corrections, key=lambda c: c.at.sort_key, reverse=True)
    return [_entry(brief, correction) for correction in latest]


def _entry(brief: Brief, correction: Correction) -> Block:
    text = (
        f"**{CLASS_WORDS[correction.kind]}** · {shown(correction.at)}\n"
        f"{literal(one_line(correction.now))} {best_citation(brief, correction.sources)}"
    )
    place = Place("entry", brief.slug, 1, correction.id)
    also = tuple(correction.entries)
    return Block(text.rstrip(), correction.id, label=correction.now, place=place, also=also)
