"""One file → one brief, or everything that is wrong with it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePath
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from bot.content.contents import read_bytes
from bot.content.explain import explain
from bot.content.ids import Mistake, reference_mistakes
from bot.content.lines import lines_of
from bot.content.located_yaml import Document, Location, StopReadingError, Value, read
from bot.content.problems import InvalidFileError, Position, Problem, printable
from bot.domain import limits
from bot.domain.brief import Brief
from bot.domain.lint import LintFinding, lint
from bot.domain.lint_budgets import lint_budgets
from bot.domain.lint_changes import lint_changes
from bot.domain.zones import ZoneError, zone_named

LOST_TEXT = "lost-text"


@dataclass(frozen=True, slots=True)
class Parsed:
    """A brief, and what a curator should look at again."""

    brief: Brief
    warnings: list[Problem]
    path: str
    document: Document

    def warning(self, location: Location, message: str, rule: str) -> Problem:
        """A warning about a place in the file."""
        mistake = Mistake(location, message)
        return _problem(self.document, self.path, mistake, "warning", rule)

    def warned_of(self, findings: Iterable[LintFinding]) -> list[Problem]:
        """Warnings of what was found in the brief besides."""
        return [self.warning(each.location, each.message, each.rule) for each in findings]


def parse_file(path: Path, shown: str | None = None, before: Brief | None = None) -> Parsed:
    """Read a brief.

    Args:
        path: the file.
        shown: its name in problems; the path as given if left out.
        before: see `parse`.

    Raises:
        InvalidFileError: with all that is wrong. A file that cannot be opened is one too.
    """
    name = shown or str(path)
    try:
        content = read_bytes(path, limits.FILE_BYTES + 1)
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        raise InvalidFileError([Problem(name, 1, 1, "", message)]) from error
    return parse(content, name, before)


def parse(content: bytes, path: str, before: Brief | None = None) -> Parsed:
    """Read a brief from a file's bytes.

    Args:
        content: UTF-8, at most `limits.FILE_BYTES`.
        path: the file's name, for problems; without its ending it is the brief's slug.
        before: what was published last; what changed since without a correction is warned of.

    Raises:
        InvalidFileError: with all that is wrong.
    """
    problems: list[Problem] = []
    try:
        text = _decoded(content, partial(_add, problems, path, ()))
        lines = lines_of(text)
        document = read(text, partial(_add, problems, path, lines))
    except StopReadingError:
        raise InvalidFileError(problems) from None
    brief = _brief(document, path, problems)
    warnings = [_lost_text(document, path, place) for place in document.lost]
    parsed = Parsed(brief, warnings, path, document)
    of_state = [*lint(brief), *lint_budgets(brief)]
    findings = [*of_state, *(lint_changes(before, brief) if before else ())]
    warnings += [parsed.warning(f.location, f.message, f.rule) for f in findings]
    warnings.sort()
    return parsed


def _lost_text(document: Document, path: str, place: Position) -> Problem:
    message = (
        "the text after “ #” is a comment and is not shown: put quotation marks around the whole"
    )
    text = document.lines[place.line - 1]
    return Problem(path, place.line, place.column, "", message, "warning", LOST_TEXT, text)


def _add(
    problems: list[Problem], path: str, lines: Sequence[str], place: Position, message: str
) -> None:
    text = lines[place.line - 1] if place.line <= len(lines) else ""
    problem = Problem(path, place.line, place.column, "", printable(message), text=text)
    problems.append(problem)


def _decoded(content: bytes, report: partial[None]) -> str:
    start = Position(1, 1)
    if len(content) > limits.FILE_BYTES:
        report(
            start, f"the file is larger than {limits.FILE_BYTES // 1024**2} MiB: split the brief"
        )
    elif content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        report(start, "begins with a byte order mark: save it as UTF-8 without one")
    else:
        try:
            return content.decode()
        except UnicodeDecodeError as error:
            before = content[: error.start]
            column = len(before[before.rfind(b"\n") + 1 :].decode()) + 1
            place = Position(before.count(b"\n") + 1, column)
            report(place, f"not UTF-8 (byte {content[error.start]:#04x}): save the file as UTF-8")
    raise StopReadingError


def _brief(document: Document, path: str, problems: list[Problem]) -> Brief:
    """The brief that a document holds; adds to the problems found so far."""
    value = document.value
    if not isinstance(value, dict):
        place = document.place(())
        text = "expected keys such as `title:` at the top; found something else"
        _add(problems, path, document.lines, place, text)
        raise InvalidFileError(problems)
    mistakes = reference_mistakes(value)
    brief = None
    slug = PurePath(path).stem
    if "slug" in value:
        mistakes.append(
            Mistake(("slug",), 'unknown key "slug"; the file\'s name is the slug', of_key=True)
        )
    try:
        brief = Brief.model_validate({**value, "slug": slug}, context={"zone": _zone(value)})
    except ValidationError as error:
        mistakes += _explained(error, slug)
    problems += [_problem(document, path, mistake) for mistake in _unique(mistakes)]
    if brief is None or problems:
        raise InvalidFileError(problems)
    return brief


def _zone(value: dict[str, Value]) -> ZoneInfo:
    """The zone to read times in; a wrong one is told once, where it stands."""
    try:
        return zone_named(str(value.get("timezone", "UTC")))
    except ZoneError:
        return ZoneInfo("UTC")


def _explained(error: ValidationError, slug: str) -> Iterable[Mistake]:
    for details in error.errors(include_url=False):
        if details["loc"] == ("slug",):
            yield Mistake(
                (),
                f"the file's name, “{slug}”, is the brief's slug: at most {limits.SLUG} small "
                "letters, digits and hyphens",
            )
        else:
            yield explain(details)


def _unique(mistakes: Iterable[Mistake]) -> Iterable[Mistake]:
    return dict.fromkeys(mistakes)


def _problem(
    document: Document, path: str, mistake: Mistake, severity: str = "error", rule: str = "invalid"
) -> Problem:
    place = document.place(mistake.location, of_key=mistake.of_key)
    where = _where(document.value, mistake.location)
    return Problem(
        path,
        place.line,
        place.column,
        printable(where),
        printable(mistake.message),
        "warning" if severity == "warning" else "error",
        rule,
        document.lines[place.line - 1],
    )


def _where(value: Value, location: Location) -> str:
    """`claims.shot-down.reports.2.sources`: sections by id, what is within them from 1."""
    names: list[str] = []
    current: Value | None = value
    for depth, step in enumerate(location):
        if isinstance(current, list) and isinstance(step, int):
            current = current[step] if step < len(current) else None
            name = current.get("id") if depth == 1 and isinstance(current, dict) else None
            if isinstance(current, str):
                break  # one of several references: the list's name says enough
            names.append(name if isinstance(name, str) and name else str(step + 1))
        else:
            current = current.get(str(step)) if isinstance(current, dict) else None
            names.append(str(step))
    return ".".join(names)
