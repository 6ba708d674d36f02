"""Claims: all in short, and one with everything that was said about it."""

from collections.abc import Iterable, Iterator, Sequence

from bot.content.library import Library
from bot.content.search import SearchItem
from bot.domain import limits
from bot.domain.brief import Brief, Claim, Report, Standing
from bot.domain.claims import (
    Answer,
    ClaimState,
    answers,
    claim_state,
    conflicting_figures,
    ladder,
)
from bot.domain.errors import NotFoundError
from bot.domain.folding import closest
from bot.domain.origins import earned, origins, outlets
from bot.domain.texts import visible
from bot.domain.vocabulary import RELIABILITY
from bot.domain.when import When
from bot.views.frame import Frame, Menu, framed
from bot.views.paging import Block
from bot.views.persistent import PersistentView
from bot.views.places import TITLES, Place
from bot.views.registry import shows
from bot.views.showing import PRESENT, Showing
from bot.views.text import bullet, citations, count, in_quotes, literal, shortened, small
from bot.views.times import shown

STATE_WORDS = {
    ClaimState.KNOWN: "Known: one answer stands, and it is backed",
    ClaimState.DISPUTED: "Disputed",
    ClaimState.UNCONFIRMED: "Reported, not confirmed",
    ClaimState.OPEN: "No answer stands any more",
}
DETAILS = "Who says what"
FIGURES = "The figures that stand"
_ONE_ORIGIN = "called corroborated, but all of it goes back to one origin, so it counts as reported"
# Side by side they are to be compared; whoever wants the whole answer finds it below.
_FIGURE = 200


@shows("claims")
def claims_page(library: Library, place: Place, *, showing: Showing = PRESENT) -> PersistentView:
    """Every claim, where it stands, and the answers that stand."""
    brief = library.get(place.slug)
    note = "" if brief.claims else "This brief holds no claims yet."
    blocks, heading = library.once(brief, _overview), TITLES["claims"]
    is_searched = bool(place.argument) and not place.argument.startswith("@")
    if is_searched:
        holding = {item.id for item in _holding(library, brief, place.argument)}
        blocks = [block for block in blocks if block.id in holding]
        # What a reader typed is never said by us to others.
        found = "found by a search" if showing.is_posted else f"with {in_quotes(place.argument)}"
        heading = f"{count(len(blocks), 'claim')} {found}"
    frame = Frame(heading, place, note=note, may_post=bool(blocks) or not is_searched)
    return framed(brief, blocks, frame, showing=showing)


def claims_menu(brief: Brief) -> Menu:
    """A menu that opens a claim."""
    options = tuple((claim.question, claim.id) for claim in brief.claims[: limits.SELECT_OPTIONS])
    rest = len(brief.claims) - len(options)
    label = f"Open a claim ({rest} more under Claims)" if rest else "Open a claim"
    return Menu(label, "claim", options)


@shows("claim")
def claim_page(library: Library, place: Place, *, showing: Showing = PRESENT) -> PersistentView:
    """One claim: who says what, as of when, how far each answer has got, and why."""
    brief = library.get(place.slug)
    claim = brief.by_id.get(place.argument)
    if not isinstance(claim, Claim):
        note = "That claim is no longer in the brief. These are the ones that are."
        gone = Frame(TITLES["claims"], place.to("claims"), note=note)
        return framed(brief, library.once(brief, _overview), gone, showing=showing)
    frame = Frame(
        literal(claim.question),
        place,
        note=_state(brief, claim),
        entry=claim.id,
        more=(("All claims", Place("claims", brief.slug)),),
        may_challenge=True,
    )
    return framed(brief, list(_reports(brief, claim)), frame, showing=showing)


def claims_place(library: Library, brief: Brief, asked: str) -> Place:
    """The claim of that id or question, or the claims that hold these words.

    Raises:
        NotFoundError: with the nearest questions.
    """
    asked = visible(asked)
    by_question = {claim.question: claim for claim in brief.claims}
    entry = brief.by_id.get(asked)
    if isinstance(entry, Claim):
        return Place("claim", brief.slug, 1, entry.id)
    if asked in by_question:
        return Place("claim", brief.slug, 1, by_question[asked].id)
    found = _holding(library, brief, asked)
    if len(found) == 1:
        return Place("claim", brief.slug, 1, found[0].id)
    if found:
        return Place("claims", brief.slug, 1, " ".join(asked.split()).lstrip("@ "))
    near = closest(asked, by_question, most=3)
    raise NotFoundError("claim", asked, near, list(by_question))


