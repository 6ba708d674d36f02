"""What becomes of a subscription whose time has come."""

from datetime import datetime, timedelta
from functools import partial

from bot.domain.obstacles import Cause, Obstacle
from bot.domain.subscription import Subscription
from bot.domain.zones import ZoneError
from bot.storage.plans import Planned, Plans

# Later than this, the digest says so.
LATE = timedelta(minutes=5)


async def plan(plans: Plans, now: datetime, skipped_after: timedelta) -> int:
    """Plan all that is due; returns how many subscriptions were.

    Of several slots that passed while nothing ran, the latest is posted, and none if that is
    longer ago than `skipped_after`.
    """
    return await plans.plan(now, partial(planned, now=now, skipped_after=skipped_after))


def planned(subscription: Subscription, *, now: datetime, skipped_after: timedelta) -> Planned:
    """The slot to deliver now, and the next one."""
    due = subscription.next_run_at or now
    if not subscription.cron:
        return Planned(slot=due, next_run_at=None)
    try:
        schedule = subscription.schedule
        latest = schedule.latest_until(now, due - timedelta(milliseconds=1)) or due
        following = schedule.next_after(now)
    except ZoneError as error:  # this machine knows it no longer
        cause = Cause(Obstacle.ZONE_UNKNOWN, error.name)
        return Planned(next_run_at=None, suspend=cause.stored)
    except ValueError:  # an expression or a frequency of another version
        cause = Cause(Obstacle.SCHEDULE_UNREADABLE, f"{subscription.frequency} {subscription.cron}")
        return Planned(next_run_at=None, suspend=cause.stored)
    return Planned(
        slot=latest,
        next_run_at=following,
        late=now - latest > LATE,
        skipped=now - latest > skipped_after,
    )
