"""Parts of an axis of time: each true to scale, cut where nothing happens for long.

One scale for all would press a night into a point where the next event is a year later.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise

from bot.pictures.charts import Moment

_MOST = 6
_SAMPLES = 60
# How much more evenly events must stand to be worth a cut, in events; and one through a span.
_CUT, _THROUGH = 1.0, 2.0
_HOUR = 3_600.0


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time, in seconds since 1970."""

    start: float
    end: float
    first: float
    """When the first event in it begins; likewise `last`."""
    last: float
    name: str = ""
    """What its first event's time is called."""


def parted(moments: Sequence[Moment]) -> list[Stretch]:
    """The parts that let events stand most evenly, each with at least one.

    Args:
        moments: by when they begin; at least one.
    """
    starts = sorted({moment.start for moment in moments})
    cuts = _cuts(starts, _reaches(moments, starts))
    parts: list[Stretch] = []
    for first, last in zip([0, *cuts], [*cuts, len(starts)], strict=True):
        begin, end = starts[first], starts[last - 1]
        limit = starts[last] if last < len(starts) else float("inf")
        within = [moment for moment in moments if begin <= moment.start <= end]
        reach = min(max(moment.end for moment in within), limit)
        until = max(reach, end)
        if until == begin:
            until = min(begin + _HOUR, limit)
        parts.append(Stretch(begin, until, begin, end, within[0].when))
    return parts


def _cuts(starts: Sequence[float], reaches: Sequence[float]) -> list[int]:
    """Before which of the starts the axis is cut."""
    step = max(len(starts) / _SAMPLES, 1.0)
    rows = sorted({int(number * step) for number in range(min(len(starts), _SAMPLES))})
    # A gap is cut where it ends, whichever starts were looked at.
    sampled = sorted({*rows, *_after_gaps(starts)})
    times = [starts[row] for row in sampled]
    prices = [_CUT + _THROUGH * (reaches[row] > starts[row]) for row in sampled]

    @cache
    def unevenness(begin: int, end: int) -> float:
        return _unevenness(times[begin:end])

    @cache
    def best(begin: int, left: int) -> tuple[float, tuple[int, ...]]:
        """The least unevenness from a start on with so many parts, and where they begin."""
        whole = unevenness(begin, len(times))
        found: tuple[float, tuple[int, ...]] = (whole, ())
        if left > 1:
            for cut in range(begin + 1, len(times)):
                rest, cuts = best(cut, left - 1)
                total = unevenness(begin, cut) + prices[cut] + rest
                if total < found[0] - 1e-9:
                    found = (total, (cut, *cuts))
        return found

    return [sampled[cut] for cut in best(0, _MOST)[1]]


def _reaches(moments: Sequence[Moment], starts: Sequence[float]) -> list[float]:
    """For each start, until when what began before it lasts."""
    longest: dict[float, float] = {}
    for moment in moments:
        longest[moment.start] = max(longest.get(moment.start, moment.end), moment.end)
    reaches = accumulate((longest[start] for start in starts), max)
    return [starts[0], *reaches][: len(starts)]


def _after_gaps(starts: Sequence[float]) -> list[int]:
    gaps = sorted(((b - a, row) for row, (a, b) in enumerate(pairwise(starts), start=1)))
    return [row for _, row in gaps[-12:]]


def _unevenness(times: Sequence[float]) -> float:
    """How far events stand from where they would stand evenly, each as a part of the whole."""
    span = times[-1] - times[0]
    if len(times) < 3 or not span:
        return 0.0
    last = len(times) - 1
    return sum(abs((time - times[0]) / span - row / last) for row, time in enumerate(times))
