"""The brief in short: known, disputed, not known; all of it computed from the claims."""

from collections.abc import Iterator

from discord import ui

from bot.content.library import Library
from bot.domain.brief import Brief, Claim, Question
from bot.domain.claims import Answer, answers, overview
from bot.views.frame import Frame, framed
from bot.views.pages import Block
from bot.views.places import Place
from bot.views.registry import shows
from bot.views.resolve import resolved
from bot.views.text import citations, count, literal
from bot.views.times import shown

KNOWN = "Known"
DISPUTED = "Disputed"
NOT_KNOWN = "Not known"


@shows("summary")
def summary_page(library: Library, place: Place, *, posted: bool = False) -> ui.LayoutView:
    """What is known, what is disputed, and what is not known."""
    brief = library.get(place.slug)
    page, place = resolved(list(summary_blocks(brief)), place)
    more = (("Corrections", Place("corrections", brief.slug)),) if brief.corrections else ()
    foot = (
        f"{count(len(brief.timeline), 'event')} · {count(len(brief.claims), 'claim')} · "
        f"{count(len(brief.quotes), 'quote')} · {count(len(brief.sources), 'source')} · "
        f"{count(len(brief.corrections), 'correction')}"
    )
    return framed(brief, page, Frame("Summary", place, foot=foot, more=more), posted=posted)


def summary_blocks(brief: Brief) -> Iterator[Block]:
    """The parts of a summary in order, each under its heading."""
    parts = overview(brief)
    for point in parts.points:
        text = f"{literal(point.text)} {citations(brief, point.sources)}"
        yield Block(text, point.id, KNOWN)
    for claim in parts.known:
        yield _claim_block(brief, claim, KNOWN)
    for claim in parts.disputed:
        yield _claim_block(brief, claim, DISPUTED)
    for claim in parts.unconfirmed:
        yield _claim_block(brief, claim, NOT_KNOWN, "Reported, not confirmed")
    for claim in parts.open:
        yield Block(
            f"**{literal(claim.question)}**\nNo answer stands any more: see the claim.",
            claim.id,
            NOT_KNOWN,
        )
    for question in parts.questions:
        yield Block(_question(question), question.id, NOT_KNOWN)


def _claim_block(brief: Brief, claim: Claim, heading: str, label: str = "") -> Block:
    lines = [f"**{literal(claim.question)}**" + (f" {label}." if label else "")]
    lines += [f"- {answer_line(brief, answer)}" for answer in answers(claim)]
    return Block("\n".join(lines), claim.id, heading)


def answer_line(brief: Brief, answer: Answer) -> str:
    """An answer and who gives it, the latest first; the others are counted."""
    *others, latest = answer.reports
    sources = dict.fromkeys(s for report in answer.reports for s in report.sources)
    also = f", and {count(len(others), 'other')}" if others else ""
    return (
        f"**{literal(answer.says)}** — {literal(latest.by)}{also}, {shown(latest.as_of)} "
        f"({latest.standing.value}) {citations(brief, sources)}"
    )


def _question(question: Question) -> str:
    expected = f" An answer is expected {shown(question.expected)}." if question.expected else ""
    return f"{literal(question.text)}{expected}"
