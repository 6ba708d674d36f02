"""What a claim amounts to, computed from its reports and never written by hand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.brief import Brief, Claim, Question, Report, Source, Standing, SummaryPoint
from bot.domain.figures import quantities
from bot.domain.folding import fold
from bot.domain.origins import earned

_BACKED = frozenset({Standing.CONFIRMED, Standing.CORROBORATED})


class ClaimState(StrEnum):
    """Where a claim stands, taken over all its reports."""

    KNOWN = "known"
    """One answer stands, and it is confirmed, or corroborated by two origins."""
    DISPUTED = "disputed"
    """Several answers stand, or the one that stands is disputed."""
    UNCONFIRMED = "unconfirmed"
    """One answer stands, on reports alone."""
    OPEN = "open"
    """No answer stands any more."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one or more reports say alike."""

    says: str
    reports: tuple[Report, ...]


def answers(claim: Claim) -> list[Answer]:
    """The answers that still stand, each with its reports, in the order they were given."""
    alike: dict[str, list[Report]] = {}
    for report in ladder(claim.reports):
        if report.is_active:
            alike.setdefault(fold(report.says).rstrip("."), []).append(report)
    return [Answer(reports[0].says, tuple(reports)) for reports in alike.values()]


def claim_state(claim: Claim, sources: Mapping[str, Source]) -> ClaimState:
    """Where the claim stands; sources tell whether what is called corroborated is."""
    standing = answers(claim)
    if not standing:
        return ClaimState.OPEN
    reports = [report for answer in standing for report in answer.reports]
    if len(standing) > 1 or any(report.standing is Standing.DISPUTED for report in reports):
        return ClaimState.DISPUTED
    if any(earned(sources, report) in _BACKED for report in reports):
        return ClaimState.KNOWN
    return ClaimState.UNCONFIRMED


def conflicting_figures(claim: Claim) -> list[Answer]:
    """The answers that stand and give numbers, where they give different ones; else none."""
    giving = [(answer, quantities(answer.says)) for answer in answers(claim)]
    found = [(answer, tuple(numbers)) for answer, numbers in giving if numbers]
    is_one = len({numbers for _, numbers in found}) < 2
    return [] if is_one else [answer for answer, _ in found]


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
        by_state[claim_state(claim, brief.sources)].append(claim)
    return Overview(
        points=tuple(brief.summary),
        known=tuple(by_state[ClaimState.KNOWN]),
        disputed=tuple(by_state[ClaimState.DISPUTED]),
        unconfirmed=tuple(by_state[ClaimState.UNCONFIRMED]),
        open=tuple(by_state[ClaimState.OPEN]),
        questions=tuple(brief.questions),
    )
