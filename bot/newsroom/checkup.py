"""Whether the bot is well: its connection, its database, what is due, what is recorded."""

import asyncio
import math
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

import discord
import structlog

from bot.gateway.client import Bot
from bot.newsroom.newsroom import Newsroom
from bot.newsroom.recorder import Noted
from bot.storage.errors import StorageError
from bot.storage.probe import Probe
from bot.telemetry import Health

log = structlog.get_logger()

EVERY_SECONDS = 15.0
# Looks end within a few seconds; one that takes longer than this has found something that hangs.
_PATIENCE_SECONDS = 45.0
# Longer than either takes where all is well, at whatever pace digests are posted.
_LATE = timedelta(minutes=10)
_UNRECORDED = timedelta(minutes=1)


class Checkup:
    """Looks at the database from time to time, and tells of everything when asked.

    Asking costs nothing, however often it is done.

    Args:
        bot: whose connection it is.
        newsroom: what is due, and what is recorded.
        probe: of its database.
        look_seconds: between two looks at the database.
    """

    def __init__(
        self, bot: Bot, newsroom: Newsroom, probe: Probe, look_seconds: float = EVERY_SECONDS
    ) -> None:
        self._bot = bot
        self._newsroom = newsroom
        self._probe = probe
        self._look_seconds = look_seconds
        self.looks = 0
        """How many are done."""
        self._storage = ""
        self._due: datetime | None = None
        self._began: float | None = None

    async def keep_looking(self) -> None:
        """Look at the database, one look after the other; until it is cancelled."""
        clock = asyncio.get_running_loop().time
        while True:
            self._began = clock()
            reason = await self._look()
            if reason != self._storage:
                log.warning("storage_unwell", reason=reason) if reason else log.info("storage_well")
            self._storage = reason
            self._began = None
            self.looks += 1
            await asyncio.sleep(self._look_seconds)

    async def _look(self) -> str:
        """Why the database is not well; empty where it is."""
        try:
            await self._probe.look()
            self._due = await self._newsroom.next_due()
        except StorageError as error:
            return str(error)
        except Exception as error:  # whatever it is, the look after this one may be better
            log.exception("checkup_failed")
            return f"the database could not be checked: {type(error).__name__}"
        return ""

    def health(self) -> Health:
        """What `briefbot health` shows."""
        folder = self._bot.services.folder
        now = discord.utils.utcnow()
        due = max(timedelta(0), now - self._due) if self._due else timedelta(0)
        waiting = self._newsroom.unrecorded
        storage = self._storage_now()
        connected = self._is_connected()
        is_measured = connected and math.isfinite(self._bot.latency)
        reasons = list(_reasons(now, due, waiting, storage, connected=connected))
        return {
            "ok": not reasons,
            "reason": "; ".join(reasons),
            "connected": connected,
            "latency_ms": round(self._bot.latency * 1000) if is_measured else None,
            "storage": storage or "ok",
            "oldest_due_seconds": round(due.total_seconds()),
            "unrecorded": sorted({noted.slug for noted in waiting}),
            "briefs": len(folder.library.briefs),
            "invalid_files": len({problem.path for problem in folder.problems}),
        }

    def _is_connected(self) -> bool:
        # Once ready, discord.py calls itself so for ever; what tells is the connection.
        return self._bot.is_ready() and not self._bot.is_closed() and self._bot.ws.open

    def _storage_now(self) -> str:
        """Why the database is not well; empty where it is."""
        if self._began is None:
            return self._storage
        seconds = asyncio.get_running_loop().time() - self._began
        if seconds < _PATIENCE_SECONDS:
            return self._storage
        return f"the database has not answered for {seconds:.0f} s"


def _reasons(
    now: datetime, due: timedelta, waiting: Sequence[Noted], storage: str, *, connected: bool
) -> Iterator[str]:
    if not connected:
        yield "not connected to Discord"
    if storage:
        yield storage
    if due > _LATE:
        yield f"a delivery has been due for {due.total_seconds() / 60:.0f} minutes"
    late = sorted({noted.slug for noted in waiting if now - noted.noted_at > _UNRECORDED})
    if late:
        yield f"loaded but not recorded: {', '.join(late)}"
