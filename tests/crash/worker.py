"""The program with other care than it ships with; only to show what that is for.

`python -m tests.crash.worker nonce,readback` delivers without either; `lease` has leases so short
that a frozen process outlives its own.
"""

import asyncio
import sys
from dataclasses import replace
from datetime import timedelta

from discord.http import Route

from bot.app import open_briefs
from bot.config import read_settings
from bot.delivery.care import Care
from bot.gateway.client import Bot
from bot.gateway.connection import connect
from bot.newsroom.newsroom import Newsroom, Terms
from bot.storage.database import Database

SHORT_LEASE = timedelta(seconds=5)


async def deliver(care: Care) -> None:
    """Deliver until it is killed."""
    settings = read_settings()
    folder = open_briefs(settings)
    Route.BASE = settings.discord_api
    async with Database.open(settings.database) as database:
        bot = Bot()
        terms = Terms(per_second=settings.digests_per_second, care=care)
        newsroom = Newsroom(database, folder, bot, terms)
        bot.services = newsroom.services()
        async with bot:
            serving = asyncio.create_task(connect(bot, settings.token()))
            await bot.serving.wait()
            async with newsroom.working():
                await serving


if __name__ == "__main__":
    without = sys.argv[1].split(",")
    care = Care(reads_back="readback" not in without, uses_nonce="nonce" not in without)
    if "lease" in without:
        care = replace(care, lease=SHORT_LEASE, request_seconds=3)
    asyncio.run(deliver(care))
