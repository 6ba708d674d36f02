"""What the excerpts say of all quotes, for `briefbot verify`."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.content.files import is_brief, slug_of
from bot.content.parse import parse_file
from bot.content.problems import InvalidFileError, Problem
from bot.content.snapshots import read_excerpts
from bot.domain.brief import Brief, Quote
from bot.domain.folding import did_you_mean
from bot.domain.quotations import Check, Checks, QuoteVerdict


@dataclass(frozen=True, slots=True)
class VerifiedQuotes:
    """The results of one brief: a line for each quote and version, and how often each occurs."""

    lines: list[str]
    counts: Counter[QuoteVerdict]
    problems: list[Problem]
    """Excerpts that are not used."""

    @property
    def has_failed(self) -> bool:
        """Whether words differ, or an excerpt cannot be used."""
        return bool(self.counts[QuoteVerdict.DIFFERS] or self.problems)


def briefs_in(folder: Path, slug: str | None) -> list[Brief]:
    """The briefs of a folder, or the one of that slug.

    Raises:
        InvalidFileError: with all that is wrong with them, or that there is none.
    """
    files = sorted(p for p in folder.glob("*") if is_brief(p.name) and p.is_file())
    named = [path for path in files if slug is None or slug_of(path.name) == slug]
    if not named:
        hint = did_you_mean(slug or "", [slug_of(path.name) for path in files])
        message = f'no brief "{slug}" here{hint}' if slug else "no briefs here"
        raise InvalidFileError([Problem(str(folder), 1, 1, "", message)])
    return [parse_file(path).brief for path in named]


def verify(folder: Path, brief: Brief) -> VerifiedQuotes:
    """Check all quotes of a brief against the excerpts beside it."""
    excerpts, problems = read_excerpts(folder, brief)
    checks = Checks(brief, excerpts)
    results = [result for quote in brief.quotes for result in _results(brief, quote, checks)]
    counts = Counter(check.verdict for _, check in results)
    return VerifiedQuotes([f"{name}: {_told(check)}" for name, check in results], counts, problems)


def summary(results: Sequence[VerifiedQuotes]) -> str:
    """One line for a person."""
    counts = sum((result.counts for result in results), Counter[QuoteVerdict]())
    return (
        f"Word for word: {counts[QuoteVerdict.VERBATIM]}. Differ: {counts[QuoteVerdict.DIFFERS]}. "
        f"Not checked: {counts[QuoteVerdict.UNCHECKED]}."
    )


def _results(brief: Brief, quote: Quote, checks: Checks) -> Iterator[tuple[str, Check]]:
    check = checks.of(quote)
    name = f"{brief.slug} {quote.id}"
    yield name, check.text
    for language, of_translation in check.translations.items():
        if of_translation.verdict is QuoteVerdict.VERBATIM:
            yield f"{name}, translation ({language})", of_translation
    for version, compared in zip(quote.versions, check.versions, strict=True):
        yield f"{name}, version in {', '.join(version.sources)}", compared.check


def _told(check: Check) -> str:
    found = check.of(check.verdict)
    match check.verdict:
        case QuoteVerdict.VERBATIM:
            return f"word for word in {', '.join(f.excerpt.source for f in found)}"
        case QuoteVerdict.DIFFERS:
            return f"DIFFERS: {found[0].excerpt.source} {found[0].told}"
        case QuoteVerdict.UNCHECKED:
            return f"not checked: {check.reason.value}"
