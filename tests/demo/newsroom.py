"""A simulated server with a reader and a manager, and the bot with a folder of briefs."""

from pathlib import Path
from typing import Any

import discord
from discord import ui
from simcord import Env, InteractionResult, MemberActor, ResponseMessage
from structlog.typing import EventDict

from bot.content.folder import BriefFolder
from bot.gateway.client import Bot
from bot.newsroom import newsroom as delivery
from bot.storage.database import Database
from tests.loopback.checks import custom_ids, menus, text_of
from tests.making import Document, content

Logs = list[EventDict]


class Briefs:
    """A folder of briefs, read anew after every change.

    Args:
        path: where the files are.
        database: where a bot that serves them keeps what it remembers.
    """

    def __init__(self, path: Path, database: Database) -> None:
        self.path = path
        self.folder = BriefFolder(path)
        self._database = database

    def write(self, slug: str, brief: Document) -> None:
        """Write a brief, as an editor does."""
        (self.path / f"{slug}.yaml").write_bytes(content(brief))

    def save(self, slug: str, brief: Document) -> None:
        """Write a brief that is valid, and read it."""
        self.write(slug, brief)
        assert not self.folder.load().problems

    def remove(self, slug: str) -> None:
        """Take a brief away."""
        (self.path / f"{slug}.yaml").unlink()
        self.folder.load()

    def bot(self) -> Bot:
        """A bot that serves them, not connected yet, and posts nothing by itself."""
        bot = Bot()
        bot.services = delivery.Newsroom(
            self._database, self.folder, bot, delivery.Terms()
        ).services()
        return bot


class Newsroom:
    """What happens in one channel, and the people in it.

    Args:
        env: the simulated Discord, with the bot in it.
        briefs: what the bot serves.
        logs: what the bot logs.
    """

    def __init__(self, env: Env, briefs: Briefs, logs: Logs) -> None:
        self.env = env
        self.briefs = briefs
        self.logs = logs
        self.guild = env.create_guild("Newsroom")
        managing = self.guild.create_role(
            "Managers", permissions=discord.Permissions(manage_guild=True, mention_everyone=True)
        )
        self.channel = self.guild.create_text_channel("briefs")
        self.reader = self.guild.add_member(env.create_user("reader"))
        self.manager = self.guild.add_member(env.create_user("manager"), roles=[managing])
        silent = discord.PermissionOverwrite(send_messages=False)
        self.notices = self.guild.create_text_channel(
            "notices", overwrites={self.guild.default_role: silent}
        )

    async def ask(self, command: str, /, **options: Any) -> "Answer":  # noqa: ANN401 -- any option
        """What the reader is answered in the channel."""
        return Answer(await self.reader.slash(self.channel, command, **options))

    async def ask_in_vain(self, command: str, /) -> None:
        """A command that the reader gets no answer to."""
        result = await self.reader.slash(self.channel, command)
        assert result.response is None

    async def offered(self, command: str, option: str, typed: str, **filled: str) -> dict[str, str]:
        """What is offered to the reader while they type: name → value, checked for size."""
        choices = await self.reader.autocomplete(self.channel, command, option, typed, **filled)
        assert len(choices) <= 25
        assert all(1 <= units(choice[key]) <= 100 for choice in choices for key in choice)
        return {choice["name"]: choice["value"] for choice in choices}

    async def post(self, view: ui.LayoutView) -> discord.Message:
        """A message that the bot posts to the channel by itself."""
        channel = self.env.bot.get_partial_messageable(self.channel.id)
        message = await channel.send(view=view)
        await self.env.settle()
        return message

    async def restart(self) -> None:
        """End the bot, and start a new one with the same briefs."""
        await self.env.bot.close()
        await self.env.restart_bot(self.briefs.bot())

    def requests(self, ending: str = "/callback") -> list[Any]:
        """The bodies of what the bot sent to addresses with that ending."""
        return [sent.json for sent in self.env.http_requests if sent.path.endswith(ending)]

    def sees(self, person: MemberActor, answer: "Answer") -> bool:
        """Whether a message stands in the channel for that person."""
        shown = self.channel.history(viewer=person)
        return answer.message.id in {message.id for message in shown}

    def pinged(self, answer: "Answer") -> bool:
        """Whether a message rang for anybody."""
        stored = self.env.backend.messages[answer.message.channel_id][answer.message.id]
        return bool(stored.ping_user_ids or stored.ping_role_ids)

    def bugs(self) -> Logs:
        """What was logged as a bug so far; a test that asks for it expects it."""
        found = [entry for entry in self.logs if entry["log_level"] == "error"]
        self.logs[:] = [entry for entry in self.logs if entry not in found]
        return found


class Answer:
    """What the bot answered to one interaction."""

    def __init__(self, result: InteractionResult) -> None:
        self.result = result

    @property
    def message(self) -> ResponseMessage:
        """The message, which is there."""
        assert self.result.response is not None
        return self.result.response

    @property
    def text(self) -> str:
        """All that is read in it."""
        message = self.message
        return text_of({"content": message.content, "components": message.components})

    @property
    def buttons(self) -> dict[str, str]:
        """Label or placeholder → custom_id, of what can be pressed or chosen from."""
        return custom_ids({"components": self.message.components})

    @property
    def is_private(self) -> bool:
        """Whether the asker alone sees it."""
        return self.message.ephemeral

    async def press(self, label: str, who: MemberActor) -> "Answer":
        """What somebody is answered who presses a button of it."""
        return Answer(await who.click(self.message, label=label))

    @property
    def offered(self) -> list[str]:
        """What can be chosen from its menus, as it is called there."""
        found = menus({"components": self.message.components})
        return [label for options in found.values() for label in options]

    async def choose(self, wanted: str, who: MemberActor) -> "Answer":
        """What somebody is answered who chooses that value, or what is called so, from a menu."""
        found = [
            (custom_id, value)
            for custom_id, options in menus({"components": self.message.components}).items()
            for label, value in options.items()
            if wanted in (label, value)
        ]
        assert len(found) == 1, f"{wanted}: {self.offered}"
        custom_id, value = found[0]
        return Answer(await who.select(self.message, [value], custom_id=custom_id))


def units(text: str) -> int:
    """The length of a text as Discord counts it, for all we know."""
    return len(text.encode("utf-16-le")) // 2
