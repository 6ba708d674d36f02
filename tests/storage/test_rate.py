import asyncio
from datetime import timedelta

from bot.storage.database import Database
from bot.storage.rate import FURTHEST, Rate
from tests.storage.making import HOUR, NOW

SECOND = timedelta(seconds=1)


async def test_the_first_request_may_go_out_now(database: Database) -> None:
    assert await Rate(database).reserve("discord", 1, 25, NOW) == NOW


async def test_a_reservation_begins_where_the_one_before_ends(database: Database) -> None:
    rate = Rate(database)
    await rate.reserve("discord", 50, 25, NOW)
    assert await rate.reserve("discord", 1, 25, NOW) == NOW + 2 * SECOND


async def test_time_that_passed_unused_is_not_saved_up(database: Database) -> None:
    rate = Rate(database)
    await rate.reserve("discord", 1, 25, NOW)
    assert await rate.reserve("discord", 10, 25, NOW + HOUR) == NOW + HOUR
    assert await rate.reserve("discord", 1, 25, NOW + HOUR) == NOW + HOUR + 10 * SECOND / 25


async def test_rates_of_different_names_do_not_wait_for_each_other(database: Database) -> None:
    rate = Rate(database)
    await rate.reserve("discord", 100, 25, NOW)
    assert await rate.reserve("edits", 1, 25, NOW) == NOW


async def test_many_who_reserve_at_once_never_get_the_same_place(database: Database) -> None:
    rate = Rate(database)
    begins = await asyncio.gather(*(rate.reserve("discord", 2, 25, NOW) for _ in range(40)))
    assert sorted(begins) == [NOW + n * 2 * SECOND / 25 for n in range(40)]


async def test_a_clock_that_was_far_ahead_does_not_stop_everybody(database: Database) -> None:
    rate = Rate(database)
    await rate.reserve("discord", 1, 25, NOW + 24 * HOUR)
    assert await rate.reserve("discord", 1, 25, NOW) == NOW
    await rate.reserve("discord", 1, 25, NOW + FURTHEST - SECOND)
    assert await rate.reserve("discord", 1, 25, NOW) > NOW
