"""Health tells of the database, of what is due and of what is not recorded."""

import asyncio
import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from shutil import disk_usage, rmtree

import discord
import pytest

from bot.newsroom.checkup import Checkup
from bot.newsroom.newsroom import Newsroom, Terms
from bot.storage import probe
from bot.storage.database import Database
from bot.storage.errors import StorageError, UnavailableError
from bot.storage.probe import Probe
from tests.demo.ferry import SLUG, ferry
from tests.demo.newsroom import Briefs, Logs
from tests.storage.making import subscribed
from tests.storage.outage import Line
from tests.storage.postgres import Postgres
from tests.storage.test_sqlite import locked
from tests.waiting import until


class Patient:
    """A bot that is looked at all the time, and not connected to Discord."""

    def __init__(self, checkup: Checkup, newsroom: Newsroom, database: Database) -> None:
        self.checkup = checkup
        self.newsroom = newsroom
        self.database = database

    @property
    def reason(self) -> str:
        """What is wrong besides the connection."""
        health = self.checkup.health()
        assert not health["ok"]
        return health["reason"].removeprefix("not connected to Discord").removeprefix("; ")

    async def is_well(self) -> None:
        await until(lambda: not self.reason)
        assert self.checkup.health()["storage"] == "ok"

    async def is_unwell(self, words: str) -> None:
        await until(lambda: words in self.reason)


@asynccontextmanager
async def looked_at(briefs: Briefs, address: str, ahead: timedelta) -> AsyncGenerator[Patient]:
    bot = briefs.bot()
    terms = Terms(clock=lambda: discord.utils.utcnow() - ahead)
    async with Database.open(address, patience_seconds=0.3) as database:
        newsroom = Newsroom(database, briefs.folder, bot, terms)
        checkup = Checkup(bot, newsroom, Probe(database), look_seconds=0.05)
        looking = asyncio.create_task(checkup.keep_looking())
        patient = Patient(checkup, newsroom, database)
        await patient.is_well()
        yield patient
        looking.cancel()
        await asyncio.wait([looking])


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
async def patient(briefs: Briefs, data: Path) -> AsyncGenerator[Patient]:
    async with looked_at(briefs, str(data / "briefbot.db"), timedelta(0)) as patient:
        yield patient


async def test_a_locked_database_is_told_until_it_is_free(patient: Patient, data: Path) -> None:
    with locked(str(data / "briefbot.db")):
        await patient.is_unwell("is locked by another program")
    await patient.is_well()


async def test_a_data_folder_that_was_deleted_is_told_and_nothing_is_made_in_its_place(
    patient: Patient, data: Path
) -> None:
    rmtree(data)
    await patient.is_unwell("was moved, deleted or replaced while briefbot was running")
    assert not await asyncio.to_thread(data.exists)


async def test_a_file_that_was_replaced_is_told(patient: Patient, data: Path) -> None:
    file = data / "briefbot.db"
    (data / "other.db").write_bytes(file.read_bytes())
    (data / "other.db").replace(file)
    await patient.is_unwell("was moved, deleted or replaced while briefbot was running")


async def test_a_damaged_file_is_told(patient: Patient, data: Path) -> None:
    with (data / "briefbot.db").open("r+b") as file:
        file.write(b"Dear diary, " * 100)
    await patient.is_unwell("is damaged or not a database")


async def test_a_server_that_is_away_is_told_until_it_is_back(
    briefs: Briefs, postgres: Postgres
) -> None:
    async with (
        postgres.migrated() as direct,
        Line.to(direct) as (line, address),
        looked_at(briefs, address, timedelta(0)) as patient,
    ):
        await line.cut()
        await patient.is_unwell("cannot be reached")
        await line.mend()
        await patient.is_well()


async def test_a_disk_with_too_little_room_is_told(patient: Patient, data: Path) -> None:
    await Probe(patient.database).look()
    too_much = disk_usage(data).total
    with pytest.raises(StorageError, match=r"The disk of the database .* is full"):
        await Probe(patient.database, least_bytes=too_much).look()


async def test_a_disk_that_does_not_answer_is_told_as_one(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = database.place.path
    assert path is not None
    path.unlink()
    os.mkfifo(path)  # whoever opens it waits for a writer, as on a disk that hangs
    monkeypatch.setattr(probe, "PROBE_SECONDS", 0.2)
    told = "The disk of the database .* does not answer within 0.2 s. Check the disk"
    try:
        with pytest.raises(UnavailableError, match=told):
            await Probe(database).look()
    finally:
        os.close(os.open(path, os.O_WRONLY))  # lets the one go that still waits


async def test_what_is_due_for_long_is_told(patient: Patient) -> None:
    await subscribed(patient.database, next_run_at=discord.utils.utcnow() - timedelta(minutes=9))
    await until(lambda: patient.checkup.health()["oldest_due_seconds"] >= 9 * 60)
    assert not patient.reason
    await subscribed(patient.database, next_run_at=discord.utils.utcnow() - timedelta(minutes=12))
    await patient.is_unwell("a delivery has been due for 12 minutes")


async def test_what_is_to_come_is_not_due(patient: Patient) -> None:
    await subscribed(patient.database, next_run_at=discord.utils.utcnow() + timedelta(minutes=30))
    looks = patient.checkup.looks
    await until(lambda: patient.checkup.looks > looks + 1)
    assert patient.checkup.health()["oldest_due_seconds"] == 0


@pytest.mark.parametrize(("minutes", "told"), [(0, ""), (2, f"loaded but not recorded: {SLUG}")])
async def test_what_is_loaded_and_not_recorded_is_told_after_a_minute(
    briefs: Briefs, data: Path, logs: Logs, minutes: int, told: str
) -> None:
    address, ahead = str(data / "briefbot.db"), timedelta(minutes=minutes)
    async with looked_at(briefs, address, ahead) as patient:
        with locked(address):
            briefs.save(SLUG, ferry(title="Second"))
            async with patient.newsroom.recording():
                await until(lambda: any(line["event"] == "recording_waits" for line in logs))
                assert patient.checkup.health()["unrecorded"] == [SLUG]
        await until(lambda: patient.checkup.health()["storage"] == "ok")
        assert patient.reason == told
        async with patient.newsroom.recording():
            await until(lambda: not patient.checkup.health()["unrecorded"])
        await patient.is_well()
