"""The brief on one card: what is known in a few points, what is disputed, what is not known."""

from collections.abc import Iterator, Sequence

from bot.content.library import Library
from bot.domain.brief import Brief, SummaryPoint
from bot.domain.claims import overview
from bot.views.claims import topics_menu
from bot.views.frame import Frame, framed
from bot.views.paging import Block
from bot.views.persistent import PersistentView
from bot.views.places import TITLES, Place
from bot.views.reading import one_line
from bot.views.registry import shows
from bot.views.showing import PRESENT, Showing
from bot.views.text import best_citation, bullet, count, literal
from bot.views.times import day

DISPUTED = "Disputed"
NOT_KNOWN = "Not known"
# Of each sort the first few are named, in the order of the file; all stand a press away.
_NAMED = 3
_QUESTION = 90
# A brief that keeps to the budget of `briefbot check` is shown whole.
_POINTS = 6
_POINT = 220
_ALL_POINTS = 850
_VIEWS = ("timeline", "claims", "quotes", "sources")


@shows("summary")
def summary_page(library: Library, place: Place, *, showing: Showing = PRESENT) -> PersistentView:
    """What is known, what is disputed, and what is not known, on one card."""
    brief = library.get(place.slug)
    about = f"reviewed {day(brief.reviewed)}"
    if brief.corrections:
        about += f" · {count(len(brief.corrections), 'correction')}"
    frame = Frame(
        "",
        place,
        note="" if summary_blocks(brief) else "This brief holds nothing yet.",
        about=about,
        menu=topics_menu(brief),
        actions=tuple((TITLES[view], place.to(view)) for view in _VIEWS),
        may_challenge=True,
    )
    return framed(brief, library.once(brief, summary_blocks), frame, showing=showing)


def summary_blocks(brief: Brief) -> list[Block]:
    """The points and what is open, in a few lines; also what a channel is told first."""
    parts = overview(brief)
    points = list(_points(brief, parts.points))
    disputed = [(claim.question, claim.id) for claim in parts.disputed]
    unknown = [
        *((claim.question, claim.id) for claim in (*parts.unconfirmed, *parts.open)),
        *((question.text, question.id) for question in parts.questions),
    ]
    return [*points, *_named(DISPUTED, disputed), *_named(NOT_KNOWN, unknown)]


def _points(brief: Brief, points: Sequence[SummaryPoint]) -> Iterator[Block]:
    used = 0
    for number, point in enumerate(points):
        text = one_line(point.text, _POINT)
        if number == _POINTS or used + len(text) > _ALL_POINTS:
            rest = len(points) - number
            yield Block(f"-# … and {count(rest, 'more point')} than fit here")
            return
        used += len(text)
        place = Place("entry", brief.slug, 1, point.id)
        shown = f"{literal(text)} {best_citation(brief, point.sources)}"
        yield Block(bullet([shown]) if number else shown, point.id, place=place)


def _named(heading: str, asked: Sequence[tuple[str, str]]) -> Iterator[Block]:
    """`**Disputed** Was it deliberate? · Whose was it? · 2 more`."""
    if not asked:
        return
    first = asked[:_NAMED]
    told = [literal(one_line(text, _QUESTION), goes_on=True) for text, _ in first]
    if len(asked) > len(first):
        told.append(f"{len(asked) - len(first)} more")
    yield Block(f"**{heading}** {' · '.join(told)}", also=tuple(name for _, name in first))
