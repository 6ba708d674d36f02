"""What a published correction has to do with what was told before it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.brief import Brief, Correction
from bot.domain.change import Change, ChangeKind
from bot.domain.changes import changes
from bot.domain.claims import with_reports
from bot.domain.meaning import by_id, differing_fields

Named = Mapping[str, Sequence[Correction]]
"""Id of an entry → the corrections that name it, in the order of the brief."""

# They move on by themselves, or add to what is said; in any other part an entry says something.
_MOVING = frozenset({
    "sources", "spread", "entries", "agrees_with", "translations", "versions", "since", "expected",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class WrongPost:
    """A message that a corrective is about."""

    message_id: int
    posted_at: datetime


def published(old: Brief, new: Brief) -> list[Correction]:
    """The corrections that the newer state has and the older has not."""
    known = {correction.id for correction in old.corrections}
    return [correction for correction in new.corrections if correction.id not in known]


def named(corrections: Iterable[Correction], *states: Brief) -> Named:
    """What corrections name; who names a claim names the reports that it has in these states."""
    found: dict[str, list[Correction]] = {}
    for correction in corrections:
        for entry in with_reports(correction.entries, *states):
            found.setdefault(entry, []).append(correction)
    return found


def differing_entries(then: Brief, now: Brief) -> set[str]:
    """Ids of the entries and sources that a later state tells differently, or not at all."""
    later = by_id(now)
    return {
        name
        for name, item in by_id(then).items()
        if name not in later
        or type(item.held) is not type(later[name].held)
        or differing_fields(item.held, later[name].held)
    }


def withdrawn(brief: Brief) -> set[str]:
    """Ids that a correction took back; they are never news again."""
    return {
        entry
        for correction in brief.corrections
        if correction.kind == "withdrawn"
        for entry in correction.entries
    }


def worth_telling(old: Brief, new: Brief, told: Collection[str] = ()) -> list[Change]:
    """The changes that a channel is told.

    Not those of form only (`refile`), not what was withdrawn and stands there all the same, not
    the corrections whose ids are in `told`: the channel has heard of them; and not those that
    name only what the older state did not have: that is told as new, as it stands now.
    """
    found = changes(old, new)
    quiet = {each.id for each in new.corrections if each.kind == "refile"} | set(told)
    known = _known(found, old, new)
    taken_back = withdrawn(new)
    return [
        change
        for change in found
        if not (
            change.kind is ChangeKind.CORRECTION
            and (change.entry in quiet or change.entry not in known)
        )
        and not (change.kind is ChangeKind.NEW and change.entry in taken_back)
    ]


def _known(found: Iterable[Change], old: Brief, new: Brief) -> set[str]:
    """Ids that the older state had, and the corrections that are about any of these.

    A correction of a correction is about what that is about.
    """
    known = set(by_id(old))
    about = {
        change.entry: with_reports(change.entries, old, new)
        for change in found
        if change.kind is ChangeKind.CORRECTION
    }
    while more := {
        name
        for name, entries in about.items()
        if name not in known and not known.isdisjoint(entries)
    }:
        known |= more
    return known


def unexplained(old: Brief, new: Brief) -> list[Change]:
    """What the newer state says otherwise, or no more, without a correction that names it.

    A report whose standing changed says why by itself, an answered question is no mistake, and
    what is only reworded or says more needs none.
    """
    return [
        change
        for change in changes(old, new)
        if change.section not in ("sources", "questions", "corrections", "brief")
        and (
            change.kind is ChangeKind.WITHDRAWN
            or (
                change.kind is ChangeKind.FACT
                and change.was is not None
                and change.part not in _MOVING
            )
        )
    ]
