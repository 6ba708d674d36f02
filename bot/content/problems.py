"""What is wrong with a file, and where."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from bot.domain.texts import UNSEEN

_UNSEEN_IN_LINE = re.compile(f"\n|{UNSEEN.pattern}")
_LONGEST = 1_000


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

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.column}:"
        warning = " warning:" if self.severity == "warning" else ""
        return f"{place}{warning} {self.sentence}"

    @property
    def sentence(self) -> str:
        """What is wrong in which part; a warning ends with the rule that it can be ignored by."""
        where = f"{self.where}: " if self.where else ""
        rule = f" ({self.rule})" if self.severity == "warning" else ""
        return f"{where}{self.message}{rule}"


def visible(text: str) -> str:
    r"""A text from a file, as it may stand in one line of a terminal or a log.

    What would break the line or hide in it is shown as its code (\u001b).
    """
    return _UNSEEN_IN_LINE.sub(lambda found: f"\\u{ord(found[0]):04x}", text[:_LONGEST])


class InvalidFileError(Exception):
    """A file that is no brief; `problems` says all that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(map(str, self.problems)))
