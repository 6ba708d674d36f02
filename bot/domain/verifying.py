"""Whether what a brief said then is what it says now, entry by entry."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain import telling
from bot.domain.brief import Brief, Claim, Correction
from bot.domain.change import Change, without_reworded
from bot.domain.changes import differences
from bot.domain.claims import with_reports
from bot.domain.corrections import named, published
from bot.domain.meaning import by_id


class Verdict(StrEnum):
    """What became of an entry."""

    SAME = "same"
    REWORDED = "reworded"
    """It says the same in other words."""
    CHANGED = "changed"
    GONE = "gone"
    UNKNOWN = "unknown"
    """It was not in the brief then."""


@dataclass(frozen=True, slots=True)
class Verified:
    """One entry, then and now."""

    entry: str
    verdict: Verdict
    was: str | None = None
    """What it said; None where it was not there."""
    now: str | None = None
    """What it says; None where it is gone."""
    changes: Sequence[Change] = ()
    """Each part of it that differs, also where a correction tells it; the most important first."""
    corrections: Sequence[Correction] = ()
    """Those since that name it, in the order of the brief."""


def verified(then: Brief, now: Brief, entries: Collection[str]) -> list[Verified]:
    """How some entries of a state stand in a later one.

    A claim goes with its reports, also new ones, unless some of those are among the entries.
    """
    before, after = by_id(then), by_id(now)
    found = differences(then, now)
    corrections = named(published(then, now), then, now)
    results: list[Verified] = []
    for entry in entries:
        if entry not in before:
            results.append(Verified(entry, Verdict.UNKNOWN))
            continue
        parts = _parts(entry, entries, then, now)
        changes = [change for change in found if change.entry in parts]
        if entry not in after:
            verdict = Verdict.GONE
        elif without_reworded(changes):
            verdict = Verdict.CHANGED
        else:
            verdict = Verdict.REWORDED if changes else Verdict.SAME
        named_by = {each.id: each for part in parts for each in corrections.get(part, ())}
        by = [each for each in now.corrections if each.id in named_by]
        was, is_now = telling.present(then, entry), telling.present(now, entry)
        results.append(Verified(entry, verdict, was, is_now, changes, by))
    return results


def _parts(entry: str, entries: Collection[str], then: Brief, now: Brief) -> Sequence[str]:
    """The ids of what is held against the record for an entry."""
    claim = then.by_id.get(entry)
    if not isinstance(claim, Claim) or any(report.id in entries for report in claim.reports):
        return [entry]
    return with_reports([entry], then, now)
