"""What is left when serving ends: nothing."""

import asyncio
from datetime import timedelta

import pytest
from discord.http import Route
from pydantic import SecretStr

from bot import app
from bot.config import ConfigError, Settings
from tests.demo.newsroom import Logs
from tests.gateway.test_refusals import as_before
from tests.loopback.desk import POSTS, Desk
from tests.loopback.state import TOKEN, Fault
from tests.waiting import until

pytestmark = pytest.mark.slow

__all__ = ["as_before"]  # it takes effect here as well


async def test_a_token_that_is_refused_while_it_connects_again_leaves_no_task_behind(
    process_desk: Desk, monkeypatch: pytest.MonkeyPatch, logs: Logs
) -> None:
    scene, gateway = process_desk.scene, process_desk.scene.discord.gateway
    monkeypatch.setattr(Route, "BASE", Route.BASE)  # put back at the end
    scene.discord.state.faults.append(Fault("POST", POSTS, status=401))
    await process_desk.subscribe(due_in=timedelta(seconds=6))
    settings = Settings(
        discord_api=scene.discord.address,
        discord_token=SecretStr(TOKEN),
        data=scene.data,
        briefs=scene.briefs,
        health_port=0,
    )
    running = asyncio.create_task(app.run(settings))
    await until(lambda: any(line["event"] == "ready" for line in logs))
    gateway.is_refusing = True
    await gateway.drop()
    with pytest.raises(ConfigError, match="Discord rejected the token"):
        await asyncio.wait_for(running, 60)
    left = [repr(task) for task in asyncio.all_tasks()]
    assert not [task for task in left if "/bot/" in task or "/discord/" in task]
