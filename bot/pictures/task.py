"""What the worker is told: a chart, and what drawing it may cost."""

from dataclasses import dataclass

from pydantic import TypeAdapter

from bot.pictures.charts import Chart


@dataclass(frozen=True, slots=True)
class Task:
    """One picture to be drawn."""

    chart: Chart
    cpu_seconds: int
    memory_bytes: int


TASK = TypeAdapter(Task)
"""A task as JSON."""
