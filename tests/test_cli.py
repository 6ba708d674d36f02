import json
import logging
import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from click.testing import CliRunner, Result

from bot import __version__
from bot.cli import EX_CONFIG, main
from bot.terminal.checking import RULES
from bot.terminal.schema import schema_text
from tests.making import content, document, entry, forget_settings, source

ARCHIVED = source(url="https://a.pl", archive="https://b.pl")
CLEAN = content(document(timeline=[entry("point", at="2025")], sources={"paper": ARCHIVED}))
ODD = content(
    document(timeline=[entry("point", at="2025")], sources={"paper": source(url="https://a.pl")})
)


@pytest.fixture(autouse=True)
def briefs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder of briefs in an empty working folder, with no settings at all.

    In the end logs go where they went: a command sends them to the standard error that Click
    gives it and closes afterwards.
    """
    forget_settings(monkeypatch)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "briefs").mkdir()
    root, ours = logging.getLogger(), logging.getLogger("bot")
    handlers, levels = root.handlers.copy(), (root.level, ours.level)
    yield tmp_path / "briefs"
    root.handlers = handlers
    root.setLevel(levels[0])
    ours.setLevel(levels[1])
    structlog.reset_defaults()


def briefbot(*arguments: str, **environment: str) -> Result:
    return CliRunner().invoke(main, arguments, env=environment, prog_name="briefbot")


def test_check_names_each_mistake_of_each_file_with_its_place(briefs: Path) -> None:
    (briefs / "a.yaml").write_bytes(content(document(status="alive", reviewed="soon")))
    (briefs / "b.yaml").write_bytes(b"title: [\n")
    (briefs / "c.yaml").write_bytes(CLEAN)
    result = briefbot("check")
    told = [line for line in result.stdout.splitlines() if line.startswith("briefs/")]
    places = [line.split(" ")[0] for line in told]
    assert places == ["briefs/a.yaml:2:9:", "briefs/a.yaml:4:11:", "briefs/b.yaml:1:8:"]
    assert "    2 | status: alive\n      |         ^\n" in result.stdout
    assert result.stderr == "Files: 3. Errors: 3. Warnings: 0.\n"
    assert result.exit_code == 1


def test_check_of_sound_briefs_says_so_and_succeeds(briefs: Path) -> None:
    (briefs / "clean.yaml").write_bytes(CLEAN)
    result = briefbot("check", "briefs")
    assert (result.stdout, result.exit_code) == ("", 0)
    assert result.stderr == "Files: 1. Errors: 0. Warnings: 0.\n"


def test_check_fails_for_warnings_only_if_it_is_strict(briefs: Path) -> None:
    (briefs / "odd.yaml").write_bytes(ODD)
    lenient, strict = briefbot("check"), briefbot("check", "--strict")
    assert lenient.stdout == strict.stdout
    assert "warning: sources: 1 of 1 with an address has no archived copy" in strict.stdout
    assert (lenient.exit_code, strict.exit_code) == (0, 1)
    assert briefbot("check", "--strict", "--ignore", "no-archive").exit_code == 0


def test_check_speaks_json_alone_to_tools(briefs: Path) -> None:
    (briefs / "odd.yaml").write_bytes(ODD)
    result = briefbot("check", "--format", "json")
    shown = json.loads(result.output)
    assert shown["files"] == 1
    assert [problem["rule"] for problem in shown["problems"]] == ["no-archive"]


def test_check_speaks_annotations_alone_to_github(briefs: Path) -> None:
    (briefs / "a.yaml").write_bytes(content(document(status="alive")))
    result = briefbot("check", "--format", "github")
    (line,) = [line for line in result.output.splitlines() if line.startswith("::error")]
    assert line.startswith("::error file=briefs/a.yaml,line=2,col=9::status: “alive” is none of")
    assert all(line.startswith(("::error", "::warning")) for line in result.output.splitlines())
    assert result.exit_code == 1


def test_check_tells_the_first_mistakes_of_a_file_and_tools_all(briefs: Path) -> None:
    (briefs / "a.yaml").write_text("x: 1\n" * 1_000)
    text, github = briefbot("check"), briefbot("check", "--format", "github")
    assert text.stdout.count("briefs/a.yaml:") == len(github.stdout.splitlines()) == 21
    assert "more mistakes from here on" in text.stdout
    assert all(line.startswith("::error file=") for line in github.stdout.splitlines())
    assert len(json.loads(briefbot("check", "--format", "json").output)["problems"]) > 1_000


@pytest.mark.parametrize("form", ["text", "github", "json"])
def test_a_name_of_a_file_forges_no_line_and_no_colour(briefs: Path, form: str) -> None:
    (briefs / "a\x1b[31m\n::error::forged\u202e.yaml").write_bytes(b"title: [\n")
    (briefs / os.fsdecode(b"b\xff.yaml")).write_bytes(b"title: [\n")
    shown = briefbot("check", "--format", form).stdout
    assert "forged" in shown
    assert not [line for line in shown.splitlines() if line.startswith("::error::")]
    assert shown.replace("\n", "").isprintable()


def test_check_of_nothing_fails() -> None:
    result = briefbot("check")
    assert result.exit_code == 1
    assert result.stderr.startswith("No briefs found")
    assert "cannot be read: No such file or directory" in briefbot("check", "gone").stdout


def test_check_refuses_to_ignore_a_rule_that_there_is_not() -> None:
    result = briefbot("check", "--ignore", "foo")
    assert result.exit_code == 2
    assert "'foo' is not one of" in result.output
    assert all(rule in result.output for rule in RULES)


def test_demo_refuses_a_port_that_cannot_be() -> None:
    result = briefbot("demo", "--port", "99124")
    assert result.exit_code == 2
    assert "99124 is not in the range 0<=x<=65535" in result.output


def test_a_folder_that_is_named_to_the_demo_and_missing_gets_no_example() -> None:
    result = briefbot("demo", "--no-browser", "news")
    assert result.exit_code == EX_CONFIG
    assert result.output.startswith("There is no folder news")
    assert not Path("news").exists()


def test_the_example_is_copied_to_an_empty_folder_alone(briefs: Path) -> None:
    (briefs / "notes.txt").write_text("mine")
    result = briefbot("demo", "--no-browser")
    assert (result.exit_code, result.stdout) == (EX_CONFIG, "")
    assert result.stderr.startswith("No valid brief in briefs")
    assert [path.name for path in briefs.iterdir()] == ["notes.txt"]


def test_where_the_example_cannot_be_copied_the_demo_says_what_to_do(briefs: Path) -> None:
    briefs.rmdir()
    briefs.symlink_to("nowhere/briefs")
    result = briefbot("demo", "--no-browser")
    assert result.exit_code == EX_CONFIG
    assert result.stderr.startswith("The example cannot be copied to briefs: ")
    assert "Traceback" not in result.output


def test_check_knows_no_other_format() -> None:
    assert briefbot("check", "--format", "xml").exit_code == 2


def test_schema_prints_the_schema_and_nothing_else() -> None:
    result = briefbot("schema")
    assert (result.output, result.exit_code) == (schema_text(), 0)


def test_the_version_is_told() -> None:
    assert briefbot("--version").output == f"briefbot {__version__}\n"


@pytest.mark.parametrize("command", [(), *((name,) for name in main.commands)])
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_every_command_explains_itself(command: tuple[str, ...], option: str) -> None:
    result = briefbot(*command, option)
    assert result.exit_code == 0
    assert result.output.startswith(f"Usage: briefbot {' '.join(command)}".rstrip())
    assert len(result.output.splitlines()[2].strip()) > 20


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({}, "No Discord token: set DISCORD_TOKEN to the token, or DISCORD_TOKEN_FILE"),
        ({"DISCORD_TOKEN": "hunter2"}, "DISCORD_TOKEN is not a Discord token"),
        ({"DISCORD_TOKEN_FILE": "gone"}, "DISCORD_TOKEN_FILE: gone cannot be read"),
        ({"HEALTH_PORT": "x"}, "HEALTH_PORT must be a number from 0 to 65535."),
    ],
)
def test_run_without_what_it_needs_exits_with_one_sentence(
    environment: dict[str, str], sentence: str
) -> None:
    result = briefbot("run", **environment)
    assert result.exit_code == EX_CONFIG == 78
    assert result.stdout == ""
    assert result.stderr.startswith(sentence)
    assert len(result.stderr.splitlines()) == 1
    assert "hunter2" not in result.output


def test_health_of_a_bot_that_does_not_run_is_not_well() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]  # bound and not listening: nobody else can answer there
        result = briefbot("health", HEALTH_PORT=str(port))
    state = json.loads(result.output)
    assert state["ok"] is False
    assert state["reason"] == f"nothing answers on port {port}: is briefbot running?"
    assert result.exit_code == 1


@pytest.mark.parametrize(
    "answer",
    [
        b"SSH-2.0-OpenSSH\r\n",
        b"HTTP/1.0 200 OK\r\n\r\n<html>",
        b"HTTP/1.0 404 Not Found\r\n\r\n\xff",
        b"HTTP/1.0 200 OK\r\n\r\n[]",
        b'HTTP/1.0 200 OK\r\n\r\n{"status": "up"}',
    ],
)
def test_health_tells_that_something_else_answers(answer: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        answering = threading.Thread(target=answer_once, args=(server, answer))
        answering.start()
        result = briefbot("health", HEALTH_PORT=str(port))
        answering.join()
    reason = json.loads(result.output)["reason"]
    assert reason == f"something other than briefbot answers on port {port}"
    assert result.exit_code == 1


def answer_once(server: socket.socket, answer: bytes) -> None:
    connection, _ = server.accept()
    with connection:
        connection.recv(4096)
        connection.sendall(answer)


def test_health_cannot_be_asked_where_it_is_switched_off() -> None:
    result = briefbot("health", HEALTH_PORT="0")
    assert result.exit_code == 1
    assert "Health checks are switched off" in result.output
