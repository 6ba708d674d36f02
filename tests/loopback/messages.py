"""Messages in channels: posted, read back, edited (resources/message)."""

import time

from aiohttp import web

from tests.loopback.checks import mistake
from tests.loopback.payloads import APPLICATION_ID, channel, edited, message
from tests.loopback.replies import UNKNOWN_CHANNEL, UNKNOWN_MESSAGE, invalid, reply, unknown
from tests.loopback.state import Json, State

# "The past few minutes" in the reference; how many is not documented.
NONCE_SECONDS = 180


class Messages:
    """The routes below /channels."""

    def __init__(self, state: State) -> None:
        self._state = state

    def routes(self) -> list[web.RouteDef]:
        """The routes, without the API's prefix."""
        return [
            web.get(r"/channels/{channel:\d+}", self._itself, allow_head=False),
            web.post(r"/channels/{channel:\d+}/messages", self._post),
            web.get(r"/channels/{channel:\d+}/messages", self._history, allow_head=False),
            web.get(r"/channels/{channel:\d+}/messages/{id:\d+}", self._one, allow_head=False),
            web.patch(r"/channels/{channel:\d+}/messages/{id:\d+}", self._edit),
        ]

    async def _itself(self, request: web.Request) -> web.Response:
        if self._channel(request) is None:
            return unknown(UNKNOWN_CHANNEL, "Channel")
        return reply(channel(request.match_info["channel"]))

    async def _post(self, request: web.Request) -> web.Response:
        kept = self._channel(request)
        if kept is None:
            return unknown(UNKNOWN_CHANNEL, "Channel")
        body: Json = await request.json()
        if reason := mistake(body):
            return invalid(reason)
        nonce = (APPLICATION_ID, str(body["nonce"])) if body.get("enforce_nonce") else None
        used_at, shown = self._state.nonces.get(nonce, (0.0, {})) if nonce else (0.0, {})
        if shown and time.monotonic() - used_at < NONCE_SECONDS:
            if shown["id"] not in kept:
                return unknown(UNKNOWN_MESSAGE, "Message")  # it was deleted since
            return reply(shown)
        shown = message(self._state, request.match_info["channel"], body)
        kept[shown["id"]] = shown
        if nonce:
            self._state.nonces[nonce] = (time.monotonic(), shown)
        return reply(shown)

    async def _history(self, request: web.Request) -> web.Response:
        kept = self._channel(request)
        if kept is None:
            return unknown(UNKNOWN_CHANNEL, "Channel")
        after = int(request.query.get("after", 0))
        before = int(request.query.get("before", 1 << 63))
        limit = int(request.query.get("limit", 50))
        chosen = [shown for key, shown in kept.items() if after < int(key) < before]
        # The latest are meant, unless it is asked for what followed something.
        cut = chosen[:limit] if after else chosen[-limit:]
        return reply(cut[::-1])

    async def _one(self, request: web.Request) -> web.Response:
        shown = (self._channel(request) or {}).get(request.match_info["id"])
        return reply(shown) if shown else unknown(UNKNOWN_MESSAGE, "Message")

    async def _edit(self, request: web.Request) -> web.Response:
        kept = self._channel(request) or {}
        shown = kept.get(request.match_info["id"])
        if shown is None:
            return unknown(UNKNOWN_MESSAGE, "Message")
        changed = edited(shown, await request.json())
        if reason := mistake(changed):
            return invalid(reason)
        kept[shown["id"]] = changed
        return reply(changed)

    def _channel(self, request: web.Request) -> dict[str, Json] | None:
        return self._state.messages.get(request.match_info["channel"])
