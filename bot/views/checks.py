"""How a quote compares with the excerpts of its sources, in words; marks stand beside them."""

from collections.abc import Iterable, Sequence

from bot.domain import limits
from bot.domain.brief import Brief, Quote, Version
from bot.domain.origins import origin
from bot.domain.quotations import Check, Finding, QuoteVerdict, Reason, VersionCheck
from bot.domain.verbatim import LEAST
from bot.domain.wording import Run, is_same, said_of_runs
from bot.views.marking import marked
from bot.views.reading import one_line
from bot.views.text import citations, literal, small
from bot.views.times import day

_REASONS = {
    Reason.NO_EXCERPT: "we keep no excerpt of its sources",
    Reason.PAST: "this is a past state, and excerpts are kept for the present one alone",
    Reason.ELSEWHERE: "our excerpts of its sources are of other passages",
    Reason.SHORT: f"fewer than {LEAST} characters in a row occur in many texts",
    Reason.AMBIGUOUS: "the excerpt has these words more than once",
}
_HASH = 8
_TOLD = 120
_NAMED = 3
_NAME = 60


def in_short(brief: Brief, quote: Quote, check: Check) -> str:
    """What was really checked, in one line: the strongest that can be said."""
    found = check.of(check.verdict)
    match check.verdict:
        case QuoteVerdict.VERBATIM:
            return _found(brief, found)
        case QuoteVerdict.DIFFERS:
            return f"{_differs(brief, found[0], _TOLD)}."
        case QuoteVerdict.UNCHECKED:
            wording = _named(brief, quote.sources[:1])
            return f"Wording from {wording}; not checked: {_REASONS[check.reason]}."


def _found(brief: Brief, findings: Sequence[Finding]) -> str:
    """On the page itself, or in our copies; excerpts of one origin are one check."""
    fetched = [finding.excerpt for finding in findings if finding.excerpt.is_fetched]
    if fetched:
        last = max(fetched, key=lambda excerpt: excerpt.retrieved.sort_key)
        name = _named(brief, [last.source])
        return f"Found word for word on the page of {name}, fetched {day(last.retrieved)}."
    by_origin = {origin(brief.sources, source): source for source in reversed(_sources(findings))}
    first, *more = reversed(by_origin.values())
    names = _named(brief, [first]) + (f" and {len(more)} more" if more else "")
    return f"Wording from {names}; agrees with our excerpt, copied by hand."


def in_full(brief: Brief, check: Check, about: str = "") -> list[str]:
    """The result for each excerpt, with the differing words marked, for one quote.

    Args:
        brief: whose quote it is.
        check: what was found.
        about: what each result begins with, where it must be said what it is about.
    """
    lines = only_verbatim(brief, check, about)
    for finding in check.of(QuoteVerdict.DIFFERS):
        kept = _kept(finding)
        told = f"{_differs(brief, finding)}. {kept[0].upper()}{kept[1:]}"
        lines += [small(about + told), quoted_runs(finding.runs)]
    return lines or [small(f"{about}Not checked: {_REASONS[check.reason]}.")]


def only_verbatim(brief: Brief, check: Check, about: str = "") -> list[str]:
    """A line for each excerpt that has the words as they are; see `in_full`."""
    return [
        small(
            f"{about}✔ {_agrees(finding)}{_in_pieces(finding)} of "
            f"{_named(brief, [finding.excerpt.source])}, {_kept(finding)}"
        )
        for finding in check.of(QuoteVerdict.VERBATIM)
    ]


def version_in_full(brief: Brief, version: Version, compared: VersionCheck) -> list[str]:
    """Another version with the differing words marked, told, and checked itself."""
    told = f"Printed otherwise by {_named(brief, version.sources)}; differences are marked:"
    lines = [small(told), quoted_runs(compared.runs)]
    # Small print ends the block quote above it wherever it is shown.
    lines.append(small(f"≠ It {_told(compared.runs)}."))
    if version.note:
        lines.append(small(literal(version.note)))
    return lines + in_full(brief, compared.check, "This version: ")


def quoted_runs(runs: Sequence[Run]) -> str:
    """Both wordings in one block quote: struck out what is ours alone, bold what is theirs."""
    return f"> {marked(runs)}"


def _differs(brief: Brief, finding: Finding, most: int = limits.MESSAGE_TEXT) -> str:
    name = _named(brief, [finding.excerpt.source])
    where = "the page" if finding.excerpt.is_fetched else "our excerpt"
    return f"≠ Differs from {where} of {name}: it {literal(one_line(finding.told, most))}"


def _told(runs: Sequence[Run]) -> str:
    return "prints the same words" if is_same(runs) else literal(said_of_runs(runs))


def _agrees(finding: Finding) -> str:
    if finding.excerpt.is_fetched:
        return "Found word for word on the page"
    return "Agrees with our excerpt"


def _in_pieces(finding: Finding) -> str:
    return f", {finding.pieces} pieces in order," if finding.pieces > 1 else ""


def _kept(finding: Finding) -> str:
    """How and when our copy was made, and what it can be told by."""
    excerpt = finding.excerpt
    how = "fetched" if excerpt.is_fetched else "copied by hand"
    return f"{how} {day(excerpt.retrieved)} · sha256 `{excerpt.sha256[:_HASH]}`"


def _sources(findings: Iterable[Finding]) -> list[str]:
    return [finding.excerpt.source for finding in findings]


def _named(brief: Brief, sources: Sequence[str], *, numbered: bool = True) -> str:
    """`The Paper [1] and The Post [2]`: the first few by name, each with its number."""
    publishers = (brief.sources[source].publisher for source in sources[:_NAMED])
    names = [literal(one_line(publisher, _NAME)) for publisher in publishers]
    if numbered:
        names = [
            f"{name} {citations(brief, [source])}"
            for name, source in zip(names, sources, strict=False)
        ]
    more = len(sources) - _NAMED
    if more > 0:
        return f"{', '.join(names)} and {more} more"
    return " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else names[0]
