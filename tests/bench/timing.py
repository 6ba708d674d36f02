"""Measured times, and how they are put down."""

import gc
import statistics
import time
from collections.abc import Callable, Sequence


def timed(work: Callable[[], object], times: int) -> list[float]:
    """Seconds that each of so many runs took, after one that does not count."""
    work()
    gc.collect()
    taken: list[float] = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return taken


def ms(seconds: float) -> str:
    """`3.21 ms`."""
    return f"{seconds * 1000:.2f} ms"


def percentile(taken: Sequence[float], percent: int) -> float:
    """The time that so many of a hundred do not exceed."""
    return statistics.quantiles(taken, n=100, method="inclusive")[percent - 1]


def row(*cells: object) -> None:
    """One line of a table."""
    print("| " + " | ".join(str(cell) for cell in cells) + " |")


def head(*cells: str) -> None:
    """The first two lines of a table."""
    row(*cells)
    row(*("---" for _ in cells))
