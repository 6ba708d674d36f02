"""Each answer is posted once, and few by one person in one channel, over all processes."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain import limits
from bot.storage.database import Database
from bot.storage.shares import Share, Shares, TooManySharesError
from tests.storage.making import CHANNEL, HOUR, MESSAGE, MINUTE, NOW

SHARE = Share(key="a", user_id=1, channel_id=CHANNEL, interaction_id=10, shared_at=NOW)


def share(number: int, **parts: object) -> Share:
    """Another answer, asked for with another interaction."""
    return replace(SHARE, **{"key": f"k{number}", "interaction_id": 100 + number, **parts})


async def test_an_answer_is_posted_once_and_then_known_by_its_message(database: Database) -> None:
    shares = Shares(database)
    assert await shares.claim(SHARE) is None
    again = replace(SHARE, interaction_id=11, shared_at=NOW + MINUTE)
    assert await shares.claim(again) == SHARE
    await shares.posted("a", MESSAGE)
    assert await shares.claim(again) == replace(SHARE, message_id=MESSAGE)
    assert await shares.claim(replace(again, user_id=2)) == replace(SHARE, message_id=MESSAGE)


async def test_a_claim_that_is_made_twice_by_one_press_counts_once(database: Database) -> None:
    shares = Shares(database)
    for _ in range(limits.SHARES + 1):
        assert await shares.claim(SHARE) is None
    assert await shares.claim(share(1)) is None


async def test_what_came_to_nothing_can_be_posted_again(database: Database) -> None:
    shares = Shares(database)
    assert await shares.claim(SHARE) is None
    again = replace(SHARE, interaction_id=11)
    await shares.release("a")
    assert await shares.claim(again) is None
    later = replace(SHARE, interaction_id=12, shared_at=NOW + 2 * MINUTE)
    assert await shares.claim(later) is None
    await shares.posted("a", MESSAGE)
    await shares.release("a")
    assert await shares.claim(replace(later, interaction_id=13)) is not None


async def test_a_person_has_few_answers_posted_in_a_channel_at_once(database: Database) -> None:
    shares = Shares(database)
    for number in range(limits.SHARES):
        assert await shares.claim(share(number, shared_at=NOW + number * MINUTE)) is None
    over = share(9, shared_at=NOW + timedelta(minutes=6, seconds=30))
    with pytest.raises(TooManySharesError, match=r"5 answers .* 10 minutes.* in 4 minutes\."):
        await shares.claim(over)
    assert await shares.claim(replace(over, user_id=2)) is None
    assert await shares.claim(share(10, channel_id=CHANNEL + 1, shared_at=over.shared_at)) is None
    assert await shares.claim(replace(over, shared_at=NOW + limits.SHARES_WITHIN)) is None


async def test_presses_at_the_same_moment_do_not_pass_the_limit(database: Database) -> None:
    shares = Shares(database)
    claims = (shares.claim(share(number)) for number in range(20))
    results = await asyncio.gather(*claims, return_exceptions=True)
    assert results.count(None) == limits.SHARES
    assert sum(isinstance(each, TooManySharesError) for each in results) == 20 - limits.SHARES


async def test_presses_of_one_button_at_the_same_moment_post_once(database: Database) -> None:
    shares = Shares(database)
    presses = (shares.claim(replace(SHARE, interaction_id=number)) for number in range(20))
    assert (await asyncio.gather(*presses)).count(None) == 1


async def test_who_had_what_posted_is_forgotten(database: Database) -> None:
    shares = Shares(database)
    await shares.claim(SHARE)
    await shares.claim(share(1, shared_at=NOW + HOUR))
    assert await shares.purge(NOW + MINUTE) == 1
    assert await shares.claim(replace(SHARE, interaction_id=12)) is None
    assert await shares.purge(NOW + 2 * HOUR) == 2
