"""What a subscription is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias, TypedDict

from bot.domain.schedule import Frequency, Schedule

Target: TypeAlias = Literal["text", "announcement", "thread", "forum"]
Include: TypeAlias = Literal["changes", "summary"]
Quiet: TypeAlias = Literal["silent", "line", "full"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSubscription:
    """A channel, a brief, a schedule and how the digest is posted, as a manager wants it."""

    guild_id: int
    channel_id: int
    target: Target
    """What kind of channel it is."""
    thread_id: int | None = None
    """The forum's thread that digests are posted in, once there is one."""
    slug: str
    frequency: str
    """What the schedule is called."""
    cron: str
    """When it runs; empty for one that runs only when it is woken by a change."""
    zone: str
    """The time zone's name."""
    include: Include = "changes"
    """Changes only, or the summary with them."""
    quiet: Quiet = "silent"
    """What to post where nothing changed: nothing, one line, or all."""
    role_id: int | None = None
    """The role to mention."""
    publish: bool = False
    """Whether an announcement is published to the channels that follow."""
    next_run_at: datetime | None
    """Its next slot; None for one that waits to be woken."""
    created_by: int
    created_at: datetime

    @property
    def place_id(self) -> int:
        """Where its messages go: the forum's or channel's thread, where there is one."""
        return self.thread_id or self.channel_id

    @property
    def schedule(self) -> Schedule:
        """When it posts."""
        return Schedule(Frequency(self.frequency), self.cron, self.zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription(NewSubscription):
    """A subscription as it is kept."""

    id: int
    paused: bool
    """A manager wants no digests."""
    paused_until: datetime | None
    suspended_reason: str | None
    """Why it cannot post, in the words that `suspend` was given."""
    suspended_at: datetime | None
    """When it stopped; also for a while after it went on, see `Suspensions.unsuspend`."""
    told: bool
    """Whether the managers were told that it stopped."""
    last_revision: int | None
    """The revision up to which its digests have told; None before the first."""
    last_delivered_at: datetime | None
    quiet_slots: int
    """How many slots passed without anything to say, since the last digest."""


class Changes(TypedDict, total=False):
    """What a manager may change of a subscription."""

    channel_id: int
    target: Target
    thread_id: int | None
    slug: str
    frequency: str
    cron: str
    zone: str
    include: Include
    quiet: Quiet
    role_id: int | None
    publish: bool
    next_run_at: datetime | None
