"""What of a brief is worth a picture, and the data of it."""

from collections.abc import Iterable
from datetime import timedelta

from bot.domain.amounts import ENOUGH, numbered
from bot.domain.brief import Brief, Claim, Event
from bot.domain.origins import earned
from bot.domain.when import Precision, When
from bot.pictures.charts import Moment, Number, Numbers, Sureness, Timeline
from bot.pictures.words import on_one_line, short

# No picture tells more, and no worker is asked for more.
_MOST = 2_000
# How far “about” reaches to both sides, and how far “before” and “after” are drawn: nobody knows,
# so it is a rule of thumb, and their bars fade.
_ABOUT: dict[Precision, timedelta] = {
    "second": timedelta(minutes=5), "minute": timedelta(minutes=15), "part": timedelta(hours=2),
    "day": timedelta(hours=12), "month": timedelta(days=7), "year": timedelta(days=60),
}  # fmt: skip
_BEYOND: dict[Precision, timedelta] = {
    "second": timedelta(minutes=30), "minute": timedelta(minutes=60), "part": timedelta(hours=6),
    "day": timedelta(days=1), "month": timedelta(days=30), "year": timedelta(days=365),
}  # fmt: skip


def numbers_of(brief: Brief, claim: Claim, note: str = "") -> Numbers | None:
    """The numbers that a claim's reports give; None where they are too few to compare."""
    given = numbered(claim, brief)[-_MOST:]
    if len(given) < ENOUGH:
        return None
    numbers = tuple(
        Number(
            id=report.id,
            says=on_one_line(report.says),
            by=on_one_line(report.by),
            when=short(report.as_of),
            standing=earned(brief, report).value,
            is_active=report.is_active,
            low=said.low,
            high=said.high,
            bound=said.bound,
        )
        for report, said in given
    )
    without = len(claim.reports) - len(given)
    return Numbers(brief.slug, brief.title, on_one_line(claim.question), numbers, without, note)


def timeline_of(brief: Brief, events: Iterable[Event], note: str = "") -> Timeline | None:
    """Events of a brief by time; None where there are none."""
    moments = tuple(_moment(event) for event in events)[:_MOST]
    return Timeline(brief.slug, brief.title, brief.timezone, moments, note) if moments else None


def _moment(event: Event) -> Moment:
    start, end, sureness = _stretch(event.at)
    text, when = on_one_line(event.text), short(event.at)
    return Moment(event.id, text, when, start, end, sureness, event.key)


def _stretch(when: When) -> tuple[float, float, Sureness]:
    start, end = when.start.timestamp(), when.end.timestamp()
    beyond = _BEYOND[when.begins].total_seconds()
    if when.qualifier == "before":
        return start - beyond, start, "before"
    if when.qualifier == "after":
        return end, end + beyond, "after"
    if when.qualifier == "about":
        reach = _ABOUT[when.begins].total_seconds()
        # A minute's own length is nothing beside it.
        return start - reach, (start if when.has_clock else end) + reach, "about"
    return (start, start, "exact") if when.is_exact else (start, end, "span")
