"""Each delivery becomes one message, whatever its requests come to."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.delivery.care import NONCE_WINDOW
from bot.delivery.poster import GoneError, UncertainError
from tests.delivery.channels import REMEMBERED, Fault
from tests.delivery.desk import Desk
from tests.storage.making import MINUTE, NOW, parts

LOST = Fault(UncertainError("the connection failed"), is_done=True)
SECOND = timedelta(seconds=1)


async def _lost(desk: Desk) -> None:
    """Post one whose answer is lost, and let time pass until Discord has forgotten its nonce."""
    desk.discord.fail("post", LOST)
    await desk.deliver()
    desk.clock.pass_(REMEMBERED + MINUTE)


async def test_what_was_posted_the_moment_it_was_sent_is_found_after_the_nonces_window(
    desk: Desk,
) -> None:
    (subscription,) = await desk.due()
    await _lost(desk)
    (message,) = desk.discord.messages
    assert (await desk.last(subscription)).first_sent_at == message.at
    await desk.deliver()
    assert [each.id for each in desk.discord.messages] == [message.id]
    assert [method for method, _ in desk.discord.asked] == ["post", "find"]
    sent = await desk.last(subscription)
    assert (sent.state, sent.message_id, sent.first_sent_at) == ("sent", message.id, NOW)


async def test_a_clock_that_was_ahead_of_discords_still_finds_its_message(desk: Desk) -> None:
    await desk.due()
    desk.discord.clock = lambda: desk.clock() - 30 * SECOND
    await _lost(desk)
    await desk.deliver()
    assert len(desk.discord.messages) == 1


async def test_what_is_not_found_is_sent_again_as_if_for_the_first_time(desk: Desk) -> None:
    (subscription,) = await desk.due()
    desk.discord.fail("post", Fault(UncertainError("the connection failed")))
    await desk.deliver()
    desk.clock.pass_(REMEMBERED + MINUTE)
    await desk.deliver()
    assert desk.discord.texts() == ["news"]
    assert (await desk.last(subscription)).first_sent_at == desk.clock()


async def test_within_the_nonces_window_discord_itself_knows_it(desk: Desk) -> None:
    await desk.due()
    desk.discord.fail("post", LOST)
    await desk.deliver()
    desk.clock.pass_(NONCE_WINDOW)
    await desk.deliver()
    assert [method for method, _ in desk.discord.asked] == ["post", "post"]
    assert len(desk.discord.messages) == 1


async def test_nothing_is_sent_with_a_lease_that_was_lost(desk: Desk) -> None:
    (subscription,) = await desk.due()
    await desk.leases.freeze(await desk.claimed(), parts("{}"), (None, 1), NOW)
    desk.clock.pass_(desk.care.lease)
    slept = await desk.claimed()
    desk.clock.pass_(desk.care.lease)
    other = await desk.claimed()
    await desk.courier.deliver(slept)
    assert desk.discord.asked == []
    await desk.courier.deliver(other)
    assert [method for method, _ in desk.discord.asked] == ["post"]
    assert (await desk.last(subscription)).state == "sent"


@pytest.mark.parametrize("method", ["post", "find"])
async def test_a_request_without_an_answer_is_given_up_in_time(desk: Desk, method: str) -> None:
    (subscription,) = await desk.due()
    desk.care = replace(desk.care, request_seconds=0.05)
    desk.open()
    if method == "find":
        await _lost(desk)
    desk.discord.gate.clear()
    async with asyncio.timeout(30):
        await desk.deliver()
    left = await desk.last(subscription)
    assert (left.open, left.owner, left.error) == (True, None, "no answer in time")


async def test_what_was_posted_and_deleted_is_not_posted_again(desk: Desk) -> None:
    (subscription,) = await desk.due()
    desk.discord.fail("post", Fault(GoneError("it was posted, and deleted")))
    await desk.deliver()
    sent = await desk.last(subscription)
    assert (sent.state, sent.open, sent.message_id) == ("sent", False, 0)
    assert await desk.posts.of_message(0) is None


async def test_what_has_nothing_to_say_asks_discord_for_nothing_and_takes_no_place(
    desk: Desk,
) -> None:
    (subscription,) = await desk.due()
    desk.words.texts = ()
    await desk.deliver()
    assert desk.discord.asked == []
    assert (await desk.last(subscription)).state == "quiet"
    assert await desk.reserved() == 0
