"""Checking briefs for `briefbot check`."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

from bot.content.files import is_brief, namesake, refusal_of, slug_of
from bot.content.parse import LOST_TEXT, Parsed, parse_file
from bot.content.problems import InvalidFileError, Problem, first_of_each, printable
from bot.content.snapshots import RULE as EXCERPT
from bot.content.snapshots import read_excerpts, strays
from bot.domain.brief import Brief
from bot.domain.lint import Rule
from bot.domain.lint_changes import lint_dates
from bot.domain.quotations import Checks, QuoteVerdict

DIFFERS = "differs"
# The rules of all warnings.
RULES: tuple[str, ...] = (*get_args(Rule), LOST_TEXT, DIFFERS, EXCERPT)


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of checking some files."""

    files: int
    problems: list[Problem]

    @property
    def errors(self) -> int:
        """How many problems make a brief invalid."""
        return sum(problem.severity == "error" for problem in self.problems)

    def has_failed(self, *, strict: bool) -> bool:
        """Whether there are errors, or nothing was checked; `strict` counts warnings too."""
        return bool(self.errors or not self.files or (strict and self.problems))

    def summary(self) -> str:
        """One line for a person."""
        if not self.files:
            return "No briefs found: give files that end in .yaml, or a folder that holds some."
        rules = Counter(found.rule for found in self.problems if found.severity == "warning")
        each = ", ".join(f"{rule} {times}" for rule, times in rules.most_common())
        warnings = f"{rules.total()} ({each})" if each else "0"
        return f"Files: {self.files}. Errors: {self.errors}. Warnings: {warnings}."

    def told(self) -> list[Problem]:
        """What a person reads: the first 20 mistakes of each file and how many more, warnings."""
        return list(first_of_each(self.problems))

    def as_json(self) -> dict[str, Any]:
        """For tools."""
        return {"files": self.files, "problems": [_as_json(problem) for problem in self.problems]}


def check_paths(
    paths: Iterable[Path], ignored: Collection[str] = (), since: Path | None = None
) -> Checked:
    """Check files, and the briefs in folders; a path that is not there is an error.

    Args:
        paths: files and folders.
        ignored: rules whose warnings are left out; see `Problem.rule`.
        since: how a brief was before: a file, or a folder with one of each name.
    """
    files: list[Path] = []
    problems: list[Problem] = []
    for path in paths:
        if path.is_dir():
            found = sorted(p for p in path.iterdir() if is_brief(p.name) and not p.is_dir())
            files += found
            problems += _namesakes(found)
            problems += strays(path, {slug_of(file.name) for file in found})
        else:
            files.append(path)
    for file in files:
        try:
            parsed = parse_file(file, before=_before(file, since))
            problems += parsed.warnings
            problems += parsed.warned_of(lint_dates(parsed.brief, datetime.now(UTC)))
            problems += excerpt_problems(parsed, file.parent)
        except InvalidFileError as error:
            problems += error.problems
    kept = (found for found in problems if found.severity == "error" or found.rule not in ignored)
    return Checked(len(files), list(kept))


def excerpt_problems(parsed: Parsed, folder: Path) -> list[Problem]:
    """Excerpts that are not used, and words that differ from all excerpts of their sources.

    Args:
        parsed: a brief.
        folder: where its file is.
    """
    excerpts, problems = read_excerpts(folder, parsed.brief)
    checks = Checks(parsed.brief, excerpts) if excerpts else Checks()
    for position, quote in enumerate(parsed.brief.quotes):
        check = checks.of(quote)
        of_versions = ((("versions", at), v.check) for at, v in enumerate(check.versions))
        for where, compared in ((), check.text), *of_versions:
            if compared.verdict is QuoteVerdict.DIFFERS:
                location = ("quotes", position, *where, "text")
                finding = compared.of(QuoteVerdict.DIFFERS)[0]
                message = f'the excerpt of "{finding.excerpt.source}" {finding.told}'
                problems.append(parsed.warning(location, message, DIFFERS))
    return sorted(problems)


def _before(file: Path, since: Path | None) -> Brief | None:
    """How a brief was before; None for a new one. Raises InvalidFileError."""
    if since is None:
        return None
    earlier = since / file.name if since.is_dir() else since
    if since.is_dir() and not earlier.exists():
        return None
    return parse_file(earlier).brief


def _namesakes(files: list[Path]) -> Iterator[Problem]:
    """The files of one folder that are not read, since another goes by the same name."""
    for position, file in enumerate(files):
        other = namesake(file.name, (before.name for before in files[:position]))
        if other is not None:
            yield Problem(str(file), 1, 1, "", refusal_of(other))


def github_line(problem: Problem) -> str:
    """A workflow command of GitHub Actions; see its documentation on workflow commands."""
    message = _escaped(problem.sentence)
    path = _escaped(printable(problem.path)).replace(":", "%3A").replace(",", "%2C")
    place = f"file={path},line={problem.line},col={problem.column}"
    return f"::{problem.severity} {place}::{message}"


def _as_json(problem: Problem) -> dict[str, Any]:
    parts = asdict(problem)
    del parts["text"]  # tools have the file
    return parts


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
