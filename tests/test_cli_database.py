"""The commands that look at the database: history, diff, backup, migrate."""

import asyncio
import json
import sqlite3
import threading
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.cli import EX_CONFIG
from bot.content.parse import parse
from bot.domain.meaning import meaning
from bot.storage.address import place_of
from bot.storage.database import Database, migrating
from bot.storage.migrate import migrate
from bot.storage.revisions import Revisions
from bot.storage.servers import Servers
from tests.making import content, document, entry
from tests.storage.making import GUILD, NOW
from tests.test_cli import briefbot, briefs

__all__ = ["briefs"]  # the fixture that gives each test an empty working folder

FILE = Path("data") / "briefbot.db"
DAY = timedelta(days=1)


def record(*points: str) -> None:
    """Record a brief that says one thing after the other, a day apart."""

    async def work() -> None:
        async with Database.open(str(FILE)) as database:
            for day, point in enumerate(points):
                text = content(document(summary=[entry("point", text=point)]))
                brief = parse(text, "night.yaml").brief
                when = NOW + day * DAY
                await Revisions(database).record("night", meaning(brief), text.decode(), when)

    asyncio.run(work())


def test_history_lists_the_states_of_a_brief_the_newest_first() -> None:
    record("Four fell.", "Three fell.", "Two fell.")
    result = briefbot("history", "night")
    assert result.exit_code == 0
    first, second, third = result.stdout.splitlines()
    assert first.split()[:4] == ["3", "2026-11-22", "09:00", "UTC"]
    assert first.endswith("wording 1")
    assert second.startswith("    2  ")
    assert third.endswith("first")
    told = json.loads(briefbot("history", "night", "--format", "json").stdout)
    assert [each["revision"] for each in told] == [3, 2, 1]
    assert told[0]["published"] == "2026-11-22T09:00:00+00:00"
    assert told[0]["changes"] == {"wording": 1}
    assert len(told[0]["hash"]) == 64


def test_diff_shows_was_and_now_of_each_change_either_way() -> None:
    record("Four fell.", "Three fell.")
    result = briefbot("diff", "night", "1", "2")
    assert result.exit_code == 0
    assert result.stdout == "wording: summary.point\n- Four fell.\n+ Three fell.\n"
    assert "+ Four fell." in briefbot("diff", "night", "2", "1").stdout
    assert briefbot("diff", "night", "2", "2").stdout == "Nothing changed in meaning.\n"
    (change,) = json.loads(briefbot("diff", "night", "1", "2", "--format", "json").stdout)
    assert (change["entry"], change["was"], change["now"]) == ("point", "Four fell.", "Three fell.")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("history", "day"), "Nothing of a brief “day” is on record."),
        (("diff", "day", "1", "2"), "Nothing of a brief “day” is on record."),
        (("diff", "night", "1", "9"), "There is no revision 9 of “night”: it has 1 to 1."),
    ],
)
def test_what_is_not_on_record_is_said_and_fails(arguments: tuple[str, ...], said: str) -> None:
    record("Four fell.")
    result = briefbot(*arguments)
    assert (result.exit_code, result.stderr) == (1, f"Error: {said}\n")


def test_looking_makes_no_database() -> None:
    result = briefbot("history", "night")
    assert result.exit_code == 1
    assert "There is no database data/briefbot.db, or nothing in it" in result.stderr
    assert not FILE.exists()


def test_looking_leaves_a_database_as_it_is() -> None:
    FILE.parent.mkdir()
    with closing(sqlite3.connect(FILE)) as database:
        database.execute("CREATE TABLE alembic_version (version_num TEXT)")
        database.execute("INSERT INTO alembic_version VALUES ('0001')")
        database.execute(
            "CREATE TABLE revisions (id INTEGER PRIMARY KEY, slug TEXT, number INTEGER, "
            "hash TEXT, content TEXT, published_at BIGINT)"
        )
        database.execute("INSERT INTO revisions VALUES (1, 'night', 1, 'h', 'x: [', 0)")
        database.commit()
    before = FILE.read_bytes()
    told = briefbot("history", "night")
    assert (told.exit_code, told.stdout) == (0, "    1  1970-01-01 00:00 UTC  h  first\n")
    unreadable = briefbot("diff", "night", "1", "1")
    assert (unreadable.exit_code, unreadable.stderr) == (
        1, "Error: Revision 1 cannot be read any more.\n",
    )  # fmt: skip
    assert FILE.read_bytes() == before
    assert [path.name for path in FILE.parent.iterdir()] == [FILE.name]


