"""`briefbot run`, the real process, against a Discord on this machine."""

import asyncio
import signal
from collections.abc import AsyncIterator
from pathlib import Path
from shutil import rmtree

import pytest

from tests.loopback.answers import AUTOCOMPLETE, MESSAGE, MODAL, UPDATE
from tests.loopback.checks import custom_ids, text_of
from tests.loopback.incident import FERRY
from tests.loopback.interactions import (
    AS_USER_APP,
    IN_DIRECT_MESSAGES,
    choose,
    press,
    slash,
    submit,
    typing,
)
from tests.loopback.payloads import CHANNEL_ID, COMPONENTS_V2, EPHEMERAL
from tests.loopback.process import INSTALLED
from tests.loopback.scene import Scene
from tests.loopback.server import Loopback

pytestmark = pytest.mark.slow


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    async with Loopback() as discord:
        yield Scene(discord, tmp_path)


async def test_a_summary_is_shown_to_the_asker_alone_and_pings_nobody(scene: Scene) -> None:
    async with scene.start():
        answer = await scene.summary()
    assert answer.type == MESSAGE
    assert answer.data["flags"] & COMPONENTS_V2
    assert answer.data["flags"] & EPHEMERAL
    assert answer.data["allowed_mentions"] == {"parse": []}
    assert "Ferry aground" in text_of(answer.data)


async def test_every_request_names_the_program(scene: Scene) -> None:
    async with scene.start():
        answer = await scene.summary()
    assert "DiscordBot (" in answer.headers["User-Agent"]
    assert all("User-Agent" in request.headers for request in scene.discord.state.requests)


async def test_it_answers_in_direct_messages_and_in_servers_that_it_is_not_in(
    scene: Scene,
) -> None:
    async with scene.start():
        assert "Ferry aground" in await scene.shown(IN_DIRECT_MESSAGES)
        assert "Ferry aground" in await scene.shown(AS_USER_APP)


async def test_briefs_are_offered_while_one_types(scene: Scene) -> None:
    async with scene.start():
        await scene.discord.connected()
        asked = typing(scene.discord.state, "brief summary", "brief", "harb")
        answer = await scene.discord.ask(asked)
    assert answer.type == AUTOCOMPLETE
    assert [choice["value"] for choice in answer.data["choices"]] == ["ferry"]


async def test_what_is_not_there_is_explained_to_the_asker_alone(scene: Scene) -> None:
    async with scene.start():
        await scene.discord.connected()
        asked = slash(scene.discord.state, "brief summary", {"brief": "balloon"})
        answer = await scene.discord.ask(asked)
    assert "There is no brief “balloon” here." in answer.data["content"]
    assert answer.data["flags"] & EPHEMERAL


async def test_buttons_survive_a_restart(scene: Scene) -> None:
    async with scene.start():
        message = (await scene.summary()).message
    assert message is not None
    async with scene.start():
        await scene.discord.connected()
        pressed = press(scene.discord.state, message, custom_ids(message)["Claims"])
        answer = await scene.discord.ask(pressed)
        assert answer.type == UPDATE
        assert "How many people were on board?" in text_of(answer.data)
        menu = custom_ids(message)["Open a claim"]
        chosen = choose(scene.discord.state, message, menu, "on-board")
        answer = await scene.discord.ask(chosen)
    assert "the coastguard" in text_of(answer.data)


async def test_a_form_survives_a_restart_between_its_opening_and_its_sending(
    scene: Scene,
) -> None:
    state = scene.discord.state
    async with scene.start():
        await scene.discord.connected()
        shown = await scene.discord.ask(slash(state, "brief challenge", {"claim": "on-board"}))
        assert shown.type == MODAL
    async with scene.start():
        await scene.discord.connected()
        sent = submit(state, shown.data, {"text": "It was 213.", "link": ""})
        answer = await scene.discord.ask(sent)
        assert answer.data["flags"] & EPHEMERAL

        def told() -> str | None:
            return text_of(state.originals[sent["token"]]) or None

        assert "## Challenge 1 is with the curators" in await state.until(told, 5)


async def test_what_is_posted_stands_in_the_channel_for_all_and_pings_nobody(
    scene: Scene,
) -> None:
    async with scene.start():
        message = (await scene.summary()).message
        assert message is not None
        pressed = press(scene.discord.state, message, custom_ids(message)["Post to channel"])
        answer = await scene.discord.ask(pressed)
    assert answer.data["allowed_mentions"] == {"parse": []}
    assert list(scene.discord.state.messages[CHANNEL_ID].values()) == [answer.message]


async def test_commands_are_told_to_discord_only_when_they_changed(scene: Scene) -> None:
    synced = scene.discord.state.synced
    for _ in range(2):
        async with scene.start() as process:
            await scene.discord.connected()
            await process.stop()
        assert len(synced) == 1
    (remembered,) = scene.data.glob("*.sha256")
    remembered.write_text("of an older version")
    async with scene.start():
        await scene.discord.connected()
    assert len(synced) == 2
    names = {command["name"] for command in synced[0]}
    assert names == {"brief", "digest", "quote", "Verify", "Challenge or add a source"}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_it_in_good_order(scene: Scene, number: signal.Signals) -> None:
    async with scene.start(*INSTALLED) as process:
        await scene.summary()
        assert await process.stop(number) == 0
    assert process.events[-1]["event"] == "stopped"
    assert process.is_clean


async def test_it_says_that_it_is_healthy(scene: Scene) -> None:
    async with scene.start() as process:
        await scene.discord.connected()
        async with asyncio.timeout(10):
            while (answer := await process.health())[0] != 0:
                assert answer[1]["reason"] == "not connected to Discord"
    health = answer[1]
    assert health["ok"] is True
    assert health["briefs"] == 1
    assert health["latency_ms"] >= 0


async def test_it_says_that_it_is_not_healthy_once_its_database_is_gone(scene: Scene) -> None:
    async with scene.start() as process:
        await scene.discord.connected()
        async with asyncio.timeout(60):
            while (await process.health())[0] != 0:
                pass
            rmtree(scene.data)
            while (answer := await process.health())[0] == 0:
                pass
    assert answer[0] == 1
    assert answer[1]["ok"] is False
    assert "was moved, deleted or replaced while briefbot runs" in answer[1]["reason"]


async def test_an_edit_shows_in_the_next_answer_and_a_mistake_changes_nothing(
    scene: Scene,
) -> None:
    async with scene.start() as process:
        assert "Ferry aground" in await scene.shown()
        path = scene.save(FERRY.replace("Ferry aground", "Ferry afloat"))
        async with asyncio.timeout(2):
            while "Ferry afloat" not in await scene.shown():
                pass
        scene.save(FERRY.replace("status: developing", "status: finished"))
        problem = await process.logged("brief_invalid", 10)
        assert "Ferry afloat" in await scene.shown()
    assert f"{path}:2:9: status: " in problem["problem"]
    assert problem["serving_last_good"] is True


async def test_an_invalid_brief_is_reported_at_the_start_and_the_others_serve(
    scene: Scene,
) -> None:
    path = scene.save("title: Balloon over the harbour\n", "balloon.yaml")
    async with scene.start() as process:
        assert "Ferry aground" in await scene.shown()
    problems = [event["problem"] for event in process.events if event["event"] == "brief_invalid"]
    assert problems
    assert all(problem.startswith(f"{path}:1:1: ") for problem in problems)
