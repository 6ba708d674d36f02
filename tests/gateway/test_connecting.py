"""How the real process connects, stays connected, is refused for good, and is told to stop."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Literal

import pytest

from tests.loopback.scene import Scene
from tests.loopback.server import Loopback
from tests.loopback.state import Fault

pytestmark = pytest.mark.slow

EX_CONFIG = 78
COMMANDS = ".*/commands"


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    async with Loopback() as discord:
        yield Scene(discord, tmp_path)


async def test_a_close_code_that_is_final_ends_it_with_a_sentence(scene: Scene) -> None:
    async with scene.start() as process:
        await scene.discord.connected()
        await scene.discord.gateway.drop(4014)
        assert await process.ended() == EX_CONFIG
    assert "with code 4014: " in process.lines[-1]
    assert process.is_clean


async def test_commands_that_are_told_too_often_are_told_later(scene: Scene) -> None:
    body = {"message": "Max number of daily creates", "retry_after": 31.5, "global": False}
    fault = Fault("PUT", COMMANDS, status=429, body=body, headers={"Via": "1.1 google"})
    scene.discord.state.faults.append(fault)
    async with scene.start() as process:
        waiting = await process.logged("discord_unreachable")
        assert waiting["retry_in_seconds"] == 31.5
        assert await process.stop() == 0
    assert process.is_clean


@pytest.mark.parametrize("where", ["handshake", "hello"])
async def test_it_ends_in_good_order_while_the_gateway_says_nothing(
    scene: Scene, where: Literal["handshake", "hello"]
) -> None:
    scene.discord.gateway.stalls = where
    async with scene.start() as process:
        await scene.discord.state.until(lambda: scene.discord.gateway.attempts or None, 30)
        assert await process.stop() == 0
    assert process.is_clean


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/oauth2/applications/@me"), ("PUT", COMMANDS), ("GET", "/gateway/bot")],
    ids=["application", "commands", "gateway"],
)
async def test_it_ends_in_good_order_while_its_login_is_not_answered(
    scene: Scene, method: str, path: str
) -> None:
    state = scene.discord.state
    state.faults.append(Fault(method, path, "hang"))
    async with scene.start() as process:
        await state.until(lambda: state.asked(method, path) or None, 30)
        assert await process.stop() == 0
    assert process.is_clean


async def test_it_ends_in_good_order_between_two_tries(scene: Scene) -> None:
    scene.discord.gateway.is_refusing = True
    async with scene.start() as process:
        await process.logged("gateway_unreachable")
        assert await process.stop() == 0
    assert process.is_clean


async def test_it_ends_in_good_order_while_it_connects_again(scene: Scene) -> None:
    gateway = scene.discord.gateway
    async with scene.start() as process:
        await scene.discord.connected()
        gateway.stalls = "hello"
        tried = gateway.attempts
        await gateway.drop()
        await scene.discord.state.until(lambda: gateway.attempts > tried or None, 30)
        assert await process.stop() == 0
    assert process.is_clean
