"""`briefbot run` where something is wrong: with its settings, with Discord, on the way there."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.loopback.checks import text_of
from tests.loopback.gateway import AUTHENTICATION_FAILED
from tests.loopback.interactions import slash
from tests.loopback.process import free_port
from tests.loopback.scene import Scene
from tests.loopback.server import HOST, Loopback
from tests.loopback.state import TOKEN, Fault

pytestmark = pytest.mark.slow

EX_CONFIG = 78


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    async with Loopback() as discord:
        yield Scene(discord, tmp_path)


async def refused(scene: Scene, **settings: str) -> str:
    """What it says when it does not start."""
    async with scene.start(**settings) as process:
        assert await process.ended() == EX_CONFIG
    assert process.is_clean
    token = settings.get("DISCORD_TOKEN")
    assert not token or token not in process.text
    said = [line for line in process.lines if not line.startswith("{")]
    return "\n".join(said)


@pytest.mark.parametrize(
    ("token", "sentence"),
    [
        ("", "No Discord token: set DISCORD_TOKEN"),
        ("not-a-token", "DISCORD_TOKEN is not a Discord token"),
        (TOKEN.rpartition(".")[0], "DISCORD_TOKEN is not a Discord token"),
        (f"{TOKEN}-of-before", "Discord rejected the token"),
    ],
    ids=["missing", "no token", "cut off", "refused"],
)
async def test_a_token_that_cannot_be_used_is_explained_and_not_shown(
    scene: Scene, token: str, sentence: str
) -> None:
    said = await refused(scene, DISCORD_TOKEN=token)
    assert said.startswith(sentence)
    assert "\n" not in said


async def test_without_a_valid_brief_it_does_not_start_and_says_why(scene: Scene) -> None:
    path = scene.save("title: Ferry\n")
    said = await refused(scene)
    assert said.startswith(f"No valid brief in {scene.briefs}.\n{path}:1:1: ")
    assert not scene.discord.state.requests


async def test_a_health_port_that_is_taken_is_named(scene: Scene) -> None:
    with socket.create_server((HOST, 0)) as other:
        port = str(other.getsockname()[1])
        said = await refused(scene, HEALTH_PORT=port)
    assert said.startswith(f"Port {port} on this machine is taken")
    assert "\n" not in said


async def test_a_data_folder_that_cannot_be_made_is_named(scene: Scene) -> None:
    scene.data.write_text("a file")
    assert (await refused(scene)).startswith(f"DATA: the folder {scene.data} cannot be created")


async def test_it_waits_for_a_discord_that_cannot_be_reached(scene: Scene) -> None:
    late = Loopback(free_port())
    async with scene.start(DISCORD_API=late.address) as process:
        warning = await process.logged("discord_unreachable")
        assert 1 <= warning["retry_in_seconds"] <= 2
        async with late:
            await late.connected()
            answer = await late.ask(slash(late.state, "brief summary"))
            assert await process.stop() == 0
    assert "Ferry aground" in text_of(answer.data)
    assert process.is_clean


async def test_a_failure_while_it_logs_in_passes(tmp_path: Path) -> None:
    faults = [
        Fault("PUT", ".*/commands", status=503),
        Fault("GET", "/gateway/bot", status=503),
        Fault("GET", "/users/@me", status=429),
        Fault("GET", "/users/@me", "lose_answer", times=2),  # aiohttp tries a GET twice
    ]

    async def passes(fault: Fault, folder: Path) -> None:
        async with Loopback() as discord:
            discord.state.faults.append(fault)
            scene = Scene(discord, folder)
            async with scene.start() as process:
                await process.logged("discord_unreachable")
                assert "Ferry aground" in await scene.shown()
                assert await process.stop() == 0
        assert process.is_clean

    # Together, since each waits for two seconds.
    async with asyncio.TaskGroup() as together:
        for number, fault in enumerate(faults):
            together.create_task(passes(fault, tmp_path / str(number)))


async def test_a_gateway_that_cannot_be_reached_at_first_is_tried_again(scene: Scene) -> None:
    scene.discord.gateway.is_refusing = True
    async with scene.start() as process:
        await process.logged("gateway_unreachable")
        scene.discord.gateway.is_refusing = False
        assert "Ferry aground" in await scene.shown()


async def test_a_dropped_connection_is_resumed_and_what_was_missed_is_answered(
    scene: Scene,
) -> None:
    gateway = scene.discord.gateway
    async with scene.start() as process:
        await scene.summary()
        await gateway.drop()
        missed = await scene.discord.ask(slash(scene.discord.state, "brief summary"))
        assert "Ferry aground" in text_of(missed.data)
        assert "Ferry aground" in await scene.shown()
        assert await process.stop() == 0
    assert len(gateway.identified) == 1
    assert len(gateway.resumed) == 1
    assert process.is_clean


async def test_it_does_not_call_itself_healthy_while_it_is_not_connected(scene: Scene) -> None:
    gateway = scene.discord.gateway
    gateway.is_silent = True
    async with scene.start() as process:
        await scene.discord.connected()
        async with asyncio.timeout(10):
            while not (health := (await process.health())[1])["ok"]:
                pass
        assert health["latency_ms"] is None
        gateway.is_refusing = True
        await gateway.drop()
        await process.logged("Attempting a reconnect")
        code, health = await process.health()
    assert code == 1
    assert health["reason"] == "not connected to Discord"


async def test_a_token_that_is_reset_meanwhile_ends_it(scene: Scene) -> None:
    async with scene.start() as process:
        await scene.discord.connected()
        await scene.discord.gateway.drop(AUTHENTICATION_FAILED)
        assert await process.ended() == EX_CONFIG
    assert process.lines[-1].startswith("Discord rejected the token")
    assert process.is_clean


async def test_it_ends_in_time_while_discord_says_nothing(scene: Scene) -> None:
    scene.discord.state.faults.append(Fault("GET", "/users/@me", "hang"))
    async with scene.start() as process:
        await scene.discord.state.until(lambda: scene.discord.state.requests or None, 30)
        assert await process.stop() == 0
    assert process.is_clean


async def test_it_ends_in_time_when_its_goodbye_is_not_answered(scene: Scene) -> None:
    async with scene.start() as process:
        await scene.summary()
        scene.discord.gateway.listens.clear()
        assert await process.stop() == 0
    assert process.is_clean


@pytest.mark.parametrize("form", ["json", "console"])
async def test_no_secret_is_in_the_log_where_much_goes_wrong(scene: Scene, form: str) -> None:
    state, gateway = scene.discord.state, scene.discord.gateway
    state.faults += [
        Fault("GET", "/users/@me", "lose_request", times=2),
        Fault("POST", ".*/callback", status=403),
        Fault("POST", ".*/callback", "lose_answer"),
    ]
    async with scene.start(LOG_LEVEL="debug", LOG_FORMAT=form) as process:
        await scene.discord.connected()
        for times in (1, 2):
            asked = slash(state, "brief summary")
            scene.discord.send(asked)
            await gateway.dispatch("INTERACTION_CREATE", asked)
            await state.until(lambda n=times: len(state.asked("POST", ".*/callback")) >= n or None)
        gateway.is_refusing = True
        await gateway.drop()
        await process.said("Attempting a reconnect")
        gateway.is_refusing = False
        assert "Ferry aground" in await scene.shown()
        await process.stop()
    assert "interaction_failed" in process.text
    assert "Traceback" in process.text or json.dumps("frames") in process.text
    assert TOKEN not in process.text
    assert TOKEN.split(".")[-1] not in process.text
    assert "interaction-token-" not in process.text
