"""The commands that look at the database: history, diff."""

import json
import sqlite3
from contextlib import closing

import pytest

from tests.recording import FILE, record
from tests.test_cli import briefbot, briefs

__all__ = ["briefs"]  # the fixture that gives each test an empty working folder


def test_history_lists_the_states_of_a_brief_the_newest_first() -> None:
    record("Four fell.", "Three fell.", "Two fell.")
    result = briefbot("history", "night")
    assert result.exit_code == 0
    first, second, third = result.stdout.splitlines()
    assert first.split()[:4] == ["3", "2026-11-22", "09:00", "UTC"]
    assert first.endswith("1 changed")
    assert second.startswith("    2  ")
    assert third.endswith("first")
    told = json.loads(briefbot("history", "night", "--format", "json").stdout)
    assert [each["revision"] for each in told] == [3, 2, 1]
    assert told[0]["published"] == "2026-11-22T09:00:00+00:00"
    assert told[0]["changes"] == {"changed": 1}
    assert len(told[0]["hash"]) == 64


def test_diff_shows_was_and_now_of_each_change_either_way() -> None:
    record("Four fell.", "Three fell.")
    result = briefbot("diff", "night", "1", "2")
    assert result.exit_code == 0
    assert result.stdout == "Changed: summary.point\n  [-Four-] {+Three+} fell.\n"
    assert "[-Three-] {+Four+} fell." in briefbot("diff", "night", "2", "1").stdout
    assert briefbot("diff", "night", "2", "2").stdout == "Nothing changed.\n"
    (change,) = json.loads(briefbot("diff", "night", "1", "2", "--format", "json").stdout)
    assert (change["entry"], change["was"], change["now"]) == ("point", "Four fell.", "Three fell.")
    assert (change["heading"], change["kind"]) == ("changed", "fact")


def test_what_is_only_reworded_is_counted_and_shown_where_it_is_asked_for() -> None:
    record("Four drones fell.", "4 drones fell.")
    assert briefbot("history", "night").stdout.splitlines()[0].endswith("1 reworded")
    counted = "Only the wording changed.\n\n1 entry reworded: --reworded shows how.\n"
    assert briefbot("diff", "night", "1", "2").stdout == counted
    shown = briefbot("diff", "night", "1", "2", "--reworded").stdout
    assert shown == "Reworded: summary.point\n  [-Four-] {+4+} drones fell.\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("history", "day"), "No brief “day” is on record."),
        (("diff", "day", "1", "2"), "No brief “day” is on record."),
        (("diff", "night", "1", "9"), "There is no revision 9 of “night”: there are 1 to 1."),
    ],
)
def test_what_is_not_on_record_is_said_and_fails(arguments: tuple[str, ...], said: str) -> None:
    record("Four fell.")
    result = briefbot(*arguments)
    assert (result.exit_code, result.stderr) == (1, f"Error: {said}\n")


def test_looking_makes_no_database() -> None:
    result = briefbot("history", "night")
    assert result.exit_code == 1
    assert "The database data/briefbot.db is missing or empty" in result.stderr
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
        1, "Error: Revision 1 can no longer be read.\n",
    )  # fmt: skip
    assert FILE.read_bytes() == before
    assert [path.name for path in FILE.parent.iterdir()] == [FILE.name]


def test_a_state_that_cannot_be_read_is_not_called_the_first() -> None:
    record("Four fell.", "Three fell.", "Two fell.")
    with closing(sqlite3.connect(FILE)) as database:
        database.execute("UPDATE revisions SET content = 'x: [' WHERE number = 2")
        database.commit()
    third, second, first = briefbot("history", "night").stdout.splitlines()
    assert third.endswith("unknown: a revision can no longer be read")
    assert second.endswith("unknown: a revision can no longer be read")
    assert first.endswith("first")
    told = json.loads(briefbot("history", "night", "--format", "json").stdout)
    assert [each["changes"] for each in told] == [None, None, None]


def test_history_lists_the_newest_states_and_says_how_many_are_older() -> None:
    record(*(f"{n} fell." for n in range(5)))
    result = briefbot("history", "night", "--last", "2")
    assert [line.split()[0] for line in result.stdout.splitlines()] == ["5", "4"]
    assert result.stdout.splitlines()[1].endswith("1 changed")
    assert result.stderr == "3 older not shown: --last 5 lists them all.\n"
    assert briefbot("history", "night", "--last", "5").stderr == ""
