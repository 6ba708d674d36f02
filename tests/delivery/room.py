"""The parts that tell channels, put together on a database; what is posted is kept here."""

import json
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import yaml

from bot.content.located_yaml import Value
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
from bot.delivery.pace import Pace
from bot.delivery.poster import GoneError, Json
from bot.delivery.sending import Composed, Sender
from bot.domain.delivery import ReplyDelivery
from bot.domain.obstacles import Obstacle
from bot.newsroom.composing import Composer, Corrector
from bot.storage.amendments import Amendments
from bot.storage.database import Database
from bot.storage.deliveries import Deliveries
from bot.storage.leases import Leases
from bot.storage.posts import Posts
from bot.storage.rate import Rate
from bot.storage.revisions import Revisions
from bot.storage.subscriptions import Subscriptions
from bot.storage.suspensions import Suspensions
from tests.making import document, entry
from tests.storage.making import LEASE, NOW

SLUG = "drones"
FIRST_MESSAGE = 1_140_000_000_000_000_000
Between = Callable[[], Awaitable[object]]
_Compose = Callable[..., Awaitable[Composed | None]]


class Channels:
    """Discord's channels, as far as delivery knows of them: a message for each request."""

    def __init__(self) -> None:
        self.posted: list[tuple[int, Json]] = []
        self.edited: list[tuple[int, Json]] = []
        self.are_gone = False
        """Whether all messages were deleted."""

    async def post(self, channel_id: int, message: Json, nonce: str) -> int:
        del nonce
        self.posted.append((channel_id, message))
        return FIRST_MESSAGE + len(self.posted) - 1

    async def find(self, channel_id: int, mark: str, since: datetime) -> int | None:
        del channel_id, mark, since
        return None

    async def edit(self, channel_id: int, message_id: int, message: Json) -> int:
        del channel_id
        self.edited.append((message_id, message))
        if self.are_gone:
            raise GoneError(Obstacle.DELETED)
        return message_id

    async def direct(self, user_id: int) -> int:
        return user_id

    async def publish(self, channel_id: int, message_id: int) -> int:
        del channel_id
        return message_id


class Room:
    """Who tells channels of one brief.

    Args:
        database: where all is kept.
    """

    def __init__(self, database: Database) -> None:
        self.database = database
        self.channels = Channels()
        self.now = NOW
        self.before: Between | None = None
        """Done once, right before the next digest or corrective is composed."""
        self.after: Between | None = None
        """Done once, right after one was composed and before it is frozen."""
        self.revisions, self.posts = Revisions(database), Posts(database)
        amendments = Amendments(database)
        self.chase = Chase(self.revisions, self.posts, amendments, self._clock)
        composer = Composer(self.revisions, amendments, self._clock, quiet_slots=7)
        corrector = Corrector(self.revisions, amendments)
        self.leases, deliveries = Leases(database), Deliveries(database)
        care = Care()
        pace = Pace(Rate(database), self._clock, 1000)
        sender = Sender(self.leases, deliveries, self.channels, pace, self._clock, care)
        digest = DigestErrand(
            Subscriptions(database),
            deliveries,
            self.chase,
            sender,
            self._around(composer.compose),
            self._clock,
            timedelta(hours=12),
        )
        corrective = CorrectiveErrand(self.chase, sender, self._around(corrector.corrective))
        banner = BannerErrand(
            self.posts, sender, deliveries, self.channels, corrector.marked, self._clock
        )
        self._courier = Courier(
            Books(self.leases, deliveries, Suspensions(database)),
            Errands(
                digest=digest,
                corrective=corrective,
                banner=banner,
                publication=PublicationErrand(sender, deliveries, self.channels, self._clock),
                reply=ReplyErrand(sender, self.channels, _nothing),
            ),
            self._clock,
            care.lease,
        )

    async def publish(self, *corrections: Value, text: str = "Four fell.", **parts: Value) -> int:
        """Record a state of the brief; returns its number."""
        held: list[Value] = [entry("fell", text=text)]
        whole = document(summary=held, corrections=list(corrections), **parts)
        content = yaml.safe_dump(whole, allow_unicode=True, sort_keys=False)
        revision = await self.revisions.record(SLUG, content, content, self.now)
        return revision.number

    async def deliver(self) -> None:
        """Deliver all that can be, and what comes of it."""
        await self.chase.plan()
        while await self.deliver_due():
            await self.chase.plan()

    async def deliver_due(self) -> int:
        """Deliver what is due as things stand; returns how many."""
        taken = await self.leases.claim(self.now, "room", LEASE, 99)
        for delivery in taken:
            await self._courier.deliver(delivery)
        return len(taken)

    def told(self, channel_id: int) -> list[str]:
        """The messages of a channel, each as one text."""
        return [
            _text(message) for channel, message in self.channels.posted if channel == channel_id
        ]

    def marks(self) -> list[str]:
        """What edits made of messages."""
        return [_text(message) for _, message in self.channels.edited]

    def _around(self, compose: _Compose) -> _Compose:
        async def composed(*asked: Any) -> Composed | None:  # noqa: ANN401 -- as it is asked
            await self._once("before")
            made = await compose(*asked)
            await self._once("after")
            return made

        return composed

    async def _once(self, when: str) -> None:
        work: Between | None = getattr(self, when)
        setattr(self, when, None)
        if work is not None:
            await work()

    def _clock(self) -> datetime:
        return self.now


async def _nothing(delivery: ReplyDelivery) -> None:
    """Nobody challenges anything here."""
    del delivery


def _text(message: Json) -> str:
    return json.dumps(message["components"], ensure_ascii=False)
