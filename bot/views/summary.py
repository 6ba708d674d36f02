"""The brief in short: known, disputed, not known; all of it computed from the claims."""

from collections.abc import Iterator

from bot.content.library import Library
from bot.domain.brief import Brief, Claim, Question, Standing
from bot.domain.claims import Answer, answers, overview
from bot.domain.origins import earned
from bot.views.claims import DETAILS, claims_menu
from bot.views.frame import Frame, framed
from bot.views.paging import Block
from bot.views.persistent import PersistentView
from bot.views.places import TITLES, Place
from bot.views.registry import shows
from bot.views.showing import PRESENT, Showing
from bot.views.text import bullet, citations, count, literal
from bot.views.times import day, shown

IN_SHORT = "In short"
KNOWN = "Known"
DISPUTED = "Disputed"
NOT_KNOWN = "Not known"
_RANKS = {Standing.CONFIRMED: 2, Standing.CORROBORATED: 1}
# Beside each answer of a claim; all of them stand where the claim is opened.
_LINKS = 1


@shows("summary")
def summary_page(library: Library, place: Place, *, showing: Showing = PRESENT) -> PersistentView:
    """What is known, what is disputed, and what is not known."""
    brief = library.get(place.slug)
    more: list[tuple[str, Place]] = []
    if overview(brief).disputed:
        more.append((TITLES["disputes"], Place("disputes", brief.slug)))
    if brief.corrections:
        more.append((TITLES["corrections"], Place("corrections", brief.slug)))
    foot = (
        f"{count(len(brief.timeline), 'event')} · {count(len(brief.claims), 'claim')} · "
        f"{count(len(brief.quotes), 'quote')} · {count(len(brief.sources), 'source')} · "
        f"{count(len(brief.corrections), 'correction')}"
    )
    frame = Frame(
        TITLES["summary"],
        place,
        foot=foot,
        more=tuple(more),
        menu=claims_menu(brief),
        may_challenge=True,
    )
    return framed(brief, library.once(brief, _summary), frame, showing=showing)


def _summary(brief: Brief) -> list[Block]:
    return list(_parts(brief))


def _parts(brief: Brief) -> Iterator[Block]:
    """The parts of a summary in order, each under its heading."""
    parts = overview(brief)
    for point in parts.points:
        text = f"{literal(point.text)} {citations(brief, point.sources)}"
        yield Block(bullet([text]), point.id, IN_SHORT)
    for claim in parts.known:
        yield _claim(brief, claim, KNOWN)
    for claim in parts.disputed:
        yield _claim(brief, claim, DISPUTED)
    for claim in parts.unconfirmed:
        yield _claim(brief, claim, NOT_KNOWN, " Reported, not confirmed.")
    for claim in parts.open:
        yield _claim(brief, claim, NOT_KNOWN, " No answer stands any more.")
    for question in parts.questions:
        yield Block(bullet([_question(question)]), question.id, NOT_KNOWN)


def _claim(brief: Brief, claim: Claim, heading: str, label: str = "") -> Block:
    lines = [f"**{literal(claim.question)}**{label}"]
    lines += [bullet([_answer(brief, answer)]) for answer in answers(claim, brief)]
    place = Place("claim", brief.slug, 1, claim.id)
    said = tuple(report.id for answer in answers(claim, brief) for report in answer.reports)
    return Block("\n".join(lines), claim.id, heading, button=DETAILS, place=place, also=said)


def _answer(brief: Brief, answer: Answer) -> str:
    """An answer and who gives it on the best standing; the others are counted."""
    reached = {report.id: earned(brief, report) for report in answer.reports}
    best = max(answer.reports, key=lambda report: _RANKS.get(reached[report.id], 0))
    sources = dict.fromkeys(best.sources)
    sources.update(dict.fromkeys(s for report in answer.reports for s in report.sources))
    others = len(answer.reports) - 1
    also = f" and {count(others, 'other')}" if others else ""
    return (
        f"**{literal(answer.says)}** — {literal(best.by)}{also}, as of {day(best.as_of)} "
        f"({reached[best.id].value}) {citations(brief, sources, most=_LINKS)}"
    )


def _question(question: Question) -> str:
    expected = f" An answer is expected {shown(question.expected)}." if question.expected else ""
    return f"{literal(question.text)}{expected}"
