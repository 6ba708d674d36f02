"""What a picture shows, in words, for those who do not see it."""

from collections.abc import Callable, Iterator, Sequence

from bot.domain import limits
from bot.domain.counting import count
from bot.pictures.charts import Chart, Moment, Number, Numbers, Timeline
from bot.pictures.words import place_of

_MOST = limits.DESCRIPTION
_WIDTHS = (300, 120, 70, 45, 30)


def alt_text(chart: Chart) -> str:
    """The same in words: all of it, or of much the first, the last, and how many more."""
    if isinstance(chart, Numbers):
        return _fitted(_of_numbers(chart), [_number(each) for each in chart.numbers], "numbers")
    moments = _told(chart)
    return _fitted(_of_timeline(chart, moments), [_moment(each) for each in moments], "events")


def _of_numbers(chart: Numbers) -> str:
    given = count(len(chart.numbers), "number")
    return f"Chart of {given} over time, oldest first. {_ended(chart.question)}{_noted(chart)}"


def _of_timeline(chart: Timeline, told: Sequence[Moment]) -> str:
    events = count(len(chart.moments), "event")
    some = f", {len(told)} of them key" if len(told) < len(chart.moments) else ""
    zone = f"{place_of(chart.zone)} time"
    return f"Timeline of {events}{some}, {zone}. {_ended(chart.title)}{_noted(chart)}"


def _noted(chart: Chart) -> str:
    return f" {_ended(chart.note)}" if chart.note else ""


def _told(chart: Timeline) -> Sequence[Moment]:
    return [moment for moment in chart.moments if moment.is_key] or chart.moments


def _number(number: Number) -> Callable[[int], str]:
    def told(width: int) -> str:
        says, by = _short(number.says, width), _short(number.by, width)
        return f"{says} ({number.standing}): {by}, {number.when}"

    return told


def _moment(moment: Moment) -> Callable[[int], str]:
    return lambda width: f"{moment.when}: {_short(moment.text, width).rstrip('.')}"


def _fitted(lead: str, items: Sequence[Callable[[int], str]], what: str) -> str:
    for text in _shorter(lead, items, what):
        if len(text) <= _MOST:
            return text
    return _short(lead, _MOST)


def _shorter(lead: str, items: Sequence[Callable[[int], str]], what: str) -> Iterator[str]:
    """The same at less and less length."""
    for width in _WIDTHS:
        yield _ended(f"{lead} {'; '.join(item(width) for item in items)}")
    width = _WIDTHS[-1]
    for kept in range(min(len(items) - 1, _MOST // 10), 0, -1):
        first = [item(width) for item in items[: kept - kept // 2]]
        last = [item(width) for item in items[len(items) - kept // 2 :]]
        left = f"{len(items) - kept:,} more {what}{' between' if last else ''}"
        yield _ended(f"{lead} {'; '.join([*first, left, *last])}")


def _short(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    head, _, _ = text[:most].rpartition(" ")
    return f"{head if len(head) > most // 2 else text[: most - 1]}…"


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."
