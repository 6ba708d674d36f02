"""Posting to channels by Discord's REST API, in the terms of `bot.delivery.poster`."""

import json
from collections.abc import Awaitable, Generator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeAlias, cast

import aiohttp
import discord
from discord.http import Route

from bot import codes
from bot.delivery.poster import (
    BusyError,
    GoneError,
    InvalidError,
    Json,
    RefusedError,
    TokenRefusedError,
    UncertainError,
    UnreadableError,
)
from bot.domain.obstacles import Obstacle

_LIMITED_EDITS = frozenset({codes.OLD_EDITS, codes.PUBLISHED_EDITS})
_REFUSALS = {
    codes.UNKNOWN_CHANNEL: Obstacle.CHANNEL_GONE,
    codes.UNKNOWN_GUILD: Obstacle.SERVER_GONE,
    codes.MISSING_ACCESS: Obstacle.MAY_NOT_SEE,
    codes.MISSING_PERMISSIONS: Obstacle.MAY_NOT_WRITE,
    codes.ARCHIVED_THREAD: Obstacle.THREAD_ARCHIVED,
    codes.LOCKED_THREAD: Obstacle.THREAD_LOCKED,
}
_MISTAKES = {codes.ALREADY_PUBLISHED: Obstacle.ALREADY_PUBLISHED}
_UNAUTHORISED, _FORBIDDEN, _TOO_MANY = 401, 403, 429
# Seen answered as 429, some without a time to wait.
_EDIT_AGAIN_SECONDS = 600.0
_AGAIN_SECONDS = 60.0
_PAGE = 100
_PAGES = 10

_Messages: TypeAlias = list[Json]
PostableChannel: TypeAlias = discord.abc.GuildChannel | discord.Thread


class DiscordPoster:
    """Posts as the bot.

    Args:
        client: logged in.
    """

    def __init__(self, client: discord.Client) -> None:
        self._client = client

    async def post(self, channel_id: int, message: Json, nonce: str) -> int:
        """See `Poster.post`."""
        route = Route("POST", "/channels/{channel_id}/messages", channel_id=channel_id)
        body = {**message, "nonce": nonce, "enforce_nonce": True}
        with _told_apart():
            posted: Json = await self._request(route, json=body)
        return int(posted["id"])

    async def find(self, channel_id: int, mark: str, since: datetime) -> int | None:
        """See `Poster.find`."""
        with _told_apart():
            await self._check_readable(channel_id)
            after = discord.utils.time_snowflake(since)
            for _ in range(_PAGES):
                route = Route("GET", "/channels/{channel_id}/messages", channel_id=channel_id)
                params = {"after": str(after), "limit": str(_PAGE)}
                messages: _Messages = await self._request(route, params=params)
                for message in messages:
                    if self._is_ours(message) and mark in json.dumps(message["components"]):
                        return int(message["id"])
                if len(messages) < _PAGE:
                    return None
                after = max(int(message["id"]) for message in messages)
        raise UnreadableError(Obstacle.TOO_MUCH_SINCE)

    async def edit(self, channel_id: int, message_id: int, message: Json) -> int:
        """See `Poster.edit`."""
        route = Route(
            "PATCH", "/channels/{channel_id}/messages/{message_id}",
            channel_id=channel_id, message_id=message_id,
        )  # fmt: skip
        with _told_apart():
            await self._request(route, json=message)
        return message_id

    async def direct(self, user_id: int) -> int:
        """See `Poster.direct`."""
        with _told_apart():
            body = {"recipient_id": str(user_id)}
            opened: Json = await self._request(Route("POST", "/users/@me/channels"), json=body)
        return int(opened["id"])

    async def publish(self, channel_id: int, message_id: int) -> int:
        """See `Poster.publish`."""
        route = Route(
            "POST", "/channels/{channel_id}/messages/{message_id}/crosspost",
            channel_id=channel_id, message_id=message_id,
        )  # fmt: skip
        try:
            with _told_apart():
                await self._request(route)
        except InvalidError as error:
            if error.cause.obstacle is not Obstacle.ALREADY_PUBLISHED:
                raise
        return message_id

    def _is_ours(self, message: Json) -> bool:
        """Others may copy what we post, buttons and all."""
        me = self._client.user
        return me is not None and message["author"]["id"] == str(me.id)

    async def _request(self, route: Route, **options: Any) -> Any:  # noqa: ANN401 -- any JSON
        try:
            return await cast("Awaitable[Any]", self._client.http.request(route, **options))
        except KeyError as error:  # discord.py looks for `retry_after` in every 429
            is_edit = route.method == "PATCH"
            raise BusyError(_EDIT_AGAIN_SECONDS if is_edit else _AGAIN_SECONDS) from error

    async def _check_readable(self, channel_id: int) -> None:
        """Without the permission Discord shows an empty history instead of refusing it."""
        channel = self._client.get_channel(channel_id)
        if channel is None:
            channel = await self._client.fetch_channel(channel_id)
        if not isinstance(channel, PostableChannel):
            return
        try:
            permissions = channel.permissions_for(channel.guild.me)
        except discord.ClientException as error:  # a thread whose channel is not known now
            raise UncertainError(Obstacle.CHANNEL_UNKNOWN) from error
        if not permissions.read_message_history:
            raise UnreadableError(Obstacle.MAY_NOT_READ)


@contextmanager
def _told_apart() -> Generator[None]:
    """What may go wrong, in the terms of delivery."""
    try:
        yield
    except discord.RateLimited as error:
        raise BusyError(error.retry_after) from error
    except discord.DiscordServerError as error:
        raise UncertainError(Obstacle.DISCORD_UNWELL, str(error.status)) from error
    except discord.HTTPException as error:
        raise _translated(error) from error
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        said = str(error) or type(error).__name__
        raise UncertainError(Obstacle.DISCONNECTED, said) from error


def _translated(error: discord.HTTPException) -> Exception:
    if error.status == _UNAUTHORISED:
        return TokenRefusedError(Obstacle.TOKEN_REFUSED)
    if error.status == _TOO_MANY or error.code in _LIMITED_EDITS:
        return BusyError(_wait(error))
    if error.code == codes.UNKNOWN_MESSAGE:
        return GoneError(Obstacle.DELETED)
    if error.code in _REFUSALS:
        return RefusedError(_REFUSALS[error.code])
    said = f"{error.text} ({error.code})"
    if error.status == _FORBIDDEN:
        return RefusedError(Obstacle.REFUSED, said)
    return InvalidError(_MISTAKES.get(error.code, Obstacle.INVALID), said)


def _wait(error: discord.HTTPException) -> float:
    """Seconds until it is worth trying again."""
    if error.code in _LIMITED_EDITS:
        return _EDIT_AGAIN_SECONDS
    return float(error.response.headers.get("Retry-After", "5"))
