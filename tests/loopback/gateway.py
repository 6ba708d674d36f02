"""The gateway, version 10 with JSON (events/gateway)."""

import asyncio
import json
import zlib
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Literal

from aiohttp import WSMsgType, web

from tests.loopback.payloads import APPLICATION_ID, BOT_USER, GUILD_ID, channel, guild
from tests.loopback.state import Json, State

HEARTBEAT_MILLISECONDS = 41_250


class Op(IntEnum):
    """What a payload is about (topics/opcodes-and-status-codes)."""

    DISPATCH = 0
    HEARTBEAT = 1
    IDENTIFY = 2
    RESUME = 6
    RECONNECT = 7
    INVALID_SESSION = 9
    HELLO = 10
    HEARTBEAT_ACK = 11


AUTHENTICATION_FAILED = 4004


class Connection:
    """One socket, compressed as a whole if the client asked for that."""

    def __init__(self, socket: web.WebSocketResponse, request: web.Request) -> None:
        self.socket = socket
        self._request = request
        # zstd-stream is answered plain, which clients take as well: Python before 3.14 has no zstd.
        is_zlib = request.query.get("compress") == "zlib-stream"
        self._deflate = zlib.compressobj() if is_zlib else None

    async def send(self, payload: Json) -> None:
        """Send a payload; nothing where the socket is gone."""
        text = json.dumps(payload)
        try:
            if self._deflate is None:
                await self.socket.send_str(text)
            else:
                packed = self._deflate.compress(text.encode())
                await self.socket.send_bytes(packed + self._deflate.flush(zlib.Z_SYNC_FLUSH))
        except ConnectionError:
            return

    def abort(self) -> None:
        """Break it without a word, as a network does."""
        if self._request.transport is not None:
            self._request.transport.abort()


@dataclass(slots=True)
class Session:
    """What outlives a connection: every event, so that a RESUME gets what it missed."""

    id: str
    events: list[Json] = field(default_factory=list[Json])
    connection: Connection | None = None

    async def dispatch(self, name: str, data: Json) -> None:
        """Send an event, now or at the next RESUME."""
        event: Json = {"op": Op.DISPATCH, "t": name, "s": len(self.events) + 1, "d": data}
        self.events.append(event)
        if self.connection is not None:
            await self.connection.send(event)


class Gateway:
    """All sessions, one shard."""

    def __init__(self, state: State) -> None:
        self._state = state
        self.address = ""
        """ws://…, known once the server listens."""
        self.is_refusing = False
        """New connections break at once."""
        self.is_silent = False
        """Heartbeats are not acknowledged."""
        self.closes_with: int | None = None
        """The close code that answers every IDENTIFY."""
        self.attempts = 0
        """How often a connection was tried, broken or not."""
        self.stalls: Literal["", "handshake", "hello"] = ""
        """Where new connections get no further."""
        self.listens = asyncio.Event()
        """While it is not set nothing is answered, not even that the other side closes."""
        self.listens.set()
        self.sessions: dict[str, Session] = {}
        self.identified: list[Json] = []
        """The `d` of each IDENTIFY."""
        self.resumed: list[Json] = []
        """The `d` of each RESUME."""

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One connection, until it ends."""
        self.attempts += 1
        self._state.changed()
        if self.is_refusing:
            return web.Response(status=503)
        if self.stalls == "handshake":
            await asyncio.Event().wait()
        socket = web.WebSocketResponse(autoclose=False)
        await socket.prepare(request)
        connection = Connection(socket, request)
        if not self.stalls:
            await connection.send(
                {"op": Op.HELLO, "d": {"heartbeat_interval": HEARTBEAT_MILLISECONDS}, "s": None}
            )
        try:
            async for received in socket:
                await self.listens.wait()
                if received.type is WSMsgType.TEXT:
                    await self._received(connection, json.loads(received.data))
        finally:
            for session in self.sessions.values():
                if session.connection is connection:
                    session.connection = None
            self._state.changed()
        await self.listens.wait()
        await socket.close()
        return socket

    async def _received(self, connection: Connection, payload: Json) -> None:
        if payload["op"] == Op.HEARTBEAT and not self.is_silent:
            await connection.send({"op": Op.HEARTBEAT_ACK})
        elif payload["op"] == Op.IDENTIFY:
            await self._identify(connection, payload["d"])
        elif payload["op"] == Op.RESUME:
            await self._resume(connection, payload["d"])
        self._state.changed()

    async def _identify(self, connection: Connection, data: Json) -> None:
        self.identified.append(data)
        code = self.closes_with
        if data["token"] != self._state.token:
            code = AUTHENTICATION_FAILED
        if code is not None:
            await connection.socket.close(code=code)
            return
        session = Session(f"session-{len(self.identified)}", connection=connection)
        ready = {
            "v": 10,
            "user": BOT_USER,
            "guilds": [{"id": GUILD_ID, "unavailable": True}],
            "session_id": session.id,
            "resume_gateway_url": self.address,
            "application": {"id": APPLICATION_ID, "flags": 0},
        }
        await session.dispatch("READY", ready)
        await session.dispatch("GUILD_CREATE", guild([channel(c) for c in self._state.channels]))
        self.sessions[session.id] = session

    async def _resume(self, connection: Connection, data: Json) -> None:
        session = self.sessions.get(data["session_id"])
        if session is None or data["token"] != self._state.token:
            await connection.send({"op": Op.INVALID_SESSION, "d": False})
            return
        session.connection = connection
        for event in session.events[data["seq"] :]:
            await connection.send(event)
        await session.dispatch("RESUMED", {})
        self.resumed.append(data)

    @property
    def live(self) -> Session | None:
        """The session that is connected, the latest where there are several."""
        connected = [s for s in self.sessions.values() if s.connection is not None]
        return connected[-1] if connected else None

    async def dispatch(self, name: str, data: Json) -> None:
        """Send an event to the latest session; it waits there while that is not connected."""
        await list(self.sessions.values())[-1].dispatch(name, data)

    async def drop(self, code: int | None = None) -> None:
        """End every connection: with a close code, or without a word."""
        for session in self.sessions.values():
            if session.connection is None:
                continue
            if code is None:
                session.connection.abort()
            else:
                await session.connection.socket.close(code=code)
            session.connection = None
        await asyncio.sleep(0)  # what is aborted is closed in the loop's next turn
