"""What becomes of a delivery that Discord refuses, does not answer, or puts off."""

import asyncio
from datetime import timedelta
from pathlib import Path

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
from bot.domain.obstacles import Obstacle
from bot.storage.amendments import Amendment, Amendments
from bot.storage.database import Database
from bot.storage.rows import enqueue, planned_row
from tests.delivery.channels import Fault
from tests.delivery.office import Office
from tests.demo.newsroom import Logs
from tests.storage.making import CHANNEL, GUILD, HOUR, MINUTE, NOW, posted
from tests.storage.migrated import migrated_file
from tests.storage.test_sqlite import locked

SECOND = timedelta(seconds=1)
DAY = 24 * HOUR
REFUSED = RefusedError(Obstacle.MAY_NOT_WRITE)


async def test_what_a_lost_answer_may_have_sent_stays_as_it_was_frozen(office: Office) -> None:
    (subscription,) = await office.due()
    office.discord.fail(
        "post", Fault(UncertainError(Obstacle.DISCONNECTED), is_done=True), Fault(REFUSED)
    )
    await office.deliver()
    frozen = await office.last(subscription)
    office.clock.pass_(3 * SECOND)
    office.words.texts = ("something else",)
    await office.deliver()
    left = await office.last(subscription)
    assert (left.open, left.content, left.first_sent_at) == (True, frozen.content, NOW)
    assert left.channel_id == CHANNEL
    stopped = (await office.subscriptions.of_ids([subscription.id]))[subscription.id]
    assert stopped.suspended_reason == str(REFUSED)


async def test_what_was_refused_at_once_is_composed_anew(office: Office) -> None:
    (subscription,) = await office.due()
    office.discord.fail("post", Fault(REFUSED))
    await office.deliver()
    left = await office.last(subscription)
    assert (left.open, left.content, left.first_sent_at) == (True, None, None)
    assert left.attempts == 0


async def test_what_fails_every_time_is_given_up_after_the_last_try(office: Office) -> None:
    (subscription,) = await office.due()
    office.discord.fail(
        "post", *[Fault(UncertainError(Obstacle.DISCORD_UNWELL, "500"))] * (ATTEMPTS + 1)
    )
    for number in range(1, ATTEMPTS + 1):
        assert (await office.last(subscription)).open
        await office.deliver()
        assert (await office.last(subscription)).attempts == number
        office.clock.pass_(timedelta(minutes=11))
    dead = await office.last(subscription)
    assert (dead.state, dead.open, dead.error) == ("dead", False, "discord_unwell: 500")


async def test_each_try_waits_longer_than_the_one_before_up_to_ten_minutes(
    office: Office,
) -> None:
    (subscription,) = await office.due()
    office.discord.fail("post", *[Fault(UncertainError(Obstacle.DISCORD_UNWELL, "500"))] * ATTEMPTS)
    for number in range(ATTEMPTS - 1):
        await office.deliver()
        waits = (await office.last(subscription)).not_before - office.clock()
        assert 2**number * SECOND <= waits <= 2 ** (number + 1) * SECOND
        office.clock.pass_(waits)


async def test_a_refused_token_is_told_and_the_delivery_kept(office: Office) -> None:
    (subscription,) = await office.due()
    assert not office.courier.refused_token.is_set()
    office.discord.fail("post", Fault(TokenRefusedError(Obstacle.TOKEN_REFUSED)))
    await office.deliver()
    assert office.courier.refused_token.is_set()
    assert (await office.last(subscription)).open


async def test_a_rate_limit_is_waited_out_and_costs_no_try(office: Office) -> None:
    (subscription,) = await office.due()
    office.discord.fail("post", Fault(BusyError(42)))
    await office.deliver()
    left = await office.last(subscription)
    assert (left.open, left.attempts, left.not_before) == (True, 0, NOW + 42 * SECOND)


async def test_what_a_rate_limit_kept_back_was_not_sent_and_is_looked_for_nowhere(
    office: Office,
) -> None:
    (subscription,) = await office.due()
    office.discord.fail("post", Fault(BusyError(300)))
    office.discord.fail("find", Fault(UnreadableError(Obstacle.MAY_NOT_READ)))
    await office.deliver()
    left = await office.last(subscription)
    assert (left.first_sent_at, left.channel_id) == (None, None)
    office.clock.pass_(300 * SECOND)
    await office.deliver()
    assert office.discord.texts() == ["news"]
    assert [method for method, _ in office.discord.asked] == ["post", "post"]


async def test_a_rate_limit_after_a_lost_answer_does_not_make_that_forgotten(
    office: Office,
) -> None:
    (subscription,) = await office.due()
    office.discord.fail(
        "post", Fault(UncertainError(Obstacle.DISCONNECTED), is_done=True), Fault(BusyError(300))
    )
    for seconds in (0, 3):
        office.clock.pass_(seconds * SECOND)
        await office.deliver()
    assert (await office.last(subscription)).first_sent_at == NOW
    office.clock.pass_(300 * SECOND)
    await office.deliver()
    assert office.discord.texts() == ["news"]


