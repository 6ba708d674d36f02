"""Quotes compared with excerpts of their sources: verbatim, differing or not checked.

The result is computed, never written by hand, and says no more than the excerpts show.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.brief import Brief, Quote, Source
from bot.domain.verbatim import Outcome, Printed, find, pieces
from bot.domain.when import When
from bot.domain.wording import LIKENESS, Part, Run, difference, nearest, said_of_runs


class QuoteVerdict(StrEnum):
    """What a comparison came to."""

    VERBATIM = "verbatim"
    DIFFERS = "differs"
    UNCHECKED = "unchecked"


class Reason(StrEnum):
    """Why words could not be checked, or how they differ where no word does."""

    NO_EXCERPT = "no excerpt"
    """None is kept of the sources that are cited, in the language of the words."""
    PAST = "past"
    """They are those of a past state of the brief; excerpts are kept for what it says now."""
    ELSEWHERE = "other passages"
    """The excerpts hold other passages."""
    SHORT = "too short"
    """Too few characters to tell."""
    AMBIGUOUS = "more than once"
    """The excerpt has them more than once."""
    ORDER = "other order"
    """All the words stand there, in another order or joined to others."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Passages of a source as it was read on a day."""

    source: str
    address: str
    retrieved: When
    sha256: str
    """Of the passages as they stand in the file, in hex."""
    printed: Printed
    is_fetched: bool = False
    """Whether the bot itself took it from the page; else somebody copied it by hand."""


Excerpts = Mapping[str, Excerpt]
"""Source → its excerpt."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Words compared with one excerpt."""

    excerpt: Excerpt
    verdict: QuoteVerdict
    pieces: int = 1
    """Of a verbatim quotation with omissions: how many were found, in order."""
    runs: tuple[Run, ...] = ()
    """Of words that differ: ours and the excerpt's, word by word."""
    reason: Reason | None = None

    @property
    def told(self) -> str:
        """How the excerpt differs, as the rest of a sentence about it."""
        if self.reason is Reason.ORDER:
            return "has these words in another order, or joined to others"
        return said_of_runs(self.runs)


@dataclass(frozen=True, slots=True)
class Check:
    """Words compared with all excerpts of the sources that are said to print them."""

    findings: tuple[Finding, ...] = ()
    without: Reason = Reason.NO_EXCERPT
    """Why there are no findings, where there are none."""

    def of(self, verdict: QuoteVerdict) -> list[Finding]:
        """The findings that came to that, in the order of the sources."""
        return [finding for finding in self.findings if finding.verdict is verdict]

    @property
    def verdict(self) -> QuoteVerdict:
        """Verbatim if they are so in one excerpt; else differing if they do in one."""
        found = {finding.verdict for finding in self.findings}
        return next(
            (verdict for verdict in QuoteVerdict if verdict in found), QuoteVerdict.UNCHECKED
        )

    @property
    def reason(self) -> Reason:
        """Why nothing could be checked."""
        return next((f.reason for f in self.findings if f.reason), self.without)


@dataclass(frozen=True, slots=True)
class VersionCheck:
    """Another version: how it differs from the quote, and whether its source has it so."""

    runs: tuple[Run, ...]
    check: Check = Check()


@dataclass(frozen=True, slots=True)
class QuoteCheck:
    """All that was compared of one quote."""

    text: Check = Check()
    translations: Mapping[str, Check] = field(default_factory=dict[str, Check])
    """Language → its check; only those that could be."""
    versions: tuple[VersionCheck, ...] = ()
    """As many as the quote has, in their order."""


class Checks:
    """What the excerpts say of a brief's quotes; a quote without any costs nothing."""

    def __init__(
        self, brief: Brief | None = None, excerpts: Excerpts | None = None, *, is_past: bool = False
    ) -> None:
        """Of a brief's quotes against excerpts; those of a past state are not held against any."""
        without = Reason.PAST if is_past else Reason.NO_EXCERPT
        self._otherwise = QuoteCheck(Check(without=without))
        self._checks: dict[str, QuoteCheck] = {}
        if brief is None:
            return
        kept = excerpts or {}
        for quote in brief.quotes:
            if quote.versions or not kept.keys().isdisjoint(quote.sources):
                self._checks[quote.id] = _quote_check(quote, brief.sources, kept, without)

    def of(self, quote: Quote) -> QuoteCheck:
        """The check of one quote."""
        return self._checks.get(quote.id, self._otherwise)


