"""`briefbot run` delivers digests: the real process, against a Discord on this machine."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.delivery.posting import mark
from bot.storage.database import Database
from bot.storage.deliveries import Deliveries
from bot.storage.delivery import Delivery
from bot.storage.subscription import NewSubscription, Subscription
from bot.storage.subscriptions import Subscriptions
from tests.loopback.checks import custom_ids, text_of
from tests.loopback.incident import FERRY
from tests.loopback.payloads import CHANNEL_ID, COMPONENTS_V2, GUILD_ID
from tests.loopback.scene import Scene
from tests.loopback.server import Loopback
from tests.loopback.state import Fault, Json, Request

pytestmark = pytest.mark.slow

POSTS = f"/channels/{CHANNEL_ID}/messages"
SECOND = timedelta(seconds=1)
GUILD = int(GUILD_ID)
OTHER_CHANNEL = "1100000000000000012"


class Desk:
    """A subscription in the database that the process works on, and what comes of it."""

    def __init__(self, scene: Scene, database: Database) -> None:
        self.scene = scene
        self.state = scene.discord.state
        self._subscriptions = Subscriptions(database)
        self._deliveries = Deliveries(database)

    async def subscribe(
        self, channel_id: str = CHANNEL_ID, due_in: timedelta = -SECOND
    ) -> Subscription:
        """One that was due a second ago, and is not again by itself."""
        now = datetime.now(UTC)
        new = NewSubscription(
            guild_id=GUILD,
            channel_id=int(channel_id),
            target="text",
            slug="ferry",
            frequency="cron",
            cron="0 0 1 1 *",
            zone="UTC",
            next_run_at=now + due_in,
            created_by=1,
            created_at=now,
        )
        return await self._subscriptions.add(new, 25)

    async def make_due(self, subscription: Subscription) -> None:
        """Have it run again."""
        due = datetime.now(UTC) - SECOND
        await self._subscriptions.edit(GUILD, subscription.id, next_run_at=due)

    async def look(self, subscription: Subscription) -> Subscription:
        """It, as it is now."""
        return await self._subscriptions.get(GUILD, subscription.id)

    async def last(self, subscription: Subscription) -> Delivery:
        """Its last delivery."""
        return (await self._deliveries.recent(subscription.id, 1))[0]

    async def asked(self, times: int = 1, seconds: float = 10) -> list[Request]:
        """The requests to post, once there were so many."""

        def found() -> list[Request] | None:
            requests = self.state.asked("POST", POSTS)
            return requests if len(requests) >= times else None

        return await self.state.until(found, seconds)

    def posted(self) -> list[Json]:
        """What stands in the channel."""
        return list(self.state.messages[CHANNEL_ID].values())


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with Loopback() as discord:
        scene = Scene(discord, tmp_path)
        async with Database.open(str(scene.data / "briefbot.db")) as database:
            yield Desk(scene, database)


async def test_a_digest_is_posted_once_and_the_next_one_tells_what_changed(desk: Desk) -> None:
    subscription = await desk.subscribe()
    async with desk.scene.start() as process:
        await process.logged("delivery_sent")
        assert await process.stop() == 0
    assert process.is_clean
    (request,) = desk.state.asked("POST", POSTS)
    delivery = await desk.last(subscription)
    name = mark(delivery.name)
    assert request.body["nonce"] == name
    assert request.body["enforce_nonce"] is True
    assert not any(request.body["allowed_mentions"].values())
    assert request.body["allowed_mentions"]["parse"] == []
    assert request.body["flags"] & COMPONENTS_V2
    assert any(name in custom_id for custom_id in custom_ids(request.body).values())
    (first,) = desk.posted()
    assert "Ferry aground" in text_of(first)
    assert (delivery.state, delivery.message_id) == ("sent", int(first["id"]))

    desk.scene.save(FERRY.replace('says: "212"', 'says: "214"'))
    await desk.make_due(subscription)
    async with desk.scene.start() as process:
        await process.logged("delivery_sent")
    _, second = desk.posted()
    assert "214" in text_of(second)
    assert (await desk.look(subscription)).last_revision == 2


async def test_what_is_under_way_when_it_is_stopped_is_handed_back(desk: Desk) -> None:
    desk.state.faults.append(Fault("POST", POSTS, "hang"))
    subscription = await desk.subscribe()
    async with desk.scene.start() as process:
        await desk.asked()
        assert await process.stop(seconds=10) == 0
    assert process.is_clean
    left = await desk.last(subscription)
    assert (left.open, left.owner) == (True, None)
    assert left.not_before <= datetime.now(UTC)
    async with desk.scene.start() as process:
        await process.logged("delivery_sent")
    assert len({request.body["nonce"] for request in await desk.asked(2)}) == 1
    assert len(desk.posted()) == 1


@pytest.mark.parametrize(
    ("status", "code", "reason"),
    [(403, 50013, "Send Messages"), (404, 10003, "gone")],
)
async def test_a_channel_that_takes_nothing_suspends_and_keeps_the_settings(
    desk: Desk, status: int, code: int, reason: str
) -> None:
    body: Json = {"code": code, "message": "No"}
    desk.state.faults.append(Fault("POST", POSTS, status=status, body=body))
    subscription = await desk.subscribe()
    async with desk.scene.start() as process:
        await process.logged("subscription_suspended")
        assert await process.stop() == 0
    assert process.is_clean
    stopped = await desk.look(subscription)
    assert reason in (stopped.suspended_reason or "")
    assert (stopped.slug, stopped.cron) == (subscription.slug, subscription.cron)
    assert stopped.channel_id == subscription.channel_id
    assert (await desk.last(subscription)).open


@pytest.mark.parametrize("headers", [{"Via": "1.1 loopback"}, {}], ids=["limit", "as if banned"])
async def test_a_rate_limit_is_waited_out(desk: Desk, headers: dict[str, str]) -> None:
    body: Json = {"message": "You are being rate limited.", "retry_after": 1.5, "global": False}
    limit = Fault("POST", POSTS, status=429, body=body, headers={"Retry-After": "2", **headers})
    desk.state.faults.append(limit)
    subscription = await desk.subscribe()
    async with desk.scene.start() as process:
        await process.logged("delivery_sent", 12)
    refused, taken = await desk.asked(2)
    assert taken.at - refused.at >= 1.5
    assert (await desk.last(subscription)).attempts == 1
    assert len(desk.posted()) == 1


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
    desk: Desk, fault: Fault
) -> None:
    desk.state.faults.append(fault)
    await desk.subscribe()
    async with desk.scene.start() as process:
        await process.logged("delivery_sent", 12)
        assert await process.stop() == 0
    assert process.is_clean
    first, again = await desk.asked(2)
    assert first.body == again.body
    assert len(desk.posted()) == 1


async def test_a_request_that_hangs_holds_up_no_other_channel(desk: Desk) -> None:
    desk.state.faults.append(Fault("POST", POSTS, "hang"))
    desk.state.open_channel(OTHER_CHANNEL)
    await desk.subscribe()
    later = await desk.subscribe(OTHER_CHANNEL, 6 * SECOND)
    async with desk.scene.start() as process:
        await desk.asked()
        sent = await process.logged("delivery_sent", 15)
    assert sent["subscription"] == later.id
    assert not desk.posted()
