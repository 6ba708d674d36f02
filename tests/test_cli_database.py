"""The commands that keep the database: backup, migrate."""

import asyncio
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from bot.cli import EX_CONFIG
from bot.storage.address import address_of
from bot.storage.database import Database, migrating
from bot.storage.migrate import migrate
from bot.storage.servers import Servers
from tests.recording import FILE, record, schema
from tests.storage.making import GUILD
from tests.test_cli import briefbot, briefs

__all__ = ["briefs"]  # the fixture that gives each test an empty working folder


def test_a_backup_is_whole_while_a_bot_writes() -> None:
    record("Four fell.")
    ended = threading.Event()

    async def write() -> None:
        async with Database.open(str(FILE)) as database:
            zones = 0
            while not ended.is_set():
                await Servers(database).set_zone(GUILD + zones % 50, "UTC")
                zones += 1

    writing = threading.Thread(target=lambda: asyncio.run(write()))
    writing.start()
    try:
        results = [briefbot("backup", f"copy-{n}.db") for n in range(3)]
    finally:
        ended.set()
        writing.join()
    for number, result in enumerate(results):
        assert result.stdout == f"Copied to copy-{number}.db.\n"
        with closing(sqlite3.connect(f"copy-{number}.db")) as copy:
            assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert copy.execute("SELECT slug FROM revisions").fetchall() == [("night",)]


def test_a_backup_replaces_nothing_and_needs_something_to_copy() -> None:
    missing = briefbot("backup", "copy.db")
    assert (missing.exit_code, "There is no database" in missing.stderr) == (EX_CONFIG, True)
    record("Four fell.")
    Path("copy.db").write_text("mine")
    taken = briefbot("backup", "copy.db")
    assert (taken.exit_code, "already exists" in taken.stderr) == (EX_CONFIG, True)
    assert Path("copy.db").read_text() == "mine"


def test_a_backup_of_postgresql_is_left_to_its_own_program() -> None:
    result = briefbot("backup", "copy.dump", DATABASE_URL="postgresql://bot:hunter2@db/briefbot")
    assert result.exit_code == EX_CONFIG
    assert "pg_dump --format=custom --file=copy.dump" in result.stderr
    assert "hunter2" not in result.stderr


def test_a_backup_needs_a_folder_to_write_to_and_leaves_nothing_half_made() -> None:
    record("Four fell.")
    nowhere = briefbot("backup", "nowhere/copy.db")
    assert (nowhere.exit_code, nowhere.stdout) == (EX_CONFIG, "")
    assert nowhere.stderr == "nowhere/copy.db cannot be written: No such file or directory.\n"
    itself = briefbot("backup", str(FILE))
    assert (itself.exit_code, "already exists" in itself.stderr) == (EX_CONFIG, True)
    assert sorted(path.name for path in Path().iterdir()) == ["briefs", "data"]
    assert briefbot("backup").exit_code == 2


def test_a_backup_of_a_file_that_is_no_database_says_so() -> None:
    Path("data").mkdir()
    FILE.write_text("no database" * 99)
    result = briefbot("backup", "copy.db")
    assert (result.exit_code, "damaged or not a database" in result.stderr) == (EX_CONFIG, True)
    assert not Path("copy.db").exists()


def test_a_backup_of_sqlite_with_options_asks_for_the_path_alone() -> None:
    result = briefbot("backup", "copy.db", DATABASE_URL=f"sqlite:///{FILE}?timeout=5")
    assert result.exit_code == EX_CONFIG
    assert "give DATABASE_URL as its path" in result.stderr
    assert "pg_dump" not in result.stderr


def test_migrate_makes_a_new_database() -> None:
    result = briefbot("migrate")
    assert (result.exit_code, result.stdout) == (0, "The database is up to date.\n")
    assert "database_made" in result.stderr
    newest = schema()
    assert briefbot("migrate").exit_code == 0
    assert schema() == newest
    record("Four fell.")


def test_migrate_brings_an_old_database_up_to_date_and_keeps_what_is_in_it() -> None:
    async def make_old() -> None:
        async with migrating(address_of(str(FILE))) as connection:
            await connection.run_sync(migrate, "old", "0001")

    Path("data").mkdir()
    asyncio.run(make_old())
    assert schema() == "0001"
    with closing(sqlite3.connect(FILE, isolation_level=None)) as database:
        database.execute("INSERT INTO servers (guild_id, zone) VALUES (7, 'Europe/Kyiv')")
    assert briefbot("migrate").exit_code == 0
    assert schema() != "0001"
    with closing(sqlite3.connect(FILE)) as database:
        assert database.execute("SELECT zone FROM servers").fetchall() == [("Europe/Kyiv",)]


def test_migrate_leaves_a_newer_database_as_it_is_with_a_warning() -> None:
    make_newer()
    result = briefbot("migrate")
    assert result.exit_code == 0
    assert "database_newer" in result.output
    assert schema() == "9999"


def test_migrate_refuses_a_newer_database_that_lacks_something() -> None:
    make_newer("DROP TABLE rate")
    result = briefbot("migrate")
    assert (result.exit_code, result.stdout) == (EX_CONFIG, "")
    assert "belongs to a newer briefbot (revision 9999)" in result.stderr
    assert "there is no table rate" in result.stderr
    assert schema() == "9999"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("mysql://bot:hunter2@db/briefbot", "which briefbot does not support"),
        ("postgresql+psycopg://bot:hunter2@db/briefbot", "which briefbot does not support"),
        ("postgresql://bot:hunter2@db:port/briefbot", "DATABASE_URL cannot be read"),
        ("postgresql://bot:hunter2:/word@db/briefbot", "DATABASE_URL cannot be read"),
        ("postgresql://bot:hunter2@[::1/briefbot", "DATABASE_URL cannot be read"),
        ("postgresql://bot:hunter2@db/briefbot?sslmode=some", "rejected the settings"),
        ("postgresql://bot:hunter2@db:99999/briefbot", "DATABASE_URL cannot be read"),
        (
            "postgresql:/bot:hunter2@db/briefbot",
            "neither the path of a file nor a supported address",
        ),
        ("bot:hunter2@db://briefbot", "neither the path of a file nor a supported address"),
        ("sqlite://", "The database needs a file"),
        ("briefs", "The database briefs cannot be opened"),
    ],
)
def test_migrate_says_what_is_wrong_with_an_address_and_no_password(
    address: str, said: str
) -> None:
    result = briefbot("migrate", DATABASE_URL=address)
    assert (result.exit_code, result.stdout) == (EX_CONFIG, "")
    assert said in result.stderr
    assert "Traceback" not in result.output
    assert "hunter2" not in result.output


def make_newer(change: str = "CREATE TABLE novelties (id INTEGER)") -> None:
    """A database that a newer briefbot has changed."""
    assert briefbot("migrate").exit_code == 0
    with closing(sqlite3.connect(FILE, isolation_level=None)) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.execute(change)
