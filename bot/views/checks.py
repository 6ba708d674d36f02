"""How a quote compares with the excerpts of its sources, in words; marks stand beside them."""

from collections.abc import Iterable, Sequence

from bot.domain.brief import Brief, Version
from bot.domain.quotations import Check, Finding, QuoteVerdict, Reason, VersionCheck
from bot.domain.verbatim import LEAST
from bot.domain.wording import Run, is_same, said_of_runs
from bot.views.marking import marked
from bot.views.text import citations, literal, small
from bot.views.times import shown

_VERBATIM = "✔ Word for word"
_REASONS = {
    Reason.NO_EXCERPT: "no excerpt of its sources is kept",
    Reason.PAST: "this is a past state, and excerpts are kept for what the brief says now",
    Reason.ELSEWHERE: "the excerpts kept of its sources are of other passages",
    Reason.SHORT: f"fewer than {LEAST} characters in a row stand in many texts",
    Reason.AMBIGUOUS: "the excerpt has these words more than once",
}
_HASH = 8
_NAMED = 3


def in_short(brief: Brief, check: Check) -> str:
    """The result in one line, for a list."""
    found = check.of(check.verdict)
    match check.verdict:
        case QuoteVerdict.VERBATIM:
            excerpts = "the excerpt" if len(found) == 1 else "excerpts"
            # Their numbers and addresses stand in the line above.
            names = _named(brief, _sources(found), numbered=False)
            return f"{_VERBATIM} in {excerpts} of {names}."
        case QuoteVerdict.DIFFERS:
            return f"{_differs(brief, found[0])}."
        case QuoteVerdict.UNCHECKED:
            return _unchecked(check)


def in_full(brief: Brief, check: Check, about: str = "") -> list[str]:
    """The result for each excerpt, with the differing words marked, for one quote.

    Args:
        brief: whose quote it is.
        check: what was found.
        about: what each result begins with, where it must be said what it is about.
    """
    lines = only_verbatim(brief, check, about)
    for finding in check.of(QuoteVerdict.DIFFERS):
        origin = _origin(finding)
        told = f"{_differs(brief, finding)}. {origin[0].upper()}{origin[1:]}"
        lines += [small(about + told), quoted_runs(finding.runs)]
    return lines or [small(about + _unchecked(check))]


def only_verbatim(brief: Brief, check: Check, about: str = "") -> list[str]:
    """A line for each excerpt that has the words as they are; see `in_full`."""
    return [
        small(
            f"{about}{_VERBATIM}{_in_pieces(finding)} in the excerpt of "
            f"{_named(brief, [finding.excerpt.source])}, {_origin(finding)}"
        )
        for finding in check.of(QuoteVerdict.VERBATIM)
    ]


def version_in_short(brief: Brief, version: Version, compared: VersionCheck) -> str:
    """How another version differs from the quote, in one line."""
    return f"≠ Other words in {_named(brief, version.sources)}: it {_told(compared.runs)}."


def version_in_full(brief: Brief, version: Version, compared: VersionCheck) -> list[str]:
    """Another version with the differing words marked, told, and checked itself."""
    told = f"Other words in {_named(brief, version.sources)}; struck out is what it has not, "
    lines = [small(f"{told}bold what it has instead:"), quoted_runs(compared.runs)]
    # Small print ends the block quote above it wherever it is shown.
    lines.append(small(f"≠ It {_told(compared.runs)}."))
    if version.note:
        lines.append(small(literal(version.note)))
    return lines + in_full(brief, compared.check, "This version: ")


def quoted_runs(runs: Sequence[Run]) -> str:
    """Both wordings in one block quote: struck out what is ours alone, bold what is theirs."""
    return f"> {marked(runs)}"


def _differs(brief: Brief, finding: Finding) -> str:
    name = _named(brief, [finding.excerpt.source])
    return f"≠ Differs from the excerpt of {name}: it {literal(finding.told)}"


def _told(runs: Sequence[Run]) -> str:
    return "prints the same words" if is_same(runs) else literal(said_of_runs(runs))


def _unchecked(check: Check) -> str:
    return f"Not checked: {_REASONS[check.reason]}."


def _in_pieces(finding: Finding) -> str:
    return f", {finding.pieces} pieces in order," if finding.pieces > 1 else ""


def _origin(finding: Finding) -> str:
    """When the source was read, and what the excerpt can be told by."""
    excerpt = finding.excerpt
    return f"read {shown(excerpt.retrieved)} · sha256 `{excerpt.sha256[:_HASH]}`"


def _sources(findings: Iterable[Finding]) -> list[str]:
    return [finding.excerpt.source for finding in findings]


def _named(brief: Brief, sources: Sequence[str], *, numbered: bool = True) -> str:
    """`The Paper [1] and The Post [2]`: the first few by name, each with its number."""
    names = [literal(brief.sources[source].publisher) for source in sources[:_NAMED]]
    if numbered:
        names = [
            f"{name} {citations(brief, [source])}"
            for name, source in zip(names, sources, strict=False)
        ]
    more = len(sources) - _NAMED
    if more > 0:
        return f"{', '.join(names)} and {more} more"
    return " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else names[0]
