"""What Discord refuses for good, over real sockets, and how its absence is waited out."""

import asyncio
import gc
from collections.abc import AsyncIterator, Iterator

import discord
import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.config import ConfigError
from bot.gateway import connection
from bot.gateway.client import Bot
from bot.gateway.connection import Backoff, connect
from tests.demo.newsroom import Briefs
from tests.loopback.server import Loopback
from tests.loopback.state import TOKEN, Fault, Json

COMMANDS = ".*/commands"


@pytest.fixture
async def loopback(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Loopback]:
    """A Discord that bots of this process talk to."""
    async with Loopback() as loopback:
        monkeypatch.setattr(Route, "BASE", loopback.address)
        yield loopback


@pytest.fixture(autouse=True)
def as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Undoes what connecting changes in the whole process."""
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", DiscordWebSocket.DEFAULT_GATEWAY)
    before = discord.client.ExponentialBackoff  # pyright: ignore[reportPrivateImportUsage] -- what is changed
    monkeypatch.setattr(discord.client, "ExponentialBackoff", before)
    thresholds = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*thresholds)


@pytest.fixture
async def bot(briefs: Briefs) -> AsyncIterator[Bot]:
    async with briefs.bot() as bot:
        yield bot


async def refusal(bot: Bot) -> str:
    with pytest.raises(ConfigError) as refused:
        async with asyncio.timeout(30):
            await connect(bot, TOKEN)
    return str(refused.value)


@pytest.mark.parametrize("code", range(4010, 4015))
async def test_a_close_code_that_is_final_is_explained(
    loopback: Loopback, bot: Bot, code: int
) -> None:
    loopback.gateway.closes_with = code
    said = await refusal(bot)
    assert said.startswith(f"Discord ended the connection for good, with code {code}: ")
    assert "pdate" in said


async def test_a_login_that_is_forbidden_is_explained(loopback: Loopback, bot: Bot) -> None:
    body: Json = {"message": "Access denied", "code": 40333}
    loopback.state.faults.append(Fault("GET", "/users/@me", status=403, body=body))
    said = await refusal(bot)
    assert said.startswith(
        "Discord rejected the login: 403 Forbidden (error code: 40333): Access denied. Make sure"
    )


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (
            400,
            {
                "code": 50035,
                "message": "Invalid Form Body",
                "errors": {"0": {"name": {"_errors": [{"code": "X", "message": "Bad name"}]}}},
            },
            "Bad name",
        ),
        (403, {"code": 50001, "message": "Missing Access"}, "403 Forbidden"),
    ],
)
async def test_commands_that_are_refused_are_explained(
    loopback: Loopback, bot: Bot, status: int, body: Json, words: str
) -> None:
    loopback.state.faults.append(Fault("PUT", COMMANDS, status=status, body=body))
    said = await refusal(bot)
    assert said.startswith("Discord rejected the bot's commands: ")
    assert words in said
    assert "\n" not in said


async def test_a_discord_that_was_away_for_long_is_back_soon_and_the_session_goes_on(
    loopback: Loopback, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A hundredth of the waits, so that twenty tries take no longer than a few.
    monkeypatch.setattr(connection, "FIRST_WAIT_SECONDS", 0.02)
    monkeypatch.setattr(connection, "LONGEST_WAIT_SECONDS", 0.3)
    gateway = loopback.gateway
    connected = asyncio.create_task(connect(bot, TOKEN))
    await loopback.connected()
    gateway.is_refusing = True
    before = gateway.attempts
    await gateway.drop()
    await loopback.state.until(lambda: gateway.attempts > before + 20 or None, 30)
    gateway.is_refusing = False
    await loopback.state.until(lambda: gateway.resumed or None, 30)
    assert len(gateway.identified) == 1
    await bot.close()
    await connected


def test_no_wait_is_longer_than_half_a_minute_and_no_two_are_alike() -> None:
    backoff = Backoff()
    waits = [backoff.delay() for _ in range(1_000)]
    assert max(waits) <= 30
    assert max(waits[:4]) <= 16
    assert min(waits[10:]) >= 15
    assert len(set(waits)) == len(waits)


async def test_after_a_quiet_while_waits_are_short_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "FIRST_WAIT_SECONDS", 0.001)
    monkeypatch.setattr(connection, "LONGEST_WAIT_SECONDS", 0.01)
    backoff = Backoff()
    waits = [backoff.delay() for _ in range(10)]
    assert waits[-1] > 0.001
    await asyncio.sleep(0.05)  # longer than four of the longest: that is what is quiet
    assert backoff.delay() <= 0.001