def test_a_state_that_cannot_be_read_is_not_called_the_first() -> None:
    record("Four fell.", "Three fell.", "Two fell.")
    with closing(sqlite3.connect(FILE)) as database:
        database.execute("UPDATE revisions SET content = 'x: [' WHERE number = 2")
        database.commit()
    third, second, first = briefbot("history", "night").stdout.splitlines()
    assert third.endswith("unknown: a state cannot be read any more")
    assert second.endswith("unknown: a state cannot be read any more")
    assert first.endswith("first")
    told = json.loads(briefbot("history", "night", "--format", "json").stdout)
    assert [each["changes"] for each in told] == [None, None, None]


def test_history_lists_the_newest_states_and_says_how_many_are_older() -> None:
    record(*(f"{n} fell." for n in range(5)))
    result = briefbot("history", "night", "--last", "2")
    assert [line.split()[0] for line in result.stdout.splitlines()] == ["5", "4"]
    assert result.stdout.splitlines()[1].endswith("wording 1")
    assert result.stderr == "And 3 older: --last 5 lists them, too.\n"
    assert briefbot("history", "night", "--last", "5").stderr == ""


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
    assert (taken.exit_code, "exists already" in taken.stderr) == (EX_CONFIG, True)
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
    assert (itself.exit_code, "exists already" in itself.stderr) == (EX_CONFIG, True)
    assert sorted(path.name for path in Path().iterdir()) == ["briefs", "data"]
    assert briefbot("backup").exit_code == 2


def test_a_backup_of_a_file_that_is_no_database_says_so() -> None:
    Path("data").mkdir()
    FILE.write_text("no database" * 99)
    result = briefbot("backup", "copy.db")
    assert (result.exit_code, "damaged or no database" in result.stderr) == (EX_CONFIG, True)
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
        async with migrating(place_of(str(FILE))) as connection:
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
    assert "is of a newer briefbot (revision 9999)" in result.stderr
    assert "there is no table rate" in result.stderr
    assert schema() == "9999"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("mysql://bot:hunter2@db/briefbot", "no database that is known here"),
        ("postgresql+psycopg://bot:hunter2@db/briefbot", "no database that is known here"),
        ("postgresql://bot:hunter2@db:port/briefbot", "DATABASE_URL cannot be read"),
        ("postgresql://bot:hunter2:/word@db/briefbot", "DATABASE_URL cannot be read"),
        ("postgresql://bot:hunter2@[::1/briefbot", "DATABASE_URL cannot be read"),
        ("postgresql://bot:hunter2@db/briefbot?sslmode=some", "says something that is not underst"),
        ("postgresql://bot:hunter2@db:99999/briefbot", "DATABASE_URL cannot be read"),
        ("postgresql:/bot:hunter2@db/briefbot", "neither the path of a file nor an address"),
        ("bot:hunter2@db://briefbot", "neither the path of a file nor an address"),
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


def schema() -> str:
    """Which schema the database has."""
    with closing(sqlite3.connect(FILE)) as database:
        (version,) = database.execute("SELECT version_num FROM alembic_version").fetchone()
    return version


def make_newer(change: str = "CREATE TABLE novelties (id INTEGER)") -> None:
    """A database that a newer briefbot has changed."""
    assert briefbot("migrate").exit_code == 0
    with closing(sqlite3.connect(FILE, isolation_level=None)) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.execute(change)
