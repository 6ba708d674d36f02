"""A short run of `make crash`, and that it would see what goes wrong."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.storage.database import Database
from tests.crash.databases import KINDS, Kind, new_database
from tests.crash.ledger import FIRST_CHANNEL, Ledger
from tests.crash.run import LONG, Plan, crash
from tests.loopback.process import MODULE
from tests.loopback.scene import Scene
from tests.loopback.server import Loopback
from tests.loopback.state import Fault

pytestmark = pytest.mark.slow

POSTS = rf"/channels/{FIRST_CHANNEL}/messages"


@dataclass(frozen=True, slots=True)
class Due:
    """A digest that is due within seconds, for processes with these settings."""

    scene: Scene
    ledger: Ledger
    settings: dict[str, str]


@pytest.mark.parametrize("kind", KINDS)
async def test_nothing_is_doubled_and_nothing_lost_whatever_breaks(
    kind: Kind, tmp_path: Path
) -> None:
    report = await crash(Plan(kind, deliveries=40, seconds=4, vanishing=2), tmp_path)
    assert report.is_right, report
    assert report.findings.due > 5, report
    assert report.done["kills"], report


@pytest.fixture
async def due(tmp_path: Path) -> AsyncIterator[Due]:
    async with (
        new_database("sqlite", tmp_path) as address,
        Database.open(address) as database,
        Loopback() as discord,
    ):
        scene = Scene(discord, tmp_path / "scene")
        ledger = Ledger(database, discord.state)
        await ledger.subscribe(1, live=0)
        await ledger.make_due(1)
        yield Due(scene, ledger, {"DATABASE_URL": address, "HEALTH_PORT": "0"})


@pytest.mark.parametrize(("without", "doubled"), [("nonce,readback", 1), ("readback", 0)])
async def test_without_its_care_it_doubles(due: Due, without: str, doubled: int) -> None:
    due.scene.discord.state.faults.append(Fault("POST", POSTS, "lose_answer"))
    async with due.scene.start(*MODULE, "tests.crash.worker", without, **due.settings) as process:
        await process.logged("delivery_sent")
    found = await due.ledger.findings()
    assert (found.due, found.duplicates, found.losses) == (1, doubled, 0)


async def test_what_was_posted_before_a_long_break_is_found_again(due: Due) -> None:
    state = due.scene.discord.state
    state.faults.append(Fault("POST", POSTS, "lose_answer", times=99))
    async with due.scene.start(**due.settings):
        await state.until(lambda: state.messages[str(FIRST_CHANNEL)] or None, 30)
    state.faults.clear()
    await due.ledger.age(LONG)
    async with due.scene.start(**due.settings) as process:
        await process.logged("delivery_sent")
    found = await due.ledger.findings()
    assert (found.messages, found.duplicates, found.losses, found.wrong) == (1, 0, 0, [])
