"""Whether what a brief said then is what it says now, entry by entry."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain import telling
from bot.domain.brief import Brief, Correction
from bot.domain.corrections import differing_entries, named, published
from bot.domain.meaning import by_id


class Verdict(StrEnum):
    """What became of an entry."""

    SAME = "same"
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
    now: str | None = None
    corrections: Sequence[Correction] = ()
    """Those since that name it, in the order of the brief."""


def verified(then: Brief, now: Brief, entries: Iterable[str]) -> list[Verified]:
    """How some entries of a state stand in a later one."""
    before, after = by_id(then), by_id(now)
    differing = differing_entries(then, now)
    corrections = named(published(then, now), then, now)
    found: list[Verified] = []
    for entry in entries:
        if entry not in before:
            found.append(Verified(entry, Verdict.UNKNOWN))
            continue
        was = telling.text(before[entry].held)[1]
        by = corrections.get(entry, ())
        if entry not in differing:
            found.append(Verified(entry, Verdict.SAME, was, was, by))
        elif entry in after:
            is_now = telling.text(after[entry].held)[1]
            found.append(Verified(entry, Verdict.CHANGED, was, is_now, by))
        else:
            found.append(Verified(entry, Verdict.GONE, was, None, by))
    return found
