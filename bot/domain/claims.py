"""What a claim amounts to, computed from its reports and never written by hand.

Who speaks for an answer and when a claim is disputed is decided here and nowhere else.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from bot.domain.brief import Brief, Claim, Question, Report, Standing, SummaryPoint
from bot.domain.factchecks import FactCheck
from bot.domain.figures import quantities
from bot.domain.folding import fold
from bot.domain.origins import earned, origins, voices

_BACKED = frozenset({Standing.CONFIRMED, Standing.CORROBORATED})
_WEAK = frozenset("EF")
_RANKS = {
    Standing.CONFIRMED: 3,
    Standing.CORROBORATED: 2,
    Standing.REPORTED: 1,
    Standing.DISPUTED: 0,
}


class ClaimState(StrEnum):
    """Where a claim stands, taken over all its reports."""

    KNOWN = "known"
    """No answer excludes another, and one is confirmed, or corroborated by two origins."""
    DISPUTED = "disputed"
    """Answers that stand exclude each other, or one that stands is disputed."""
    UNCONFIRMED = "unconfirmed"
    """No answer excludes another, and all rest on reports alone."""
    OPEN = "open"
    """No answer stands any more."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one or more reports say alike."""

    says: str
    reports: tuple[Report, ...]

    def agrees_with(self, other: "Answer") -> bool:
        """Whether both can be true: a report of one names a report of the other."""
        ours = {report.id for report in self.reports}
        theirs = {report.id for report in other.reports}
        return any(not theirs.isdisjoint(report.agrees_with) for report in self.reports) or any(
            not ours.isdisjoint(report.agrees_with) for report in other.reports
        )


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks for an answer."""

    report: Report
    source: str
    """The id of the source that has the report's word."""


@dataclass(frozen=True, slots=True)
class Backing:
    """What some reports rest on; sources without a voice are not counted."""

    sources: int
    origins: int
    is_weak: bool
    """Whether all of them are unreliable or cannot be judged (E or F)."""


def answers(claim: Claim, brief: Brief) -> list[Answer]:
    """The answers that still stand, each with its reports, in the order they were given.

    A report that only fact-checked sources make is none.
    """
    alike: dict[str, list[Report]] = {}
    for report in _heard(claim, brief):
        alike.setdefault(fold(report.says).rstrip("."), []).append(report)
    return [Answer(reports[0].says, tuple(reports)) for reports in alike.values()]


def voice(answer: Answer, brief: Brief) -> Voice:
    """Who speaks for an answer: the best-graded source; of several such, that of the last report.

    Args:
        answer: one of `answers()`.
        brief: where it stands.
    """
    heard = [Voice(report, source) for report in answer.reports for source in voices(brief, report)]
    best = min(brief.sources[one.source].reliability for one in heard)
    graded = (one for one in heard if brief.sources[one.source].reliability == best)
    return max(graded, key=lambda one: one.report.as_of.sort_key)


def best_first(claim: Claim, brief: Brief) -> list[Answer]:
    """The answers that still stand: what has got furthest first, then by who speaks for them."""

    def rank(answer: Answer) -> tuple[int, str, float]:
        speaks = voice(answer, brief)
        reached = max(_RANKS.get(earned(brief, report), 1) for report in answer.reports)
        grade = brief.sources[speaks.source].reliability
        return -reached, grade, -speaks.report.as_of.start.timestamp()

    return sorted(answers(claim, brief), key=rank)


def backing(reports: Iterable[Report], brief: Brief) -> Backing:
    """What reports that still stand rest on."""
    heard = {s for report in reports if report.is_active for s in voices(brief, report)}
    grades = {brief.sources[source].reliability for source in heard}
    return Backing(len(heard), len(origins(brief.sources, heard)), bool(grades) and grades <= _WEAK)


def competing(claim: Claim, brief: Brief) -> list[Answer]:
    """The answers that stand and exclude another that stands; none, or at least two."""
    standing = answers(claim, brief)
    if len(standing) > 1 and not any(report.agrees_with for report in claim.reports):
        return standing
    excluding: set[str] = set()
    for one, other in combinations(standing, 2):
        if not one.agrees_with(other):
            excluding |= {one.says, other.says}
    return [answer for answer in standing if answer.says in excluding]


def claim_state(claim: Claim, brief: Brief) -> ClaimState:
    """Where the claim stands; the brief tells whether what is called corroborated is."""
    heard = _heard(claim, brief)
    if not heard:
        return ClaimState.OPEN
    if any(report.standing is Standing.DISPUTED for report in heard) or competing(claim, brief):
        return ClaimState.DISPUTED
    if any(earned(brief, report) in _BACKED for report in heard):
        return ClaimState.KNOWN
    return ClaimState.UNCONFIRMED


def touching(claim: Claim, brief: Brief) -> list[FactCheck]:
    """The fact-checks of what others said in answer to a claim."""
    ids = {claim.id, *(report.id for report in claim.reports)}
    return [check for check in brief.factchecks if not ids.isdisjoint(check.entries)]


def conflicting_figures(claim: Claim, brief: Brief) -> list[Answer]:
    """The answers that exclude each other by their numbers, where these differ; else none."""
    giving = [(answer, quantities(answer.says)) for answer in competing(claim, brief)]
    found = [(answer, tuple(numbers)) for answer, numbers in giving if numbers]
    is_one = len({numbers for _, numbers in found}) < 2
    return [] if is_one else [answer for answer, _ in found]


def _heard(claim: Claim, brief: Brief) -> list[Report]:
    """The reports that still stand and have a voice, by the time that they speak of."""
    return [
        report for report in ladder(claim.reports) if report.is_active and voices(brief, report)
    ]


def ladder(reports: Iterable[Report]) -> list[Report]:
    """Reports by the time that they speak of."""
    return sorted(reports, key=lambda report: report.as_of.sort_key)


def with_reports(entries: Iterable[str], *states: Brief) -> list[str]:
    """Ids of entries, and of the reports of the claims among them, each once."""
    found: dict[str, None] = {}
    for entry in entries:
        found[entry] = None
        for brief in states:
            claim = brief.by_id.get(entry)
            if isinstance(claim, Claim):
                found.update((report.id, None) for report in claim.reports)
    return list(found)


@dataclass(frozen=True, slots=True)
class Overview:
    """A brief in short. Its three parts follow from the claims, so they cannot drift apart."""

    points: tuple[SummaryPoint, ...]
    known: tuple[Claim, ...]
    disputed: tuple[Claim, ...]
    unconfirmed: tuple[Claim, ...]
    open: tuple[Claim, ...]
    questions: tuple[Question, ...]


def overview(brief: Brief) -> Overview:
    """What is known, what is disputed and what is not known."""
    by_state: dict[ClaimState, list[Claim]] = {state: [] for state in ClaimState}
    for claim in brief.claims:
        by_state[claim_state(claim, brief)].append(claim)
    return Overview(
        points=tuple(brief.summary),
        known=tuple(by_state[ClaimState.KNOWN]),
        disputed=tuple(by_state[ClaimState.DISPUTED]),
        unconfirmed=tuple(by_state[ClaimState.UNCONFIRMED]),
        open=tuple(by_state[ClaimState.OPEN]),
        questions=tuple(brief.questions),
    )
