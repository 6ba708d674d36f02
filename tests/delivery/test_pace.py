"""Requests go out at one pace, over all processes, in the order in which they came."""

import asyncio
from datetime import UTC, datetime

from bot.delivery.pace import Pace
from bot.storage.rate import Rate
from tests.delivery.office import Office


def _now() -> datetime:
    return datetime.now(UTC)


async def test_all_that_ask_together_take_a_place_each(office: Office) -> None:
    await asyncio.gather(*(office.sender.ask(_nothing) for _ in range(20)))
    assert await office.reserved() == 20


async def test_they_go_out_one_after_the_other_at_the_rate_in_their_order(
    office: Office,
) -> None:
    rate, begun = 50, _now()
    paces = [Pace(Rate(office.database), _now, rate) for _ in range(2)]  # two processes
    went: list[tuple[int, datetime]] = []

    async def go(number: int) -> None:
        await paces[number % 2].turn()
        went.append((number, _now()))

    await asyncio.gather(*(go(number) for number in range(10)))
    for process in range(2):
        mine = [number for number, _ in went if number % 2 == process]
        assert mine == sorted(mine)
    # None before its place: a clock may be late, never early (a millisecond is rounding).
    for place, (_, at) in enumerate(went):
        assert (at - begun).total_seconds() >= place / rate - 0.002


async def test_who_gives_up_waiting_holds_up_nobody(office: Office) -> None:
    pace = Pace(Rate(office.database), office.clock, 10_000)
    waiting = [asyncio.create_task(pace.turn()) for _ in range(3)]
    await asyncio.sleep(0)  # each is under way, the first reserves
    waiting[1].cancel()
    done = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(each) for each in done] == [type(None), asyncio.CancelledError, type(None)]
    await pace.turn()
    assert await office.reserved() == 3


async def _nothing() -> None:
    pass
