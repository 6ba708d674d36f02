"""Digests put together: storage, delivery, and what they are about."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import discord
import structlog

from bot.archive import Archive
from bot.content.folder import BriefFolder, Reload
from bot.content.problems import Problem
from bot.delivery.care import Care
from bot.delivery.chase import Chase
from bot.delivery.courier import Books, Courier, Errands
from bot.delivery.errands import (
    BannerErrand,
    CorrectiveErrand,
    DigestErrand,
    PublicationErrand,
    ReplyErrand,
)
from bot.delivery.outbox import Outbox
from bot.delivery.pace import Pace
from bot.delivery.planning import plan
from bot.delivery.pulse import Pulse
from bot.delivery.sending import Sender
from bot.gateway.poster import DiscordPoster
from bot.newsroom.caretaker import Caretaker
from bot.newsroom.composing import Composer, Corrector, Replier
from bot.newsroom.housekeeping import Housekeeping
from bot.newsroom.recorder import Noted, Recorder
from bot.pictures.studio import Studio
from bot.services import Digests, History, Inbox, Services
from bot.storage.amendments import Amendments
from bot.storage.bookmarks import Bookmarks
from bot.storage.challenges import Challenges
from bot.storage.database import Database
from bot.storage.defaults import ChannelBriefs
from bot.storage.deliveries import Deliveries
from bot.storage.errors import StorageError
from bot.storage.leases import Leases
from bot.storage.plans import Plans
from bot.storage.posts import Posts
from bot.storage.rate import Rate
from bot.storage.revisions import Revisions
from bot.storage.servers import Servers
from bot.storage.shares import Shares
from bot.storage.subscriptions import Subscriptions
from bot.storage.suspensions import Suspensions

log = structlog.get_logger()

# What is under way has five of them; the rest is for the database.
_STOPPING_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Terms:
    """How digests are delivered; see the settings of the same names."""

    clock: Callable[[], datetime] = discord.utils.utcnow
    per_server: int = 25
    per_second: float = 25
    skip_after: timedelta = timedelta(hours=12)
    quiet_slots: int = 7
    settle: timedelta = timedelta(0)
    care: Care = field(default_factory=Care)


class Newsroom:
    """Records what is published, and delivers digests of it.

    Args:
        database: open.
        folder: whose briefs are told.
        client: posts; logged in by the time that `start` is called.
        terms: how.
    """

    def __init__(
        self, database: Database, folder: BriefFolder, client: discord.Client, terms: Terms
    ) -> None:
        self._folder = folder
        self._terms = terms
        revisions, subscriptions = Revisions(database), Subscriptions(database)
        self._servers, self._deliveries = Servers(database), Deliveries(database)
        plans, leases, suspensions = Plans(database), Leases(database), Suspensions(database)
        posts, amendments = Posts(database), Amendments(database)
        self._challenges = Challenges(database)
        composer = Composer(revisions, amendments, terms.clock, terms.quiet_slots)
        corrector = Corrector(revisions, amendments)
        self._recorder = Recorder(folder, revisions, terms.clock, terms.settle)
        chase = Chase(revisions, posts, amendments, terms.clock)
        poster, deliveries, clock = DiscordPoster(client), self._deliveries, terms.clock
        pace = Pace(Rate(database), clock, terms.per_second)
        sender = Sender(leases, deliveries, poster, pace, clock, terms.care)
        errands = Errands(
            digest=DigestErrand(
                subscriptions,
                deliveries,
                chase,
                sender,
                composer.compose,
                clock,
                terms.skip_after,
            ),
            corrective=CorrectiveErrand(chase, sender, corrector.corrective),
            banner=BannerErrand(posts, sender, deliveries, poster, corrector.marked, clock),
            reply=ReplyErrand(sender, poster, Replier(self._challenges, folder).compose),
            publication=PublicationErrand(sender, deliveries, poster, clock),
        )
        lease = terms.care.lease
        self.courier = Courier(Books(leases, deliveries, suspensions), errands, clock, lease)
        outbox = Outbox(leases, self.courier, clock, lease)
        self._plans, self._chase = plans, chase
        self.pulse = Pulse(self._plan, plans.next_due, outbox, self.keep_house, clock)
        self._defaults = ChannelBriefs(database)
        self.history = History(
            archive=Archive(revisions),
            revisions=revisions,
            posts=posts,
            bookmarks=Bookmarks(database),
            shares=Shares(database),
            number=self._recorder.number,
            published=self._recorder.published,
            clock=clock,
        )
        self._housekeeping = Housekeeping(
            caretaker=Caretaker(client, self._servers, suspensions, deliveries, clock),
            servers=self._servers,
            deliveries=deliveries,
            challenges=self._challenges,
            posts=posts,
            shares=self.history.shares,
            clock=clock,
        )
        self.digests = Digests(
            subscriptions=subscriptions,
            suspensions=suspensions,
            servers=self._servers,
            plans=plans,
            deliveries=self._deliveries,
            wake=self.pulse.wake,
            preview=composer.preview,
            clock=terms.clock,
            most_per_server=terms.per_server,
            inbox=Inbox(self._challenges, posts, terms.clock),
        )

    def services(self) -> Services:
        """What commands may use."""
        return Services(self._folder, self.digests, self.history, self._defaults, Studio())

    async def left(self, guild: discord.Guild) -> None:
        """We are in that server no more."""
        await self._servers.left(guild.id, self._terms.clock())

    async def returned(self, guild: discord.Guild) -> None:
        """We are in that server, perhaps again."""
        if await self._servers.returned(guild.id, self._terms.clock()):
            self.pulse.wake()

    @asynccontextmanager
    async def recording(self) -> AsyncGenerator[None]:
        """Record the briefs as they are, then as they are published, until the end.

        While the database fails they wait, and are recorded once it works again.
        """
        self._recorder.note(self._folder.library.slugs)
        task = asyncio.create_task(self._recorder.keep_recording(self.pulse.wake))
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    @asynccontextmanager
    async def working(self) -> AsyncGenerator[None]:
        """Record the briefs as they are, then deliver what is due, until the end."""
        self._recorder.note(self._folder.library.slugs)
        with suppress(StorageError):  # `recording` goes on trying
            await self._recorder.record()
        self.pulse.start()
        try:
            yield
        finally:
            await self._stop()

    async def _stop(self) -> None:
        try:
            async with asyncio.timeout(_STOPPING_SECONDS):
                await self.pulse.stop()
        except (StorageError, TimeoutError) as error:
            log.warning(
                "not_handed_back",
                reason=str(error) or "the database did not answer in time",
                advice="what was in progress resumes when its leases run out",
            )

    async def publish(self, reload: Reload) -> list[Problem]:
        """Record what an edit changed, once it has rested, and tell whoever wants it then.

        Returns:
            What it changed without a correction.

        Raises:
            StorageError: the database fails; the edit is recorded with the next that is published.
        """
        self._recorder.note(reload.changed)
        unexplained = await self._recorder.record()
        self.pulse.wake()
        return unexplained

    def publish_soon(self, reload: Reload, loop: asyncio.AbstractEventLoop) -> None:
        """Take note of an edit in the folder's thread; `recording` publishes it in the loop."""
        self._recorder.note(reload.changed)
        loop.call_soon_threadsafe(self._recorder.record_soon)

    @property
    def unrecorded(self) -> Sequence[Noted]:
        """What is loaded, has rested and is not recorded yet, the oldest first."""
        return self._recorder.waiting

    async def next_due(self) -> datetime | None:
        """When something is due next; in the past where it waits."""
        return await self._plans.next_due()

    async def _plan(self) -> None:
        await self._chase.plan()
        await plan(self._plans, self._terms.clock(), self._terms.skip_after)

    async def keep_house(self) -> None:
        """What the pulse has done every hour: who is gone, what can go on, what is forgotten."""
        await self._housekeeping.keep()
