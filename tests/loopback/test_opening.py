"""`briefbot run` with a database that it cannot have, or not yet."""

import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.loopback.process import free_port
from tests.loopback.scene import Scene
from tests.loopback.server import Loopback
from tests.storage.test_sqlite import locked

pytestmark = pytest.mark.slow

EX_TEMPFAIL, EX_CONFIG = 75, 78
IMPATIENT = (
    "import bot.app; bot.app._OPENING_SECONDS = 0.5; from bot.cli import main; main(['run'])"
)


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    async with Loopback() as discord:
        scene = Scene(discord, tmp_path)
        scene.data.mkdir()
        yield scene


def away() -> str:
    """The address of a server that is not there."""
    return f"postgresql://bot:hunter2@127.0.0.1:{free_port()}/brief"


async def test_a_file_that_is_locked_at_the_start_is_waited_for(scene: Scene) -> None:
    with locked(str(scene.data / "briefbot.db")) as other:
        async with scene.start() as process:
            waits = await process.logged("database_tried_again")
            other.execute("COMMIT")
            assert "Ferry aground" in await scene.shown()
            assert await process.stop() == 0
    assert "is locked" in waits["reason"]
    assert process.is_clean


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_a_signal_ends_the_waiting_in_good_order(scene: Scene, kind: str) -> None:
    address = away() if kind == "postgresql" else ""
    with locked(str(scene.data / "briefbot.db")):
        async with scene.start(DATABASE_URL=address, LOG_LEVEL="debug") as process:
            await process.logged("database_tried_again")
            assert await process.stop() == 0
    assert process.events[-1]["event"] == "stopped"
    assert process.is_clean
    assert "hunter2" not in process.text


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [("sqlite", "is locked by another program"), ("postgresql", "cannot be reached")],
)
async def test_what_stays_away_is_told_with_a_code_that_asks_for_another_start(
    scene: Scene, kind: str, sentence: str
) -> None:
    address = away() if kind == "postgresql" else ""
    with locked(str(scene.data / "briefbot.db")):
        program = (sys.executable, "-c", IMPATIENT)
        async with scene.start(*program, DATABASE_URL=address) as process:
            assert await process.ended() == EX_TEMPFAIL
    assert process.is_clean
    assert sentence in process.lines[-1]
    assert "hunter2" not in process.text


async def refused(scene: Scene) -> str:
    """The sentence with which it ends for good."""
    async with scene.start() as process:
        assert await process.ended() == EX_CONFIG
    assert process.is_clean
    (said,) = [line for line in process.lines if not line.startswith("{")]
    return said


async def test_another_programs_database_is_told_in_a_sentence(scene: Scene) -> None:
    with closing(sqlite3.connect(scene.data / "briefbot.db")) as other:
        other.execute("CREATE TABLE songs (id INTEGER)")
    assert "belongs to another program" in await refused(scene)


async def test_a_database_that_vanished_is_not_begun_anew(scene: Scene) -> None:
    async with scene.start() as process:
        await scene.discord.connected()
        assert await process.stop() == 0
    path = scene.data / "briefbot.db"
    path.unlink()
    assert f"The database {path} is gone or empty" in await refused(scene)
    assert not path.exists()
