"""What a curator should look at again in a brief that is valid."""

from calendar import month_abbr, month_name
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bot.domain import limits
from bot.domain.brief import Brief, Claim, Quote, Report, Standing
from bot.domain.claims import competing
from bot.domain.factchecks import FactCheck
from bot.domain.folding import words
from bot.domain.origins import earned, voices

Location = tuple[str | int, ...]
Rule = Literal[
    "budget", "no-topic", "no-key", "no-voice", "one-sided", "one-origin", "no-reason", "too-long",
    "uncited", "no-archive", "unexplained", "future",
]  # fmt: skip

# What a reader is shown of an entry beside its text: heading, time, numbers of citations.
_FRAME = 400
_CITATION = len("[[123]]()") + 1


@dataclass(frozen=True, slots=True)
class LintFinding:
    """A place in a brief and what is odd about it."""

    location: Location
    message: str
    rule: Rule


def lint(brief: Brief) -> list[LintFinding]:
    """Everything worth a second look, rule by rule."""
    return [
        *_one_sided_summary(brief),
        *_weak_reports(brief),
        *_too_long(brief),
        *_sources(brief),
    ]


def _one_sided_summary(brief: Brief) -> Iterator[LintFinding]:
    """A summary point that gives one of several answers that stand, and not the others."""
    # Compared are each point and each claim: what one of them alone gives is made once.
    contested = [
        (claim, _cited(claim), {answer.says: words(answer.says) for answer in standing})
        for claim in brief.claims
        if (standing := competing(claim, brief))
    ]
    for position, point in enumerate(brief.summary):
        text = f" {' '.join(words(point.text))} "
        for claim, cited, standing in contested:
            if cited.isdisjoint(point.sources):
                continue
            stated = [says for says, answer in standing.items() if _states(text, answer)]
            if stated and len(stated) < len(standing):
                others = ", ".join(f"“{says}”" for says in standing if says not in stated)
                yield LintFinding(
                    ("summary", position, "text"),
                    f"states “{stated[0]}” of the claim “{claim.id}”, "
                    f"but not {others}, which also stands",
                    "one-sided",
                )


def _cited(claim: Claim) -> set[str]:
    return {source for report in claim.reports for source in report.sources}


def _states(text: str, answer: list[str]) -> bool:
    """Whether a text of folded words, with a space about each, gives that answer.

    An answer that begins with a figure is given where the figure stands, unless as part of a
    date; another answer where its words stand, one after the other.
    """
    if answer and answer[0].isdigit():
        figures = [word for word in answer if word.isdigit()]
        return any(_word_at(text, end) not in _MONTHS for end in _ends(text, figures))
    return len(answer) > 1 and any(True for _ in _ends(text, answer))


def _ends(text: str, wanted: list[str]) -> Iterator[int]:
    """Where some words that stand in a text, one after the other, end."""
    sought = f" {' '.join(wanted)} "
    at = text.find(sought)
    while at >= 0:
        yield at + len(sought)
        at = text.find(sought, at + 1)


def _word_at(text: str, start: int) -> str:
    return text[start : text.find(" ", start)]


_MONTHS = frozenset(name.lower() for name in (*month_name[1:], *month_abbr[1:]))


def _weak_reports(brief: Brief) -> Iterator[LintFinding]:
    for at, claim in enumerate(brief.claims):
        for position, report in enumerate(claim.reports):
            yield from _weak_report(brief, ("claims", at, "reports", position), report)


def _weak_report(brief: Brief, location: Location, report: Report) -> Iterator[LintFinding]:
    if report.is_active and not voices(brief, report):
        yield LintFinding(
            (*location, "sources"),
            "counts for nothing: a fact-check that touches this claim names all of its sources "
            "as spreading what does not hold",
            "no-voice",
        )
    elif earned(brief, report) is not report.standing:
        yield LintFinding(
            (*location, "standing"),
            "corroborated by one origin only: that is reported, not corroborated",
            "one-origin",
        )
    if report.standing in (Standing.CORROBORATED, Standing.CONFIRMED) and report.because is None:
        yield LintFinding(
            (*location, "standing"), f"does not say why it is {report.standing.value}", "no-reason"
        )


def _too_long(brief: Brief) -> Iterator[LintFinding]:
    for name, section in brief.sections.items():
        for position, entry in enumerate(section):
            if isinstance(entry, Claim):
                for at, report in enumerate(entry.reports):
                    location = ("claims", position, "reports", at)
                    yield from _fits(brief, location, report)
            else:
                yield from _fits(brief, (name, position), entry)


def _fits(brief: Brief, location: Location, entry: object) -> Iterator[LintFinding]:
    texts = (value for value in vars(entry).values() if isinstance(value, str))
    size = _FRAME + sum(limits.utf16_units(text) for text in texts)
    for source in getattr(entry, "sources", ()):
        if source in brief.sources:
            size += _CITATION + len(brief.sources[source].url or "")
    if size > limits.MESSAGE_TEXT:
        yield LintFinding(
            location,
            f"is about {size:,} characters with its links; Discord shows "
            f"{limits.MESSAGE_TEXT:,} at once, so it will be split over pages",
            "too-long",
        )


def _sources(brief: Brief) -> Iterator[LintFinding]:
    cited: set[str] = set()
    for entry in brief.by_id.values():
        cited.update(
            entry.cited if isinstance(entry, Quote | FactCheck) else getattr(entry, "sources", ())
        )
    for name in brief.sources:
        if name not in cited:
            yield LintFinding(("sources", name), "no entry cites it", "uncited")
    linked = [source for source in brief.sources.values() if source.url is not None]
    missing = sum(source.archive is None for source in linked)
    if missing:
        have = "has" if missing == 1 else "have"
        yield LintFinding(
            ("sources",),
            f"{missing:,} of {len(linked):,} with an address {have} no archived copy",
            "no-archive",
        )
