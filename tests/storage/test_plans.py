import asyncio
from collections import Counter
from datetime import timedelta

import pytest

from bot.domain.delivery import DigestDelivery
from bot.domain.subscription import Subscription
from bot.storage.database import Database
from bot.storage.deliveries import Deliveries
from bot.storage.leases import Leases
from bot.storage.plans import BATCH, Planned, Plans
from bot.storage.subscriptions import Subscriptions
from tests.storage.making import (
    CHANNEL,
    GUILD,
    HOUR,
    LEASE,
    MESSAGE,
    MINUTE,
    NOW,
    claimed,
    on_time,
    parts,
    planned,
    subscribed,
)

DAY = timedelta(days=1)


async def test_a_due_slot_becomes_one_delivery_and_the_next_is_set(database: Database) -> None:
    subscription = await planned(database)
    (delivery,) = await Deliveries(database).recent(subscription.id, 9)
    assert (delivery.slot, delivery.part, delivery.parts) == (NOW, 1, 1)
    assert (delivery.state, delivery.open, delivery.late) == ("planned", True, False)
    assert (delivery.slug, delivery.content, delivery.entries) == ("ferry", None, ())
    assert (delivery.attempts, delivery.first_sent_at, delivery.created_at) == (0, None, NOW)
    after = await Subscriptions(database).get(GUILD, subscription.id)
    assert after.next_run_at == NOW + DAY


async def test_what_is_not_due_is_left_alone(database: Database) -> None:
    await subscribed(database, next_run_at=NOW + MINUTE)
    await subscribed(database, next_run_at=None)
    assert await Plans(database).plan(NOW, on_time) == 0
    assert await Deliveries(database).open_count() == 0


async def test_nothing_is_planned_twice(database: Database) -> None:
    await planned(database)
    assert await Plans(database).plan(NOW, on_time) == 0
    assert await Deliveries(database).open_count() == 1


async def test_a_slot_is_delivered_once_even_if_it_comes_again(database: Database) -> None:
    subscription = await planned(database)
    await Subscriptions(database).edit(GUILD, subscription.id, next_run_at=NOW)
    assert await Plans(database).plan(NOW, on_time) == 1
    assert len(await Deliveries(database).recent(subscription.id, 9)) == 1


async def test_after_downtime_the_caller_says_what_is_posted_late(database: Database) -> None:
    subscription = await subscribed(database)
    now = NOW + 2 * DAY + HOUR

    def latest(due: Subscription) -> Planned:
        assert due == subscription
        return Planned(slot=NOW + 2 * DAY, late=True, next_run_at=NOW + 3 * DAY)

    assert await Plans(database).plan(now, latest) == 1
    (delivery,) = await Deliveries(database).recent(subscription.id, 9)
    assert (delivery.slot, delivery.late, delivery.not_before) == (NOW + 2 * DAY, True, now)


async def test_a_slot_that_is_too_late_is_noted_and_never_claimed(database: Database) -> None:
    subscription = await subscribed(database)
    skip = Planned(slot=NOW, late=True, skipped=True, next_run_at=NOW + 2 * DAY)
    await Plans(database).plan(NOW + DAY, lambda _: skip)
    (delivery,) = await Deliveries(database).recent(subscription.id, 9)
    assert (delivery.state, delivery.open) == ("skipped", False)
    assert delivery.settled_at == NOW + DAY
    assert await Leases(database).claim(NOW + DAY, "a", LEASE, 9) == []


async def test_a_subscription_may_be_due_without_a_delivery(database: Database) -> None:
    subscription = await subscribed(database, cron="")
    assert await Plans(database).plan(NOW, lambda _: Planned(next_run_at=None)) == 1
    assert await Deliveries(database).recent(subscription.id, 9) == []
    assert (await Subscriptions(database).get(GUILD, subscription.id)).next_run_at is None


async def test_a_schedule_that_no_longer_makes_sense_is_suspended(database: Database) -> None:
    subscription = await subscribed(database, zone="Europe/Atlantis")
    other = await subscribed(database)

    def slots(due: Subscription) -> Planned:
        if due.zone == "Europe/Atlantis":
            return Planned(next_run_at=None, suspend="unknown zone")
        return on_time(due)

    assert await Plans(database).plan(NOW, slots) == 2
    after = await Subscriptions(database).of_ids([subscription.id, other.id])
    assert after[subscription.id].suspended_reason == "unknown zone"
    assert after[subscription.id].suspended_at == NOW
    assert after[other.id].suspended_reason is None


async def test_a_next_slot_that_is_due_already_is_a_bug_and_changes_nothing(
    database: Database,
) -> None:
    await subscribed(database)
    with pytest.raises(ValueError, match="never end"):
        await Plans(database).plan(NOW, lambda _: Planned(slot=NOW, next_run_at=NOW))
    assert await Deliveries(database).open_count() == 0


async def test_a_pause_ends_by_itself_and_goes_on_with_its_next_slot(database: Database) -> None:
    subscription = await subscribed(database)
    await Subscriptions(database).pause(
        GUILD, subscription.id, until=NOW + HOUR, next_run_at=NOW + 2 * HOUR
    )
    assert await Plans(database).plan(NOW + HOUR - MINUTE, on_time) == 0
    assert (await Subscriptions(database).get(GUILD, subscription.id)).paused
    assert await Plans(database).plan(NOW + HOUR, on_time) == 0
    after = await Subscriptions(database).get(GUILD, subscription.id)
    assert (after.paused, after.paused_until) == (False, None)
    assert await Plans(database).plan(NOW + 2 * HOUR, on_time) == 1


