"""Housekeeping: who is gone, what can go on, what is forgotten, each for itself."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

import structlog

from bot.newsroom.caretaker import Caretaker
from bot.storage.challenges import Challenges
from bot.storage.deliveries import Deliveries
from bot.storage.errors import StorageError
from bot.storage.posts import Posts
from bot.storage.servers import Servers
from bot.storage.shares import Shares

log = structlog.get_logger()

# A server that we were removed from may have us back within this time, and find all as it was.
_KEPT_AFTER_LEAVING = timedelta(days=30)
_HISTORY = timedelta(days=90)
# Who handed in a challenge is known until the answer reached them, which takes a day at most.
_TOLD = timedelta(days=7)
# So long the limits of challenges look back.
_LIMITED = timedelta(days=1)
# So far back a correction reaches what was posted.
_CORRECTABLE = timedelta(days=365)
# An answer that only its asker sees does not outlive the day.
_SHARED = timedelta(days=1)

_Task: TypeAlias = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Housekeeping:
    """What is done at the start and every hour."""

    caretaker: Caretaker
    servers: Servers
    deliveries: Deliveries
    challenges: Challenges
    posts: Posts
    shares: Shares
    clock: Callable[[], datetime]

    async def keep(self) -> None:
        """Do all of it; what fails is logged, and done the next time."""
        now = self.clock()
        await _try("servers", self._look_after_servers)
        await _try("suspended", self.caretaker.look_at_suspended)
        await _try("deliveries", lambda: self.deliveries.purge(now - _HISTORY))
        await _try("challenges", lambda: self.challenges.forget(now - _TOLD))
        await _try("traces", lambda: self.challenges.forget_traces(now - _LIMITED))
        await _try("posts", lambda: self.posts.purge(now - _CORRECTABLE, now - _HISTORY))
        await _try("shares", lambda: self.shares.purge(now - _SHARED))

    async def _look_after_servers(self) -> None:
        # One after the other, so that nobody is forgotten who had us back while we were down.
        await self.caretaker.look_at_servers()
        await self.servers.purge(self.clock() - _KEPT_AFTER_LEAVING)


async def _try(name: str, task: _Task) -> None:
    try:
        await task()
    except StorageError as error:
        log.warning("housekeeping_waits", task=name, reason=str(error))
    except Exception:  # a bug in one task must not stop the others
        log.exception("housekeeping_failed", task=name)
