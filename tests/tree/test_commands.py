"""What Discord asks of every command, and we of every option."""

import re
from collections.abc import Iterator

import discord
import pytest

from tests.demo.newsroom import Newsroom, units
from tests.loopback.state import Json

# interactions/application-commands; letters of all scripts, small where they have a size.
NAME = re.compile(r"[-_'\w]{1,32}")
SUBCOMMAND, STRING = 1, 3
# Options that name what there is; the others take words or a time.
NAMES_SOMETHING = {"brief", "claim", "speaker", "zone", "since", "as_of", "from", "to"}
TAKES_TEXT = {"words", "at", "until", "cron", "reference"}
MESSAGE_COMMAND = 3


@pytest.fixture
def told(newsroom: Newsroom) -> list[Json]:
    """Every command as Discord was told it, those in the menus of messages among them."""
    (told,) = newsroom.requests("/commands")
    return told


@pytest.fixture
def commands(told: list[Json]) -> list[Json]:
    """Every slash command as Discord was told it."""
    return [command for command in told if command["type"] != MESSAGE_COMMAND]


def parts(command: Json) -> Iterator[Json]:
    """A command, its subcommands, and the options of all."""
    yield command
    for part in command.get("options", []):
        yield from parts(part)


def all_parts(commands: list[Json]) -> list[Json]:
    return [part for command in commands for part in parts(command)]


async def test_the_commands_are_these(commands: list[Json]) -> None:
    (brief,) = (command for command in commands if command["name"] == "brief")
    assert {command["name"] for command in commands} == {"brief", "digest", "quote"}
    assert {part["name"] for part in brief["options"]} == {
        "summary", "timeline", "claims", "disputes", "quotes", "sources", "corrections", "search",
        "factchecks", "list", "changes", "verify", "challenge", "forget-me", "help",
    }  # fmt: skip


async def test_the_menus_of_messages_hold_these(told: list[Json]) -> None:
    menus = {command["name"] for command in told if command["type"] == MESSAGE_COMMAND}
    assert menus == {"Verify", "Challenge or add a source"}
    assert all(1 <= units(name) <= 32 for name in menus)


async def test_what_the_menus_of_messages_hold_is_offered_everywhere(told: list[Json]) -> None:
    for command in (command for command in told if command["type"] == MESSAGE_COMMAND):
        assert sorted(command["contexts"]) == [0, 1, 2]
        assert sorted(command["integration_types"]) == [0, 1]


async def test_every_command_and_option_has_a_name_that_discord_takes(
    commands: list[Json],
) -> None:
    for part in all_parts(commands):
        assert NAME.fullmatch(part["name"])
        assert part["name"] == part["name"].lower()


async def test_every_command_and_option_says_what_it_is_for(commands: list[Json]) -> None:
    for part in all_parts(commands):
        assert 1 <= units(part["description"]) <= 100
        assert part["description"] != "…"  # discord.py's, where there is none


async def test_no_command_is_too_large(commands: list[Json]) -> None:
    for command in commands:
        texts = [part[key] for part in parts(command) for key in ("name", "description")]
        assert sum(map(units, texts)) <= 8_000
        assert all(len(part.get("options", [])) <= 25 for part in parts(command))


async def test_what_must_be_given_comes_first(commands: list[Json]) -> None:
    for part in all_parts(commands):
        needed = [option.get("required", False) for option in part.get("options", [])]
        assert needed == sorted(needed, reverse=True)


async def test_whatever_names_something_is_offered_while_one_types(commands: list[Json]) -> None:
    options = [part for part in all_parts(commands) if part.get("type") == STRING]
    texts = [option for option in options if not option.get("choices")]
    assert {part["name"] for part in texts} == NAMES_SOMETHING | TAKES_TEXT
    for part in texts:
        assert bool(part.get("autocomplete")) == (part["name"] in NAMES_SOMETHING)


async def test_a_brief_can_be_named_wherever_one_is_needed(commands: list[Json]) -> None:
    asking = [command for command in commands if command["name"] != "digest"]
    whole = [part for part in all_parts(asking) if part.get("type", SUBCOMMAND) == SUBCOMMAND]
    # A reference says itself which brief it means; a person is forgotten by all.
    others = ("brief", "list", "verify", "forget-me", "help")
    leaves = [part for part in whole if part["name"] not in others]
    assert len(leaves) == 12
    for command in leaves:
        assert "brief" in {option["name"] for option in command["options"]}


async def test_every_question_can_be_asked_everywhere_by_everybody(told: list[Json]) -> None:
    for command in (command for command in told if command["name"] != "digest"):
        assert sorted(command["contexts"]) == [0, 1, 2]
        assert sorted(command["integration_types"]) == [0, 1]
        assert command["default_member_permissions"] is None


async def test_digests_are_for_those_who_manage_a_server(commands: list[Json]) -> None:
    (digest,) = (command for command in commands if command["name"] == "digest")
    assert digest["contexts"] == [0]
    assert digest["default_member_permissions"] == discord.Permissions(manage_guild=True).value