async def test_a_delivery_out_of_turn_leaves_the_schedule(database: Database) -> None:
    subscription = await subscribed(database, next_run_at=NOW + HOUR)
    assert await Plans(database).add(subscription, NOW)
    assert not await Plans(database).add(subscription, NOW)
    (delivery,) = await Leases(database).claim(NOW, "a", LEASE, 9)
    assert delivery.slot == NOW
    assert (await Subscriptions(database).get(GUILD, subscription.id)) == subscription


async def test_more_than_a_batch_is_planned_at_once_and_by_several(database: Database) -> None:
    count = 2 * BATCH + 10
    ids = {(await subscribed(database, GUILD + n)).id for n in range(count)}
    plans = Plans(database)
    assert sum(await asyncio.gather(*(plans.plan(NOW, on_time) for _ in range(3)))) == count
    claimed = Counter[int]()
    while taken := await Leases(database).claim(NOW, "a", LEASE, 100):
        claimed.update(one.subscription_id for one in taken if isinstance(one, DigestDelivery))
    assert claimed == Counter(ids)


async def test_what_waits_unsaid_is_for_the_newest_slot_and_keeps_its_turn(
    database: Database,
) -> None:
    subscription = await planned(database)
    for day in (1, 2):
        assert await Plans(database).plan(NOW + day * DAY, on_time) == 1
    (delivery,) = await Deliveries(database).recent(subscription.id, 9)
    assert (delivery.slot, delivery.created_at) == (NOW + 2 * DAY, NOW)
    after = await Subscriptions(database).get(GUILD, subscription.id)
    assert after.next_run_at == NOW + 3 * DAY


async def test_what_is_held_or_said_already_is_followed_by_one_more(database: Database) -> None:
    subscription = await planned(database)
    held = await claimed(database)
    await Plans(database).plan(NOW + DAY, on_time)
    await Leases(database).freeze(held, parts("one"), (None, 1), NOW)
    await Leases(database).retry(held, NOW + DAY, "no answer")
    await Plans(database).plan(NOW + 2 * DAY, on_time)
    slots = [one.slot for one in await Deliveries(database).recent(subscription.id, 9)]
    assert slots == [NOW + 2 * DAY, NOW]


async def test_what_is_composed_and_waits_for_another_try_keeps_its_slot(
    database: Database,
) -> None:
    subscription = await planned(database)
    held = await claimed(database)
    await Leases(database).freeze(held, parts("one"), (None, 1), NOW)
    await Leases(database).retry(held, NOW + HOUR, "rate_limited")
    await Plans(database).plan(NOW + DAY, on_time)
    found = await Deliveries(database).recent(subscription.id, 9)
    assert [(one.slot, one.content) for one in found] == [(NOW + DAY, None), (NOW, "one")]


async def test_what_waits_is_not_for_a_slot_that_was_delivered_already(
    database: Database,
) -> None:
    subscription = await planned(database)
    await Deliveries(database).sent((await claimed(database)).id, MESSAGE, CHANNEL, NOW)
    await Plans(database).plan(NOW + DAY, on_time)
    await Subscriptions(database).edit(GUILD, subscription.id, next_run_at=NOW)
    assert await Plans(database).plan(NOW, on_time) == 1
    slots = [one.slot for one in await Deliveries(database).recent(subscription.id, 9)]
    assert slots == [NOW + DAY, NOW]


async def test_a_slot_that_is_too_late_leaves_what_waits_as_it_is(database: Database) -> None:
    subscription = await planned(database)
    skip = Planned(slot=NOW + DAY, late=True, skipped=True, next_run_at=NOW + 3 * DAY)
    await Plans(database).plan(NOW + 2 * DAY, lambda _: skip)
    found = await Deliveries(database).recent(subscription.id, 9)
    assert [(one.slot, one.state) for one in found] == [(NOW + DAY, "skipped"), (NOW, "planned")]


async def test_whoever_claims_while_a_slot_comes_nothing_is_lost_or_doubled(
    database: Database,
) -> None:
    ids = {(await planned_for(database, number)).id for number in range(40)}
    plans, leases = Plans(database), Leases(database)
    taken, _ = await asyncio.gather(
        leases.claim(NOW + DAY, "a", LEASE, 20), plans.plan(NOW + DAY, on_time)
    )
    open_ones = [
        one for number in ids for one in await Deliveries(database).recent(number, 9) if one.open
    ]
    told = Counter(one.subscription_id for one in open_ones if one.slot == NOW + DAY)
    assert told == Counter(ids)  # each hears of the newest slot, once
    held = {one.id for one in taken}
    waiting = Counter(one.subscription_id for one in open_ones if one.id not in held)
    assert set(waiting.values()) <= {1}


async def test_the_end_of_a_pause_is_due_like_a_slot(database: Database) -> None:
    subscription = await subscribed(database, next_run_at=NOW + DAY)
    assert await Plans(database).next_due() == NOW + DAY
    await Subscriptions(database).pause(
        GUILD, subscription.id, until=NOW + HOUR, next_run_at=NOW + DAY
    )
    assert await Plans(database).next_due() == NOW + HOUR


async def planned_for(database: Database, number: int) -> Subscription:
    """A subscription of its own channel, with one delivery in the outbox."""
    return await planned(database, channel_id=CHANNEL + number)
