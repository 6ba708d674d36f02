"""How much of a text a reader reads: Discord counts the addresses of links, people do not."""

import re
from collections.abc import Iterable, Sequence

from bot.domain import limits
from bot.views.text import shortened

# Of what a reader sees in one answer, in UTF-16 units; see docs/views.md.
SUMMARY_READ = 1_300
CARD = 1_200
DIGEST_READ = 1_500
CORRECTIVE = 600
LINE = 160
"""One entry of a list; about two lines on a phone."""

_STATUS = 60

# The longest that clients make of each style of time, in English.
_TIMES = {"D": "30 September 2025", "d": "30/09/2025", "t": "12:30 PM", "R": "12 months ago"}
_LONGEST_TIME = "30 September 2025 at 12:30"
# Looked for from left to right, so that what is escaped begins nothing else.
_MARKUP = re.compile(
    r"\\(?P<escaped>[^0-9A-Za-z\s])"
    r"|\[(?P<label>(?:\\.|\[\d+\]|[^\[\]\\])*)\]\((?:[^()]|\([^()]*\))*\)"
    r"|<t:-?\d+(?P<time>:[a-zA-Z])?>"
    r"|(?P<mention><[@#][!&]?\d+>)"
    r"|\*\*|~~|^(?:-\# |\#{1,3} |> )|^(?P<indent>\ *)-\ ",
    re.MULTILINE,
)


def as_read(text: str) -> str:
    """A text of ours as a reader sees it, without addresses and marks."""
    return _MARKUP.sub(_seen, text)


def _seen(found: re.Match[str]) -> str:
    if found["label"] is not None:
        return as_read(found["label"])
    if found["mention"]:
        return "@somebody"
    if found[0].startswith("<t:"):
        return _TIMES.get((found["time"] or ":f")[1:], _LONGEST_TIME)
    return found["escaped"] or found["indent"] or ""


def read_units(text: str) -> int:
    """The length of what a reader sees of it, in UTF-16 units."""
    return limits.utf16_units(as_read(text))


def first_fitting(candidates: Iterable[Sequence[str]], most: int) -> Sequence[str]:
    """The first parts that are read in so many units together; the last ones where none are.

    Args:
        candidates: the same told at less and less length; at least one.
        most: UTF-16 units.
    """
    parts: Sequence[str] = ()
    for parts in candidates:
        if read_units("\n".join(parts)) <= most:
            break
    return parts


def room_on_card(title: str, heading: str, most: int = CARD) -> int:
    """What is left of a card's budget under the brief's title, its status and a heading."""
    return most - limits.utf16_units(title) - limits.utf16_units(heading) - _STATUS


def one_line(text: str, most: int = LINE) -> str:
    """The beginning of a plain text on one line, ended between words."""
    text = " ".join(text.split())
    if limits.utf16_units(text) <= most:
        return text
    cut = shortened(text, most, mark="")
    head, _, _ = cut.rpartition(" ")
    ended = head if len(head) > most // 2 else cut[:-1]
    return f"{ended.rstrip(' ,;:')}…"
