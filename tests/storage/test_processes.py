"""Several processes at one database, as they run at one outbox."""

import asyncio
import os
from collections import Counter

import pytest

from bot.storage.database import Database
from bot.storage.deliveries import Deliveries
from tests.loopback.nursery import forked
from tests.storage.making import GUILD, subscribed

pytestmark = pytest.mark.slow

DUE = 150


async def test_each_delivery_is_sent_by_one_of_several_processes(address: str) -> None:
    async with Database.open(address) as database:
        for n in range(DUE):
            await subscribed(database, GUILD + n)
    started = [
        await forked("tests.storage.worker", ["deliver", address], os.environ) for _ in range(3)
    ]
    printed = await asyncio.gather(*(process.communicate() for process in started))
    assert [process.returncode for process in started] == [0] * 3
    sent = Counter(line for output, _ in printed for line in output.split())
    assert len(sent) == DUE
    assert set(sent.values()) == {1}
    async with Database.open(address) as database:
        assert await Deliveries(database).open_count() == 0
