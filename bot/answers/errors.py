"""The one place where a failed interaction turns into words."""

from typing import Any

import aiohttp
import discord
import structlog
from discord import app_commands

from bot import codes
from bot.domain import limits
from bot.domain.errors import UserError
from bot.storage.errors import StorageError, UnavailableError
from bot.views.paging import split
from bot.views.text import literal

log = structlog.get_logger()

# Nobody is left to be answered: too late, answered already, or the message is gone.
_TOO_LATE = frozenset(
    {
        codes.UNKNOWN_MESSAGE,
        codes.UNKNOWN_WEBHOOK,
        codes.UNKNOWN_INTERACTION,
        codes.ALREADY_ACKNOWLEDGED,
        codes.INVALID_WEBHOOK_TOKEN,
    }
)
UNREACHABLE = (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError)
"""What a request to Discord may raise."""
_MAY_NOT = frozenset({codes.UNKNOWN_CHANNEL, codes.MISSING_ACCESS, codes.MISSING_PERMISSIONS})


class RefusalError(UserError, app_commands.CheckFailure):
    """A UserError of a check: discord.py passes on nothing else that a check raises."""


async def reply_with_error(interaction: discord.Interaction[Any], error: Exception) -> None:
    """Tell the asker alone what went wrong; log what is a bug, with its reference."""
    cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
    if _is_too_late(cause):
        log.info("interaction_too_late", interaction=interaction.id, reason=str(cause))
        return
    text = _words(interaction, cause)
    try:
        if interaction.response.is_done():
            await interaction.followup.send(text, ephemeral=True)
        else:
            await interaction.response.send_message(text, ephemeral=True)
    except UNREACHABLE as failed:
        log.info("error_reply_failed", interaction=interaction.id, reason=str(failed))


def without_database(interaction: discord.Interaction[Any], error: StorageError) -> str:
    """What to tell of a database that fails; logs why, which is for whoever runs the bot alone.

    Whether a change was saved is not always known: the connection may be lost as it is saved, or
    between two changes of one command.
    """
    if isinstance(error, UnavailableError):
        log.warning("database_away", interaction=interaction.id, reason=str(error))
        wrong, then = "I cannot reach my database at the moment.", "Please try again in a minute."
    else:
        log.error("database_failed", interaction=interaction.id, reason=str(error))
        wrong, then = "My database is out of order.", "Please tell whoever runs this bot."
    return f"{wrong} {then} If you were changing something, check first whether it was saved."


def _is_too_late(cause: Exception) -> bool:
    if isinstance(cause, discord.InteractionResponded):
        return True
    return isinstance(cause, discord.HTTPException) and cause.code in _TOO_LATE


def _words(interaction: discord.Interaction[Any], cause: Exception) -> str:
    if isinstance(cause, UserError):
        return split(literal(str(cause)), limits.CONTENT)[0]
    if isinstance(cause, StorageError):
        return without_database(interaction, cause)
    if isinstance(cause, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
        log.info("stale_command", interaction=interaction.id, reason=str(cause))
        return "That command has changed since your Discord last looked. Please try it once more."
    if isinstance(cause, app_commands.CheckFailure):
        return "You may not use that here."
    if isinstance(cause, discord.HTTPException) and cause.code in _MAY_NOT:
        log.info("missing_permission", interaction=interaction.id, reason=str(cause))
        return "I am not allowed to do that in this channel. Ask whoever manages the server."
    log.error("interaction_failed", interaction=interaction.id, exc_info=cause)
    return (
        "Something went wrong on our side. Look whether it was done before you try again. If you "
        f"report it, give this reference: `{interaction.id}`"
    )
