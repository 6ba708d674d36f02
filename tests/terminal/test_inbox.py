"""`briefbot inbox`: challenges at the terminal."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest
from click.testing import CliRunner, Result

from bot.cli import EX_CONFIG, main
from bot.domain import limits
from bot.domain.challenge import Challenge, NewChallenge
from bot.domain.delivery import AnyDelivery, ReplyDelivery
from bot.storage.challenges import Challenges
from bot.storage.database import Database
from bot.storage.leases import Leases
from tests.demo.ferry import ferry
from tests.making import content, forget_settings
from tests.storage.making import LEASE

T = TypeVar("T")
READER = 1_150_000_000_000_000_001
NEW = NewChallenge(
    user_id=READER,
    guild_id=1,
    channel_id=2,
    message_id=3,
    slug="ferry",
    revision=2,
    entries=("speed", "gone"),
    text="It was *nine* knots.\nReally.",
    link="https://paper.example/nine",
    created_at=datetime(2026, 11, 20, 9, 0, tzinfo=UTC),
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with one brief, and no settings at all."""
    forget_settings(monkeypatch)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "briefs").mkdir()
    (tmp_path / "briefs" / "ferry.yaml").write_bytes(content(ferry()))
    return tmp_path


def inbox(*arguments: str, **environment: str) -> Result:
    return CliRunner().invoke(main, ["inbox", *arguments], env=environment, prog_name="briefbot")


def working(work: Callable[[Database], Awaitable[T]]) -> T:
    """What comes of working on the database that the program uses."""

    async def opened() -> T:
        async with Database.open("data/briefbot.db") as database:
            return await work(database)

    return asyncio.run(opened())


def handed_in(*new: NewChallenge) -> list[Challenge]:
    async def add(database: Database) -> list[Challenge]:
        return [await Challenges(database).add(each) for each in new]

    return working(add)


def planned() -> list[AnyDelivery]:
    return working(lambda database: Leases(database).claim(datetime.now(UTC), "a", LEASE, 9))


def test_what_waits_is_listed_with_the_entries_as_they_stand_now() -> None:
    handed_in(NEW, replace(NEW, slug="flood", entries=(), link=None, revision=None))
    result = inbox()
    assert result.exit_code == 0
    assert result.stdout == (
        f"1  2026-11-20 09:00 UTC  user {READER}\n"
        "   ferry, revision 2: Ferry aground off Łąkowo\n"
        "   - speed: How fast was the ferry?\n"
        "   - gone: no longer in the brief\n"
        "   | It was *nine* knots.\n"
        "   | Really.\n"
        "   https://paper.example/nine\n"
        "\n"
        f"2  2026-11-20 09:00 UTC  user {READER}\n"
        "   flood: this brief no longer exists\n"
        "   | It was *nine* knots.\n"
        "   | Really.\n"
        "\n"
    )
    assert result.stderr == "Waiting for an answer: 2.\n"


def test_an_empty_inbox_says_so() -> None:
    assert (inbox().stdout, inbox().stderr) == ("", "Waiting for an answer: 0.\n")


def test_the_list_speaks_json_alone_to_tools() -> None:
    handed_in(NEW)
    (told,) = json.loads(inbox("--format", "json").output)["challenges"]
    assert told == {
        "number": 1,
        "at": "2026-11-20T09:00:00+00:00",
        "brief": "ferry",
        "title": "Ferry aground off Łąkowo",
        "revision": 2,
        "entries": [
            {"id": "speed", "text": "How fast was the ferry?"},
            {"id": "gone", "text": None},
        ],
        "text": NEW.text,
        "link": NEW.link,
        "user": READER,
    }


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_reader_cannot_command_the_curators_terminal(form: str) -> None:
    handed_in(replace(NEW, text="\x1b]0;owned\x07 \x9b2J \u202ekcab", link="https://a.pl/\u202e"))
    shown = inbox("--format", form).stdout
    assert not any(mark in shown for mark in "\x1b\x07\x9b\u202e")
    assert "owned" in shown


def test_an_answer_is_kept_and_its_reply_planned_in_one_go() -> None:
    handed_in(NEW)
    result = inbox("answer", "1", " It was ten. ")
    assert (result.exit_code, result.stdout) == (
        0,
        "Challenge 1 has been answered. The person will be told.\n",
    )
    assert inbox().stdout == ""
    (reply,) = planned()
    assert isinstance(reply, ReplyDelivery)
    assert (reply.person_id, reply.challenge_id) == (READER, 1)
    kept = working(lambda database: Challenges(database).get(1))
    assert kept is not None
    assert kept.answer == "It was ten."


def test_who_is_forgotten_is_not_told() -> None:
    handed_in(replace(NEW, user_id=None))
    assert "user erased at their request" in inbox().stdout
    assert (
        "will not be told, as they asked to be forgotten" in inbox("answer", "1", "Thanks.").stdout
    )
    assert planned() == []


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("2", "Thanks."), "There is no challenge “2” here."),
        (("1", " "), "The answer is empty"),
        (("1", "x" * (limits.ANSWER + 1)), "The answer is too long: at most 1,500 characters."),
    ],
)
def test_an_answer_that_cannot_be_is_refused_with_a_reason(
    arguments: tuple[str, ...], reason: str
) -> None:
    handed_in(NEW)
    result = inbox("answer", *arguments)
    assert result.exit_code == 1
    assert reason in result.stderr
    assert planned() == []


def test_what_is_not_seen_is_left_out_of_an_answer() -> None:
    (kept,) = handed_in(NEW)
    assert inbox("answer", str(kept.id), "It\u202e was\u200b ten\u2066.\U000e0101").exit_code == 0
    answered = working(lambda database: Challenges(database).get(kept.id))
    assert answered is not None
    assert answered.answer == "It was ten."


def test_a_challenge_is_answered_once() -> None:
    handed_in(NEW)
    inbox("answer", "1", "Thanks.")
    again = inbox("answer", "1", "No thanks.")
    assert again.exit_code == 1
    assert "Challenge 1 has already been answered" in again.stderr


@pytest.mark.parametrize("arguments", [(), ("answer", "1", "Thanks.")])
def test_a_database_that_cannot_be_used_is_one_sentence(arguments: tuple[str, ...]) -> None:
    result = inbox(*arguments, DATABASE_URL="mysql://nowhere")
    assert result.exit_code == EX_CONFIG
    assert "DATABASE_URL begins with mysql://" in result.stderr


@pytest.mark.parametrize("arguments", [("answer", "0", "Thanks."), ("answer", "1"), ("undo",)])
def test_what_cannot_be_meant_is_explained(arguments: tuple[str, ...]) -> None:
    assert inbox(*arguments).exit_code == 2


def test_answering_explains_itself() -> None:
    result = inbox("answer", "--help")
    assert result.output.startswith("Usage: briefbot inbox answer [OPTIONS] NUMBER TEXT")