def compare(words: str, excerpt: Excerpt) -> Finding:
    """Compare words with one excerpt."""
    search = find(words, excerpt.printed)
    match search.outcome:
        case Outcome.FOUND:
            return Finding(excerpt, QuoteVerdict.VERBATIM, pieces=len(search.spans))
        case Outcome.SHORT:
            return Finding(excerpt, QuoteVerdict.UNCHECKED, reason=Reason.SHORT)
        case Outcome.AMBIGUOUS:
            return Finding(excerpt, QuoteVerdict.UNCHECKED, reason=Reason.AMBIGUOUS)
        case Outcome.ABSENT:
            return _difference(words, excerpt)


def _difference(words: str, excerpt: Excerpt) -> Finding:
    """How the words differ from what the excerpt has in their place, if it has anything like."""
    runs: list[Run] = []
    shares: list[tuple[int, float]] = []
    for piece in pieces(words):
        if find(piece, excerpt.printed).outcome is not Outcome.ABSENT:
            found, share = (Run(Part.SAME, piece),), 1.0
        else:
            passages = excerpt.printed.plain.split("\n")
            near = max((nearest(piece, text) for text in passages), key=lambda near: near.share)
            found, share = near.runs, near.share
        if runs:
            runs.append(Run(Part.SAME, " … "))
        runs += found
        shares.append((len(piece), share))
    total = sum(length for length, _ in shares)
    if sum(length * share for length, share in shares) < LIKENESS * total:
        return Finding(excerpt, QuoteVerdict.UNCHECKED, reason=Reason.ELSEWHERE)
    is_order = all(run.part is Part.SAME for run in runs)
    reason = Reason.ORDER if is_order else None
    return Finding(excerpt, QuoteVerdict.DIFFERS, runs=tuple(runs), reason=reason)


def said_in(brief: Brief) -> dict[str, list[str]]:
    """Source → the words that it is said to print; of translations those in its own language."""
    said: dict[str, list[str]] = {}
    for quote in brief.quotes:
        for words, sources in _attributed(quote, brief.sources):
            for source in sources:
                said.setdefault(source, []).append(words)
    return said


def _attributed(quote: Quote, sources: Mapping[str, Source]) -> Iterator[tuple[str, list[str]]]:
    """The quote's words, those of each translation and each version, and what prints them."""

    def of_language(cited: Iterable[str], wanted: str, *, on_record: bool = False) -> list[str]:
        languages = ((name, sources[name].language) for name in cited)
        return [
            name
            for name, language in languages
            if (language is None and not on_record) or (language and _is_alike(language, wanted))
        ]

    yield quote.text, of_language(quote.sources, quote.language)
    for language, said in quote.translations.items():
        yield said.text, of_language(quote.sources, language, on_record=True)
    for version in quote.versions:
        yield version.text, of_language(version.sources, quote.language)


def _is_alike(language: str, other: str) -> bool:
    return language.partition("-")[0] == other.partition("-")[0]


def _quote_check(
    quote: Quote, sources: Mapping[str, Source], excerpts: Excerpts, without: Reason
) -> QuoteCheck:
    text, *others = (
        Check(
            tuple(compare(words, excerpts[name]) for name in printing if name in excerpts), without
        )
        for words, printing in _attributed(quote, sources)
    )
    translated = others[: len(quote.translations)]
    by_language = zip(quote.translations, translated, strict=True)
    versions = zip(quote.versions, others[len(translated) :], strict=True)
    return QuoteCheck(
        text,
        {language: check for language, check in by_language if check.findings},
        tuple(
            VersionCheck(difference(quote.text, version.text), check) for version, check in versions
        ),
    )
