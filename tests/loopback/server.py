"""The whole of it: one server on this machine."""

import time
from types import TracebackType
from typing import Self

from aiohttp import web

from tests.loopback.gateway import Gateway, Session
from tests.loopback.limits import Limits
from tests.loopback.payloads import CHANNEL_ID
from tests.loopback.rest import PREFIX, Rest
from tests.loopback.state import Callback, Json, State
from tests.openapi.refusals import told

HOST = "127.0.0.1"


class Loopback:
    """A Discord that listens while one is in its context.

    On leaving it raises AssertionError if Discord would have refused a request, as far as
    `tests.openapi` is given Discord's description; its answers are the same either way.

    Args:
        port: where; 0 for any that is free.
    """

    def __init__(self, port: int = 0) -> None:
        self.state = State()
        self.state.open_channel(CHANNEL_ID)
        self.limits = Limits()
        self.gateway = Gateway(self.state)
        self.port = port
        rest = Rest(self.state, self.limits, lambda: self.gateway.address)
        app = web.Application()
        app.router.add_get("/", self.gateway.serve, allow_head=False)
        app.add_subapp(PREFIX, rest.application())
        # Connections that are still open are not waited for.
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)

    @property
    def address(self) -> str:
        """What DISCORD_API has to be."""
        return f"http://{HOST}:{self.port}{PREFIX}"

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        site = web.TCPSite(self._runner, HOST, self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        self.gateway.address = f"ws://{HOST}:{self.port}/"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
        /,
    ) -> None:
        await self.gateway.drop()
        await self._runner.cleanup()
        if (refused := told(self.state.violations)) and error is None:
            raise AssertionError(refused)
        if refused and error is not None:
            error.add_note(refused)

    async def connected(self, seconds: float = 30) -> Session:
        """Wait until a bot is connected to the gateway."""
        return await self.state.until(lambda: self.gateway.live, seconds)

    async def ask(self, interaction: Json, seconds: float = 3) -> Callback:
        """Send an interaction, and wait for its answer for as long as Discord does.

        Raises:
            TimeoutError: there was none; Discord would show “This interaction failed”.
        """
        self.send(interaction)
        await self.gateway.dispatch("INTERACTION_CREATE", interaction)
        return await self.answer(interaction, seconds)

    def send(self, interaction: Json) -> None:
        """Take note of an interaction, whose time runs from now."""
        self.state.interactions[interaction["id"]] = interaction
        self.state.asked_at[interaction["id"]] = time.monotonic()

    async def answer(self, interaction: Json, seconds: float = 3) -> Callback:
        """Wait for the answer to an interaction that was sent."""

        def found() -> Callback | None:
            callbacks = self.state.callbacks
            return next((c for c in callbacks if c.interaction is interaction), None)

        return await self.state.until(found, seconds)
