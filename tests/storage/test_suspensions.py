from bot.storage.database import Database
from bot.storage.deliveries import Deliveries
from bot.storage.plans import Plans
from bot.storage.servers import Servers
from bot.storage.subscriptions import Subscriptions
from bot.storage.suspensions import Suspensions
from tests.storage.making import CHANNEL, GUILD, HOUR, NOW, claimed, on_time, planned, subscribed


async def test_a_suspended_subscription_keeps_its_settings_and_is_not_planned(
    database: Database,
) -> None:
    before = await subscribed(database, role_id=7)
    assert await Suspensions(database).suspend(before.id, "no permission", NOW)
    assert await Plans(database).plan(NOW + HOUR, on_time) == 0
    after = await Subscriptions(database).get(GUILD, before.id)
    assert (after.suspended_reason, after.suspended_at, after.told) == ("no permission", NOW, False)
    assert (after.role_id, after.cron, after.next_run_at) == (7, before.cron, NOW)


async def test_only_the_first_suspension_is_new(database: Database) -> None:
    subscription = await subscribed(database)
    suspensions = Suspensions(database)
    assert await suspensions.suspend(subscription.id, "no permission", NOW)
    assert not await suspensions.suspend(subscription.id, "unknown channel", NOW + HOUR)
    after = await Subscriptions(database).get(GUILD, subscription.id)
    assert (after.suspended_reason, after.suspended_at) == ("no permission", NOW)


async def test_managers_are_told_once_a_suspension(database: Database) -> None:
    subscription = await subscribed(database)
    suspensions = Suspensions(database)
    assert not await suspensions.mark_told(subscription.id)
    await suspensions.suspend(subscription.id, "no permission", NOW)
    assert await suspensions.mark_told(subscription.id)
    assert not await suspensions.mark_told(subscription.id)
    await suspensions.unsuspend(subscription.id, NOW)
    await suspensions.suspend(subscription.id, "no permission", NOW)
    assert await suspensions.mark_told(subscription.id)


async def test_what_is_let_go_on_in_vain_has_not_stopped_anew(database: Database) -> None:
    subscription = await subscribed(database)
    suspensions, subscriptions = Suspensions(database), Subscriptions(database)

    async def stop(hours: int) -> bool:
        """Whether managers know of it."""
        await suspensions.suspend(subscription.id, "no permission", NOW + hours * HOUR)
        return (await subscriptions.get(GUILD, subscription.id)).told

    assert not await stop(0)
    await suspensions.mark_told(subscription.id)
    for hours in (20, 40):
        await suspensions.unsuspend(subscription.id, NOW + hours * HOUR, by_trial=True)
        assert await stop(hours)
    # A day without a stop has passed, so that it did go on.
    await suspensions.unsuspend(subscription.id, NOW + 40 * HOUR, by_trial=True)
    assert not await stop(65)
    await suspensions.mark_told(subscription.id)
    await suspensions.unsuspend(subscription.id, NOW + 65 * HOUR)
    assert not await stop(66)


async def test_what_has_posted_since_it_went_on_has_stopped_anew(database: Database) -> None:
    await planned(database)
    delivery = await claimed(database)
    suspensions, number = Suspensions(database), delivery.subscription_id
    await suspensions.suspend(number, "no permission", NOW)
    await suspensions.mark_told(number)
    await suspensions.unsuspend(number, NOW, by_trial=True)
    await Deliveries(database).sent(delivery.id, 7, CHANNEL, NOW + HOUR)
    await suspensions.suspend(number, "no permission", NOW + 2 * HOUR)
    assert not (await Subscriptions(database).get(GUILD, number)).told


async def test_a_subscription_that_can_post_again_goes_on_where_it_was(database: Database) -> None:
    suspensions = Suspensions(database)
    for next_run_at, after in ((NOW, NOW), (None, NOW + HOUR)):
        subscription = await subscribed(database, next_run_at=next_run_at)
        await suspensions.suspend(subscription.id, "no permission", NOW)
        assert await suspensions.unsuspend(subscription.id, NOW + HOUR)
        assert not await suspensions.unsuspend(subscription.id, NOW)
        freed = await Subscriptions(database).get(GUILD, subscription.id)
        assert (freed.suspended_reason, freed.next_run_at) == (None, after)


async def test_the_suspended_are_listed_by_pages_to_be_checked_again(database: Database) -> None:
    suspensions = Suspensions(database)
    ids = [(await subscribed(database)).id for _ in range(5)]
    for subscription_id in ids[1:]:
        await suspensions.suspend(subscription_id, "no permission", NOW)
    first = [one.id for one in await suspensions.suspended(most=3)]
    assert first == ids[1:4]
    assert [one.id for one in await suspensions.suspended(after_id=first[-1])] == ids[4:]


async def test_those_of_a_server_that_was_left_are_not_to_be_checked(database: Database) -> None:
    await subscribed(database)
    refused = await subscribed(database)
    suspensions, servers = Suspensions(database), Servers(database)
    await suspensions.suspend(refused.id, "no permission", NOW)
    await servers.left(GUILD, NOW)
    assert await suspensions.suspended() == []
    await servers.returned(GUILD, NOW)
    assert [one.id for one in await suspensions.suspended()] == [refused.id]
