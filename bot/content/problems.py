"""What is wrong with a file, and where."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from bot.domain.texts import UNSEEN

# Bytes that are not UTF-8 come as lone surrogates in names of files.
_UNSEEN_IN_LINE = re.compile(f"[\n\ud800-\udfff]|{UNSEEN.pattern}")
_LONGEST = 1_000
# Mistakes of one file that are told; whoever puts these right sees the next ones.
_TOLD = 20
# Of the line that is quoted, what is shown left and right of the place.
_LEFT = 60
_RIGHT = 60


@dataclass(frozen=True, slots=True)
class Place:
    """A line and a column, both from 1; a column counts characters."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake; line and column count from 1, a column in characters.

    `where` names the place by keys and ids (`claims.shot-down.reports.2.sources`), empty
    where the file as a whole is meant. Entries within an entry are counted from 1.
    """

    path: str
    line: int
    column: int
    where: str = field(compare=False)
    message: str = field(compare=False)
    severity: Literal["error", "warning"] = field(default="error", compare=False)
    rule: str = field(default="invalid", compare=False)
    text: str = field(default="", compare=False, repr=False)
    """The line as it stands in the file; empty where there is none to be shown."""

    def __str__(self) -> str:
        place = f"{printable(self.path)}:{self.line}:{self.column}:"
        warning = " warning:" if self.severity == "warning" else ""
        return f"{place}{warning} {self.sentence}"

    @property
    def sentence(self) -> str:
        """What is wrong in which part; a warning ends with the rule that it can be ignored by."""
        where = f"{self.where}: " if self.where else ""
        rule = f" ({self.rule})" if self.severity == "warning" else ""
        return f"{where}{self.message}{rule}"

    @property
    def quoted(self) -> str:
        """The line of the file, and a caret below the place; empty where there is none."""
        if not self.text.strip():
            return ""
        at = min(self.column - 1, len(self.text))
        start = at - _LEFT if at > _LEFT + _RIGHT else 0
        before = ("…" if start else "") + printable(self.text[start:at])
        behind = printable(self.text[at : at + _RIGHT])
        more = "…" if len(self.text) > at + _RIGHT else ""
        number = f"{self.line:5}"
        caret = f"{'':{len(number)}} | {'':{_columns(before)}}^"
        return f"{number} | {before}{behind}{more}\n{caret}"

    @property
    def shown(self) -> str:
        """What is wrong, and below it the line with a caret, for a terminal."""
        return f"{self}\n{self.quoted}" if self.quoted else str(self)


def first_of_each(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Problems without the mistakes of a file beyond its first 20; their number comes instead.

    Warnings are never left out.
    """
    told: Counter[str] = Counter()
    first: dict[str, Problem] = {}
    for problem in problems:
        if problem.severity == "error":
            told[problem.path] += 1
            if told[problem.path] > _TOLD:
                first.setdefault(problem.path, problem)
                continue
        yield problem
    for path, problem in first.items():
        more = told[path] - _TOLD
        message = f"and {more:,} more {'mistakes' if more > 1 else 'mistake'} from here on"
        yield replace(problem, where="", message=message, text="")


def _columns(text: str) -> int:
    """How wide a terminal shows a text."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) + wide - sum(map(bool, map(unicodedata.combining, text)))


def printable(text: str) -> str:
    r"""A text from a file, as it may stand in one line of a terminal or a log.

    What would break the line or hide in it is shown as its code (\u001b).
    """
    return _UNSEEN_IN_LINE.sub(lambda found: f"\\u{ord(found[0]):04x}", text[:_LONGEST])


class InvalidFileError(Exception):
    """A file that is no brief; `problems` says all that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__()

    def __str__(self) -> str:
        return "\n".join(problem.shown for problem in first_of_each(self.problems))
