"""How a change of an entry is told in a few values, so that it needs no brief to be shown."""

from collections.abc import Mapping, Sequence

from bot.domain.brief import (
    Brief,
    Claim,
    Correction,
    Entry,
    Event,
    Question,
    Quote,
    Report,
    Source,
    Translation,
    Version,
)
from bot.domain.factchecks import FactCheck
from bot.domain.meaning import RankedEntry

Shown = tuple[str, str | None, str | None]
"""The key in the file, and the value that it had and has."""


def text(held: Entry | Source) -> tuple[str, str]:
    """The key of what an entry says, and that."""
    match held:
        case Claim():
            return "question", held.question
        case Report():
            return "says", f"{held.by}: {held.says}"
        case Correction():
            return "now", held.now
        case FactCheck():
            return "claim", held.claim
        case Source():
            return ("title" if held.title else "about"), held.name
        case _:
            return "text", held.text


def present(brief: Brief, name: str) -> str | None:
    """What an entry or a source says now; None where the brief no longer has it."""
    held = brief.by_id.get(name) or brief.sources.get(name)
    return None if held is None else text(held)[1]


def title(item: RankedEntry) -> str:
    """What an entry is about."""
    match item.held:
        case (
            Claim(question=told)
            | Correction(because=told)
            | Quote(speaker=told)
            | FactCheck(claim=told)
        ):
            return told
        case Source(publisher=told):
            return told
        case Report():
            return item.claim.question if item.claim else ""
        case Event():
            return item.held.at.text
        case held:
            return held.text


def cited(item: RankedEntry) -> list[str]:
    """Ids of sources, each once; of a claim those of its reports, of a source itself."""
    match item.held:
        case Source():
            return [item.key[2]]
        case Claim():
            sources = (source for report in item.held.reports for source in report.sources)
            return list(dict.fromkeys(sources))
        case Question():
            return []
        case Quote() | FactCheck():
            return item.held.cited
        case held:
            return list(dict.fromkeys(held.sources))


def belonging(held: Entry | Source) -> tuple[str, ...]:
    """Ids of the reports of a claim, and of the entries that a correction names."""
    match held:
        case Claim():
            return tuple(report.id for report in held.reports)
        case Correction():
            return tuple(held.entries)
        case _:
            return ()


def differing_words(
    part: str, before: tuple[Entry | Source, Brief], after: tuple[Entry | Source, Brief]
) -> Shown:
    """What a field of an entry was and is; of lists and of what is printed only what differs."""
    (held_then, old), (held, new) = before, after
    was, now = getattr(held_then, part), getattr(held, part)
    name = type(held).model_fields[part].alias or part
    if part in ("sources", "spread", "entries", "agrees_with"):
        return name, _listed(part, was, now, old), _listed(part, now, was, new)
    if part == "translations":
        return name, _translated(was, now), _translated(now, was)
    if part == "versions":
        return name, _printed(was, now, old), _printed(now, was, new)
    return name, _or_none(was), _or_none(now)


def _listed(part: str, some: Sequence[str], others: Sequence[str], brief: Brief) -> str | None:
    only = [name for name in dict.fromkeys(some) if name not in others]
    if part in ("sources", "spread"):
        only = [_name(brief.sources[name]) if name in brief.sources else name for name in only]
    return ", ".join(only) or None


def _name(source: Source) -> str:
    return f"{source.name} ({source.publisher})"


def _translated(some: Mapping[str, Translation], others: Mapping[str, Translation]) -> str | None:
    only = (
        f"{language}: {said.text} ({said.by})"
        for language, said in some.items()
        if said != others.get(language)
    )
    return "\n".join(only) or None


def _printed(some: Sequence[Version], others: Sequence[Version], brief: Brief) -> str | None:
    only = (
        f"{version.text} ({_listed('sources', version.sources, (), brief)})"
        + (f": {version.note}" if version.note else "")
        for version in some
        if version not in others
    )
    return "\n".join(only) or None


def _or_none(value: object) -> str | None:
    return None if value is None else str(value)
