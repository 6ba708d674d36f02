"""Small valid documents for tests to vary, and the briefs and files made of them."""

from collections.abc import Mapping

import pytest
import yaml

from bot.config import Settings
from bot.content.located_yaml import Value
from bot.content.parse import parse
from bot.content.problems import InvalidFileError, Problem
from bot.domain.brief import Brief
from bot.domain.zones import zone_named

Document = dict[str, Value]


def document(**parts: Value) -> Document:
    """The least that is a brief, in Polish time, with one source `paper`; parts replace or add."""
    least: Document = {
        "title": "Drones over Poland",
        "status": "monitoring",
        "timezone": "Europe/Warsaw",
        "reviewed": "2026-11-22",
    }
    return {**least, **parts, "sources": parts.get("sources", {"paper": source()})}


def source(**parts: Value) -> Document:
    """A source with a title, or with the `about` that is given instead."""
    named: Document = {} if "about" in parts else {"title": "Night of drones"}
    return {**named, "publisher": "The Paper", **parts}


def entry(name: str, **parts: Value) -> Document:
    """A summary point, or an event if `at` is given."""
    return {"id": name, "text": "Drones crossed the border.", "sources": ["paper"], **parts}


def claim(name: str, *reports: Value) -> Document:
    """A claim with these reports."""
    return {"id": name, "question": "How many were shot down?", "reports": list(reports)}


def report(name: str, says: str = "Three", **parts: Value) -> Document:
    """One answer to a claim."""
    least: Document = {"says": says, "by": "The army", "as_of": "2025-09-10", "sources": ["paper"]}
    return {"id": name, **least, **parts}


def quote(name: str, text: str = "We fired.", **parts: Value) -> Document:
    """Words that somebody said in English."""
    said: Document = {"speaker": "The general", "at": "2025-09-10", "language": "en", "text": text}
    return {"id": name, **said, "sources": ["paper"], **parts}


def correction(name: str, *entries: Value, **parts: Value) -> Document:
    """A correction of these entries."""
    said: Document = {"was": "Four", "now": "Three", "because": "One was counted twice."}
    when: Document = {"at": "2025-09-12", "class": "corrected"}
    return {"id": name, **when, "entries": list(entries), **said, **parts}


def factcheck(*entries: Value, **parts: Value) -> Document:
    """What a blog, `blog`, spread about these entries and `paper` contradicts."""
    said: Document = {"claim": "Eight fell.", "by": "A blog", "because": "Nobody counted eight."}
    told: Document = {"verdict": "false", "spread": ["blog"], "sources": ["paper"]}
    return {"id": "eight-fell", **said, **told, "entries": list(entries), **parts}


def brief_of(whole: Mapping[str, Value], slug: str = "drones") -> Brief:
    """The brief that a document describes, without a file between."""
    zone = zone_named(str(whole["timezone"]))
    return Brief.model_validate({**whole, "slug": slug}, context={"zone": zone})


def brief(**parts: Value) -> Brief:
    """The brief of `document(**parts)`."""
    return brief_of(document(**parts))


def content(whole: Mapping[str, Value] | None = None) -> bytes:
    """A file that holds a document, the least one if none is given."""
    shown = document() if whole is None else dict(whole)
    # libyaml's dumper takes a fifth of the time.
    return yaml.dump(shown, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False).encode()


def forget_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the settings of whoever runs the tests out of the environment."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
        monkeypatch.delenv(name, raising=False)


def problems_in(file: bytes, path: str = "drones.yaml") -> list[Problem]:
    """All that is wrong with a file; nothing for a valid one."""
    try:
        parse(file, path)
    except InvalidFileError as error:
        return error.problems
    return []
