"""The pulse looks when something is due, and at once when it is woken."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.delivery.outbox import AT_ONCE
from bot.delivery.pulse import Limits, Pulse
from tests.delivery.office import Office
from tests.storage.making import CHANNEL


class Work:
    """What a pulse plans: counted, and held up while a test wants it to be."""

    def __init__(self) -> None:
        self.looks = 0
        self.begun = asyncio.Event()
        self.ended = asyncio.Event()
        self.may_end = asyncio.Event()
        self.may_end.set()
        self.due: datetime | None = None

    async def plan(self) -> None:
        """Plan."""
        self.looks += 1
        self.begun.set()
        await self.may_end.wait()

    async def next_due(self) -> datetime | None:
        """When something is due next; told once."""
        self.ended.set()
        due, self.due = self.due, None
        return due


def _pulse(office: Office, work: Work) -> Pulse:
    return Pulse(work.plan, work.next_due, office.outbox, lambda: None, lambda: datetime.now(UTC))


async def test_a_wake_during_a_look_is_followed_by_another_look(office: Office) -> None:
    work = Work()
    pulse = _pulse(office, work)
    work.may_end.clear()
    looking = asyncio.create_task(pulse.tick())
    await work.begun.wait()
    pulse.wake()
    work.may_end.set()
    await looking
    assert work.looks == 2


async def test_without_a_wake_one_look_is_enough(office: Office) -> None:
    work = Work()
    await _pulse(office, work).tick()
    assert work.looks == 1


async def test_what_is_due_in_a_moment_is_waited_for_by_the_same_look(office: Office) -> None:
    work = Work()
    work.due = datetime.now(UTC) + timedelta(seconds=1)
    await _pulse(office, work).tick()
    assert work.looks == 2


async def test_a_wake_between_looks_makes_it_look_at_once(office: Office) -> None:
    work = Work()
    pulse = _pulse(office, work)
    pulse.start()
    await work.begun.wait()
    await work.ended.wait()
    work.begun.clear()
    pulse.wake()
    async with asyncio.timeout(10):  # by itself it would look after twenty seconds
        await work.begun.wait()
    await pulse.stop()


async def test_a_look_plans_and_delivers(office: Office) -> None:
    pulse = Pulse(
        lambda: office.due(2),
        office.plans.next_due,
        office.outbox,
        lambda: None,
        office.clock,
    )
    await pulse.tick()
    assert sorted(each.channel for each in office.discord.messages) == [CHANNEL, CHANNEL + 1]


async def test_while_much_is_delivered_there_is_planning_in_between(office: Office) -> None:
    made = await office.due(3 * AT_ONCE)
    work = Work()
    limits = Limits(delivering=0)
    pulse = Pulse(
        work.plan, office.plans.next_due, office.outbox, lambda: None, office.clock, limits
    )
    await pulse.tick()
    assert work.looks >= 3
    await office.outbox.stop(seconds=60)
    assert len(office.discord.messages) == len(made)


async def test_planning_that_hangs_is_given_up_and_keeps_nothing_from_going_out(
    office: Office,
) -> None:
    await office.due(2)
    work = Work()
    work.may_end.clear()
    limits = Limits(planning=0.05)
    pulse = Pulse(work.plan, work.next_due, office.outbox, lambda: None, office.clock, limits)
    async with asyncio.timeout(30):
        with pytest.raises(TimeoutError):
            await pulse.tick()
    assert len(office.discord.messages) == 2


async def test_a_look_that_fails_is_followed_by_the_next(office: Office) -> None:
    work = Work()

    async def fail() -> None:
        await work.plan()
        if work.looks == 1:
            raise ZeroDivisionError

    pulse = Pulse(fail, work.next_due, office.outbox, lambda: None, lambda: datetime.now(UTC))
    with pytest.raises(ZeroDivisionError):
        await pulse.tick()
    await pulse.tick()
    assert work.looks == 2
