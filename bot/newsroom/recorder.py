"""Every published state of a brief becomes a revision, so that “since” is a fact."""

import asyncio
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

import structlog

from bot.archive import read
from bot.content.folder import BriefFolder, Held
from bot.content.parse import parse
from bot.content.problems import Problem
from bot.domain.brief import Brief
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
        self._numbers: dict[str, tuple[Brief, int]] = {}

    async def record(self, slugs: Iterable[str]) -> list[Problem]:
        """Record these briefs as they are now; those that mean the same as before are left.

        Returns:
            What changed in them without a correction; it is logged, too.
        """
        problems: list[Problem] = []
        for slug in slugs:
            held = self._folder.held(slug)
            if held is not None:
                problems += await self._record(slug, held)
        return problems

    async def number(self, brief: Brief) -> int | None:
        """The revision that a brief of the library is; recorded first, if it is new.

        Returns:
            None where it was overtaken before it was recorded.
        """
        if self._known(brief) is None:
            await self.record([brief.slug])
        return self._known(brief) or await self._recorded_before(brief)

    async def _recorded_before(self, brief: Brief) -> int | None:
        """The last revision that meant the same, for a brief that is no longer the newest."""
        hash_ = await asyncio.to_thread(meaning, brief)
        listed = await self._revisions.listed(brief.slug)
        return next((each.number for each in listed if each.hash == hash_), None)

    def _known(self, brief: Brief) -> int | None:
        known = self._numbers.get(brief.slug)
        return known[1] if known is not None and known[0] is brief else None

    async def _record(self, slug: str, held: Held) -> list[Problem]:
        text, path = held.text, held.path
        before = await self._revisions.latest(slug)
        parsed = await asyncio.to_thread(parse, text.encode(), str(path), await read(before))
        hash_ = await asyncio.to_thread(meaning, parsed.brief)
        revision = await self._revisions.record(slug, hash_, text, self._clock(), held.written_at)
        if revision.hash != hash_:
            log.warning(
                "brief_is_older",
                path=str(path),
                published=revision.number,
                advice="another process published a later file; save this one again to publish it",
            )
            return []
        self._numbers[slug] = (held.brief, revision.number)
        if before is not None and before.number == revision.number:
            return []
        log.info("revision_recorded", brief=slug, revision=revision.number)
        await self._subscriptions.wake(slug, self._clock() + _SETTLE)
        unexplained = [found for found in parsed.warnings if found.rule == "unexplained"]
        for problem in unexplained:
            log.warning("changed_without_correction", problem=str(problem))
        return unexplained
