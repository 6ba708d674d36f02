"""Two states of a brief, and what changed between them."""

from bot.content.located_yaml import Value
from bot.domain.changes import Change, changes
from tests.making import Document, brief, claim, entry, source

Parts = dict[str, Value]
AGENCY: Parts = {"paper": source(), "agency": source(publisher="The Agency", title="Drones fall")}


def told(old: Parts, new: Parts) -> list[str]:
    return [shown(change) for change in changes(brief(**old), brief(**new))]


def shown(change: Change) -> str:
    return f"{change.kind} {change.entry or 'brief'}.{change.part}: {change.was} → {change.now}"


def one(old: Parts, new: Parts) -> Change:
    [change] = changes(brief(**old), brief(**new))
    return change


def count(*reports: Value) -> Parts:
    """A claim of a confirmed answer, so that it stands as known whatever else reports add."""
    return {"claims": [claim("count", *reports)]}


def first(**parts: Value) -> Document:
    return entry("first", **{"text": "Drones crossed.", **parts})


FIRST = first()
EVENT = entry("event", at="2025-09-10 02:00")
ASKED: Value = {"id": "why", "text": "Why?"}
