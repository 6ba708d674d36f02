"""Text that Discord shows as it was written, and links to sources."""

import re
from collections.abc import Iterable

from bot.domain import limits
from bot.domain.addresses import address
from bot.domain.brief import Brief
from bot.domain.texts import visible

# What Discord's markdown gives a meaning to, anywhere in a line or at its beginning; whatever a
# view puts behind a text counts as well, so the end of one is looked at as a space would be.
_LINE_START = r"(?P<start>^[ ]*(?:#|>|[-+](?=\s|#|$)|\d+(?=[.)](?:\s|$))))"
# What Discord's client takes for an address goes on to the next space or “<”, with all mark-up in
# it. Left alone is one that holds none; in any other “://” is parted, so that it is no address.
_ADDRESS = r"(?P<address>https?://[A-Za-z0-9.:/?#!$&'+,;=%-]++(?={end}))"
_MARKUP = rf"|:(?=//)|[\\*_~|`<@\[\]]|{_LINE_START}"
_WHOLE = re.compile(_ADDRESS.format(end=r"\s|\Z") + _MARKUP, re.MULTILINE)
_GOES_ON = re.compile(_ADDRESS.format(end=r"\s") + _MARKUP, re.MULTILINE)
_START = re.compile(_LINE_START)


def literal(text: str, *, goes_on: bool = False) -> str:
    """A text that shows exactly so, with no mark-up, mention or link text made of it.

    What is not seen in it is left out; an address in it leads where it says, if it may be clicked.

    Args:
        text: anybody's.
        goes_on: something else than a space follows it directly.
    """
    return (_GOES_ON if goes_on else _WHOLE).sub(_escape, visible(text))


def literal_start(text: str) -> str:
    """Literal text from the middle of a line, made literal at the beginning of one as well."""
    return _START.sub(_escape_start, text)


def in_quotes(text: str) -> str:
    """The literal text in quotation marks."""
    return f"“{literal(text, goes_on=True)}”"


def shortened(text: str, most: int, *, mark: str = "…") -> str:
    """At most `most` UTF-16 units of a text, with a mark where something is left out."""
    if limits.utf16_units(text) <= most:
        return text
    text = text[:most]
    while limits.utf16_units(text) > most - len(mark):
        text = text[:-1]
    return text + mark


def _escape(match: re.Match[str]) -> str:
    if match["address"]:
        return match[0]
    return "\\" + match[0] if match["start"] is None else _escape_start(match)


def _escape_start(match: re.Match[str]) -> str:
    start = match["start"]
    if start.lstrip().isdigit():
        return start + "\\"
    return start[:-1] + "\\" + start[-1]


def link(label: str, url: str) -> str:
    """A link with a label of our own."""
    return f"[{label}]({address(url)})"


def citations(brief: Brief, sources: Iterable[str], *, most: int | None = None) -> str:
    """`[[1]](…) [[4]](…)`: the numbers of sources, each leading to its source.

    Args:
        brief: whose numbers they are.
        sources: ids.
        most: only the first so many of them, and how many there are beyond.
    """
    ids = list(sources)
    numbered = sorted((brief.numbers[source], source) for source in ids[:most])
    shown: list[str] = []
    for number, source in numbered:
        url = brief.sources[source].url
        shown.append(link(f"[{number}]", url) if url else f"\\[{number}\\]")
    if len(ids) > len(numbered):
        shown.append(f"and {len(ids) - len(numbered)} more")
    return " ".join(shown)


def best_citation(brief: Brief, sources: Iterable[str], *, is_linked: bool = True) -> str:
    """`[[7]](…)`: the most reliable of some sources; “Sources” lists the others. Empty for none."""
    graded = sorted(sources, key=lambda source: brief.sources[source].reliability)
    if is_linked or not graded:
        return citations(brief, graded[:1])
    return f"\\[{brief.numbers[graded[0]]}\\]"


def quoted(text: str) -> str:
    """A block quote of the literal text."""
    return "\n".join(f"> {line}" if line else ">" for line in literal(text).split("\n"))


def bullet(lines: Iterable[str]) -> str:
    """Lines that belong together, as one item of a list."""
    return "- " + "\n".join(lines).replace("\n", "\n  ")


def small(text: str) -> str:
    """A line in small print."""
    return f"-# {text}"


def count(number: int, singular: str, plural: str | None = None) -> str:
    """`1 source`, `3 sources`."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"
