"""Two wordings of one utterance, word by word: what one has and the other has not.

For showing only. Whether words are verbatim is `verbatim.py`'s to say, and never a likeness.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

from bot.domain.verbatim import Span, folded, plain

# An address, words with what joins them (can't, F-16, 19,000), and each other mark by itself.
_TOKEN = re.compile(
    r"https?://\S*[^\s.,;:!?)\"'\u201d\u2019]"
    r"|\w[\w\u0300-\u036f]*(?:[-\u2010\u2011'\u2019.,:]\w[\w\u0300-\u036f]*)*"
    r"|\S"
)
# A passage that has a smaller share of some words, in their order, is not another wording of them.
LIKENESS = 0.5
# Beyond so many comparisons the middle of two long texts is told as one difference.
_MOST = 1_000_000
# More single differences than these are counted; the text beside shows them all.
_TOLD = 6
_LONG = 120
# What need not be told of a difference that begins or ends with it.
_MARKS = " ,.;:…"


class Part(StrEnum):
    """Whose words a run holds."""

    SAME = "same"
    OURS = "ours"
    """The other wording is without them."""
    THEIRS = "theirs"
    """Only the other wording has them."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row, with the space that follows them."""

    part: Part
    text: str


@dataclass(frozen=True, slots=True)
class Near:
    """The stretch of a passage that is nearest to some words."""

    runs: tuple[Run, ...]
    share: float
    """Of our words, how many stand there in the same order: 0 to 1."""
    span: Span = (0, 0)
    """Where it stands in the plain passage."""


@dataclass(frozen=True, slots=True)
class _Tokens:
    """A plain text in words and marks."""

    text: str
    starts: tuple[int, ...]
    folded: tuple[str, ...]

    def slice(self, first: int, end: int) -> str:
        """The text of some tokens and the space after them."""
        starts = (*self.starts, len(self.text))
        return self.text[starts[first] : starts[end]]


def difference(ours: str, theirs: str) -> tuple[Run, ...]:
    """What the other wording leaves out and puts in; in its order, ours before theirs."""
    mine, other = _tokens(ours), _tokens(theirs)
    return tuple(_runs(mine, other, 0, len(other.starts)))


def is_same(runs: Sequence[Run]) -> bool:
    """Whether no word differs."""
    return all(run.part is Part.SAME for run in runs)


def said_of_runs(runs: Sequence[Run]) -> str:
    """What the other wording has otherwise, as the rest of a sentence about it.

    Differences of words come first and one by one; those of punctuation and capitals alone are
    counted.
    """
    swapped: list[str] = []
    missing: list[str] = []
    added: list[str] = []
    small = 0
    for ours, theirs in _pairs(runs):
        mine, other = _shortened(ours.strip(_MARKS)), _shortened(theirs.strip(_MARKS))
        if _bare(ours) == _bare(theirs):
            small += 1
        elif mine and other:
            swapped.append(f"“{other}” for “{mine}”")
        elif mine:
            missing.append(f"“{mine}”")
        else:
            added.append(f"“{other}”")
    clauses = [
        f"{verb} {_listed(some)}"
        for verb, some in (("has", swapped), ("leaves out", missing), ("adds", added))
        if some
    ]
    if small:
        times = "once" if small == 1 else f"{small} times"
        clauses.append(f"differs {times} in punctuation or capitals alone")
    return "; ".join(clauses) or "has the same words"


def _pairs(runs: Sequence[Run]) -> Iterator[tuple[str, str]]:
    """Our words and theirs in each place that differs; either may be empty."""
    for is_same, group in groupby(runs, key=lambda run: run.part is Part.SAME):
        if not is_same:
            texts = {run.part: run.text for run in group}
            yield texts.get(Part.OURS, ""), texts.get(Part.THEIRS, "")


def _shortened(text: str) -> str:
    """A few words of either end of a long difference."""
    return text if len(text) <= _LONG else f"{text[:70].rstrip()} … {text[-40:].lstrip()}"


