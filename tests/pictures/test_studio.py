"""Pictures are drawn by a process of its own, within limits, and it ends when nobody asks."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.confined import Bounds
from bot.pictures.studio import NotDrawnError, SlowError, Studio, StudioBusyError
from tests.pictures.charts import numbers, timeline
from tests.waiting import until

pytestmark = pytest.mark.slow
MEBIBYTE = 1024 * 1024


@asynccontextmanager
async def studio(
    bounds: Bounds | None = None, *, idle_seconds: float = 60, kept_bytes: int = 8 * MEBIBYTE
) -> AsyncIterator[Studio]:
    """A studio that leaves no process behind."""
    made = Studio(bounds or Bounds(), idle_seconds, kept_bytes)
    try:
        yield made
    finally:
        await made.close()
        assert made.is_idle


async def test_one_worker_draws_all_that_is_asked_for_and_ends_when_idle() -> None:
    async with studio(idle_seconds=0.05) as drawing:
        first, second = await asyncio.gather(drawing.draw(numbers(3)), drawing.draw(timeline(3)))
        assert first.png.startswith(b"\x89PNG")
        assert second.png.startswith(b"\x89PNG")
        assert first.alt.startswith("Chart of 3 numbers")
        await until(lambda: drawing.is_idle)
        again = await drawing.draw(numbers(4))
        assert again.png.startswith(b"\x89PNG")


async def test_what_was_drawn_is_kept_and_two_who_ask_at_once_get_the_same() -> None:
    async with studio() as drawing:
        one, other = await asyncio.gather(drawing.draw(numbers(3)), drawing.draw(numbers(3)))
        assert one is other
        assert await drawing.draw(numbers(3), within_seconds=0) is one


async def test_no_more_is_kept_than_may_be() -> None:
    async with studio(kept_bytes=100) as drawing:
        await drawing.draw(numbers(3))
        with pytest.raises(SlowError, match="isn't ready yet"):
            await drawing.draw(numbers(3), within_seconds=0)


async def test_who_cannot_wait_is_told_so_and_finds_it_drawn_later() -> None:
    async with studio() as drawing:
        with pytest.raises(SlowError):
            await drawing.draw(numbers(3), within_seconds=0.001)
        picture = await drawing.draw(numbers(3))
        assert await drawing.draw(numbers(3), within_seconds=0) is picture


@pytest.mark.parametrize(
    "bounds",
    [Bounds(memory_bytes=150 * MEBIBYTE), Bounds(deadline_seconds=0.05)],
    ids=["memory", "time"],
)
async def test_what_takes_too_much_is_given_up_in_plain_words(bounds: Bounds) -> None:
    async with studio(bounds) as drawing:
        with pytest.raises(NotDrawnError, match="I couldn't draw that picture"):
            await drawing.draw(numbers(3))
        assert drawing.is_idle


async def test_a_worker_that_cannot_start_is_told_in_plain_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "matplotlib.py").write_text("raise ValueError('it is broken')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    async with studio() as drawing:
        with pytest.raises(NotDrawnError):
            await drawing.draw(numbers(3))
        monkeypatch.delenv("PYTHONPATH")
        assert (await drawing.draw(numbers(3))).png


async def test_more_than_a_few_do_not_wait_in_line() -> None:
    async with studio() as drawing:
        waiting = [asyncio.create_task(drawing.draw(numbers(3 + n))) for n in range(8)]
        await asyncio.sleep(0)
        with pytest.raises(StudioBusyError, match="Please try again in a minute"):
            await drawing.draw(timeline(3))
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)


async def test_the_worker_knows_no_secret_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "secret")
    async with studio() as drawing:
        await drawing.draw(numbers(3))
        worker = drawing._worker
        assert worker is not None
        environment = _environment(worker.pid)
    assert b"PATH=" in environment
    assert b"secret" not in environment


def _environment(pid: int) -> bytes:
    return Path(f"/proc/{pid}/environ").read_bytes()


def test_the_bot_itself_never_loads_what_draws() -> None:
    script = "import sys, bot.app, bot.pictures.studio; print(*sys.modules)"
    told = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )
    roots = {name.partition(".")[0] for name in told.stdout.split()}
    assert "bot" in roots
    assert not roots & {"matplotlib", "numpy", "PIL"}


_BLOCK = """
import sys
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "matplotlib":
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Blocked())
"""
_ASK = """
from bot.content.library import Library
from bot.content.search import Index
from bot.views.places import Place
from bot.views.registry import load_views, render
from tests.making import brief, claim, entry, report
load_views()
reports = [report(f"r-{n}", str(n)) for n in range(3)]
record = brief(claims=[claim("shot", *reports)], timeline=[entry("e", at="2025-09-10")])
library = Library([Index(record)])
for place in (Place("claim", "drones", 1, "shot"), Place("timeline", "drones")):
    print("'label': 'Picture'" in str(render(library, place).to_components()))
for place in (Place("figures", "drones", 1, "shot"), Place("times", "drones")):
    print(render(library, place).chart is not None)
"""


@pytest.mark.parametrize(("before", "said"), [("", "True"), (_BLOCK, "False")])
def test_without_the_extra_there_is_no_button_and_an_old_one_leads_back(
    tmp_path: Path, before: str, said: str
) -> None:
    script = tmp_path / "script.py"
    script.write_text(before + _ASK)
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    told = subprocess.run(
        [sys.executable, script], check=True, capture_output=True, text=True, env=env
    )
    assert told.stdout.split() == [said] * 4
