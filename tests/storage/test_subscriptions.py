import asyncio

import pytest

from bot.domain.errors import NotFoundError
from bot.domain.subscription import Changes
from bot.storage.database import Database
from bot.storage.deliveries import Deliveries
from bot.storage.errors import TooManySubscriptionsError
from bot.storage.leases import Leases
from bot.storage.plans import Plans
from bot.storage.revisions import Revisions
from bot.storage.subscriptions import Subscriptions
from tests.storage.making import (
    CHANNEL,
    GUILD,
    HOUR,
    LEASE,
    MESSAGE,
    MINUTE,
    NOW,
    a_subscription,
    claimed,
    on_time,
    parts,
    planned,
    subscribed,
)


async def test_a_new_subscription_is_live_and_has_delivered_nothing(database: Database) -> None:
    subscriptions = Subscriptions(database)
    new = a_subscription(quiet="line", role_id=7, publish=True)
    added = await subscriptions.add(new, 25)
    assert await subscriptions.get(GUILD, added.id) == added
    assert (added.channel_id, added.quiet, added.role_id, added.publish) == (
        CHANNEL,
        "line",
        7,
        True,
    )
    assert (added.next_run_at, added.created_at) == (NOW, NOW - HOUR)
    assert not added.paused
    assert added.suspended_reason is None
    assert added.last_revision is None
    assert added.quiet_slots == 0


async def test_a_server_may_have_only_count(database: Database) -> None:
    subscriptions = Subscriptions(database)
    await subscriptions.add(a_subscription(), 2)
    await subscriptions.add(a_subscription(), 2)
    with pytest.raises(TooManySubscriptionsError) as refused:
        await subscriptions.add(a_subscription(), 2)
    assert refused.value.most == 2
    assert await subscriptions.add(a_subscription(guild_id=GUILD + 1), 2)


async def test_many_who_subscribe_at_once_do_not_pass_the_limit(database: Database) -> None:
    subscriptions = Subscriptions(database)
    guilds = [GUILD + n for n in range(8)]
    tried = await asyncio.gather(
        *(subscriptions.add(a_subscription(guild), 3) for guild in guilds for _ in range(10)),
        return_exceptions=True,
    )
    assert sum(isinstance(one, TooManySubscriptionsError) for one in tried) == 8 * 7
    assert [len(await subscriptions.of_guild(guild)) for guild in guilds] == [3] * 8


async def test_the_number_of_a_removed_subscription_is_not_given_again(
    database: Database,
) -> None:
    subscriptions = Subscriptions(database)
    gone = await subscribed(database)
    await subscriptions.remove(GUILD, gone.id)
    assert (await subscribed(database)).id > gone.id


async def test_nobody_reaches_into_another_server(database: Database) -> None:
    subscriptions = Subscriptions(database)
    theirs = await subscribed(database, GUILD + 1)
    with pytest.raises(NotFoundError):
        await subscriptions.get(GUILD, theirs.id)
    with pytest.raises(NotFoundError):
        await subscriptions.edit(GUILD, theirs.id, zone="UTC")
    with pytest.raises(NotFoundError):
        await subscriptions.pause(GUILD, theirs.id)
    with pytest.raises(NotFoundError):
        await subscriptions.resume(GUILD, theirs.id, NOW)
    with pytest.raises(NotFoundError):
        await subscriptions.remove(GUILD, theirs.id)
    assert await subscriptions.of_guild(GUILD) == []
    assert await subscriptions.of_guild(GUILD + 1) == [theirs]


async def test_subscriptions_are_found_by_their_ids(database: Database) -> None:
    one, two = await subscribed(database), await subscribed(database)
    found = await Subscriptions(database).of_ids([one.id, two.id, two.id + 1])
    assert found == {one.id: one, two.id: two}


async def test_an_edit_changes_what_it_names_and_nothing_else(database: Database) -> None:
    subscriptions = Subscriptions(database)
    before = await subscribed(database, role_id=7)
    after = await subscriptions.edit(GUILD, before.id, zone="UTC", role_id=None, quiet="full")
    assert (after.zone, after.role_id, after.quiet) == ("UTC", None, "full")
    assert (after.cron, after.next_run_at, after.slug) == (before.cron, NOW, "ferry")


async def test_another_brief_begins_with_where_it_stands(database: Database) -> None:
    subscriptions = Subscriptions(database)
    before = await planned(database)
    delivery = await claimed(database)
    await Leases(database).freeze(delivery, parts("one"), (None, 7), NOW)
    await Leases(database).sending(delivery, NOW, LEASE, CHANNEL)
    # The next slot is planned already.
    await Plans(database).plan(NOW + 24 * HOUR, on_time)
    await subscriptions.edit(GUILD, before.id, slug="flood")
    await Deliveries(database).sent(delivery.id, MESSAGE, CHANNEL, NOW)
    after = await subscriptions.get(GUILD, before.id)
    assert (after.slug, after.last_revision) == ("flood", None)
    assert [kept.slug for kept in await Deliveries(database).recent(before.id, 9)] == ["ferry"]


