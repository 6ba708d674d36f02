"""Cards with a picture: numbers over time, and the timeline."""

from bot.content.library import Library
from bot.domain.brief import Claim
from bot.pictures.installed import can_draw
from bot.pictures.showing import numbers_of, timeline_of
from bot.views.frame import Frame, framed
from bot.views.paging import Block
from bot.views.persistent import PersistentView
from bot.views.places import TITLES, Place
from bot.views.registry import render, shows
from bot.views.showing import PRESENT, Showing
from bot.views.text import literal, small
from bot.views.timeline import events_at

_SAME_IN_WORDS = "The picture has a description that says the same in words."


@shows("figures")
def figures_page(library: Library, place: Place, *, showing: Showing = PRESENT) -> PersistentView:
    """The numbers that a claim's reports give, over time; the claim where there are too few."""
    brief = library.get(place.slug)
    claim = brief.by_id.get(place.argument)
    chart = None
    if can_draw() and isinstance(claim, Claim):
        chart = numbers_of(brief, claim, _note(showing))
    if chart is None or not isinstance(claim, Claim):
        return render(library, place.to("claim", place.argument), showing=showing)
    said = tuple(number.id for number in chart.numbers)
    back = ("Back to the claim", place.to("claim", claim.id))
    frame = Frame(literal(chart.question), place, entry=claim.id, actions=(back,), chart=chart)
    about = small(f"Who said how many, and when. {_SAME_IN_WORDS}")
    return framed(brief, [Block(about, claim.id, also=said)], frame, showing=showing)


@shows("times")
def times_page(library: Library, place: Place, *, showing: Showing = PRESENT) -> PersistentView:
    """The events of a stretch of time on an axis; argument as of the timeline."""
    brief = library.get(place.slug)
    events = events_at(brief, place.argument)
    chart = timeline_of(brief, events, _note(showing)) if can_draw() else None
    there = place.to("timeline", place.argument)
    if chart is None:
        return render(library, there, showing=showing)
    first, *others = (moment.id for moment in chart.moments)
    frame = Frame(
        TITLES["timeline"], place, actions=(("Back to the timeline", there),), chart=chart
    )
    about = Block(small(_SAME_IN_WORDS), first, also=tuple(others))
    return framed(brief, [about], frame, showing=showing)


def _note(showing: Showing) -> str:
    """A picture is passed on without the words around it."""
    if showing.past is None or not showing.is_history:
        return ""
    day = f"{showing.past.day} {showing.past:%B %Y}"
    return f"Past: revision {showing.revision} of {showing.latest}, published {day}"
