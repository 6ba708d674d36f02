"""What is logged, and what is not."""

import json
import logging
from collections.abc import Iterator

import pytest
import structlog
from yarl import URL

from bot.telemetry import configure_logs

PERSON = 1_100_000_000_000_000_030
SECOND_ID = "aW50ZXJhY3Rpb246MTEx"


class Person:
    """Somebody who shows as their name does."""

    def __str__(self) -> str:
        return "mona"


@pytest.fixture(autouse=True)
def _logs_as_they_were() -> Iterator[None]:
    loggers = [logging.getLogger(name) for name in ("", "bot", "apscheduler.executors")]
    before = [(logger.handlers.copy(), logger.level) for logger in loggers]
    yield
    for logger, (handlers, level) in zip(loggers, before, strict=True):
        logger.handlers = handlers
        logger.setLevel(level)
    structlog.reset_defaults()


def test_what_an_event_quotes_stands_below_it_on_a_console(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure_logs("console", "info")
    log = structlog.get_logger("bot.somewhere")
    log.error("brief_invalid", quoted="    2 | a: b\n      |    ^")
    log.error("brief_valid")
    lines = capsys.readouterr().err.splitlines()
    assert lines[1:3] == ["    2 | a: b", "      |    ^"]
    assert len(lines) == 4
    assert "quoted" not in lines[0]


@pytest.mark.parametrize("level", ["debug", "info", "warning"])
def test_of_libraries_only_warnings_are_logged(
    level: str, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logs("json", level)
    for name in ("aiosqlite", "asyncpg", "sqlalchemy.engine", "discord.http", "apscheduler", "x"):
        logging.getLogger(name).debug("executing %s", "hunter2")
        logging.getLogger(name).info("executing %s", "hunter2")
        logging.getLogger(name).warning("%s is late", name)
    lines = [json.loads(line)["event"] for line in capsys.readouterr().err.splitlines()]
    assert len(lines) == 6
    assert all(line.endswith(" is late") for line in lines)


@pytest.mark.parametrize(
    ("level", "logged"), [("debug", ["a", "b", "c"]), ("info", ["b", "c"]), ("warning", ["c"])]
)
def test_our_own_events_are_logged_from_the_level_on(
    level: str, logged: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logs("json", level)
    log = structlog.get_logger("bot.somewhere")
    log.debug("a")
    log.info("b")
    log.warning("c")
    assert [json.loads(line)["event"] for line in capsys.readouterr().err.splitlines()] == logged


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("POST", URL(f"https://d.example/webhooks/{PERSON}/{SECOND_ID}/messages/@original"), 1.5),
         "POST https://d.example/webhooks/…/messages/@original 1.5"),
        (("POST", f"https://d.example/interactions/{PERSON}/{SECOND_ID}/callback", 3),
         "POST https://d.example/interactions/…/callback 3"),
        (("quote", PERSON, Person()), "quote … …"),
        (("PATCH", f"https://d.example/channels/{PERSON}/messages/{PERSON}", "429"),
         "PATCH https://d.example/channels/…/messages/… 429"),
    ],
)  # fmt: skip
def test_warnings_of_discord_py_name_no_person_and_no_token(
    arguments: tuple[object, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logs("json", "info")
    logging.getLogger("discord.http").warning("%s %s %s", *arguments)
    assert json.loads(capsys.readouterr().err)["event"] == told
