"""What SimCord needs to be told beyond its public names; nothing else touches its inside.

SimCord is pinned, and each of these was needed in version 3.2.1. The tests run on the same.
"""

# pyright: reportPrivateUsage=false
# ruff: noqa: SLF001 -- the reason is above

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from typing import Any, Self, TypeAlias, TypeVar

import simcord._dpy_internals as internals
from simcord import ChannelHandle, Env, MemberActor, SetupError
from simcord.preview import Preview

from bot.domain.errors import UserError
from bot.gateway.client import Bot
from bot.telemetry import PortTakenError

# SimCord waits this long for something more to happen after each action, 50 ms unless told.
_IDLE_SECONDS = 0.002
_PULSE_SECONDS = 1.0

Payload: TypeAlias = dict[str, Any]
T = TypeVar("T")


@asynccontextmanager
async def simulated(
    bot: Bot, *, now: datetime | None = None, check_errors: bool = True, settle_seconds: float = 3
) -> AsyncGenerator[Env]:
    """A Discord with the bot in it.

    Args:
        bot: not connected yet; it is closed at the end, which SimCord leaves to us.
        now: the simulated time at the start; this moment if None.
        check_errors: raise at the end what the bot logged as a bug.
        settle_seconds: how long an action may take; in the demo its page says after it that the
            outcome is uncertain.
    """
    defaults = Env._settle_internal.__kwdefaults__
    if defaults is not None:
        defaults["idle"] = _IDLE_SECONDS
    env = Env(bot, check_errors=check_errors, settle_timeout=settle_seconds)
    env.backend.bot_user.name = "briefbot"
    # It can only be set before the start: timers of the bot are already measured by it then.
    env.backend.clock._epoch = now or datetime.now(UTC)
    _let_refusals_pass(env)
    await env.start()
    try:
        yield env
    finally:
        with env._bot_scope():
            await env.bot.close()
        await env.shutdown()
    if check_errors:
        env._raise_errors_since(env._errors_acknowledged)


def _let_refusals_pass(env: Env) -> None:
    """A UserError is an answer; SimCord takes it for a bug, and its page for a failed command."""
    record = env._record_error

    def record_bug(error: BaseException) -> None:
        if not isinstance(getattr(error, "original", error), UserError):
            record(error)

    env._record_error = record_bug


class LivePage:
    """Channels in the browser, a page each, kept live for as long as one likes.

    SimCord's page shows what a person does in it, but not what the bot does by itself, nor
    does its time pass. One lock keeps the people's actions, the passing of time and our own
    posts apart: where two of them overlap, the page gives up the person's.

    Args:
        env: the simulated Discord.
        channels: those that are shown; the first is the one that ends all when it is closed.
        viewers: the people one can switch between.
        port: of the first page, on this machine; the others take those after it, or any.
        timezone: IANA name; what the reader's times are shown in.

    Raises:
        PortTakenError: on entering.
    """

    def __init__(
        self,
        env: Env,
        channels: Sequence[ChannelHandle],
        viewers: list[MemberActor],
        *,
        port: int,
        timezone: str,
    ) -> None:
        self._env = env
        self._previews = [
            env.preview(
                channel,
                viewers=viewers,
                layout="channel",
                port=port + place if port else port,
                timezone=timezone,
            )
            for place, channel in enumerate(channels)
        ]
        self._port = port
        self._lock = asyncio.Lock()
        self._stale = False
        self._overtaken: set[tuple[str | None, int]] = set()
        self._born = _real_time() - env._virtual_time

    @property
    def urls(self) -> list[str]:
        """The pages' addresses; whoever has one may act as any of the viewers."""
        return [preview.url for preview in self._previews]

    @property
    def url(self) -> str:
        """The address of the first page."""
        return self.urls[0]

    async def __aenter__(self) -> Self:
        for preview in self._previews:
            try:
                await self._enter(preview)
            except SetupError as error:
                await self._close()
                if isinstance(error.__cause__, OSError):
                    raise PortTakenError(
                        f"Port {self._port} on this machine, or the one after it, is taken, "
                        "perhaps by another demo: stop that one, or choose another with --port."
                    ) from None
                raise
        self._env.backend.subscribers.append(self._note_event)
        self._pulse = asyncio.create_task(self._pass_time())
        return self

    async def __aexit__(self, *_raised: object) -> None:
        self._pulse.cancel()
        await asyncio.gather(self._pulse, return_exceptions=True)
        await self._close()

    async def wait_closed(self) -> None:
        """Until somebody ends the session of the first page in the browser."""
        closed = asyncio.create_task(self._previews[0].wait_closed())
        done, _ = await asyncio.wait((closed, self._pulse), return_when=asyncio.FIRST_COMPLETED)
        if self._pulse in done:
            closed.cancel()
            self._pulse.result()

    async def as_bot(self, does: Callable[[], Awaitable[T]]) -> T:
        """Let the bot do something by itself, and show it; returns what came of it."""
        async with self._lock:
            with self._env._bot_scope():
                done = await does()
            await self._refresh()
            return done

    async def _enter(self, preview: Preview) -> None:
        self._env._preview = None  # SimCord means to have one; they do not get in each other's way
        await preview.__aenter__()
        acted = preview._action

        async def act_alone(context_id: str | None, body: Mapping[str, Any]) -> Payload:
            async with self._lock:
                self._env._preview = preview
                answer = await acted(context_id, self._up_to_date(context_id, body))
                if len(self._previews) == 1:
                    self._stale = False  # an action shows all that has happened
                return answer

        preview._action = act_alone

    async def _close(self) -> None:
        for preview in self._previews:
            await preview.close()

    def _note_event(self, _event: str, _payload: object) -> None:
        self._stale = True

    def _up_to_date(self, context_id: str | None, body: Mapping[str, Any]) -> Mapping[str, Any]:
        """A press on what the page showed just before we refreshed it.

        The page asks for news twice a second; SimCord takes no press on an older state, though
        what we add by ourselves leaves the messages before it as they are.
        """
        revision = body.get("published_revision")
        if not isinstance(revision, int):
            return body
        while (context_id, revision) in self._overtaken:
            revision += 1
        return {**body, "published_revision": revision}

    async def _pass_time(self) -> None:
        while True:
            await asyncio.sleep(_PULSE_SECONDS)
            async with self._lock:
                await self._catch_up()
                if self._stale:
                    await self._refresh()

    async def _refresh(self) -> None:
        for preview in self._previews:
            if not preview._closed:
                self._overtaken |= {(page.id, page.revision) for page in preview._pages.values()}
                await preview.refresh()
        self._stale = False

    async def _catch_up(self) -> None:
        """Bring the simulated clock to the real one; by itself it moves with timers alone."""
        moving = self._env._real_advance_task
        if moving is not None and not moving.done():
            await asyncio.wait([moving])
        behind = _real_time() - self._born - self._env._virtual_time
        if behind > 0:
            # The bot's work takes longer on a busy machine; the next turn goes on from there.
            with suppress(TimeoutError):
                await self._env.advance_time(behind)


def _real_time() -> float:
    """Seconds of the machine's clock: `time.monotonic` is SimCord's own while it runs."""
    assert internals.real_monotonic is not None  # noqa: S101 -- it is, once imported
    return internals.real_monotonic()
