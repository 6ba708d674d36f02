from bot.domain.delivery import Delivery
from bot.domain.subscription import Subscription
from bot.storage.database import Database
from bot.storage.deliveries import Deliveries
from bot.storage.leases import Leases
from bot.storage.plans import Plans
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
)


async def _frozen(database: Database, *contents: str, revision: int = 5) -> Delivery:
    delivery = await claimed(database)
    frozen = await Leases(database).freeze(delivery, parts(*contents), (None, revision), NOW)
    assert frozen is not None
    return frozen


async def _after(database: Database, subscription: Subscription) -> Subscription:
    return await Subscriptions(database).get(GUILD, subscription.id)


async def test_a_sent_delivery_knows_its_message_and_its_subscription_what_it_told(
    database: Database,
) -> None:
    subscription = await planned(database)
    delivery = await _frozen(database, "one")
    deliveries = Deliveries(database)
    assert await deliveries.sent(delivery.id, MESSAGE, CHANNEL, NOW + MINUTE)
    (sent,) = await deliveries.recent(subscription.id, 9)
    assert (sent.state, sent.open, sent.owner) == ("sent", False, None)
    assert (sent.message_id, sent.channel_id) == (MESSAGE, CHANNEL)
    assert sent.settled_at == NOW + MINUTE
    after = await _after(database, subscription)
    assert (after.last_revision, after.last_delivered_at) == (5, NOW + MINUTE)


async def test_a_message_that_is_noted_twice_stays_the_first(database: Database) -> None:
    subscription = await planned(database)
    delivery = await _frozen(database, "one")
    deliveries = Deliveries(database)
    await deliveries.sent(delivery.id, MESSAGE, CHANNEL, NOW)
    assert not await deliveries.sent(delivery.id, MESSAGE + 1, CHANNEL, NOW + HOUR)
    (sent,) = await deliveries.recent(subscription.id, 9)
    assert (sent.message_id, sent.settled_at) == (MESSAGE, NOW)


async def test_only_the_last_part_tells_how_far_the_subscription_is(database: Database) -> None:
    subscription = await planned(database)
    delivery = await _frozen(database, "one", "two")
    await Deliveries(database).sent(delivery.id, MESSAGE, CHANNEL, NOW)
    assert (await _after(database, subscription)).last_revision is None
    second = await claimed(database)
    await Deliveries(database).sent(second.id, MESSAGE + 1, CHANNEL, NOW)
    assert (await _after(database, subscription)).last_revision == 5


async def test_a_message_counts_even_where_the_delivery_was_given_up(database: Database) -> None:
    subscription = await planned(database)
    delivery = await _frozen(database, "one")
    deliveries = Deliveries(database)
    assert await deliveries.dead(delivery, "no answer", NOW)
    assert await deliveries.sent(delivery.id, MESSAGE, CHANNEL, NOW)
    (sent,) = await deliveries.recent(subscription.id, 9)
    assert (sent.state, sent.message_id) == ("sent", MESSAGE)
    assert (await _after(database, subscription)).last_revision == 5


async def test_a_message_counts_even_where_another_holds_the_delivery(database: Database) -> None:
    await planned(database)
    delivery = await _frozen(database, "one")
    other = await claimed(database, NOW + LEASE, "b")
    assert await Deliveries(database).sent(delivery.id, MESSAGE, CHANNEL, NOW)
    assert not await Leases(database).sending(other, NOW + LEASE, LEASE, CHANNEL)


async def test_an_old_message_does_not_take_the_subscription_back(database: Database) -> None:
    subscription = await planned(database)
    old = await _frozen(database, "old", revision=5)
    await Deliveries(database).dead(old, "no answer", NOW)
    await Plans(database).add(subscription, NOW + MINUTE)
    delivery = await claimed(database, NOW + MINUTE)
    await Leases(database).freeze(delivery, parts("new"), (4, 6), NOW)
    await Deliveries(database).sent(delivery.id, MESSAGE, CHANNEL, NOW)
    await Deliveries(database).sent(old.id, MESSAGE + 1, CHANNEL, NOW)
    assert (await _after(database, subscription)).last_revision == 6


async def test_a_message_without_revisions_leaves_the_subscription_where_it_is(
    database: Database,
) -> None:
    subscription = await planned(database)
    await Deliveries(database).sent((await claimed(database)).id, MESSAGE, CHANNEL, NOW)
    after = await _after(database, subscription)
    assert (after.last_revision, after.last_delivered_at) == (None, NOW)


async def test_quiet_slots_are_counted_until_something_is_posted(database: Database) -> None:
    subscription = await planned(database)
    deliveries = Deliveries(database)
    for day in range(1, 3):
        delivery = await claimed(database, NOW + day * 24 * HOUR)
        assert await deliveries.quiet(delivery, NOW)
        assert not await deliveries.quiet(delivery, NOW)
        assert (await _after(database, subscription)).quiet_slots == day
        await Plans(database).plan(NOW + day * 24 * HOUR, on_time)
    delivery = await claimed(database, NOW + 2 * 24 * HOUR)
    await deliveries.sent(delivery.id, MESSAGE, CHANNEL, NOW)
    assert (await _after(database, subscription)).quiet_slots == 0


async def test_a_part_that_is_given_up_takes_the_later_parts_with_it(database: Database) -> None:
    subscription = await planned(database)
    await _frozen(database, "one", "two", "three")
    deliveries = Deliveries(database)
    first = await claimed(database, NOW + LEASE)
    await deliveries.sent(first.id, MESSAGE, CHANNEL, NOW)
    second = await claimed(database, NOW + LEASE)
    assert await deliveries.dead(second, "403", NOW + HOUR)
    states = [(one.part, one.state) for one in await deliveries.recent(subscription.id, 9)]
    assert states == [(3, "cancelled"), (2, "dead"), (1, "sent")]
    assert await deliveries.open_count() == 0


async def test_a_delivery_that_became_too_late_is_skipped(database: Database) -> None:
    subscription = await planned(database)
    assert await Deliveries(database).skip(await claimed(database), NOW + HOUR)
    (skipped,) = await Deliveries(database).recent(subscription.id, 9)
    assert (skipped.state, skipped.open, skipped.settled_at) == ("skipped", False, NOW + HOUR)


async def test_the_recent_are_the_newest_first(database: Database) -> None:
    subscription = await planned(database)
    for day in (1, 2):
        await Plans(database).add(subscription, NOW + day * 24 * HOUR)
    recent = await Deliveries(database).recent(subscription.id, 2)
    assert [delivery.slot for delivery in recent] == [NOW + 48 * HOUR, NOW + 24 * HOUR]


async def test_only_what_was_settled_long_ago_is_forgotten(database: Database) -> None:
    subscription = await planned(database)
    deliveries = Deliveries(database)
    await deliveries.sent((await claimed(database)).id, MESSAGE, CHANNEL, NOW)
    await Plans(database).plan(NOW + 24 * HOUR, on_time)
    assert await deliveries.purge(NOW) == 0
    assert await deliveries.purge(NOW + 99 * HOUR) == 1
    assert [one.open for one in await deliveries.recent(subscription.id, 9)] == [True]