async def test_a_failure_that_cannot_be_noted_is_logged_and_left_to_its_lease(
    tmp_path: Path, logs: Logs
) -> None:
    path = migrated_file(tmp_path / "left.db")
    async with Database.open(path, patience_seconds=0.3) as database:
        office = Office(database)
        (subscription,) = await office.due()
        office.discord.fail("post", Fault(UncertainError(Obstacle.DISCORD_UNWELL, "500")))
        office.discord.gate.clear()
        delivering = asyncio.create_task(office.deliver())
        await office.discord.until_asked()
        with locked(path):
            office.discord.gate.set()
            await delivering
        (line,) = [line for line in logs if line["event"] == "delivery_left"]
        left = await office.last(subscription)
        assert line["delivery"] == left.id
        assert left.owner is not None
        assert left.not_before == NOW + office.care.lease


@pytest.mark.parametrize(
    "error", [InvalidError(Obstacle.INVALID), UnreadableError(Obstacle.MAY_NOT_READ)]
)
async def test_what_can_never_be_posted_is_given_up_at_once(
    office: Office, error: PostingError
) -> None:
    (subscription,) = await office.due()
    office.discord.fail("post", Fault(error))
    await office.deliver()
    assert (await office.last(subscription)).state == "dead"


async def test_a_bug_is_tried_again_and_stops_no_others(office: Office) -> None:
    (subscription,) = await office.due()
    office.words.error = ZeroDivisionError()
    await office.deliver()
    left = await office.last(subscription)
    assert (left.open, left.owner, left.error) == (True, None, "bug: ZeroDivisionError")


@pytest.mark.parametrize(
    ("kind", "days"), [("corrective", 7), ("banner", 1), ("publication", 1), ("reply", 1)]
)
async def test_what_belongs_to_no_subscription_is_refused_with_patience(
    office: Office, kind: Kind, days: int
) -> None:
    await _plan(office, kind)
    method = {"banner": "edit", "publication": "publish", "reply": "direct"}.get(kind, "post")
    office.discord.fail(method, *[Fault(REFUSED)] * 3)
    for after in (timedelta(), days * DAY, days * DAY + HOUR):
        office.clock.now = NOW + after
        (delivery,) = await office.leases.claim(office.clock(), "a", office.care.lease, 9)
        await office.courier.deliver(delivery)
    assert [asked for asked, _ in office.discord.asked] == [method] * 3
    office.clock.pass_(DAY)
    assert await office.leases.claim(office.clock(), "a", office.care.lease, 9) == []
    assert await office.deliveries.open_count() == 0


async def test_what_was_refused_in_a_channel_is_tried_again_in_an_hour(office: Office) -> None:
    await _plan(office, "corrective")
    office.discord.fail("post", Fault(REFUSED))
    for after, count in ((timedelta(), 1), (HOUR - MINUTE, 0), (HOUR, 1)):
        office.clock.now = NOW + after
        found = await office.leases.claim(office.clock(), "a", office.care.lease, 9)
        assert len(found) == count
        for delivery in found:
            await office.courier.deliver(delivery)
    assert office.discord.texts() == ["news"]


async def test_the_parts_of_a_digest_go_out_before_what_waits_longer(office: Office) -> None:
    (long_one,) = await office.due()
    office.words.texts = ("one", "two", "three")
    delivery = await office.claimed()
    await office.due(5, CHANNEL + 1)
    await office.courier.deliver(delivery)
    assert office.discord.texts() == ["one", "two", "three"]
    assert (await office.last(long_one)).state == "sent"
    assert await office.deliveries.open_count() == 5


async def test_a_part_that_fails_is_tried_again_before_what_came_later(office: Office) -> None:
    await office.due()
    office.words.texts = ("one", "two")
    delivery = await office.claimed()
    office.clock.pass_(SECOND)
    await office.due(5, CHANNEL + 1)
    office.discord.fail("post", None, Fault(UncertainError(Obstacle.DISCORD_UNWELL, "500")))
    await office.courier.deliver(delivery)
    assert office.discord.texts() == ["one"]
    office.clock.pass_(5 * SECOND)
    (second,) = await office.leases.claim(office.clock(), "a", office.care.lease, 1)
    assert (second.part, second.slot) == (2, delivery.slot)


async def _plan(office: Office, kind: Kind) -> None:
    """One delivery of a kind."""
    if kind == "banner":
        await Amendments(office.database).plan(
            [Amendment(await posted(office.database), ("fix",))], 2, NOW
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
    await office.database.write(lambda connection: enqueue(connection, [row]))
