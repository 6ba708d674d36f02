"""Each delivery becomes one message, whatever its requests come to."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.delivery.care import NONCE_WINDOW
from bot.delivery.poster import GoneError, UncertainError
from bot.domain.obstacles import Obstacle
from tests.delivery.channels import REMEMBERED, Fault
from tests.delivery.office import Office
from tests.storage.making import MINUTE, NOW, parts

LOST = Fault(UncertainError(Obstacle.DISCONNECTED), is_done=True)
SECOND = timedelta(seconds=1)


async def _lost(office: Office) -> None:
    """Post one whose answer is lost, and let time pass until Discord has forgotten its nonce."""
    office.discord.fail("post", LOST)
    await office.deliver()
    office.clock.pass_(REMEMBERED + MINUTE)


async def test_what_was_posted_the_moment_it_was_sent_is_found_after_the_nonces_window(
    office: Office,
) -> None:
    (subscription,) = await office.due()
    await _lost(office)
    (message,) = office.discord.messages
    assert (await office.last(subscription)).first_sent_at == message.at
    await office.deliver()
    assert [each.id for each in office.discord.messages] == [message.id]
    assert [method for method, _ in office.discord.asked] == ["post", "find"]
    sent = await office.last(subscription)
    assert (sent.state, sent.message_id, sent.first_sent_at) == ("sent", message.id, NOW)


async def test_a_clock_that_was_ahead_of_discords_still_finds_its_message(
    office: Office,
) -> None:
    await office.due()
    office.discord.clock = lambda: office.clock() - 30 * SECOND
    await _lost(office)
    await office.deliver()
    assert len(office.discord.messages) == 1


async def test_what_is_not_found_is_sent_again_as_if_for_the_first_time(office: Office) -> None:
    (subscription,) = await office.due()
    office.discord.fail("post", Fault(UncertainError(Obstacle.DISCONNECTED)))
    await office.deliver()
    office.clock.pass_(REMEMBERED + MINUTE)
    await office.deliver()
    assert office.discord.texts() == ["news"]
    assert (await office.last(subscription)).first_sent_at == office.clock()


async def test_within_the_nonces_window_discord_itself_knows_it(office: Office) -> None:
    await office.due()
    office.discord.fail("post", LOST)
    await office.deliver()
    office.clock.pass_(NONCE_WINDOW)
    await office.deliver()
    assert [method for method, _ in office.discord.asked] == ["post", "post"]
    assert len(office.discord.messages) == 1


async def test_whether_the_nonce_is_still_known_is_judged_once_its_turn_has_come(
    office: Office,
) -> None:
    await office.due()
    office.discord.fail("post", LOST)
    await office.deliver()
    office.clock.pass_(NONCE_WINDOW)
    office.per_second = 1
    office.open()
    await office.reserve(2)  # two seconds, by the wall
    delivering = asyncio.create_task(office.deliver())
    await office.until_reserved(3)
    office.clock.pass_(REMEMBERED)
    await delivering
    assert [method for method, _ in office.discord.asked] == ["post", "find"]
    assert len(office.discord.messages) == 1


async def test_nothing_is_sent_with_a_lease_that_was_lost(office: Office) -> None:
    (subscription,) = await office.due()
    await office.leases.freeze(await office.claimed(), parts("{}"), (None, 1), NOW)
    office.clock.pass_(office.care.lease)
    slept = await office.claimed()
    office.clock.pass_(office.care.lease)
    other = await office.claimed()
    await office.courier.deliver(slept)
    assert office.discord.asked == []
    await office.courier.deliver(other)
    assert [method for method, _ in office.discord.asked] == ["post"]
    assert (await office.last(subscription)).state == "sent"


@pytest.mark.parametrize("method", ["post", "find"])
async def test_a_request_without_an_answer_is_given_up_in_time(office: Office, method: str) -> None:
    (subscription,) = await office.due()
    office.care = replace(office.care, request_seconds=0.05)
    office.open()
    if method == "find":
        await _lost(office)
    office.discord.gate.clear()
    async with asyncio.timeout(30):
        await office.deliver()
    left = await office.last(subscription)
    assert (left.open, left.owner, left.error) == (True, None, "no_answer")


async def test_what_was_posted_and_deleted_is_not_posted_again(office: Office) -> None:
    (subscription,) = await office.due()
    office.discord.fail("post", Fault(GoneError(Obstacle.DELETED)))
    await office.deliver()
    sent = await office.last(subscription)
    assert (sent.state, sent.open, sent.message_id) == ("sent", False, 0)
    assert await office.posts.of_message(0) is None


async def test_what_has_nothing_to_say_asks_discord_for_nothing_and_takes_no_place(
    office: Office,
) -> None:
    (subscription,) = await office.due()
    office.words.texts = ()
    await office.deliver()
    assert office.discord.asked == []
    assert (await office.last(subscription)).state == "quiet"
    assert await office.reserved() == 0
