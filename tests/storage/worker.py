"""What the tests run in processes of their own: the address of a database is the argument."""

import os
import sys

from bot.storage.database import Database
from bot.storage.deliveries import Deliveries
from bot.storage.leases import Leases
from bot.storage.plans import Plans
from tests.storage.making import CHANNEL, LEASE, MESSAGE, NOW, on_time, subscribed


async def start() -> None:
    """Open the database and leave a subscription."""
    async with Database.open(sys.argv[1]) as database:
        await subscribed(database, guild_id=os.getpid())


async def deliver() -> None:
    """Plan, claim and settle until nothing is due; prints the ids of what it settled."""
    async with Database.open(sys.argv[1]) as database:
        await Plans(database).plan(NOW, on_time)
        while taken := await Leases(database).claim(NOW, f"host:{os.getpid()}", LEASE, 7):
            for delivery in taken:
                if await Leases(database).sending(delivery, NOW, LEASE, CHANNEL):
                    sys.stdout.write(f"{delivery.id}\n")
                    await Deliveries(database).sent(delivery.id, MESSAGE, CHANNEL, NOW)
