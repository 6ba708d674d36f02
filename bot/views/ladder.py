"""The ladder of a claim: every report, the oldest first, and what became of it."""

from collections.abc import Iterable, Iterator

from bot.content.library import Library
from bot.domain.brief import Brief, Claim, Report
from bot.domain.claims import Answer, conflicting_figures, ladder
from bot.domain.counting import count
from bot.domain.origins import earned, origins, outlets
from bot.domain.vocabulary import RELIABILITY
from bot.domain.when import When
from bot.views.claims import claim_page
from bot.views.frame import Frame, framed
from bot.views.paging import Block
from bot.views.persistent import PersistentView
from bot.views.places import Place
from bot.views.registry import shows
from bot.views.showing import PRESENT, Showing
from bot.views.text import bullet, citations, in_quotes, literal, shortened
from bot.views.times import shown
from bot.views.vocabulary import SIGNS

FIGURES = "Competing figures"
# Side by side they are to be compared; whoever wants the whole answer finds it below.
_FIGURE = 200
_ONE_ORIGIN = "all of it comes from one origin, so it counts as reported"


@shows("reports")
def reports_page(library: Library, place: Place, *, showing: Showing = PRESENT) -> PersistentView:
    """Everything that was said about a claim: who, as of when, how far it has got, and why."""
    brief = library.get(place.slug)
    claim = brief.by_id.get(place.argument)
    if not isinstance(claim, Claim):
        return claim_page(library, place, showing=showing)
    frame = Frame(
        literal(claim.question),
        place,
        entry=claim.id,
        actions=(("Back to the claim", place.to("claim", claim.id)),),
        may_challenge=True,
    )
    return framed(brief, list(_reports(brief, claim)), frame, showing=showing)


def _reports(brief: Brief, claim: Claim) -> Iterator[Block]:
    for answer in conflicting_figures(claim, brief):
        said = tuple(report.id for report in answer.reports)
        yield Block(_figure(brief, answer), "", FIGURES, also=(claim.id, *said))
    reports = ladder(claim.reports)
    for report in reports:
        text = _report(brief, report)
        yield Block(text, report.id, "Who says what, oldest first", also=(claim.id,))
    for report, since in sorted(_changed(reports), key=lambda step: step[1].sort_key):
        text = f"{shown(since)}: {in_quotes(report.says)} became **{report.standing.value}**"
        yield Block(bullet([text]), "", "How it changed", also=(report.id,))


def _figure(brief: Brief, answer: Answer) -> str:
    """An answer with everybody who gives it."""
    return bullet(
        [
            f"**{literal(shortened(answer.says, _FIGURE))}**",
            *(
                f"{literal(report.by)} · as of {shown(report.as_of)} "
                f"{citations(brief, report.sources)}"
                for report in answer.reports
            ),
        ]
    )


def _report(brief: Brief, report: Report) -> str:
    papers = len(outlets(brief.sources, report.sources))
    independent = len(origins(brief.sources, report.sources))
    backing = f"{count(papers, 'outlet')}, {count(independent, 'origin')}"
    reached = earned(brief, report)
    standing = f"{SIGNS[reached]} **{reached.value}**"
    if reached is not report.standing:
        standing += f" (called {report.standing.value}, but {_ONE_ORIGIN})"
    if report.because:
        standing += f": {literal(report.because)}"
    return bullet(
        (
            f"**{literal(report.says)}**",
            f"{literal(report.by)} · as of {shown(report.as_of)}",
            standing,
            f"{backing}: {_rated(brief, report)}",
        )
    )


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
