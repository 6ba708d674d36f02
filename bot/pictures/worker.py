"""Draws pictures, one after the other, until nobody asks: `python -m bot.pictures.worker`.

Each task is a line of JSON on standard input; each picture is its length on a line of standard
output, and its bytes behind that.
"""

import logging
import sys
import warnings
from typing import BinaryIO

from bot.confined import OUT_OF_MEMORY, confine
from bot.pictures.charts import Numbers
from bot.pictures.drawing import draw, measure
from bot.pictures.numbers import lay_out_numbers
from bot.pictures.scene import Pen
from bot.pictures.task import TASK, Task
from bot.pictures.timeline import lay_out_timeline


def main(tasks: BinaryIO, pictures: BinaryIO) -> None:
    """Draw until the tasks end."""
    # Nobody reads what a library has to say of letters that a font lacks.
    warnings.simplefilter("ignore")
    logging.disable()
    for line in tasks:
        task = TASK.validate_json(line)
        confine(task.cpu_seconds, task.memory_bytes)
        try:
            png = _drawn(task)
        except MemoryError:
            sys.exit(OUT_OF_MEMORY)
        pictures.write(b"%d\n" % len(png))
        pictures.write(png)
        pictures.flush()


def _drawn(task: Task) -> bytes:
    chart, pen = task.chart, Pen(measure)
    if isinstance(chart, Numbers):
        return draw(lay_out_numbers(chart, pen))
    return draw(lay_out_timeline(chart, pen))


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
