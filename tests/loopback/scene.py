"""Everything that a test of the real process needs, ready to start."""

from pathlib import Path

from tests.loopback.checks import text_of
from tests.loopback.incident import FERRY
from tests.loopback.interactions import IN_GUILD, Where, slash
from tests.loopback.process import BotProcess, free_port
from tests.loopback.server import Loopback
from tests.loopback.state import TOKEN, Callback


class Scene:
    """A Discord, one brief in a folder, and a bot that is not running yet.

    Args:
        discord: whom the bot will talk to.
        folder: for its files.
    """

    def __init__(self, discord: Loopback, folder: Path) -> None:
        self.discord = discord
        self.folder = folder
        self.briefs = folder / "briefs"
        self.data = folder / "data"
        self.briefs.mkdir(parents=True)
        self.save(FERRY)

    def save(self, text: str, name: str = "ferry.yaml") -> Path:
        """Write a brief; returns its path."""
        path = self.briefs / name
        path.write_text(text)
        return path

    def start(self, *program: str, **settings: str) -> BotProcess:
        """The bot, with settings that suit unless they are given by name; empty for none.

        `program` is run in its place.
        """
        suitable = {
            "DISCORD_API": self.discord.address,
            "DISCORD_TOKEN": TOKEN,
            "DATA": str(self.data),
            "BRIEFS": str(self.briefs),
            "HEALTH_PORT": str(free_port()),
            "SETTLE_MINUTES": "0",
        }
        return BotProcess(self.folder, suitable | settings, program)

    async def summary(self, where: Where = IN_GUILD) -> Callback:
        """The answer to `/brief summary`, once the bot is connected."""
        await self.discord.connected()
        return await self.discord.ask(slash(self.discord.state, "brief summary", where=where))

    async def shown(self, where: Where = IN_GUILD) -> str:
        """What a person reads in that answer."""
        return text_of((await self.summary(where)).data)
