"""Subscriptions and deliveries for the tests of storage."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from typing_extensions import Unpack

from bot.domain.delivery import DigestDelivery, Part
from bot.domain.subscription import Changes, NewSubscription, Subscription
from bot.storage.database import Database
from bot.storage.leases import Leases
from bot.storage.plans import Planned, Plans
from bot.storage.posts import NewPost, Post, Posts
from bot.storage.subscriptions import Subscriptions

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
LEASE = MINUTE
MANY = 1_000_000
GUILD = 1_120_000_000_000_000_001
CHANNEL = 1_130_000_000_000_000_001
MESSAGE = 1_140_000_000_000_000_001


def a_subscription(guild_id: int = GUILD, **other: Unpack[Changes]) -> NewSubscription:
    """A daily digest that is due at NOW."""
    settings: Changes = {
        "channel_id": CHANNEL,
        "target": "text",
        "slug": "ferry",
        "frequency": "daily",
        "cron": "0 9 * * *",
        "zone": "Europe/Warsaw",
        "next_run_at": NOW,
        **other,
    }
    return NewSubscription(guild_id=guild_id, created_by=42, created_at=NOW - HOUR, **settings)


async def subscribed(
    database: Database, guild_id: int = GUILD, **other: Unpack[Changes]
) -> Subscription:
    """A subscription that is kept."""
    return await Subscriptions(database).add(a_subscription(guild_id, **other), MANY)


def on_time(subscription: Subscription) -> Planned:
    """A delivery for the slot that is due; the next one a day later."""
    slot = subscription.next_run_at
    assert slot is not None
    return Planned(slot=slot, next_run_at=slot + timedelta(days=1))


async def planned(database: Database, **other: Unpack[Changes]) -> Subscription:
    """A subscription with one delivery in the outbox."""
    subscription = await subscribed(database, **other)
    assert await Plans(database).plan(NOW, on_time) == 1
    return subscription


async def claimed(database: Database, now: datetime = NOW, owner: str = "a") -> DigestDelivery:
    """The one delivery that can be claimed, a digest."""
    (delivery,) = await Leases(database).claim(now, owner, LEASE, 10)
    assert isinstance(delivery, DigestDelivery)
    return delivery


def parts(*contents: str) -> Sequence[Part]:
    """Messages that each carry one entry, named like their content."""
    return [Part(content, [f"entry-{content}"]) for content in contents]


A_POST = NewPost(
    guild_id=GUILD,
    channel_id=CHANNEL,
    message_id=MESSAGE,
    slug="ferry",
    revision=1,
    entries=("hurt", "ashore"),
    content="{}",
    posted_at=NOW,
)


async def posted(database: Database, number: int = 0, channel: int = CHANNEL) -> Post:
    """A post that is kept."""
    posts = Posts(database)
    await posts.add(replace(A_POST, message_id=MESSAGE + number, channel_id=channel))
    kept = await posts.of_message(MESSAGE + number)
    assert kept is not None
    return kept
