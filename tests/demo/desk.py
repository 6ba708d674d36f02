"""A server whose manager subscribes; time passes in the outbox's clock, not on the wall."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
from simcord import ChannelHandle
from simcord.backend.models.channel import Overwrite
from simcord.enums import OverwriteType

from bot.content.folder import Reload
from bot.gateway.client import Bot
from bot.newsroom import newsroom as delivery
from bot.pictures.studio import Studio
from bot.services import Digests, History
from bot.storage.database import Database
from tests.demo.ferry import SLUG, ferry
from tests.demo.newsroom import Answer, Newsroom
from tests.loopback.checks import text_of

# A Monday, 08:00 in Warsaw.
START = datetime(2026, 11, 23, 7, tzinfo=UTC)


class Desk:
    """A server whose manager subscribes, and the outbox that delivers when told to.

    Args:
        room: the server.
        database: where all is kept.
    """

    def __init__(self, room: Newsroom, database: Database) -> None:
        self.room = room
        self.database = database
        self.now = START
        self.digests: delivery.Newsroom
        """The outbox and its parts."""

    @property
    def history(self) -> History:
        """What briefs said before, as the commands reach it."""
        return self._bot.services.history

    def use(self, history: History) -> None:
        """Have the commands reach another from now on."""
        self._bot.services = replace(self._bot.services, history=history)

    def use_digests(self, digests: Digests) -> None:
        """Have the commands reach other digests from now on."""
        self._bot.services = replace(self._bot.services, digests=digests)

    async def use_pictures(self, pictures: Studio) -> None:
        """Have pictures drawn by another from now on."""
        await self._bot.services.pictures.close()
        self._bot.services = replace(self._bot.services, pictures=pictures)

    @property
    def _bot(self) -> Bot:
        assert isinstance(self.room.env.bot, Bot)
        return self.room.env.bot

    async def manage(self, command: str, /, **options: Any) -> Answer:  # noqa: ANN401 -- any option
        """What the manager is answered in the channel."""
        channel = self.room.channel
        return Answer(await self.room.manager.slash(channel, f"digest {command}", **options))

    async def wait(self, **time: float) -> list[str]:
        """Let time pass, deliver what is due; the texts that the channel has then."""
        self.now += timedelta(**time)
        await self.digests.pulse.tick()
        await self.room.env.settle()
        return self.posts()

    async def edit(self, **parts: Any) -> None:  # noqa: ANN401 -- any part of a brief
        """Save the brief with other parts, and publish it."""
        self.room.briefs.save(SLUG, ferry(**parts))
        await self.digests.publish(Reload(changed=(SLUG,)))

    def posts(self, channel: ChannelHandle | None = None) -> list[str]:
        """What everybody reads in the channel, or in another."""
        place = channel or self.room.channel
        stored = self.room.env.backend.messages[place.id].values()
        return [
            text_of({"content": message.content, "components": message.components})
            for message in stored
            if not message.flags & discord.MessageFlags(ephemeral=True).value
        ]


async def deny(desk: Desk, channel: ChannelHandle, **permissions: bool) -> None:
    """Take permissions of the bot away in a channel, by Discord's names; none gives all back."""
    backend = desk.room.env.backend
    denied = discord.Permissions(**permissions).value
    rule = Overwrite(backend.bot_user.id, OverwriteType.MEMBER, deny=denied)
    backend.set_overwrite(channel.id, rule)
    await desk.room.env.settle()
