"""`briefbot run` delivers digests: the real process, against a Discord on this machine."""

from datetime import UTC, datetime

import pytest

from bot.delivery.poster import mark
from tests.loopback.checks import custom_ids, text_of
from tests.loopback.desk import POSTS, SECOND, Desk
from tests.loopback.incident import FERRY
from tests.loopback.payloads import COMPONENTS_V2
from tests.loopback.state import Fault, Json

pytestmark = pytest.mark.slow

OTHER_CHANNEL = "1100000000000000012"


async def test_a_digest_is_posted_once_and_the_next_one_tells_what_changed(
    process_desk: Desk,
) -> None:
    subscription = await process_desk.subscribe()
    async with process_desk.scene.start() as process:
        await process.logged("delivery_sent")
        assert await process.stop() == 0
    assert process.is_clean
    (request,) = process_desk.state.asked("POST", POSTS)
    delivery = await process_desk.last(subscription)
    name = mark(delivery.name)
    assert request.body["nonce"] == name
    assert request.body["enforce_nonce"] is True
    assert not any(request.body["allowed_mentions"].values())
    assert request.body["allowed_mentions"]["parse"] == []
    assert request.body["flags"] & COMPONENTS_V2
    assert any(name in custom_id for custom_id in custom_ids(request.body).values())
    (first,) = process_desk.posted()
    assert "Ferry aground" in text_of(first)
    assert (delivery.state, delivery.message_id) == ("sent", int(first["id"]))

    process_desk.scene.save(FERRY.replace('says: "212"', 'says: "214"'))
    await process_desk.make_due(subscription)
    async with process_desk.scene.start() as process:
        await process.logged("delivery_sent")
    _, second = process_desk.posted()
    assert "214" in text_of(second)
    assert (await process_desk.look(subscription)).last_revision == 2


async def test_what_is_under_way_when_it_is_stopped_is_handed_back(process_desk: Desk) -> None:
    process_desk.state.faults.append(Fault("POST", POSTS, "hang"))
    subscription = await process_desk.subscribe()
    async with process_desk.scene.start() as process:
        await process_desk.asked()
        assert await process.stop(seconds=10) == 0
    assert process.is_clean
    left = await process_desk.last(subscription)
    assert (left.open, left.owner) == (True, None)
    assert left.not_before <= datetime.now(UTC)
    async with process_desk.scene.start() as process:
        await process.logged("delivery_sent")
    assert len({request.body["nonce"] for request in await process_desk.asked(2)}) == 1
    assert len(process_desk.posted()) == 1


@pytest.mark.parametrize(
    ("status", "code", "reason"),
    [(403, 50013, "Send Messages"), (404, 10003, "gone")],
)
async def test_a_channel_that_takes_nothing_suspends_and_keeps_the_settings(
    process_desk: Desk, status: int, code: int, reason: str
) -> None:
    body: Json = {"code": code, "message": "No"}
    process_desk.state.faults.append(Fault("POST", POSTS, status=status, body=body))
    subscription = await process_desk.subscribe()
    async with process_desk.scene.start() as process:
        await process.logged("subscription_suspended")
        assert await process.stop() == 0
    assert process.is_clean
    stopped = await process_desk.look(subscription)
    assert reason in (stopped.suspended_reason or "")
    assert (stopped.slug, stopped.cron) == (subscription.slug, subscription.cron)
    assert stopped.channel_id == subscription.channel_id
    assert (await process_desk.last(subscription)).open


@pytest.mark.parametrize("headers", [{"Via": "1.1 loopback"}, {}], ids=["limit", "as if banned"])
async def test_a_rate_limit_is_waited_out(process_desk: Desk, headers: dict[str, str]) -> None:
    body: Json = {"message": "You are being rate limited.", "retry_after": 1.5, "global": False}
    limit = Fault("POST", POSTS, status=429, body=body, headers={"Retry-After": "2", **headers})
    process_desk.state.faults.append(limit)
    subscription = await process_desk.subscribe()
    async with process_desk.scene.start() as process:
        await process.logged("delivery_sent")
    refused, taken = await process_desk.asked(2)
    assert taken.at - refused.at >= 1.5
    assert (await process_desk.last(subscription)).attempts == 1
    assert len(process_desk.posted()) == 1


@pytest.mark.parametrize(
    "fault",
    [
        Fault("POST", POSTS, status=500),
        Fault("POST", POSTS, "lose_request"),
        Fault("POST", POSTS, "lose_answer"),
    ],
    ids=["500", "request lost", "answer lost"],
)
async def test_what_may_have_failed_is_tried_again_with_the_same_nonce(
    process_desk: Desk, fault: Fault
) -> None:
    process_desk.state.faults.append(fault)
    await process_desk.subscribe()
    async with process_desk.scene.start() as process:
        await process.logged("delivery_sent")
        assert await process.stop() == 0
    assert process.is_clean
    first, again = await process_desk.asked(2)
    assert first.body == again.body
    assert len(process_desk.posted()) == 1


async def test_a_request_that_hangs_holds_up_no_other_channel(process_desk: Desk) -> None:
    process_desk.state.faults.append(Fault("POST", POSTS, "hang"))
    process_desk.state.open_channel(OTHER_CHANNEL)
    await process_desk.subscribe()
    later = await process_desk.subscribe(OTHER_CHANNEL, 6 * SECOND)
    async with process_desk.scene.start() as process:
        await process_desk.asked()
        sent = await process.logged("delivery_sent")
    assert sent["subscription"] == later.id
    assert not process_desk.posted()
