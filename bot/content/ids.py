"""Ids: each given once, and every reference leads somewhere.

Works on the values as read, before types are checked, so that one wrong type hides no
dangling reference.
"""

from collections.abc import Iterator
from typing import NamedTuple

from bot.content.located_yaml import Location, Value
from bot.domain.brief import SECTIONS
from bot.domain.folding import did_you_mean

# A hint compares with every name: 0.2 s among 10,000. Where all is wrong, none would help.
_MOST_HINTS = 10


class Mistake(NamedTuple):
    """A place and what is wrong there."""

    location: Location
    message: str
    of_key: bool = False


def reference_mistakes(value: Value) -> list[Mistake]:
    """All ids given twice, and all references to what is not there."""
    if not isinstance(value, dict):
        return []
    sources = value.get("sources")
    known = set(sources) if isinstance(sources, dict) else set[str]()
    # Sources of the wrong kind are one mistake, not one more for each that cites them.
    are_known = sources is None or isinstance(sources, dict)
    entries = list(_entries(value))
    mistakes = list(_repeated(entries, known))
    ids = known.union(
        name
        for location, entry in entries
        if isinstance(name := entry.get("id"), str) and location[0] != "topics"
    )
    for_sources, for_entries = _Hints("source", known), _Hints("entry", ids)
    for location, entry in entries:
        if are_known:
            for key in ("sources", "spread"):
                mistakes += _dangling(location, entry, key, known, for_sources)
            for place, version in _listed(entry.get("versions"), (*location, "versions")):
                mistakes += _dangling(place, version, "sources", known, for_sources)
        # What was taken back may be gone.
        is_there = location[0] == "factchecks" or entry.get("class") != "withdrawn"
        if location[0] in ("corrections", "factchecks") and is_there:
            mistakes += _dangling(location, entry, "entries", ids, for_entries)
    return [*mistakes, *_of_topics(value), *_of_reports(value)]


def _of_topics(brief: dict[str, Value]) -> Iterator[Mistake]:
    """Claims of a topic that there is not."""
    topics = brief.get("topics")
    if topics is not None and not isinstance(topics, list):
        return
    known = {name for _, topic in _listed(topics, ()) if isinstance(name := topic.get("id"), str)}
    hints = _Hints("topic", known)
    for location, claim in _listed(brief.get("claims"), ("claims",)):
        if isinstance(name := claim.get("topic"), str) and name and name not in known:
            yield Mistake((*location, "topic"), f'no topic "{name}"{hints.of(name)}')


def _of_reports(brief: dict[str, Value]) -> Iterator[Mistake]:
    """Reports that agree with what is no report of their claim, or with themselves."""
    for location, claim in _listed(brief.get("claims"), ("claims",)):
        reports = list(_listed(claim.get("reports"), (*location, "reports")))
        names = {name for _, report in reports if isinstance(name := report.get("id"), str)}
        hints = _Hints("report of this claim", names)
        for place, report in reports:
            others = names - {str(report.get("id"))}
            yield from _dangling(place, report, "agrees_with", others, hints)


class _Hints:
    """What was meant by references that lead nowhere; only for the first few of them."""

    def __init__(self, kind: str, known: set[str]) -> None:
        self.kind = kind
        self._known = known
        self._given: dict[str, str] = {}

    def of(self, reference: str) -> str:
        if len(self._given) < _MOST_HINTS and reference not in self._given:
            self._given[reference] = did_you_mean(reference, self._known)
        return self._given.get(reference, "")


def _entries(brief: dict[str, Value]) -> Iterator[tuple[Location, dict[str, Value]]]:
    """Topics, entries, and the reports within claims."""
    for section in ("topics", *SECTIONS):
        yield from _listed(brief.get(section), (section,))


def _listed(value: Value | None, above: Location) -> Iterator[tuple[Location, dict[str, Value]]]:
    if not isinstance(value, list):
        return
    for position, entry in enumerate(value):
        if isinstance(entry, dict):
            yield (*above, position), entry
            yield from _listed(entry.get("reports"), (*above, position, "reports"))


def _repeated(
    entries: list[tuple[Location, dict[str, Value]]], sources: set[str]
) -> Iterator[Mistake]:
    first: dict[str, Location] = {name: ("sources", name) for name in sources}
    for location, entry in entries:
        name = entry.get("id")
        if not isinstance(name, str):
            continue
        if name in first:
            kind = _SINGULAR[str(first[name][0] if len(first[name]) < 4 else "reports")]
            yield Mistake((*location, "id"), f'"{name}" is the id of {kind} already')
        first.setdefault(name, location)


_SINGULAR = {
    "topics": "a topic",
    "summary": "a summary point",
    "timeline": "an event",
    "claims": "a claim",
    "reports": "a report",
    "quotes": "a quote",
    "factchecks": "a fact-check",
    "questions": "a question",
    "corrections": "a correction",
    "sources": "a source",
}


def _dangling(
    location: Location, entry: dict[str, Value], key: str, known: set[str], hints: _Hints
) -> Iterator[Mistake]:
    references = entry.get(key)
    if not isinstance(references, list):
        return
    given: set[str] = set()
    for position, reference in enumerate(references):
        if not isinstance(reference, str):
            continue
        if reference not in known:
            message = f'no {hints.kind} "{reference}"{hints.of(reference)}'
            yield Mistake((*location, key, position), message)
        elif reference in given:
            yield Mistake((*location, key, position), f'"{reference}" is given twice')
        given.add(reference)
