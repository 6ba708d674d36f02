"""The brief on one card: what is known in a few points, what is disputed, what is not known."""

from collections.abc import Iterator, Sequence

from bot.content.library import Library
from bot.domain import limits
from bot.domain.brief import Brief, SummaryPoint
from bot.domain.claims import overview
from bot.views.claims import topics_menu
from bot.views.frame import Frame, framed
from bot.views.paging import Block
from bot.views.persistent import PersistentView
from bot.views.places import TITLES, Place
from bot.views.reading import SUMMARY_READ, one_line, read_units, room_on_card
from bot.views.registry import shows
from bot.views.showing import PRESENT, Showing
from bot.views.text import best_citation, bullet, count, literal, small
from bot.views.times import day

DISPUTED = "Disputed"
NOT_KNOWN = "Not known"
# A brief that keeps to the budget of `briefbot check` is shown whole.
_POINTS = 6
_POINT = 220
_ALL_POINTS = 850
# Beyond so many units with their links, the numbers alone are shown: it must stay one page.
_LINKED = 2_000
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


def summary_blocks(brief: Brief, most: int = SUMMARY_READ) -> list[Block]:
    """The points and what is open, in a few lines; also what a channel is told first.

    Args:
        brief: what is told.
        most: UTF-16 units of it all that are read, with the brief's title and status.
    """
    parts = overview(brief)
    points = list(_points(brief, parts.points))
    if sum(limits.utf16_units(block.text) for block in points) > _LINKED:
        points = list(_points(brief, parts.points, is_linked=False))
    disputed = [(claim.question, claim.id) for claim in parts.disputed]
    unknown = [
        *((claim.question, claim.id) for claim in (*parts.unconfirmed, *parts.open)),
        *((question.text, question.id) for question in parts.questions),
    ]
    room = room_on_card(brief.title, "", most)
    for number, length in ((3, 90), (3, 60), (2, 60), (1, 60), (1, 30)):
        named = [
            *_named(DISPUTED, disputed, number, length),
            *_named(NOT_KNOWN, unknown, number, length),
        ]
        if sum(read_units(block.text) for block in (*points, *named)) <= room:
            break
    return [*points, *named]


def _points(
    brief: Brief, points: Sequence[SummaryPoint], *, is_linked: bool = True
) -> Iterator[Block]:
    used = 0
    for number, point in enumerate(points):
        text = one_line(point.text, _POINT)
        if number == _POINTS or used + len(text) > _ALL_POINTS:
            yield Block(small(f"{count(len(points) - number, 'more point')} do not fit here"))
            return
        used += limits.utf16_units(text)
        shown = f"{literal(text)} {best_citation(brief, point.sources, is_linked=is_linked)}"
        yield Block(bullet([shown]) if number else shown, point.id)


def _named(
    heading: str, asked: Sequence[tuple[str, str]], most: int, length: int
) -> Iterator[Block]:
    """`**Disputed** Was it deliberate? · Whose was it? · 2 more`."""
    if not asked:
        return
    first = asked[:most]
    told = [literal(one_line(text, length), goes_on=True) for text, _ in first]
    if len(asked) > len(first):
        told.append(f"{len(asked) - len(first)} more")
    yield Block(f"**{heading}** {' · '.join(told)}", also=tuple(name for _, name in first))
