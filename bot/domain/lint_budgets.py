"""What makes a brief longer, or harder to find one's way in, than a reader in a hurry puts up with.

The limits of `brief.py` are what can be shown at all; these are what gets read.
"""

from collections.abc import Iterator

from bot.domain.brief import Brief
from bot.domain.lint import LintFinding, Location

# Characters.
POINT = 220
SUMMARY = 850
SAYS = 80
EVENT = 280
FEWEST_POINTS, MOST_POINTS = 3, 6
# Of more events than this, a reader wants to be told which matter.
_EVENTS = 10


def lint_budgets(brief: Brief) -> list[LintFinding]:
    """What is over its budget, and what the views that open on the essentials do not find."""
    return [*_summary(brief), *_entries(brief), *_order(brief)]


def _summary(brief: Brief) -> Iterator[LintFinding]:
    for position, point in enumerate(brief.summary):
        location = ("summary", position, "text")
        yield from _over(location, len(point.text), POINT, "a summary point may have")
    number, place = len(brief.summary), ("summary",)
    if number and not FEWEST_POINTS <= number <= MOST_POINTS:
        yield LintFinding(
            place,
            f"has {number} point{'' if number == 1 else 's'}: {FEWEST_POINTS} to {MOST_POINTS} "
            "are what people read",
            "budget",
        )
    whole = sum(len(point.text) for point in brief.summary)
    yield from _over(place, whole, SUMMARY, "the points of a summary may have together")


def _entries(brief: Brief) -> Iterator[LintFinding]:
    for position, event in enumerate(brief.timeline):
        place = ("timeline", position, "text")
        yield from _over(place, len(event.text), EVENT, "an event may have")
    for position, claim in enumerate(brief.claims):
        for at, report in enumerate(claim.reports):
            place = ("claims", position, "reports", at, "says")
            yield from _over(place, len(report.says), SAYS, "an answer may have")


def _order(brief: Brief) -> Iterator[LintFinding]:
    for position, claim in enumerate(brief.claims):
        if brief.topics and claim.topic is None:
            message = "belongs to no topic: add `topic`, so that readers find it"
            yield LintFinding(("claims", position), message, "no-topic")
    events = len(brief.timeline)
    if events > _EVENTS and not any(event.key for event in brief.timeline):
        message = (
            f"has {events:,} events and none is a key event: add `key: true` to the dozen that "
            "matter most"
        )
        yield LintFinding(("timeline",), message, "no-key")


def _over(location: Location, length: int, most: int, what: str) -> Iterator[LintFinding]:
    if over := max(0, length - most):
        characters = "character" if over == 1 else "characters"
        message = f"{over:,} {characters} over the {most:,} that {what}"
        yield LintFinding(location, message, "budget")
