"""What a curator should look at again in how a brief was changed."""

from datetime import datetime

from bot.domain.brief import Brief, Claim
from bot.domain.change import Change, ChangeKind
from bot.domain.corrections import published, unexplained
from bot.domain.lint import LintFinding, Location
from bot.domain.marking import in_plain_text, marked_sentence

_SHOWN = 80
_MARKED = 160


def lint_changes(old: Brief, new: Brief) -> list[LintFinding]:
    """What is told otherwise without a correction, and corrections of what never was."""
    places = _places(new)
    findings = [
        LintFinding(places.get(change.entry, (change.section,)), _message(change), "unexplained")
        for change in unexplained(old, new)
    ]
    known = {*old.by_id, *old.sources, *new.by_id, *new.sources}
    for correction in published(old, new):
        findings += [
            LintFinding(
                (*places[correction.id], "entries"),
                f"names “{entry}”, which this brief never had: nobody is told by it",
                "unexplained",
            )
            for entry in correction.entries
            if entry not in known
        ]
    return findings


def lint_dates(brief: Brief, now: datetime) -> list[LintFinding]:
    """Corrections that are dated later than now."""
    return [
        LintFinding(
            ("corrections", position, "at"),
            f"{correction.at} has not come yet; date a correction when it was made",
            "future",
        )
        for position, correction in enumerate(brief.corrections)
        if correction.at.start > now
    ]


def _message(change: Change) -> str:
    if change.kind is ChangeKind.WITHDRAWN:
        what, which = f"“{change.entry}” is gone", f"it said “{_short(change.was)}”"
    else:
        what = f"“{change.part}” says something else"
        which = in_plain_text(marked_sentence(change.was or "", change.now or "", _MARKED))
    return (
        f"{what}; add a correction that names it, or those who were told never hear of it: {which}"
    )


def _short(text: str | None) -> str:
    words = " ".join((text or "").split())
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"


def _places(brief: Brief) -> dict[str, Location]:
    places: dict[str, Location] = {}
    for name, section in brief.sections.items():
        for position, entry in enumerate(section):
            places[entry.id] = (name, position)
            if isinstance(entry, Claim):
                for at, report in enumerate(entry.reports):
                    places[report.id] = (name, position, "reports", at)
    return places
