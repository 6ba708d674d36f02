"""What becomes of a delivery that Discord refuses, does not answer, or puts off."""

from datetime import timedelta

import pytest

from bot.delivery.courier import ATTEMPTS
from bot.delivery.poster import (
    BusyError,
    InvalidError,
    PostingError,
    RefusedError,
    TokenRefusedError,
    UncertainError,
    UnreadableError,
)
from bot.domain.delivery import Kind
from bot.storage.amendments import Amendment, Amendments
from bot.storage.rows import enqueue, planned_row
from tests.delivery.channels import Fault
from tests.delivery.desk import Desk
from tests.storage.making import CHANNEL, GUILD, HOUR, MINUTE, NOW, posted

SECOND = timedelta(seconds=1)
DAY = 24 * HOUR
REFUSED = RefusedError("I may not write in the channel (Send Messages)")


async def test_what_a_lost_answer_may_have_sent_stays_as_it_was_frozen(desk: Desk) -> None:
    (subscription,) = await desk.due()
    desk.discord.fail(
        "post", Fault(UncertainError("the connection failed"), is_done=True), Fault(REFUSED)
    )
    await desk.deliver()
    frozen = await desk.last(subscription)
    desk.clock.pass_(3 * SECOND)
    desk.words.texts = ("something else",)
    await desk.deliver()
    left = await desk.last(subscription)
    assert (left.open, left.content, left.first_sent_at) == (True, frozen.content, NOW)
    assert left.channel_id == CHANNEL
    stopped = (await desk.subscriptions.of_ids([subscription.id]))[subscription.id]
    assert stopped.suspended_reason == str(REFUSED)


async def test_what_was_refused_at_once_is_composed_anew(desk: Desk) -> None:
    (subscription,) = await desk.due()
    desk.discord.fail("post", Fault(REFUSED))
    await desk.deliver()
    left = await desk.last(subscription)
    assert (left.open, left.content, left.first_sent_at) == (True, None, None)
    assert left.attempts == 0


async def test_what_fails_every_time_is_given_up_after_the_last_try(desk: Desk) -> None:
    (subscription,) = await desk.due()
    desk.discord.fail("post", *[Fault(UncertainError("Discord answers 500"))] * (ATTEMPTS + 1))
    for number in range(1, ATTEMPTS + 1):
        assert (await desk.last(subscription)).open
        await desk.deliver()
        assert (await desk.last(subscription)).attempts == number
        desk.clock.pass_(timedelta(minutes=11))
    dead = await desk.last(subscription)
    assert (dead.state, dead.open, dead.error) == ("dead", False, "Discord answers 500")


async def test_each_try_waits_longer_than_the_one_before_up_to_ten_minutes(desk: Desk) -> None:
    (subscription,) = await desk.due()
    desk.discord.fail("post", *[Fault(UncertainError("Discord answers 500"))] * ATTEMPTS)
    for number in range(ATTEMPTS - 1):
        await desk.deliver()
        waits = (await desk.last(subscription)).not_before - desk.clock()
        assert 2**number * SECOND <= waits <= 2 ** (number + 1) * SECOND
        desk.clock.pass_(waits)


async def test_a_refused_token_is_told_and_the_delivery_kept(desk: Desk) -> None:
    (subscription,) = await desk.due()
    assert not desk.courier.refused_token.is_set()
    desk.discord.fail("post", Fault(TokenRefusedError("Discord refuses the token")))
    await desk.deliver()
    assert desk.courier.refused_token.is_set()
    assert (await desk.last(subscription)).open


async def test_a_rate_limit_is_waited_out_and_costs_no_try(desk: Desk) -> None:
    (subscription,) = await desk.due()
    desk.discord.fail("post", Fault(BusyError(42)))
    await desk.deliver()
    left = await desk.last(subscription)
    assert (left.open, left.attempts, left.not_before) == (True, 0, NOW + 42 * SECOND)


