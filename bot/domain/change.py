"""One difference between two states of a brief, and what readers are told that it is."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.when import When


class Heading(StrEnum):
    """What readers are told a change is, the most important first."""

    CORRECTED = "corrected"
    CHANGED = "changed"
    NEW = "new"
    WITHDRAWN = "withdrawn"
    REWORDED = "reworded"


class ChangeKind(StrEnum):
    """What sort of change it is, the most important first."""

    CORRECTION = "correction"
    """The record was wrong, and says so."""
    STANDING = "standing"
    """A report's standing, or where a claim stands over all its reports."""
    FACT = "fact"
    """It says something else: a number, a name, a time, what is cited, or any word that tells."""
    STATUS = "status"
    """The brief's."""
    NEW = "new"
    WITHDRAWN = "withdrawn"
    """An entry is gone."""
    ANSWERED = "answered"
    """An open question is gone."""
    REWORDED = "reworded"
    """The same in other words; see `likeness.py`."""

    @property
    def heading(self) -> Heading:
        """What readers are told it is."""
        return _HEADINGS[self]


_HEADINGS = {
    ChangeKind.CORRECTION: Heading.CORRECTED,
    ChangeKind.STANDING: Heading.CHANGED,
    ChangeKind.FACT: Heading.CHANGED,
    ChangeKind.STATUS: Heading.CHANGED,
    ChangeKind.NEW: Heading.NEW,
    ChangeKind.WITHDRAWN: Heading.WITHDRAWN,
    ChangeKind.ANSWERED: Heading.WITHDRAWN,
    ChangeKind.REWORDED: Heading.REWORDED,
}


@dataclass(frozen=True, slots=True)
class Change:
    """One difference, which can be shown without the brief of then; texts are as written."""

    kind: ChangeKind
    entry: str
    """The id of what changed; empty for the brief itself."""
    section: str
    """The key in the file that it stands under: summary, …, sources; else `brief`."""
    part: str
    """The key that `was` and `now` are values of: text, says, standing, sources, …; `state` for
    where a claim stands. A new or withdrawn report tells “who: what”."""
    was: str | None
    """None for what is new. Of `sources`: the names of those no longer cited."""
    now: str | None
    """None for what is gone. Of `sources`: the names of those cited since."""
    title: str
    """What it is about: a claim's question, an event's time, a quote's speaker, a correction's
    reason, a source's publisher, the brief's title, else the text."""
    sources: tuple[str, ...]
    """Ids that it cites now, or cited at last; all of them are in the newer brief."""
    entries: tuple[str, ...] = ()
    """Ids that go with it: those that a correction names, the reports of a claim."""
    times: tuple[When | None, When | None] = (None, None)
    """`was` and `now` where they are times."""


def without_reworded(found: Iterable[Change]) -> list[Change]:
    """Those that are told one by one: all but what is only reworded."""
    return [change for change in found if change.kind is not ChangeKind.REWORDED]


def counted(found: Iterable[Change]) -> dict[Heading, int]:
    """How many there are under each heading that has any, the most important first."""
    counts = Counter(change.kind.heading for change in found)
    return {heading: counts[heading] for heading in Heading if counts[heading]}
