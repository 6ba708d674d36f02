"""The outbox takes what is due in hand, as much as it can hold, in a fair order."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import timedelta

from bot.delivery.outbox import IN_FLIGHT
from tests.delivery.desk import Desk
from tests.storage.making import CHANNEL, HOUR, on_time

SECOND = timedelta(seconds=1)


async def test_all_that_is_due_is_delivered_by_one_look(desk: Desk) -> None:
    made = await desk.due(IN_FLIGHT + 15)
    assert await desk.outbox.drain() == len(made)
    assert Counter(channel for _, channel in desk.discord.asked) == Counter(
        each.channel_id for each in made
    )
    assert await desk.deliveries.open_count() == 0


async def test_no_more_is_taken_than_can_be_in_flight(desk: Desk) -> None:
    made = await desk.due(IN_FLIGHT + 15)
    desk.discord.gate.clear()
    draining = asyncio.create_task(desk.outbox.drain())
    await desk.discord.until_asked(IN_FLIGHT)
    assert await draining == IN_FLIGHT  # a request that hangs does not keep it
    left = await desk.leases.claim(desk.clock(), "other", desk.care.lease, 99)
    assert len(left) == len(made) - IN_FLIGHT
    desk.discord.gate.set()
    await desk.outbox.stop()


async def test_each_message_takes_one_place_of_the_pace_and_quiet_ones_none(desk: Desk) -> None:
    await desk.due(20)
    await desk.outbox.drain()
    assert await desk.reserved() == 20
    desk.clock.pass_(24 * HOUR)
    await desk.plans.plan(desk.clock(), on_time)
    desk.words.texts = ()
    assert await desk.outbox.drain() == 20
    assert desk.words.composed == 40
    assert await desk.reserved() == 0  # a day later, the places before are long past


async def test_many_quiet_ones_hold_up_nobody_who_has_something_to_say(desk: Desk) -> None:
    desk.per_second = 0.5  # two hundred would take over six minutes
    desk.open()
    desk.words.texts = ()
    await desk.due(200)
    desk.clock.pass_(SECOND)
    await desk.outbox.drain()
    await desk.due(1, CHANNEL + 500)
    desk.words.texts = ("news",)
    await desk.outbox.drain()
    assert desk.discord.texts(CHANNEL + 500) == ["news"]


async def test_what_is_under_way_when_it_stops_is_handed_back_at_once(desk: Desk) -> None:
    (subscription,) = await desk.due()
    desk.discord.gate.clear()
    draining = asyncio.create_task(desk.outbox.drain())
    await desk.discord.until_asked()
    await desk.outbox.stop(seconds=0)
    await draining
    left = await desk.last(subscription)
    assert (left.open, left.owner, left.not_before) == (True, None, desk.clock())


async def test_the_longest_waiting_go_first_however_often_they_were_tried(desk: Desk) -> None:
    (old,) = await desk.due()
    desk.words.error = ZeroDivisionError()
    await desk.deliver()
    desk.clock.pass_(SECOND)
    await desk.due(5, CHANNEL + 1)
    desk.clock.pass_(9 * SECOND)
    (first,) = await desk.leases.claim(desk.clock(), "a", desk.care.lease, 1)
    assert first.id == (await desk.last(old)).id


async def test_two_processes_deliver_each_once(desk: Desk) -> None:
    made = await desk.due(40)
    other = desk.as_process(replace(desk.care))
    taken = await asyncio.gather(desk.outbox.drain(), other.outbox.drain())
    assert sum(taken) == len(made)
    assert len(desk.discord.messages) == len(made)
