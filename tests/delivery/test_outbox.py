"""The outbox takes what is due in hand, as much as it can hold, in a fair order."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import timedelta

from bot.delivery.outbox import IN_FLIGHT
from bot.delivery.sending import COMPOSING
from tests.delivery.office import Office
from tests.storage.making import CHANNEL, HOUR, on_time

SECOND = timedelta(seconds=1)


async def test_all_that_is_due_is_delivered_once_each(office: Office) -> None:
    made = await office.due(IN_FLIGHT + 15)
    assert await office.deliver_all() == len(made)
    assert Counter(channel for _, channel in office.discord.asked) == Counter(
        each.channel_id for each in made
    )


async def test_no_more_is_taken_than_can_be_in_flight(office: Office) -> None:
    made = await office.due(IN_FLIGHT + 15)
    office.discord.gate.clear()
    draining = asyncio.create_task(office.outbox.drain())
    await office.discord.until_asked(IN_FLIGHT)
    assert await draining == IN_FLIGHT  # a request that hangs does not keep it
    left = await office.leases.claim(office.clock(), "other", office.care.lease, 99)
    assert len(left) == len(made) - IN_FLIGHT
    office.discord.gate.set()
    await office.outbox.stop()


async def test_with_some_in_flight_only_so_many_more_are_taken(office: Office) -> None:
    office.discord.gate.clear()
    await office.due(IN_FLIGHT - 5)
    await office.outbox.drain()
    await office.due(20, CHANNEL + 100)
    await office.outbox.drain()
    left = await office.leases.claim(office.clock(), "other", office.care.lease, 99)
    assert len(left) == 15
    office.discord.gate.set()
    await office.outbox.stop()


async def test_each_message_takes_one_place_of_the_pace_and_quiet_ones_none(office: Office) -> None:
    await office.due(20)
    await office.deliver_all()
    assert await office.reserved() == 20
    office.clock.pass_(24 * HOUR)
    await office.plans.plan(office.clock(), on_time)
    office.words.texts = ()
    assert await office.deliver_all() == 20
    assert office.words.composed == 40
    assert await office.reserved() == 0  # a day later, the places before are long past


async def test_many_quiet_ones_hold_up_nobody_who_has_something_to_say(office: Office) -> None:
    office.per_second = 0.5  # two hundred would take over six minutes
    office.open()
    office.words.texts = ()
    await office.due(200)
    office.clock.pass_(SECOND)
    await office.deliver_all()
    await office.due(1, CHANNEL + 500)
    office.words.texts = ("news",)
    await office.deliver_all()
    assert office.discord.texts(CHANNEL + 500) == ["news"]


async def test_what_is_under_way_when_it_stops_is_handed_back_at_once(office: Office) -> None:
    (subscription,) = await office.due()
    office.discord.gate.clear()
    draining = asyncio.create_task(office.outbox.drain())
    await office.discord.until_asked()
    await office.outbox.stop(seconds=0)
    await draining
    left = await office.last(subscription)
    assert (left.open, left.owner, left.not_before) == (True, None, office.clock())


async def test_the_longest_waiting_go_first_however_often_they_were_tried(
    office: Office,
) -> None:
    (old,) = await office.due()
    office.words.error = ZeroDivisionError()
    await office.deliver()
    office.clock.pass_(SECOND)
    await office.due(5, CHANNEL + 1)
    office.clock.pass_(9 * SECOND)
    (first,) = await office.leases.claim(office.clock(), "a", office.care.lease, 1)
    assert first.id == (await office.last(old)).id


async def test_few_are_composed_at_once_however_many_are_due(office: Office) -> None:
    await office.due(3 * COMPOSING)
    await office.deliver_all()
    assert 1 < office.words.at_once <= COMPOSING


async def test_two_processes_deliver_each_once(office: Office) -> None:
    made = await office.due(40)
    other = office.as_process(replace(office.care))
    assert sum(await asyncio.gather(office.deliver_all(), other.deliver_all())) == len(made)
    assert len(office.discord.messages) == len(made)
