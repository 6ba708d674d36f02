import asyncio
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.delivery import DigestDelivery
from bot.storage.database import Database
from bot.storage.deliveries import Deliveries
from bot.storage.leases import Leases
from bot.storage.plans import Plans
from bot.storage.rows import digest_row, enqueue
from bot.storage.subscriptions import Subscriptions
from bot.storage.suspensions import Suspensions
from bot.storage.tables import deliveries
from tests.demo.newsroom import Logs
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


async def test_what_is_claimed_is_nobody_elses_until_the_lease_ends(database: Database) -> None:
    await planned(database)
    claims = Leases(database)
    first = await claimed(database)
    assert first.not_before == NOW + LEASE
    assert await claims.claim(NOW + LEASE - timedelta(milliseconds=1), "b", LEASE, 9) == []
    (second,) = await claims.claim(NOW + LEASE, "b", LEASE, 9)
    assert second.id == first.id
    assert second.owner != first.owner


async def test_what_is_not_yet_due_is_not_claimed(database: Database) -> None:
    await planned(database)
    assert await Leases(database).claim(NOW - MINUTE, "a", LEASE, 9) == []


async def test_a_batch_takes_those_that_wait_longest_in_their_order(database: Database) -> None:
    plans, claims = Plans(database), Leases(database)
    ids: list[int] = []
    for minutes in (3, 1, 2, 0):
        slot = NOW + minutes * MINUTE
        await plans.add(await subscribed(database), slot)
    for _ in range(2):
        taken = await claims.claim(NOW + HOUR, "a", LEASE, 2)
        ids += [(delivery.slot - NOW) // MINUTE for delivery in taken]
    assert ids == [0, 1, 2, 3]


async def test_two_who_claim_at_once_never_get_the_same(database: Database) -> None:
    plans, claims = Plans(database), Leases(database)
    for n in range(60):
        await subscribed(database, GUILD + n)
    await plans.plan(NOW, on_time)
    batches = await asyncio.gather(*(claims.claim(NOW, f"o{n}", LEASE, 10) for n in range(12)))
    taken = Counter(delivery.id for batch in batches for delivery in batch)
    while rest := await claims.claim(NOW, "last", LEASE, 10):
        taken.update(delivery.id for delivery in rest)
    assert len(taken) == 60
    assert set(taken.values()) == {1}


async def test_slots_of_a_subscription_go_out_in_order(database: Database) -> None:
    subscription = await planned(database)
    await Plans(database).add(subscription, NOW + 24 * HOUR)
    first = await claimed(database, NOW + 24 * HOUR)
    assert first.slot == NOW
    assert await Leases(database).claim(NOW + 24 * HOUR, "b", LEASE, 9) == []
    await Deliveries(database).sent(first.id, MESSAGE, CHANNEL, NOW)
    second = await claimed(database, NOW + 24 * HOUR)
    assert second.slot == NOW + 24 * HOUR
    assert second.subscription_id == subscription.id


async def test_what_was_planned_first_goes_first_and_then_what_follows_a_first_part(
    database: Database,
) -> None:
    leases = Leases(database)
    for number in range(3):
        await subscribed(database, GUILD + number)
    await Plans(database).plan(NOW, on_time)
    (first,) = await leases.claim(NOW, "a", LEASE, 1)
    await leases.freeze(first, parts("one", "two"), (None, 1), NOW + MINUTE)
    await Deliveries(database).sent(first.id, MESSAGE, CHANNEL, NOW + MINUTE)
    late = await subscribed(database, GUILD + 9, next_run_at=NOW + MINUTE)
    await Plans(database).plan(NOW + MINUTE, on_time)
    taken = await leases.claim(NOW + MINUTE, "a", LEASE, 9)
    assert [each.part for each in taken] == [2, 1, 1, 1]
    (last,) = await Deliveries(database).recent(late.id, 1)
    assert taken[-1].id == last.id


async def test_the_part_that_follows_is_held_by_who_sent_the_one_before(
    database: Database,
) -> None:
    await planned(database)
    leases, first = Leases(database), await claimed(database)
    await leases.freeze(first, parts("one", "two"), (None, 1), NOW)
    await Deliveries(database).sent(first.id, MESSAGE, CHANNEL, NOW)
    second = await leases.following(first, NOW, "a", LEASE)
    assert second is not None
    assert (second.part, second.content, second.not_before) == (2, "two", NOW + LEASE)
    assert second.owner not in (None, first.owner)
    assert await leases.following(first, NOW, "b", LEASE) is None
    assert await leases.claim(NOW, "b", LEASE, 9) == []
    assert await leases.following(second, NOW, "a", LEASE) is None


async def test_no_part_follows_once_the_subscription_is_paused(database: Database) -> None:
    subscription = await planned(database)
    leases, first = Leases(database), await claimed(database)
    await leases.freeze(first, parts("one", "two"), (None, 1), NOW)
    await Deliveries(database).sent(first.id, MESSAGE, CHANNEL, NOW)
    await Subscriptions(database).pause(GUILD, subscription.id)
    assert await leases.following(first, NOW, "a", LEASE) is None


async def test_a_kind_that_only_a_newer_version_knows_is_left_to_it(database: Database) -> None:
    row = digest_row((await subscribed(database)).id, "ferry", NOW, NOW) | {"kind": "telegram"}
    await database.write(lambda connection: enqueue(connection, [row]))
    assert await Leases(database).claim(NOW, "a", LEASE, 9) == []
    assert await Plans(database).next_due() == NOW  # the subscription's slot, nothing else


async def test_a_row_that_makes_no_sense_is_given_up_and_keeps_no_other_back(
    database: Database, logs: Logs
) -> None:
    broken = await planned(database)
    held = await claimed(database)
    await Leases(database).freeze(held, parts("one", "two"), (None, 1), NOW)
    await Leases(database).retry(held, NOW, "no_answer")

    async def break_it(connection: AsyncConnection) -> None:
        c = deliveries.c
        await connection.execute(sa.update(deliveries).where(c.id == held.id).values(entries="["))

    await database.write(break_it)
    sound = await planned(database, channel_id=CHANNEL + 1)
    assert (await claimed(database)).subscription_id == sound.id
    second, first = await Deliveries(database).recent(broken.id, 9)
    assert (first.state, first.open, first.error) == ("dead", False, "malformed: JSONDecodeError")
    assert (second.part, second.open) == (2, False)
    (line,) = [line for line in logs if line["event"] == "delivery_malformed"]
    assert (line["delivery"], line["log_level"]) == (held.id, "error")
    assert await Deliveries(database).open_count() == 1


async def test_nothing_of_a_paused_or_suspended_subscription_is_claimed(
    database: Database,
) -> None:
    paused, suspended = await planned(database), await planned(database)
    await Subscriptions(database).pause(GUILD, paused.id)
    await Suspensions(database).suspend(suspended.id, "no permission", NOW)
    assert await Leases(database).claim(NOW, "a", LEASE, 9) == []
    await Suspensions(database).unsuspend(suspended.id, NOW + HOUR)
    assert (await claimed(database)).subscription_id == suspended.id


async def test_what_is_frozen_is_what_the_next_owner_sends(database: Database) -> None:
    await planned(database)
    delivery = await claimed(database)
    frozen = await Leases(database).freeze(delivery, parts("one"), (3, 5), NOW)
    assert frozen is not None
    assert isinstance(frozen, DigestDelivery)
    assert (frozen.content, frozen.entries) == ("one", ("entry-one",))
    assert (frozen.revision_from, frozen.revision_to) == (3, 5)
    later = await claimed(database, NOW + LEASE, "b")
    assert (later.content, later.revision_to) == ("one", 5)


async def test_a_second_freeze_changes_nothing(database: Database) -> None:
    subscription = await planned(database)
    delivery = await claimed(database)
    claims = Leases(database)
    first = await claims.freeze(delivery, parts("one", "two"), (None, 1), NOW)
    second = await claims.freeze(delivery, parts("other"), (None, 2), NOW)
    assert second == first
    assert len(await Deliveries(database).recent(subscription.id, 9)) == 2


async def test_parts_are_claimed_one_after_the_other(database: Database) -> None:
    await planned(database)
    first = await claimed(database)
    await Leases(database).freeze(first, parts("one", "two", "three"), (1, 2), NOW)
    seen = [first.part]
    for number in (2, 3):
        assert await Leases(database).claim(NOW, "b", LEASE, 9) == []
        await Deliveries(database).sent(first.id, MESSAGE + number, CHANNEL, NOW)
        first = await claimed(database, owner="b")
        seen.append(first.part)
    assert seen == [1, 2, 3]
    assert (first.content, first.entries, first.parts) == ("three", ("entry-three",), 3)
    assert (first.revision_from, first.revision_to) == (1, 2)


async def test_the_first_moment_and_place_of_sending_are_kept(database: Database) -> None:
    await planned(database)
    claims = Leases(database)
    delivery = await claimed(database)
    assert await claims.sending(delivery, NOW, LEASE, CHANNEL)
    assert await claims.sending(delivery, NOW + MINUTE, LEASE, CHANNEL + 1)
    again = await claimed(database, NOW + MINUTE + LEASE, "b")
    assert (again.first_sent_at, again.channel_id, again.attempts) == (NOW, CHANNEL, 2)


async def test_sending_renews_the_lease(database: Database) -> None:
    await planned(database)
    delivery = await claimed(database)
    await Leases(database).sending(delivery, NOW + LEASE / 2, LEASE, CHANNEL)
    assert await Leases(database).claim(NOW + LEASE, "b", LEASE, 9) == []


async def test_who_lost_the_lease_may_neither_freeze_nor_send_nor_settle(
    database: Database,
) -> None:
    await planned(database)
    claims, deliveries = Leases(database), Deliveries(database)
    slept = await claimed(database)
    # The same process: its own claim, made anew, is another one.
    holds = await claimed(database, NOW + LEASE)
    now = NOW + LEASE
    assert await claims.freeze(slept, parts("stale"), (None, 1), now) is None
    assert not await claims.sending(slept, now, LEASE, CHANNEL)
    assert not await claims.unsent(slept)
    assert not await claims.retry(slept, now, "late")
    assert not await deliveries.quiet(slept, now)
    assert not await deliveries.skip(slept, now)
    assert not await deliveries.dead(slept, "gone", now)
    assert await claims.sending(holds, now, LEASE, CHANNEL)


async def test_nobody_holds_what_was_never_claimed(database: Database) -> None:
    subscription = await planned(database)
    (unclaimed,) = await Deliveries(database).recent(subscription.id, 9)
    assert not await Leases(database).sending(unclaimed, NOW, LEASE, CHANNEL)


async def test_a_delivery_that_was_not_found_is_sent_as_if_for_the_first_time(
    database: Database,
) -> None:
    await planned(database)
    claims = Leases(database)
    delivery = await claimed(database)
    await claims.sending(delivery, NOW, LEASE, CHANNEL)
    assert await claims.unsent(delivery)
    await claims.sending(delivery, NOW + MINUTE, LEASE, CHANNEL + 1)
    again = await claimed(database, NOW + HOUR)
    assert (again.first_sent_at, again.channel_id) == (NOW + MINUTE, CHANNEL + 1)


async def test_a_retry_waits_for_its_time_and_remembers_why(database: Database) -> None:
    await planned(database)
    claims = Leases(database)
    delivery = await claimed(database)
    await claims.sending(delivery, NOW, LEASE, CHANNEL)
    assert await claims.retry(delivery, NOW + HOUR, "500 from Discord")
    assert await claims.claim(NOW + HOUR - MINUTE, "b", LEASE, 9) == []
    again = await claimed(database, NOW + HOUR, "b")
    assert (again.error, again.attempts, again.first_sent_at) == ("500 from Discord", 1, NOW)


async def test_a_free_retry_takes_back_its_attempt_and_no_other(database: Database) -> None:
    await planned(database)
    claims = Leases(database)
    delivery = await claimed(database)
    await claims.retry(delivery, NOW, "not even sent", free=True)
    delivery = await claimed(database)
    assert delivery.attempts == 0
    await claims.sending(delivery, NOW, LEASE, CHANNEL)
    await claims.sending(delivery, NOW, LEASE, CHANNEL)
    await claims.retry(delivery, NOW, "429", free=True)
    delivery = await claimed(database)
    assert delivery.attempts == 1
    await claims.retry(delivery, NOW, "not even sent", free=True)  # the one before stays counted
    assert (await claimed(database)).attempts == 1


async def test_a_process_that_stops_hands_back_what_it_holds(database: Database) -> None:
    await planned(database)
    claims = Leases(database)
    delivery = await claimed(database, owner="host:1")
    await planned(database)
    other = await claimed(database, owner="host:12")
    assert await claims.hand_back("host:1", NOW) == 1
    assert (await claimed(database, owner="c")).id == delivery.id
    assert not await claims.sending(delivery, NOW, LEASE, CHANNEL)
    assert await claims.sending(replace(other), NOW, LEASE, CHANNEL)


async def test_what_was_surely_not_sent_is_composed_anew_unless_it_has_parts(
    database: Database,
) -> None:
    claims = Leases(database)
    for contents, kept in (("one",), None), (("one", "two"), "one"):
        await planned(database, channel_id=CHANNEL + len(contents))
        frozen = await claims.freeze(await claimed(database), parts(*contents), (None, 1), NOW)
        assert frozen is not None
        await claims.sending(frozen, NOW, LEASE, CHANNEL)
        assert await claims.thaw(frozen)
        await claims.retry(frozen, NOW, "no permission", free=True)
        again = await claimed(database)
        assert (again.content, again.first_sent_at, again.channel_id) == (kept, None, None)
        await Deliveries(database).dead(again, "enough", NOW)


async def test_a_free_retry_of_what_was_not_sent_leaves_earlier_attempts(
    database: Database,
) -> None:
    await planned(database)
    claims = Leases(database)
    delivery = await claimed(database)
    await claims.sending(delivery, NOW, LEASE, CHANNEL)
    await claims.retry(delivery, NOW, "discord_unwell: 500")
    await claims.retry(await claimed(database), NOW, "rate_limited", free=True)
    assert (await claimed(database)).attempts == 1


async def test_what_another_holds_or_has_frozen_is_not_absorbed(database: Database) -> None:
    plans, claims = Plans(database), Leases(database)
    for _ in range(4):
        await plans.add(await subscribed(database), NOW)
    mine, held, frozen = await claims.claim(NOW, "a", LEASE, 3)
    assert await claims.freeze(frozen, parts("theirs"), (1, 2), NOW)
    assert await claims.retry(frozen, NOW, "no_answer")
    waiting = frozen.id + 1
    assert await claims.freeze(mine, parts("mine"), (1, 2), NOW, [held.id, frozen.id, waiting])
    assert await claims.sending(held, NOW, LEASE, CHANNEL)
    later = await claims.claim(NOW + HOUR, "c", LEASE, 9)
    assert {delivery.id for delivery in later} == {mine.id, held.id, frozen.id}
