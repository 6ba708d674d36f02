"""Slash commands of briefbot, against a bare bot that sends a constant view of the same size.

Two real processes, each connected by sockets to a small Discord of its own, are asked by turns;
the time runs from the gateway's event to the answer's arrival.
"""

import asyncio
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.bench.timing import head, ms, row
from tests.loopback.interactions import slash
from tests.loopback.process import BotProcess, free_port
from tests.loopback.server import Loopback
from tests.loopback.state import TOKEN, Json

SHIPPED = Path(__file__).parents[2] / "briefs"
WARM_UP = 20
TIMES = 150
COMMANDS: dict[str, dict[str, str]] = {
    "brief summary": {},
    "brief timeline": {},
    "brief claims": {},
    "brief quotes": {},
    "brief sources": {},
    "brief search": {"words": "wyriki"},
    "quote": {"speaker": "Mark Rutte"},
}


async def measure() -> None:
    """Print the table."""
    head("command", "bare bot", "briefbot", "ratio (aim ≤ 1.3)")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with Loopback() as ours, Loopback() as theirs, _briefbot(ours, folder):
            answers = [await _answer(ours, command) for command in COMMANDS]
            messages = folder / "messages.json"
            messages.write_text(json.dumps(answers))
            async with _bare_bot(theirs, messages):
                for number, command in enumerate(COMMANDS):
                    us, them = await _compare(ours, theirs, command, number)
                    row(f"`/{command}`", ms(them), ms(us), f"**{us / them:.2f}**")


@asynccontextmanager
async def _briefbot(discord: Loopback, folder: Path) -> AsyncGenerator[None]:
    settings = {
        "DISCORD_API": discord.address,
        "DISCORD_TOKEN": TOKEN,
        "DATA": str(folder / "data"),
        "BRIEFS": str(SHIPPED),
        "HEALTH_PORT": str(free_port()),
    }
    async with BotProcess(folder, settings):
        await discord.connected()
        yield


@asynccontextmanager
async def _bare_bot(discord: Loopback, messages: Path) -> AsyncGenerator[None]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bench.bare_bot", str(messages),
        env={**os.environ, "DISCORD_API": discord.address, "DISCORD_TOKEN": TOKEN},
    )  # fmt: skip
    try:
        await discord.connected()
        yield
    finally:
        process.terminate()
        await process.wait()


async def _answer(discord: Loopback, command: str) -> Json:
    callback = await discord.ask(slash(discord.state, command, COMMANDS[command]))
    return callback.data


async def _compare(
    ours: Loopback, theirs: Loopback, command: str, number: int
) -> tuple[float, float]:
    """Median seconds of an answer: ours, theirs."""
    us: list[float] = []
    them: list[float] = []
    for _ in range(WARM_UP + TIMES):  # by turns, so that both have the same weather
        them.append(await _seconds(theirs, slash(theirs.state, "bare", {"number": number})))
        us.append(await _seconds(ours, slash(ours.state, command, COMMANDS[command])))
    return statistics.median(us[WARM_UP:]), statistics.median(them[WARM_UP:])


async def _seconds(discord: Loopback, interaction: Json) -> float:
    began = time.perf_counter()
    await discord.ask(interaction)
    taken = time.perf_counter() - began
    discord.state.callbacks.clear()  # looking through all of them is no part of it
    return taken
