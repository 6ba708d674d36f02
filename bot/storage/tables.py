"""The tables, column by column; `migrations/` says how a database gets there."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import BigInteger, Column, ForeignKey, Index, Named, Text, UniqueConstraint

from bot.storage.columns import Instant, RowNumber, metadata


class RevisionColumns(sa.TypedColumns):
    """One published state of a brief."""

    id: Named[int] = Column(RowNumber, primary_key=True)
    slug: Named[str]
    number: Named[int]
    hash: Named[str]
    content: Named[str] = Column(Text)
    published_at: Named[datetime] = Column(Instant)
    written_at: Named[datetime | None] = Column(Instant)
    """When the file that it was read from was changed last."""


revisions = sa.Table("revisions", metadata, RevisionColumns, UniqueConstraint("slug", "number"))


class ServerColumns(sa.TypedColumns):
    """What is known of a server."""

    guild_id: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False)
    zone: Named[str | None]
    left_at: Named[datetime | None] = Column(Instant)


servers = sa.Table("servers", metadata, ServerColumns)


class SubscriptionColumns(sa.TypedColumns):
    """A channel, a brief, a schedule and how the digest is posted."""

    id: Named[int] = Column(RowNumber, primary_key=True)
    guild_id: Named[int] = Column(BigInteger, index=True)
    channel_id: Named[int] = Column(BigInteger)
    target: Named[str]
    thread_id: Named[int | None] = Column(BigInteger)
    slug: Named[str] = Column(index=True)
    frequency: Named[str]
    cron: Named[str]
    zone: Named[str]
    include: Named[str]
    quiet: Named[str]
    role_id: Named[int | None] = Column(BigInteger)
    publish: Named[bool]
    paused: Named[bool]
    paused_until: Named[datetime | None] = Column(Instant)
    suspended_reason: Named[str | None]
    suspended_at: Named[datetime | None] = Column(Instant)
    told: Named[bool]
    next_run_at: Named[datetime | None] = Column(Instant)
    last_revision: Named[int | None]
    last_delivered_at: Named[datetime | None] = Column(Instant)
    quiet_slots: Named[int]
    created_by: Named[int] = Column(BigInteger)
    created_at: Named[datetime] = Column(Instant)


subscriptions = sa.Table("subscriptions", metadata, SubscriptionColumns, sqlite_autoincrement=True)

live = sa.and_(~subscriptions.c.paused, subscriptions.c.suspended_reason.is_(None))
"""Whether a subscription may post; written as the indexes have it, so that they are used."""
Index(
    "ix_subscriptions_due",
    subscriptions.c.next_run_at,
    sqlite_where=live,
    postgresql_where=live,
)
ends = subscriptions.c.paused_until.is_not(None)
"""Whether a subscription is paused until some moment."""
Index(
    "ix_subscriptions_paused",
    subscriptions.c.paused_until,
    sqlite_where=ends,
    postgresql_where=ends,
)
suspended = subscriptions.c.suspended_reason.is_not(None)
"""Whether a subscription was stopped because it could not post."""
Index(
    "ix_subscriptions_suspended",
    subscriptions.c.id,
    sqlite_where=suspended,
    postgresql_where=suspended,
)


class DeliveryColumns(sa.TypedColumns):
    """One row of the outbox: this subscription, this slot, this part."""

    id: Named[int] = Column(RowNumber, primary_key=True)
    subscription_id: Named[int | None] = Column(
        BigInteger, ForeignKey("subscriptions.id", ondelete="CASCADE")
    )
    slug: Named[str]
    slot: Named[datetime] = Column(Instant)
    part: Named[int]
    parts: Named[int]
    state: Named[str]
    open: Named[bool]
    late: Named[bool]
    content: Named[str | None] = Column(Text)
    revision_from: Named[int | None]
    revision_to: Named[int | None]
    entries: Named[str | None] = Column(Text)
    not_before: Named[datetime] = Column(Instant)
    owner: Named[str | None]
    attempts: Named[int]
    first_sent_at: Named[datetime | None] = Column(Instant)
    message_id: Named[int | None] = Column(BigInteger)
    channel_id: Named[int | None] = Column(BigInteger)
    error: Named[str | None] = Column(Text)
    created_at: Named[datetime] = Column(Instant)
    settled_at: Named[datetime | None] = Column(Instant, index=True)
    kind: Named[str] = Column(server_default="digest")
    key: Named[str | None]
    """What a delivery that is no digest is known by: each is made once."""
    guild_id: Named[int | None] = Column(BigInteger)
    target_id: Named[int | None] = Column(BigInteger)
    post_id: Named[int | None] = Column(BigInteger)
    subject: Named[str | None] = Column(Text)


deliveries = sa.Table(
    "deliveries",
    metadata,
    DeliveryColumns,
    UniqueConstraint("subscription_id", "slot", "part"),
    UniqueConstraint("key"),
    sqlite_autoincrement=True,
)

is_open = deliveries.c.open.is_(sa.true())
"""Whether a delivery is not settled; written as the indexes have it."""
# History outgrows the open rows a thousandfold; these stay small.
Index(
    "ix_deliveries_open",
    deliveries.c.not_before,
    sqlite_where=is_open,
    postgresql_where=is_open,
)
Index(
    "ix_deliveries_longest",
    deliveries.c.created_at,
    deliveries.c.part.desc(),
    deliveries.c.id,
    sqlite_where=is_open,
    postgresql_where=is_open,
)
Index(
    "ix_deliveries_order",
    deliveries.c.subscription_id,
    deliveries.c.slot,
    deliveries.c.part,
    sqlite_where=is_open,
    postgresql_where=is_open,
)


Index(
    "ix_deliveries_target",
    deliveries.c.target_id,
    sqlite_where=is_open,
    postgresql_where=is_open,
)


class PostColumns(sa.TypedColumns):
    """A message that everybody could read, and what of a brief it carried."""

    id: Named[int] = Column(RowNumber, primary_key=True)
    guild_id: Named[int | None] = Column(BigInteger, index=True)
    channel_id: Named[int] = Column(BigInteger)
    message_id: Named[int] = Column(BigInteger)
    slug: Named[str]
    revision: Named[int]
    entries: Named[str] = Column(Text)
    content: Named[str] = Column(Text)
    posted_at: Named[datetime] = Column(Instant, index=True)
    checked: Named[int]
    """Up to which revision corrections were looked through for it."""
    amended: Named[bool]
    gone: Named[bool]


posts = sa.Table("posts", metadata, PostColumns, UniqueConstraint("message_id"))
Index("ix_posts_behind", posts.c.slug, posts.c.checked)


class ShareColumns(sa.TypedColumns):
    """That somebody has an answer posted for all, or had."""

    key: Named[str] = Column(primary_key=True)
    user_id: Named[int] = Column(BigInteger)
    channel_id: Named[int] = Column(BigInteger)
    interaction_id: Named[int] = Column(BigInteger)
    shared_at: Named[datetime] = Column(Instant)
    message_id: Named[int | None] = Column(BigInteger)


shares = sa.Table("shares", metadata, ShareColumns)
Index("ix_shares_person", shares.c.user_id, shares.c.channel_id)


class CorrectiveColumns(sa.TypedColumns):
    """That a channel is told of a correction, or was."""

    slug: Named[str] = Column(primary_key=True)
    correction: Named[str] = Column(primary_key=True)
    channel_id: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False)
    guild_id: Named[int | None] = Column(BigInteger, index=True)
    planned_at: Named[datetime] = Column(Instant)


correctives = sa.Table("correctives", metadata, CorrectiveColumns)


class BookmarkColumns(sa.TypedColumns):
    """Up to where a person has read a brief; kept only for those who asked for it."""

    user_id: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False)
    slug: Named[str] = Column(primary_key=True)
    revision: Named[int]
    read_at: Named[datetime] = Column(Instant)


bookmarks = sa.Table("bookmarks", metadata, BookmarkColumns)


class ChallengeColumns(sa.TypedColumns):
    """What a reader thinks is wrong, for the curators."""

    id: Named[int] = Column(RowNumber, primary_key=True)
    user_id: Named[int | None] = Column(BigInteger, index=True)
    guild_id: Named[int | None] = Column(BigInteger)
    channel_id: Named[int | None] = Column(BigInteger)
    message_id: Named[int | None] = Column(BigInteger)
    slug: Named[str]
    revision: Named[int | None]
    entries: Named[str] = Column(Text)
    text: Named[str] = Column(Text)
    link: Named[str | None]
    state: Named[str]
    answer: Named[str | None] = Column(Text)
    created_at: Named[datetime] = Column(Instant)
    answered_at: Named[datetime | None] = Column(Instant)


challenges = sa.Table("challenges", metadata, ChallengeColumns, sqlite_autoincrement=True)


class TraceColumns(sa.TypedColumns):
    """By what somebody is known, for a day, who handed in a challenge and asked to be forgotten."""

    challenge_id: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False)
    trace: Named[str] = Column(index=True)
    """A keyed hash of their id."""
    handed_in_at: Named[datetime] = Column(Instant)


traces = sa.Table("traces", metadata, TraceColumns)


class ChannelBriefColumns(sa.TypedColumns):
    """Which brief a channel means where nobody names one."""

    channel_id: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False)
    guild_id: Named[int] = Column(BigInteger, index=True)
    slug: Named[str]


channel_briefs = sa.Table("channel_briefs", metadata, ChannelBriefColumns)


class RateColumns(sa.TypedColumns):
    """When the next request of a shared rate may go out."""

    name: Named[str] = Column(primary_key=True)
    arrival: Named[int] = Column(BigInteger)
    """Epoch microseconds: at 50 requests a second, milliseconds would round."""


rate = sa.Table("rate", metadata, RateColumns)
