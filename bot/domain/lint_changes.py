"""What a curator should look at again in how a brief was changed."""

from bot.domain.brief import Brief, Claim
from bot.domain.changes import Change, ChangeKind
from bot.domain.corrections import published, unexplained
from bot.domain.lint import LintFinding, Location

_SHOWN = 80


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


def _message(change: Change) -> str:
    if change.kind is ChangeKind.WITHDRAWN:
        what = f"“{change.entry}” is gone: it said “{_short(change.was)}”"
    else:
        what = f"“{change.part}” said “{_short(change.was)}” and now says “{_short(change.now)}”"
    return f"{what}; add a correction that names it, or those who were told it never hear of it"


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
