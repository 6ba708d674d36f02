"""What becomes of a subscription whose slot has come, or came long ago."""

from dataclasses import asdict
from datetime import timedelta

import pytest
from typing_extensions import Unpack

from bot.delivery.planning import LATE, plan, planned
from bot.domain.subscription import Changes, Subscription
from bot.storage.subscriptions import wake
from tests.delivery.office import Office
from tests.storage.making import HOUR, NOW, a_subscription, subscribed

DAY = 24 * HOUR
SKIPPED_AFTER = 12 * HOUR
MILLISECOND = timedelta(milliseconds=1)


def _kept(**changes: Unpack[Changes]) -> Subscription:
    """Daily at nine in UTC, due at NOW."""
    settings: Changes = {"zone": "UTC", **changes}
    return Subscription(
        **asdict(a_subscription(**settings)),
        id=1,
        paused=False,
        paused_until=None,
        suspended_reason=None,
        suspended_at=None,
        told=False,
        last_revision=None,
        last_delivered_at=None,
        quiet_slots=0,
    )


@pytest.mark.parametrize(
    ("after", "is_late", "is_skipped"),
    [
        (timedelta(), False, False),
        (LATE, False, False),
        (LATE + MILLISECOND, True, False),
        (SKIPPED_AFTER, True, False),
        (SKIPPED_AFTER + MILLISECOND, True, True),
    ],
)
def test_a_slot_is_late_after_minutes_and_skipped_after_hours(
    after: timedelta,
    is_late: bool,  # noqa: FBT001 -- pytest gives it by name
    is_skipped: bool,  # noqa: FBT001 -- pytest gives it by name
) -> None:
    found = planned(_kept(), now=NOW + after, skipped_after=SKIPPED_AFTER)
    assert (found.slot, found.next_run_at) == (NOW, NOW + DAY)
    assert (found.late, found.skipped) == (is_late, is_skipped)


def test_of_several_slots_that_passed_the_latest_is_told() -> None:
    found = planned(_kept(), now=NOW + 3 * DAY + HOUR, skipped_after=SKIPPED_AFTER)
    assert (found.slot, found.next_run_at) == (NOW + 3 * DAY, NOW + 4 * DAY)
    assert (found.late, found.skipped) == (True, False)


def test_one_that_waits_for_changes_has_no_next_slot_and_is_never_late() -> None:
    found = planned(_kept(cron=""), now=NOW + DAY, skipped_after=SKIPPED_AFTER)
    assert (found.slot, found.next_run_at) == (NOW, None)
    assert (found.late, found.skipped) == (False, False)


def test_a_schedule_that_cannot_be_read_any_more_stops_with_the_reason() -> None:
    found = planned(_kept(zone="Europe/Atlantis"), now=NOW, skipped_after=SKIPPED_AFTER)
    assert found.slot is None
    assert found.next_run_at is None
    assert found.suspend == "zone_unknown: Europe/Atlantis"


async def test_what_waits_for_a_channel_is_one_delivery_however_many_slots_come(
    office: Office,
) -> None:
    subscription = await subscribed(office.database, cron="0 * * * *", zone="UTC")
    for hours in range(5):
        office.clock.now = NOW + hours * HOUR
        assert await plan(office.plans, office.clock(), SKIPPED_AFTER) == 1
    (waiting,) = await office.deliveries.recent(subscription.id, 9)
    assert (waiting.slot, waiting.late) == (NOW + 4 * HOUR, False)
    assert waiting.created_at == NOW  # it keeps its turn
    assert await office.outbox.drain() == 1
    assert office.discord.texts() == ["news"]


async def test_a_channel_told_as_it_happens_is_not_told_of_each_edit_it_missed(
    office: Office,
) -> None:
    subscription = await subscribed(office.database, cron="", next_run_at=None)
    for minutes in range(5):
        office.clock.now = NOW + minutes * timedelta(minutes=1)
        await office.database.write(lambda connection: wake(connection, "ferry", office.clock()))
        await plan(office.plans, office.clock(), SKIPPED_AFTER)
    assert len(await office.deliveries.recent(subscription.id, 9)) == 1
    assert await office.outbox.drain() == 1
    assert office.discord.texts() == ["news"]


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ({"cron": "61 * * * *"}, "daily 61 * * * *"),
        ({"frequency": "fortnightly"}, "fortnightly 0 9 * * *"),
    ],
)
def test_a_schedule_that_cannot_be_read_stops_its_own_digest_alone(
    kept: Changes, said: str
) -> None:
    found = planned(_kept(**kept), now=NOW, skipped_after=SKIPPED_AFTER)
    assert (found.slot, found.next_run_at) == (None, None)
    assert found.suspend == f"schedule_unreadable: {said}"
