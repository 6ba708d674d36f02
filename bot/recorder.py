"""Every published state of a brief becomes a revision, so that “since” is a fact."""

import asyncio
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

import structlog

from bot.content.folder import BriefFolder
from bot.content.parse import parse
from bot.domain.meaning import meaning
from bot.storage.revisions import Revisions
from bot.storage.subscriptions import Subscriptions

log = structlog.get_logger()

# Whoever saves a file three times in a row means one change.
_SETTLE = timedelta(seconds=10)


class Recorder:
    """Records what is published, and wakes the digests that tell it as it happens.

    Args:
        folder: whose briefs they are.
        revisions: where they are recorded.
        subscriptions: who is woken.
        clock: the time now.
    """

    def __init__(
        self,
        folder: BriefFolder,
        revisions: Revisions,
        subscriptions: Subscriptions,
        clock: Callable[[], datetime],
    ) -> None:
        self._folder = folder
        self._revisions = revisions
        self._subscriptions = subscriptions
        self._clock = clock

    async def record(self, slugs: Iterable[str]) -> None:
        """Record these briefs as they are now; those that mean the same as before are left."""
        for slug in slugs:
            text = self._folder.text(slug)
            if text is None:
                continue
            before = await self._revisions.latest(slug)
            hash_ = await asyncio.to_thread(_meaning, slug, text)
            revision = await self._revisions.record(slug, hash_, text, self._clock())
            if before is None or before.number != revision.number:
                log.info("revision_recorded", brief=slug, revision=revision.number)
                await self._subscriptions.wake(slug, self._clock() + _SETTLE)


def _meaning(slug: str, text: str) -> str:
    return meaning(parse(text.encode(), f"{slug}.yaml").brief)