@pytest.mark.parametrize(
    "error", [InvalidError("Discord takes no such message"), UnreadableError("unreadable")]
)
async def test_what_can_never_be_posted_is_given_up_at_once(
    desk: Desk, error: PostingError
) -> None:
    (subscription,) = await desk.due()
    desk.discord.fail("post", Fault(error))
    await desk.deliver()
    assert (await desk.last(subscription)).state == "dead"


async def test_a_bug_is_tried_again_and_stops_no_others(desk: Desk) -> None:
    (subscription,) = await desk.due()
    desk.words.error = ZeroDivisionError()
    await desk.deliver()
    left = await desk.last(subscription)
    assert (left.open, left.owner, left.error) == (True, None, "a bug: ZeroDivisionError")


@pytest.mark.parametrize(
    ("kind", "days"), [("corrective", 7), ("banner", 1), ("publication", 1), ("reply", 1)]
)
async def test_what_belongs_to_no_subscription_is_refused_with_patience(
    desk: Desk, kind: Kind, days: int
) -> None:
    await _plan(desk, kind)
    method = {"banner": "edit", "publication": "publish", "reply": "direct"}.get(kind, "post")
    desk.discord.fail(method, *[Fault(REFUSED)] * 3)
    for after in (timedelta(), days * DAY, days * DAY + HOUR):
        desk.clock.now = NOW + after
        (delivery,) = await desk.leases.claim(desk.clock(), "a", desk.care.lease, 9)
        await desk.courier.deliver(delivery)
    assert [asked for asked, _ in desk.discord.asked] == [method] * 3
    desk.clock.pass_(DAY)
    assert await desk.leases.claim(desk.clock(), "a", desk.care.lease, 9) == []
    assert await desk.deliveries.open_count() == 0


async def test_what_was_refused_in_a_channel_is_tried_again_in_an_hour(desk: Desk) -> None:
    await _plan(desk, "corrective")
    desk.discord.fail("post", Fault(REFUSED))
    for after, count in ((timedelta(), 1), (HOUR - MINUTE, 0), (HOUR, 1)):
        desk.clock.now = NOW + after
        found = await desk.leases.claim(desk.clock(), "a", desk.care.lease, 9)
        assert len(found) == count
        for delivery in found:
            await desk.courier.deliver(delivery)
    assert desk.discord.texts() == ["news"]


async def test_the_parts_of_a_digest_go_out_before_what_waits_longer(desk: Desk) -> None:
    (long_one,) = await desk.due()
    desk.words.texts = ("one", "two", "three")
    delivery = await desk.claimed()
    await desk.due(5, CHANNEL + 1)
    await desk.courier.deliver(delivery)
    assert desk.discord.texts() == ["one", "two", "three"]
    assert (await desk.last(long_one)).state == "sent"
    assert await desk.deliveries.open_count() == 5


async def test_a_part_that_fails_is_tried_again_before_what_came_later(desk: Desk) -> None:
    await desk.due()
    desk.words.texts = ("one", "two")
    delivery = await desk.claimed()
    desk.clock.pass_(SECOND)
    await desk.due(5, CHANNEL + 1)
    desk.discord.fail("post", None, Fault(UncertainError("Discord answers 500")))
    await desk.courier.deliver(delivery)
    assert desk.discord.texts() == ["one"]
    desk.clock.pass_(5 * SECOND)
    (second,) = await desk.leases.claim(desk.clock(), "a", desk.care.lease, 1)
    assert (second.part, second.slot) == (2, delivery.slot)


async def _plan(desk: Desk, kind: Kind) -> None:
    """One delivery of a kind."""
    if kind == "banner":
        await Amendments(desk.database).plan(
            [Amendment(await posted(desk.database), ("fix",))], 2, NOW
        )
        return
    row = planned_row(
        kind,
        f"{kind}:1",
        NOW,
        slug="ferry",
        guild_id=GUILD,
        target_id=CHANNEL,
        subject=["1"],
    )
    await desk.database.write(lambda connection: enqueue(connection, [row]))