async def test_the_same_brief_named_again_loses_nothing(database: Database) -> None:
    before = await planned(database)
    await Subscriptions(database).edit(GUILD, before.id, slug="ferry", zone="UTC")
    assert await Deliveries(database).open_count() == 1


@pytest.mark.parametrize("moved", [Changes(channel_id=CHANNEL + 1), Changes(thread_id=7)])
async def test_what_was_composed_for_another_channel_is_composed_anew(
    database: Database, moved: Changes
) -> None:
    leases, subscriptions = Leases(database), Subscriptions(database)
    before = await planned(database)
    old = await claimed(database)
    await leases.freeze(old, parts("one", "two", "three"), (1, 2), NOW)
    await subscriptions.edit(GUILD, before.id, **moved)
    # Whoever was about to send it lets go of it.
    assert not await leases.sending(old, NOW, LEASE, CHANNEL)
    anew = await claimed(database)
    assert (anew.id, anew.part, anew.parts, anew.content) == (old.id, 1, 1, None)
    assert (anew.revision_from, anew.revision_to, anew.entries) == (None, None, ())
    await leases.freeze(anew, parts("four", "five"), (1, 3), NOW)
    kept = await Deliveries(database).recent(before.id, 9)
    assert {(each.part, each.content) for each in kept} == {(1, "four"), (2, "five")}


async def test_a_digest_that_is_being_composed_for_another_channel_is_not_frozen_for_it(
    database: Database,
) -> None:
    before = await planned(database)
    old = await claimed(database)
    await Subscriptions(database).edit(GUILD, before.id, channel_id=CHANNEL + 1)
    assert await Leases(database).freeze(old, parts("one"), (1, 2), NOW) is None


async def test_what_may_have_been_sent_stays_as_it_is_in_another_channel(
    database: Database,
) -> None:
    leases, before = Leases(database), await planned(database)
    first = await claimed(database)
    await leases.freeze(first, parts("one", "two"), (1, 2), NOW)
    await leases.sending(first, NOW, LEASE, CHANNEL)
    await Subscriptions(database).edit(GUILD, before.id, channel_id=CHANNEL + 1)
    assert await leases.sending(first, NOW, LEASE, CHANNEL)
    await Deliveries(database).sent(first.id, MESSAGE, CHANNEL, NOW)
    second = await claimed(database)
    assert (second.part, second.content) == (2, "two")


async def test_another_option_leaves_what_was_composed(database: Database) -> None:
    before = await planned(database)
    delivery = await claimed(database)
    await Leases(database).freeze(delivery, parts("one"), (1, 2), NOW)
    await Subscriptions(database).edit(GUILD, before.id, channel_id=CHANNEL, zone="UTC")
    assert await Leases(database).sending(delivery, NOW, LEASE, CHANNEL)


async def test_removing_a_subscription_removes_its_deliveries(database: Database) -> None:
    gone = await planned(database)
    removed = await Subscriptions(database).remove(GUILD, gone.id)
    assert removed.id == gone.id
    assert await Deliveries(database).recent(gone.id, 9) == []
    assert await Deliveries(database).open_count() == 0


async def test_a_paused_subscription_is_not_planned(database: Database) -> None:
    subscription = await subscribed(database)
    paused = await Subscriptions(database).pause(GUILD, subscription.id)
    assert paused.paused
    assert await Plans(database).plan(NOW + HOUR, on_time) == 0


async def test_a_resumed_subscription_goes_on_with_the_slot_it_is_given(
    database: Database,
) -> None:
    subscription = await subscribed(database)
    await Subscriptions(database).pause(GUILD, subscription.id, until=NOW + 9 * HOUR)
    resumed = await Subscriptions(database).resume(GUILD, subscription.id, NOW + HOUR)
    assert not resumed.paused
    assert resumed.paused_until is None
    assert resumed.next_run_at == NOW + HOUR


async def test_a_change_wakes_those_of_its_brief_that_wait_for_one(database: Database) -> None:
    subscriptions = Subscriptions(database)
    await subscribed(database, cron="", next_run_at=None)
    await subscribed(database, cron="", next_run_at=NOW + HOUR)
    await subscribed(database, cron="", next_run_at=NOW - MINUTE)
    await subscribed(database, next_run_at=NOW + HOUR)
    await subscribed(database, slug="flood", cron="", next_run_at=None)
    paused = await subscribed(database, cron="", next_run_at=None)
    await subscriptions.pause(GUILD, paused.id)
    revisions = Revisions(database)
    await revisions.record("ferry", "h1", "", NOW, wake_at=NOW)
    runs = [one.next_run_at for one in await subscriptions.of_guild(GUILD)]
    assert runs == [NOW, NOW, NOW - MINUTE, NOW + HOUR, None, None]


async def test_what_is_recorded_already_wakes_nobody_again(database: Database) -> None:
    revisions = Revisions(database)
    await revisions.record("ferry", "h1", "", NOW, wake_at=NOW)
    await subscribed(database, cron="", next_run_at=None)
    await revisions.record("ferry", "h1", "", NOW + HOUR, wake_at=NOW + HOUR)
    (one,) = await Subscriptions(database).of_guild(GUILD)
    assert one.next_run_at is None
