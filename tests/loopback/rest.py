"""The REST API, version 10: what is asked of it, and who may ask."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from aiohttp import web

from tests.loopback.answers import Answers
from tests.loopback.limits import Limits
from tests.loopback.messages import Messages
from tests.loopback.payloads import APPLICATION_ID, BOT_USER, application
from tests.loopback.replies import refusal, reply
from tests.loopback.state import Json, Request, State
from tests.openapi.refusals import violations

PREFIX = "/api/v10"
# Those whose path holds a secret of their own, so that no token of a bot is asked for.
_OPEN = ("/interactions/", "/webhooks/")
_SESSIONS_A_DAY = 1000

Handler: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Rest:
    """The routes and what stands before all of them.

    Args:
        state: what they read and write.
        limits: how much may be asked.
        gateway_address: where this Discord's gateway is, known once it listens.
    """

    def __init__(self, state: State, limits: Limits, gateway_address: Callable[[], str]) -> None:
        self._state = state
        self._limits = limits
        self._gateway_address = gateway_address

    def application(self) -> web.Application:
        """The routes, to be mounted at `PREFIX`."""
        app = web.Application(middlewares=[self._received])
        app.add_routes(
            [
                web.get("/users/@me", self._me),
                web.get("/oauth2/applications/@me", self._application),
                web.get("/applications/@me", self._application),
                web.get("/gateway/bot", self._gateway),
                web.put(f"/applications/{APPLICATION_ID}/commands", self._sync),
                *Messages(self._state).routes(),
                *Answers(self._state).routes(),
            ]
        )
        return app

    @web.middleware
    async def _received(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Record, then let faults, permissions and limits have their say."""
        path = request.path.removeprefix(PREFIX)
        body: Any = await request.json() if request.can_read_body else None
        self._state.requests.append(
            Request(request.method, path, request.headers.copy(), body, time.monotonic())
        )
        self._state.violations += violations(request.method, path, body)
        self._state.changed()
        fault = next((f for f in self._state.faults if f.strikes(request.method, path)), None)
        if fault is not None and fault.kind == "answer":
            return reply(fault.body, status=fault.status, headers=fault.headers)
        if fault is not None and fault.kind == "hang":
            await asyncio.Event().wait()
        if fault is not None and fault.kind == "lose_request":
            return _broken(request)
        is_known = request.headers.get("Authorization") == f"Bot {self._state.token}"
        if not is_known and not path.startswith(_OPEN):
            return refusal(401, 0, "401: Unauthorized")
        too_many, headers = self._limits.take(request.method, path)
        if too_many is not None:
            return too_many
        response = await handler(request)
        self._state.changed()
        if fault is not None:
            return _broken(request)
        response.headers.update(headers)
        return response

    async def _me(self, _request: web.Request) -> web.Response:
        return reply(BOT_USER)

    async def _application(self, _request: web.Request) -> web.Response:
        return reply(application())

    async def _gateway(self, _request: web.Request) -> web.Response:
        starts = {
            "total": _SESSIONS_A_DAY,
            "remaining": _SESSIONS_A_DAY - 1,
            "reset_after": 86_400_000,
            "max_concurrency": 1,
        }
        return reply({"url": self._gateway_address(), "shards": 1, "session_start_limit": starts})

    async def _sync(self, request: web.Request) -> web.Response:
        told: list[Json] = await request.json()
        self._state.synced.append(told)
        version = self._state.snowflake()
        return reply(
            [
                {
                    "id": self._state.snowflake(),
                    "application_id": APPLICATION_ID,
                    "version": version,
                    "type": 1,
                    "description": "",
                    **command,
                }
                for command in told
            ]
        )


def _broken(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
