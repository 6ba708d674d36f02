"""What Discord refuses for good, in sentences that say what an operator can do."""

import http
from collections.abc import Mapping

import discord

from bot.config import ConfigError

REFUSED = (
    "Discord rejected the token: it was reset, or is wrong. Copy the current one from "
    "Discord's developer portal, under Bot."
)
# Discord's close codes after which a client may not come back (topics/opcodes-and-status-codes).
_CLOSED: Mapping[int, str] = {
    4004: REFUSED,
    4010: (
        "Discord ended the connection for good, with code 4010: the shard is invalid. "
        "This is a bug in briefbot: update it, or report this line."
    ),
    4011: (
        "Discord ended the connection for good, with code 4011: the bot is in too many servers "
        "for one connection, which is all that this briefbot makes. Update it, or divide the "
        "servers between two applications."
    ),
    4012: (
        "Discord ended the connection for good, with code 4012: it no longer supports this "
        "version of its gateway. Update briefbot."
    ),
    4013: (
        "Discord ended the connection for good, with code 4013: it does not know the intents that "
        "were asked for. Update briefbot."
    ),
    4014: (
        "Discord ended the connection for good, with code 4014: the application may not have the "
        "intents that were asked for. briefbot asks for none that need permission: check in "
        "Discord's developer portal if the application is restricted, and update briefbot."
    ),
}


def closed(error: Exception) -> ConfigError | None:
    """What to tell of an error that ended the connection; None where it was not Discord's will."""
    if isinstance(error, discord.PrivilegedIntentsRequired):
        return ConfigError(_CLOSED[4014])
    if isinstance(error, discord.ConnectionClosed) and error.code in _CLOSED:
        return ConfigError(_CLOSED[error.code])
    return None


def login(error: discord.HTTPException) -> ConfigError:
    """What to tell of a login that was refused for another reason than the token."""
    return ConfigError(
        f"Discord rejected the login: {_said(error)}. Make sure that DISCORD_API is right and that "
        "no proxy or firewall answers in Discord's place, and check in Discord's developer portal "
        "if the application is disabled."
    )


def commands(error: discord.HTTPException) -> ConfigError:
    """What to tell of commands that Discord does not take."""
    return ConfigError(
        f"Discord rejected the bot's commands: {_said(error)}. Update briefbot; if it is up "
        "to date, report this line."
    )


def passes(error: discord.HTTPException) -> bool:
    """Whether it is no fault of ours: Discord is down, or wants fewer requests."""
    return error.status >= http.HTTPStatus.INTERNAL_SERVER_ERROR or (
        error.status == http.HTTPStatus.TOO_MANY_REQUESTS
    )


def _said(error: discord.HTTPException) -> str:
    """Discord's own words, in one line."""
    return " ".join(str(error).split())
