"""What a brief means, apart from how it is written; equal hashes mean the same.

Nothing turns on white space and Unicode form, the order of keys, of entries and of the sources
that an entry cites, when the brief was reviewed, when a source was retrieved or archived, and
how a time is written; nor on where an entry is filed and how it is found: topics, key events,
other spellings. An entry is the same by its id in its section, a report in its claim.
"""

import hashlib
import json
import unicodedata
from dataclasses import dataclass
from typing import Any

from bot.domain.brief import SECTIONS, Brief, Claim, Entry, Source, Translation, Version
from bot.domain.when import When

_ORDER = (*SECTIONS, "sources")
BRIEF_PARTS = ("status", "title", "timezone", "language")
# An entry is found by its id, and reports are entries of their own.
_NO_PART = frozenset({"id", "reports", "retrieved", "archive", "topic", "key", "also"})

Key = tuple[str, str, str]
"""Section, claim (of a report, else empty) and id."""
Rank = tuple[int, int, int]
"""Section, entry and report (from 1), counted as they are shown: the timeline by time."""
Parts = dict[str, Any]
"""Field → its value as JSON has it, such that equal values mean the same."""


@dataclass(frozen=True, slots=True)
class RankedEntry:
    """An entry or a source in its place."""

    key: Key
    place: Rank
    held: Entry | Source
    claim: Claim | None
    """The one that a report answers."""


def meaning(brief: Brief) -> str:
    """The SHA-256 of all that a brief means, in hex: equal where `changes()` finds none."""
    entries = [[*key, parts(item.held)] for key, item in sorted(items(brief).items())]
    text = json.dumps([parts_of_brief(brief), entries], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def items(brief: Brief) -> dict[Key, RankedEntry]:
    """Every entry and source in its place."""
    found: dict[Key, RankedEntry] = {}

    def put(held: Entry | Source, name: str, place: Rank, claim: Claim | None = None) -> None:
        key = (_ORDER[place[0]], claim.id if claim else "", name)
        found[key] = RankedEntry(key, place, held, claim)

    sections = {**brief.sections, "timeline": brief.chronology}
    for number, section in enumerate(sections.values()):
        for position, entry in enumerate(section):
            put(entry, entry.id, (number, position, 0))
            if isinstance(entry, Claim):
                for rung, report in enumerate(entry.reports, start=1):
                    put(report, report.id, (number, position, rung), entry)
    for position, (name, source) in enumerate(brief.sources.items()):
        put(source, name, (len(sections), position, 0))
    return found


def by_id(brief: Brief) -> dict[str, RankedEntry]:
    """Every entry and source by its id, which is its own in all of the brief."""
    return {name: item for (_, _, name), item in items(brief).items()}


def parts(held: Entry | Source) -> Parts:
    """What an entry or a source means; what it leaves out is not there."""
    return {
        name: _plain(value) for name, value in vars(held).items() if value and name not in _NO_PART
    }


def differing_fields(held: Entry | Source, other: Entry | Source) -> list[str]:
    """The fields in which two entries of one sort do not mean the same."""
    others = vars(other)
    return [
        name
        for name, value in vars(held).items()
        # Most are equal as they are, and seen so at less cost.
        if value != others[name] and name not in _NO_PART and _plain(value) != _plain(others[name])
    ]


def parts_of_brief(brief: Brief) -> Parts:
    """What a brief means beside its entries."""
    return {name: _plain(getattr(brief, name)) for name in BRIEF_PARTS}


def _plain(
    value: str | When | Version | list[str] | list[Version] | dict[str, Translation] | None,
) -> object:
    if value is None:
        return None
    if isinstance(value, str):
        return " ".join(unicodedata.normalize("NFC", value).split())
    if isinstance(value, When):
        start, end = value.start.isoformat(), value.end.isoformat()
        return [value.qualifier, value.precision, start, end, value.is_interval]
    if isinstance(value, Version):
        return [_plain(value.text), _plain(value.sources), _plain(value.note)]
    if isinstance(value, list):
        return _in_any_order(value)
    return {language: [_plain(said.text), _plain(said.by)] for language, said in value.items()}


def _in_any_order(values: list[str] | list[Version]) -> list[object]:
    texts = {json.dumps(value if isinstance(value, str) else _plain(value)) for value in values}
    return [json.loads(text) for text in sorted(texts)]
