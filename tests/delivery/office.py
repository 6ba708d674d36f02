"""The outbox at work on a real database, with Discord's edge and the clock in a test's hands."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

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
from bot.delivery.poster import Json, mark
from bot.delivery.sending import Composed, Sender
from bot.domain.delivery import CorrectiveDelivery, Delivery, DigestDelivery
from bot.domain.subscription import Subscription
from bot.storage.amendments import Amendments
from bot.storage.database import Database
from bot.storage.deliveries import Deliveries
from bot.storage.leases import Leases
from bot.storage.plans import Plans
from bot.storage.posts import Post, Posts
from bot.storage.rate import Rate
from bot.storage.revisions import Revision, Revisions
from bot.storage.subscriptions import Subscriptions
from bot.storage.suspensions import Suspensions
from bot.storage.tables import rate
from tests.delivery.channels import Channels
from tests.storage.making import CHANNEL, GUILD, NOW, on_time, subscribed

# So many that the pace holds nobody up; tests of it have their own.
_FAST = 10_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass
class Clock:
    """The time, which passes when a test says so."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        """The time now."""
        return self.now

    def pass_(self, time: timedelta) -> None:
        """Let time pass."""
        self.now += time


@dataclass
class Words:
    """What digests say: the same texts to all; nothing where there are none."""

    texts: Sequence[str] = ("news",)
    composed: int = 0
    """How often it was asked."""
    at_once: int = 0
    """How many at most were asked for at the same time."""
    error: Exception | None = None
    _asked: int = 0

    async def digest(
        self, subscription: Subscription, delivery: DigestDelivery, latest: Revision
    ) -> Composed | None:
        """What a digest says."""
        del subscription, latest
        return await self.of(delivery)

    async def corrective(self, delivery: CorrectiveDelivery, latest: Revision) -> Composed | None:
        """What a corrective says."""
        del latest
        return await self.of(delivery)

    async def of(self, delivery: Delivery) -> Composed | None:
        """What any delivery says."""
        self.composed += 1
        self._asked += 1
        self.at_once = max(self.at_once, self._asked)
        await asyncio.sleep(0)  # as a database would let others go on
        self._asked -= 1
        if self.error is not None:
            raise self.error
        if not self.texts:
            return None
        messages: list[tuple[Json, Sequence[str]]] = [
            ({"text": text, "mark": mark(delivery.name_of(number))}, (f"entry-{number}",))
            for number, text in enumerate(self.texts, start=1)
        ]
        return Composed(messages, None, 1)


async def _marked(post: Post) -> Json:
    return {"text": f"marked {post.message_id}"}


@dataclass
class Office:
    """One process's outbox.

    Args:
        database: which others may work on as well.
    """

    database: Database
    clock: Clock = field(default_factory=Clock)
    discord: Channels = field(init=False)
    words: Words = field(default_factory=Words)
    care: Care = field(default_factory=Care)
    per_second: float = _FAST

    def __post_init__(self) -> None:
        self.discord = Channels(self.clock)
        database = self.database
        self.leases, self.deliveries = Leases(database), Deliveries(database)
        self.plans, self.posts = Plans(database), Posts(database)
        self.subscriptions = Subscriptions(database)
        self.open()

    def open(self) -> None:
        """Begin as a new process, with the care and the pace that are set."""
        pace = Pace(Rate(self.database), self.clock, self.per_second)
        self.sender = sender = Sender(
            self.leases, self.deliveries, self.discord, pace, self.clock, self.care
        )
        amendments = Amendments(self.database)
        chase = Chase(Revisions(self.database), self.posts, amendments, self.clock)
        errands = Errands(
            digest=DigestErrand(
                self.subscriptions,
                self.deliveries,
                chase,
                sender,
                self.words.digest,
                self.clock,
                timedelta(hours=12),
            ),
            corrective=CorrectiveErrand(chase, sender, self.words.corrective),
            banner=BannerErrand(
                self.posts, sender, self.deliveries, self.discord, _marked, self.clock
            ),
            publication=PublicationErrand(sender, self.deliveries, self.discord, self.clock),
            reply=ReplyErrand(sender, self.discord, self.words.of),
        )
        books = Books(self.leases, self.deliveries, Suspensions(self.database))
        self.courier = Courier(books, errands, self.clock, self.care.lease)
        self.outbox = Outbox(self.leases, self.courier, self.clock, self.care.lease)

    def as_process(self, care: Care) -> "Office":
        """Another process on the same database, the same Discord and the same clock."""
        other = replace(self, care=care)
        other.discord = self.discord
        other.open()
        return other

    async def due(self, count: int = 1, first: int = CHANNEL) -> list[Subscription]:
        """So many subscriptions, each of its own channel, with a delivery in the outbox."""
        # What it says is made up; the errands only want that there is a state.
        await Revisions(self.database).record("ferry", "hash", "text", self.clock())
        made = [
            await subscribed(
                self.database, GUILD, channel_id=first + number, next_run_at=self.clock()
            )
            for number in range(count)
        ]
        await self.plans.plan(self.clock(), on_time)
        return made

    async def deliver_all(self) -> int:
        """Look until nothing is open: a slow disk may take it several; returns how many it took."""
        taken = 0
        while await self.deliveries.open_count():
            taken += await self.outbox.drain()
        return taken

    async def claimed(self) -> DigestDelivery:
        """The one digest that can be claimed, held by this process."""
        (delivery,) = await self.leases.claim(self.clock(), self.courier.owner, self.care.lease, 10)
        assert isinstance(delivery, DigestDelivery)
        return delivery

    async def deliver(self) -> None:
        """Claim the one digest and take it as far as it goes now."""
        await self.courier.deliver(await self.claimed())

    async def reserved(self) -> int:
        """How many places of the pace were taken, of late."""

        async def work(connection: AsyncConnection) -> int:
            return await connection.scalar(sa.select(rate.c.arrival)) or 0

        arrival = await self.database.read(work)
        ahead = arrival - (self.clock() - _EPOCH) // timedelta(microseconds=1)
        return max(0, round(ahead * self.per_second / 1_000_000))

    async def reserve(self, count: int) -> None:
        """Take so many places of the pace, as others would."""
        await Rate(self.database).reserve("messages", count, self.per_second, self.clock())

    async def until_reserved(self, count: int) -> None:
        """Wait until so many places are taken."""
        while await self.reserved() < count:  # noqa: ASYNC110 -- nobody sets an event
            await asyncio.sleep(0.01)

    async def last(self, subscription: Subscription) -> DigestDelivery:
        """A subscription's newest delivery."""
        return (await self.deliveries.recent(subscription.id, 1))[0]
