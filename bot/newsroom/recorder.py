"""Every published state of a brief becomes a revision, so that “since” is a fact."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.archive import brief_of
from bot.content.folder import BriefFolder, Held
from bot.content.parse import parse
from bot.content.problems import Problem
from bot.domain.brief import Brief
from bot.domain.lint_changes import lint_dates
from bot.domain.meaning import meaning
from bot.storage.errors import StorageError
from bot.storage.revisions import Revisions

log = structlog.get_logger()

# Whoever saves a file three times in a row means one change.
_SETTLE = timedelta(seconds=10)
# Between two tries to record what could not be recorded, besides the database's own patience.
_FIRST_WAIT_SECONDS = 1.0
_LONGEST_WAIT_SECONDS = 30.0


@dataclass(frozen=True, slots=True, eq=False)
class Noted:
    """A state of a brief that was loaded, and has to be recorded."""

    slug: str
    held: Held
    noted_at: datetime


class Recorder:
    """Records what is published, and wakes the digests that tell it as it happens.

    What is noted waits until its file has rested, so that a save in the middle of an edit is
    never recorded and reaches no channel; then, in order, until it is recorded: a database that
    fails delays it. After a restart the folder has it still, and the file's own time counts.

    Args:
        folder: whose briefs they are.
        revisions: where they are recorded.
        clock: the time now.
        settle: how long a file has to rest.
    """

    def __init__(
        self,
        folder: BriefFolder,
        revisions: Revisions,
        clock: Callable[[], datetime],
        settle: timedelta = timedelta(0),
    ) -> None:
        self._folder = folder
        self._revisions = revisions
        self._clock = clock
        self._settle = settle
        self._numbers: dict[str, tuple[Brief, int]] = {}
        self._noted: dict[str, Brief] = {}
        self._waiting: deque[Noted] = deque()
        self._refused: set[Noted] = set()
        self._followed: set[str] = set()
        self._shown: set[str] = set()
        self._turn = asyncio.Lock()
        self._news = asyncio.Event()

    @property
    def waiting(self) -> Sequence[Noted]:
        """What is loaded, has rested and is not recorded yet, the oldest first."""
        now = self._clock()
        return tuple(noted for noted in tuple(self._waiting) if self._rests_until(noted) <= now)

    def note(self, slugs: Iterable[str]) -> None:
        """Take these briefs as they are now to be recorded; from any thread."""
        for slug in slugs:
            held = self._folder.held(slug)
            if held is None or self._noted.get(slug) is held.brief:
                continue
            self._noted[slug] = held.brief
            self._waiting.append(Noted(slug, held, self._clock()))

    async def record(self) -> list[Problem]:
        """Record all that was noted; states that mean the same as before are left.

        One that cannot be recorded, though the database works, waits until it can or until a
        newer state of its brief is recorded: it keeps nothing else back.

        Returns:
            What changed without a correction; it is logged, too.

        Raises:
            StorageError: the database fails. What is not recorded goes on waiting.
        """
        problems: list[Problem] = []
        async with self._turn:
            await self._pass_first_states()
            self._drop_overtaken()
            for noted in self.waiting:
                try:
                    problems += await self._record(noted.slug, noted.held)
                except StorageError:
                    raise
                except Exception:  # a bug with one state must not keep the others back
                    if noted not in self._refused:  # once, not with each try
                        log.exception("recording_failed", brief=noted.slug)
                    self._refused.add(noted)
                else:
                    self._done(noted)
        return problems

    def _done(self, recorded: Noted) -> None:
        """Let go of a state, and of those before it: they would be the past, told as news."""
        for noted in self.waiting:
            if noted.slug == recorded.slug:
                self._waiting.remove(noted)
                self._refused.discard(noted)
                if noted is recorded:
                    return
                log.error("state_unrecorded", brief=noted.slug, noted_at=noted.noted_at)

    def record_soon(self) -> None:
        """Have `keep_recording` look at once."""
        self._news.set()

    async def keep_recording(self, told: Callable[[], None]) -> None:
        """Record what is noted, however often it takes; until it is cancelled.

        Args:
            told: called whenever all is recorded that can be.
        """
        seconds = _FIRST_WAIT_SECONDS
        while True:
            self._news.clear()
            try:
                await self.record()
            except StorageError as error:
                log.warning("recording_waits", reason=str(error), retry_in_seconds=seconds)
            else:
                told()
            if self.waiting:
                wait, seconds = seconds, min(2 * seconds, _LONGEST_WAIT_SECONDS)
            else:
                wait, seconds = self._seconds_of_rest(), _FIRST_WAIT_SECONDS
            with suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), wait)

    async def number(self, brief: Brief) -> int | None:
        """The revision that a brief of the library is; recorded first, if it is new.

        Returns:
            None where it was overtaken before it was recorded, or its file has not rested yet.
        """
        if self._known(brief) is None:
            self.note([brief.slug])
            await self.record()
        return self._known(brief) or await self._recorded_before(brief)

    async def published(self, brief: Brief) -> int | None:
        """The same of one that a person shows to a channel: it is recorded without a rest."""
        self._shown.add(brief.slug)
        try:
            return await self.number(brief)
        finally:
            self._shown.discard(brief.slug)

    async def _pass_first_states(self) -> None:
        """Have a brief that was never recorded wait for nothing: no channel follows it yet."""
        for slug in {noted.slug for noted in tuple(self._waiting)} - self._followed:
            if await self._revisions.latest(slug) is not None:
                self._followed.add(slug)

    def _drop_overtaken(self) -> None:
        """Forget what was saved over before it had rested."""
        noted_later: dict[str, datetime] = {}
        for noted in reversed(tuple(self._waiting)):
            later = noted_later.get(noted.slug)
            if later is not None and later < noted.noted_at + self._settle:
                self._waiting.remove(noted)
                self._refused.discard(noted)
            noted_later[noted.slug] = noted.noted_at

    def _rests_until(self, noted: Noted) -> datetime:
        """When its file will have rested, if nobody touches it."""
        if noted.slug in self._shown or noted.slug not in self._followed:
            return noted.noted_at
        touched = self._folder.touched_at(noted.slug) or noted.held.written_at
        # A clock of the file system that is ahead of ours holds up nothing.
        since = touched if touched <= self._clock() else noted.noted_at
        return since + self._settle

    def _seconds_of_rest(self) -> float | None:
        """How long until the first of what rests has rested; None where nothing does."""
        until = [self._rests_until(noted) for noted in tuple(self._waiting)]
        if not until:
            return None
        return max((min(until) - self._clock()).total_seconds(), 0.05)

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
        parsed = await asyncio.to_thread(parse, text.encode(), str(path), await brief_of(before))
        hash_ = await asyncio.to_thread(meaning, parsed.brief)
        now = self._clock()
        revision = await self._revisions.record(
            slug, hash_, text, now, held.written_at, now + _SETTLE
        )
        if revision.hash != hash_:
            log.warning(
                "brief_is_older",
                path=str(path),
                published=revision.number,
                advice="another process published a newer file; save this one again to publish it",
            )
            return []
        self._numbers[slug] = (held.brief, revision.number)
        self._followed.add(slug)
        if before is not None and before.number == revision.number:
            return []
        log.info("revision_recorded", brief=slug, revision=revision.number)
        for problem in parsed.warned_of(lint_dates(parsed.brief, now)):
            log.warning("correction_of_the_future", problem=str(problem))
        unexplained = [found for found in parsed.warnings if found.rule == "unexplained"]
        for problem in unexplained:
            log.warning("changed_without_correction", problem=str(problem))
        return unexplained
