"""Briefs of any size, the same each time."""

import random
from pathlib import Path

import yaml

from bot.content.located_yaml import Value
from tests.making import Document, claim, document, entry, quote, report, source

# Enough different words that a search has something to tell apart.
_SYLLABLES = ["ka", "ło", "mi", "ra", "sze", "tu", "wy", "zo", "be", "dro", "ne", "ćwi", "gór"]


def brief_text(entries: int, seed: int = 1) -> bytes:
    """A file with about so many entries: half events, the rest reports, quotes and sources."""
    chance = random.Random(seed)  # noqa: S311 -- it only has to be the same each time
    sources = {f"source-{n}": _source(chance, n) for n in range(entries // 10)}
    cited = list(sources)
    whole = document(
        title=f"A generated incident, number {seed}",
        summary=[_entry(chance, f"point-{n}", cited) for n in range(8)],
        timeline=[_event(chance, n, cited) for n in range(entries // 2)],
        claims=[_claim(chance, n, cited) for n in range(entries // 20)],
        quotes=[_quote(chance, n, cited) for n in range(entries // 5)],
        sources=dict(sources),
    )
    return yaml.dump(
        whole, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=100
    ).encode()


def write_brief(folder: Path, slug: str, entries: int, seed: int = 1) -> Path:
    """The same as a file."""
    path = folder / f"{slug}.yaml"
    path.write_bytes(brief_text(entries, seed))
    return path


def _words(chance: random.Random, count: int) -> str:
    made = ("".join(chance.choices(_SYLLABLES, k=chance.randint(1, 4))) for _ in range(count))
    return " ".join(made).capitalize() + "."


def _entry(chance: random.Random, name: str, cited: list[str], **parts: str) -> Document:
    sources: list[Value] = [*chance.sample(cited, k=min(2, len(cited)))]
    return {**entry(name), **parts, "text": _words(chance, 25), "sources": sources}


def _event(chance: random.Random, number: int, cited: list[str]) -> Document:
    day, minute = divmod(number * 7, 24 * 60)
    at = f"2025-{day // 28 % 12 + 1:02}-{day % 28 + 1:02} {minute // 60:02}:{minute % 60:02}Z"
    return _entry(chance, f"event-{number}", cited, at=at)


def _claim(chance: random.Random, number: int, cited: list[str]) -> Document:
    reports = [
        report(f"report-{number}-{n}", _words(chance, 4), sources=[chance.choice(cited)])
        for n in range(3)
    ]
    return {**claim(f"claim-{number}", *reports), "question": _words(chance, 8)[:-1] + "?"}


def _quote(chance: random.Random, number: int, cited: list[str]) -> Document:
    said = _words(chance, 20)
    speaker = f"Speaker {number % 40}"
    return quote(f"quote-{number}", said, speaker=speaker, sources=[chance.choice(cited)])


def _source(chance: random.Random, number: int) -> Document:
    url = f"https://paper.example/2025/09/{number}-{'-'.join(_words(chance, 5).split())}"
    ascii_url = url.encode("ascii", "ignore").decode()
    return source(title=_words(chance, 8), publisher=f"Paper {number % 30}", url=ascii_url)
