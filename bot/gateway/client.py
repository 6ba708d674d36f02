"""The Discord client. It holds the services; it has no features of its own."""

import asyncio
import hashlib
import json
import pkgutil
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
import structlog
from discord import app_commands
from typing_extensions import override

import bot.commands
from bot.answers.errors import reply_with_error
from bot.answers.forms import answer_form
from bot.answers.items import kinds, load_answers
from bot.answers.unknown import answer_unknown
from bot.gateway import refusals
from bot.services import Interaction, ServingClient
from bot.views.registry import load_views

log = structlog.get_logger()

# We never speak; without this each start warns that voice libraries are missing.
discord.VoiceClient.warn_nacl = False
discord.VoiceClient.warn_dave = False


class Tree(app_commands.CommandTree[ServingClient]):
    """The commands, and the one place that answers their errors."""

    @override
    async def on_error(
        self, interaction: Interaction, error: app_commands.AppCommandError, /
    ) -> None:
        await reply_with_error(interaction, error)


class Bot(ServingClient):
    """The bot, without privileged intents and without mentions."""

    def __init__(self, *, synced: Path | None = None) -> None:
        """Make a bot that has not connected yet, and has no services yet.

        Args:
            synced: file that remembers which commands Discord was told last; without one
                they are sent at every start.
        """
        super().__init__(
            command_prefix=(),
            help_command=None,
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
            tree_cls=Tree,
            # The least it takes. What has to wait longer is put back into the outbox.
            max_ratelimit_timeout=30.0,
            http_trace=_named_requests(),
        )
        self._synced = synced
        self.serving = asyncio.Event()
        """Set once we are connected for the first time."""

    @override
    async def setup_hook(self) -> None:
        load_views()
        load_answers()
        self.add_dynamic_items(*kinds())
        for module in pkgutil.iter_modules(bot.commands.__path__, "bot.commands."):
            if module.name not in self.extensions:  # a login that failed later is tried again
                await self.load_extension(module.name)
        await self._sync_changed()

    async def _sync_changed(self) -> None:
        """Tell Discord our commands where they differ from what it was told last.

        Discord allows 200 new commands a day, and each sync makes clients reload the list.

        Raises:
            ConfigError: Discord does not take them.
        """
        payload = [command.to_dict(self.tree) for command in self.tree.get_commands()]
        told = json.dumps([self.application_id, payload], sort_keys=True).encode()
        digest = hashlib.sha256(told).hexdigest()
        if self._synced is not None and _read(self._synced) == digest:
            log.info("commands_unchanged")
            return
        try:
            await self.tree.sync()
        except discord.HTTPException as error:
            if refusals.passes(error):
                raise
            raise refusals.commands(error) from None
        log.info("commands_synced", commands=len(payload))
        if self._synced is not None:
            self._synced.parent.mkdir(parents=True, exist_ok=True)
            self._synced.write_text(digest)

    async def on_ready(self) -> None:
        """Connected, and told of all servers; again after each new session."""
        self.serving.set()
        log.info("ready", servers=len(self.guilds))

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """discord.py drops forms that it forgot, and presses that match no template."""
        if interaction.type is discord.InteractionType.modal_submit:
            await answer_form(interaction)
        elif interaction.type is discord.InteractionType.component:
            await answer_unknown(interaction)

    @override
    async def close(self) -> None:
        await super().close()
        if (services := getattr(self, "services", None)) is not None:
            await services.pictures.close()

    @override
    async def on_error(self, event_method: str, /, *args: object, **kwargs: object) -> None:
        log.error("event_failed", discord_event=event_method, exc_info=sys.exception())


def _read(path: Path) -> str | None:
    try:
        return path.read_text()
    except OSError:
        return None


def _named_requests() -> aiohttp.TraceConfig:
    """Give every request a User-Agent.

    discord.py sends answers to interactions without one, and Discord's reference says that
    such requests may be blocked.
    """
    name = f"DiscordBot (https://github.com/Rapptz/discord.py {discord.__version__})"

    async def name_it(
        _session: aiohttp.ClientSession,
        _context: SimpleNamespace,
        request: aiohttp.TraceRequestStartParams,
    ) -> None:
        request.headers.setdefault("User-Agent", name)

    trace = aiohttp.TraceConfig()
    trace.on_request_start.append(name_it)
    return trace