def _bare(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _listed(some: Sequence[str]) -> str:
    told = ", ".join(some[:_TOLD])
    more = len(some) - _TOLD
    return f"{told} and {more} more" if more > 0 else told


def nearest(ours: str, passage: str) -> Near:
    """How the words compare with the stretch of a passage that is most like them.

    What stands before and after the stretch is context and no difference.
    """
    mine, other = _tokens(ours), _tokens(passage)
    size = len(mine.starts)
    matcher = SequenceMatcher(None, mine.folded, other.folded)
    anchor = matcher.find_longest_match()
    if not anchor.size:
        return Near((), 0)
    slack = max(6, size // 4)
    first = max(0, anchor.b - anchor.a - slack)
    end = min(len(other.starts), anchor.b + size - anchor.a + slack)
    runs = list(_runs(mine, other, first, end, has_context=True))
    same = sum(len(_tokens(run.text).starts) for run in runs if run.part is Part.SAME)
    theirs = "".join(run.text for run in runs if run.part is not Part.OURS).rstrip()
    start = other.text.find(theirs, other.starts[first])
    return Near(tuple(runs), same / size, (start, start + len(theirs)))


def _tokens(text: str) -> _Tokens:
    text = plain(text)
    found = list(_TOKEN.finditer(text))
    return _Tokens(
        text, tuple(token.start() for token in found), tuple(folded(token[0]) for token in found)
    )


def _runs(
    mine: _Tokens, other: _Tokens, first: int, end: int, *, has_context: bool = False
) -> Iterator[Run]:
    steps = list(_steps(mine.folded, other.folded[first:end]))
    if has_context:
        steps = _without_context(steps)
    for is_equal, (a, a_end), (b, b_end) in steps:
        theirs = other.slice(first + b, first + b_end)
        if is_equal:
            yield Run(Part.SAME, theirs)
            continue
        if a < a_end:
            yield Run(Part.OURS, mine.slice(a, a_end))
        if b < b_end:
            yield Run(Part.THEIRS, theirs)


_Step = tuple[bool, tuple[int, int], tuple[int, int]]


def _steps(mine: Sequence[str], other: Sequence[str]) -> Iterator[_Step]:
    """Stretches that are equal or not, in order. Equal ends are cheap to find, and common."""
    head = 0
    while head < min(len(mine), len(other)) and mine[head] == other[head]:
        head += 1
    tail = 0
    while tail < min(len(mine), len(other)) - head and mine[-1 - tail] == other[-1 - tail]:
        tail += 1
    steps: list[_Step] = [(True, (0, head), (0, head))]
    ours, theirs = mine[head : len(mine) - tail], other[head : len(other) - tail]
    if len(ours) * len(theirs) > _MOST:
        steps.append((False, (head, head + len(ours)), (head, head + len(theirs))))
    else:
        matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
        steps += [
            (tag == "equal", (head + a, head + a_end), (head + b, head + b_end))
            for tag, a, a_end, b, b_end in matcher.get_opcodes()
        ]
    ends = len(mine), len(other)
    steps.append((True, (ends[0] - tail, ends[0]), (ends[1] - tail, ends[1])))
    some = (step for step in steps if step[1][0] < step[1][1] or step[2][0] < step[2][1])
    for is_equal, group in groupby(some, key=lambda step: step[0]):
        found = list(group)
        yield (
            is_equal,
            (found[0][1][0], found[-1][1][1]),
            (found[0][2][0], found[-1][2][1]),
        )


def _without_context(steps: list[_Step]) -> list[_Step]:
    """Without their words beyond ours; at either end only as many as ours that differ there."""
    trimmed = list(steps)
    for at in (0, -1):
        if not trimmed or trimmed[at][0]:
            continue
        _, (a, a_end), (b, b_end) = trimmed[at]
        kept = min(a_end - a, b_end - b)
        theirs = (b_end - kept, b_end) if at == 0 else (b, b + kept)
        trimmed[at] = (False, (a, a_end), theirs)
    return [step for step in trimmed if step[1][0] < step[1][1] or step[2][0] < step[2][1]]