def _holding(library: Library, brief: Brief, words: str) -> Sequence[SearchItem]:
    found = library.index(brief).search(words, kinds=("claim",))
    return () if found.is_partial else found.hits


def _overview(brief: Brief) -> list[Block]:
    return [_in_short(brief, claim) for claim in brief.claims]


def _in_short(brief: Brief, claim: Claim) -> Block:
    lines = [f"**{literal(claim.question)}**", small(_state(brief, claim))]
    said: list[str] = []
    for answer in answers(claim, brief):
        said += [report.id for report in answer.reports]
        cited = dict.fromkeys(s for report in answer.reports for s in report.sources)
        lines.append(bullet([f"{literal(answer.says)} {citations(brief, cited)}"]))
    place = Place("claim", brief.slug, 1, claim.id)
    text = "\n".join(lines)
    return Block(text, claim.id, button=DETAILS, place=place, also=tuple(said))


def told(brief: Brief, answer: Answer, most: int = limits.MESSAGE_TEXT) -> str:
    """An answer with everybody who gives it: as of when, how far it has got, and the sources.

    Args:
        brief: where it stands.
        answer: still stands.
        most: UTF-16 units of the answer itself; a longer one is shortened.
    """
    return bullet(
        [
            f"**{literal(shortened(answer.says, most))}**",
            *(_said(brief, report) for report in answer.reports),
        ]
    )


def _said(brief: Brief, report: Report) -> str:
    reached = earned(brief, report)
    why = f": {literal(report.because or '')}" if reached is Standing.DISPUTED else ""
    return (
        f"{literal(report.by)} · as of {shown(report.as_of)} · "
        f"{reached.value}{why} {citations(brief, report.sources)}"
    )


def _state(brief: Brief, claim: Claim) -> str:
    state = STATE_WORDS[claim_state(claim, brief)]
    standing = len(answers(claim, brief))
    gone = sum(not report.is_active for report in claim.reports)
    parts = [state]
    if any(report.is_active and _is_weaker(brief, report) for report in claim.reports):
        parts.append(_ONE_ORIGIN)
    if standing > 1:
        parts.append(f"{count(standing, 'answer')} stand")
    if gone:
        parts.append(f"{count(gone, 'report')} no longer {'stands' if gone == 1 else 'stand'}")
    return " · ".join(parts)


def _reports(brief: Brief, claim: Claim) -> Iterator[Block]:
    for answer in conflicting_figures(claim, brief):
        said = tuple(report.id for report in answer.reports)
        yield Block(told(brief, answer, _FIGURE), "", FIGURES, also=(claim.id, *said))
    reports = ladder(claim.reports)
    for report in reports:
        text = _report(brief, report)
        yield Block(text, report.id, "Who says what, oldest first", also=(claim.id,))
    for report, since in sorted(_changed(reports), key=lambda step: step[1].sort_key):
        text = f"{shown(since)}: {in_quotes(report.says)} became **{report.standing.value}**"
        yield Block(bullet([text]), "", "How it changed", also=(report.id,))


def _report(brief: Brief, report: Report) -> str:
    papers = len(outlets(brief.sources, report.sources))
    independent = len(origins(brief.sources, report.sources))
    backing = f"{count(papers, 'outlet')}, {count(independent, 'origin')}"
    weaker = f" ({_ONE_ORIGIN})" if _is_weaker(brief, report) else ""
    why = f": {literal(report.because)}" if report.because else ""
    return bullet(
        (
            f"**{literal(report.says)}**",
            f"{literal(report.by)} · as of {shown(report.as_of)}",
            f"Standing: **{earned(brief, report).value}**{weaker}{why}",
            f"{backing}: {_rated(brief, report)}",
        )
    )


def _is_weaker(brief: Brief, report: Report) -> bool:
    """Whether its sources do not bear out the standing that it was given."""
    return earned(brief, report) is not report.standing


def _rated(brief: Brief, report: Report) -> str:
    """Its sources, the most reliable first, with how far each may be relied on."""
    by_letter: dict[str, list[str]] = {}
    for source in report.sources:
        by_letter.setdefault(brief.sources[source].reliability, []).append(source)
    return "; ".join(
        f"{RELIABILITY[letter]} ({letter}) {citations(brief, by_letter[letter])}"
        for letter in sorted(by_letter)
    )


def _changed(reports: Iterable[Report]) -> Iterator[tuple[Report, When]]:
    return ((report, report.since) for report in reports if report.since is not None)
