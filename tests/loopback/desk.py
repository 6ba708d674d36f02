"""A subscription that the real process works on, and what comes of it."""

from datetime import UTC, datetime, timedelta

from bot.domain.delivery import Delivery
from bot.domain.subscription import NewSubscription, Subscription
from bot.storage.database import Database
from bot.storage.deliveries import Deliveries
from bot.storage.subscriptions import Subscriptions
from tests.loopback.payloads import CHANNEL_ID, GUILD_ID
from tests.loopback.scene import Scene
from tests.loopback.state import Json, Request

POSTS = f"/channels/{CHANNEL_ID}/messages"
SECOND = timedelta(seconds=1)
GUILD = int(GUILD_ID)


class Desk:
    """A subscription in the database that the process works on, and what comes of it."""

    def __init__(self, scene: Scene, database: Database) -> None:
        self.scene = scene
        self.state = scene.discord.state
        self.database = database
        self._subscriptions = Subscriptions(database)
        self._deliveries = Deliveries(database)

    async def subscribe(
        self, channel_id: str = CHANNEL_ID, due_in: timedelta = -SECOND, guild_id: int = GUILD
    ) -> Subscription:
        """One that was due a second ago, and is not again by itself."""
        now = datetime.now(UTC)
        new = NewSubscription(
            guild_id=guild_id,
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

    async def asked(self, times: int = 1, seconds: float = 30) -> list[Request]:
        """The requests to post, once there were so many."""

        def found() -> list[Request] | None:
            requests = self.state.asked("POST", POSTS)
            return requests if len(requests) >= times else None

        return await self.state.until(found, seconds)

    def posted(self) -> list[Json]:
        """What stands in the channel."""
        return list(self.state.messages[CHANNEL_ID].values())
