"""What was due, and what came of it: rows of the outbox against messages in channels."""

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.delivery.poster import mark
from bot.domain.delivery import digest_name
from bot.domain.subscription import NewSubscription
from bot.storage.columns import instant
from bot.storage.database import Database
from bot.storage.rows import delivery_of
from bot.storage.subscriptions import Subscriptions
from bot.storage.tables import deliveries, is_open, live, revisions, subscriptions
from tests.crash.chaos import CHANCE
from tests.loopback.payloads import GUILD_ID
from tests.loopback.state import Json, State

FIRST_CHANNEL = 1_100_000_000_000_001_000
# As far as it matters here: it is made due by hand.
ONCE_A_YEAR = "0 0 1 1 *"
_MARK = re.compile(r"[0-9a-f]{20}")
_s, _d = subscriptions.c, deliveries.c


def now() -> datetime:
    """Now, to the millisecond, as the database keeps it."""
    return datetime.fromtimestamp(int(datetime.now(UTC).timestamp() * 1000) / 1000, UTC)


@dataclass(frozen=True, slots=True)
class Findings:
    """What came of all that was due."""

    due: int
    """Deliveries that became due for subscriptions that were not suspended in the end."""
    messages: int
    duplicates: int
    losses: int
    suspended: int
    states: dict[str, int] = field(default_factory=dict[str, int])
    """Rows of the outbox by their state."""
    wrong: list[str] = field(default_factory=list[str])
    """Rows that say something else than the channels."""


class Ledger:
    """Makes subscriptions due, and keeps book of it.

    Args:
        database: whose rows are looked at.
        state: whose channels are looked at.
    """

    def __init__(self, database: Database, state: State) -> None:
        self._database = database
        self._state = state
        self._channels: dict[int, int] = {}
        self._slots: list[tuple[int, datetime]] = []

    @property
    def count(self) -> int:
        """How many digests were made due."""
        return len(self._slots)

    async def subscribe(self, channels: int, live: int) -> None:
        """A subscription for each of so many channels; none is due yet.

        So many more are told of each change as it happens.
        """
        book = Subscriptions(self._database)
        for number in range(channels + live):
            channel, is_live = FIRST_CHANNEL + number, number >= channels
            self._state.open_channel(str(channel))
            new = NewSubscription(
                guild_id=int(GUILD_ID),
                channel_id=channel,
                target="text",
                slug="ferry",
                frequency="live" if is_live else "cron",
                cron="" if is_live else ONCE_A_YEAR,
                zone="UTC",
                quiet="silent" if is_live else "full",
                next_run_at=None if is_live else now() + timedelta(days=300),
                created_by=1,
                created_at=now(),
            )
            added = await book.add(new, most_per_guild=channels + live)
            if not is_live:
                self._channels[added.id] = channel

    async def make_due(self, most: int) -> None:
        """Have up to `most` subscriptions run within the next seconds: those with least to do."""
        begun = now()
        waiting = sa.select(_d.id).where(_d.subscription_id == _s.id, is_open).exists()

        async def work(connection: AsyncConnection) -> list[tuple[int, datetime]]:
            ready = await connection.scalars(
                sa.select(_s.id)
                .where(live, _s.next_run_at > begun + timedelta(hours=1), ~waiting)
                .with_for_update()
            )
            chosen = [(i, begun + timedelta(milliseconds=CHANCE.randint(0, 2_000))) for i in ready]
            CHANCE.shuffle(chosen)
            del chosen[most:]
            for subscription, moment in chosen:
                await connection.execute(
                    sa.update(subscriptions).where(_s.id == subscription).values(next_run_at=moment)
                )
            return chosen

        self._slots += await self._database.write(work)

    async def age(self, by: timedelta) -> None:
        """Let time pass for what is open, for what came of it, and for what Discord remembers.

        No process may live.
        """
        milliseconds = by // timedelta(milliseconds=1)

        async def work(connection: AsyncConnection) -> set[str]:
            earlier = {
                name: sa.cast(_d[name], sa.BigInteger) - milliseconds
                for name in ("not_before", "first_sent_at")
            }
            await connection.execute(sa.update(deliveries).where(is_open).values(**earlier))
            rows = await connection.execute(sa.select(deliveries).where(is_open))
            return {mark(delivery_of(row).name) for row in rows.mappings()}

        under_way = await self._database.write(work)
        for channel, messages in list(self._state.messages.items()):
            for key, shown in list(messages.items()):
                if not under_way.isdisjoint(_marks(shown)):
                    self._state.age(channel, key, by)
        for key, (used_at, shown) in list(self._state.nonces.items()):
            self._state.nonces[key] = (used_at - by.total_seconds(), shown)

    async def open(self) -> int:
        """How much is due or on its way, of subscriptions that may post."""

        gone = [int(channel) for channel in self._state.vanished]

        async def work(connection: AsyncConnection) -> int:
            under_way = await connection.scalar(
                sa.select(sa.func.count())
                .select_from(
                    deliveries.join(subscriptions, _s.id == _d.subscription_id, isouter=True)
                )
                .where(is_open, sa.or_(live, _d.target_id.not_in(gone)))
            )
            soon = await connection.scalar(
                sa.select(sa.func.count())
                .select_from(subscriptions)
                .where(live, _s.next_run_at < instant(now() + timedelta(hours=1)))
            )
            return (under_way or 0) + (soon or 0)

        return await self._database.read(work)

    async def behind(self, news: str) -> list[int]:
        """Channels that are told as it happens, and may be, but were not told some news yet."""

        async def work(connection: AsyncConnection) -> list[int]:
            first = await connection.scalar(
                sa.select(sa.func.min(revisions.c.number)).where(
                    revisions.c.content.contains(news, autoescape=True)
                )
            )
            untold = sa.true() if first is None else sa.func.coalesce(_s.last_revision, 0) < first
            rows = await connection.scalars(
                sa.select(_s.channel_id).where(_s.cron == "", live, untold)
            )
            return list(rows)

        return await self._database.read(work)

    async def findings(self) -> Findings:
        """Compare what was due, the outbox and the channels."""

        async def work(
            connection: AsyncConnection,
        ) -> tuple[set[int], list[tuple[int, datetime, str]]]:
            stopped = set(await connection.scalars(sa.select(_s.id).where(~live)))
            rows = await connection.execute(sa.select(_d.subscription_id, _d.slot, _d.state))
            return stopped, [(i or 0, slot, state) for i, slot, state in rows]

        stopped, rows = await self._database.read(work)
        posted = self._posted()
        states = {(i, slot): state for i, slot, state in rows}
        due = [slot for slot in self._slots if slot[0] not in stopped]
        wrong = [
            f"{key} is {states.get(key, 'missing')}, posted {posted[self._key(key)]} times"
            for key in self._slots
            if (states.get(key) == "sent") != (posted[self._key(key)] == 1)
            and not (key[0] in stopped and states.get(key) in (None, "planned"))
        ]
        return Findings(
            due=len(due),
            messages=posted.total(),
            duplicates=sum(times - 1 for times in posted.values()),
            losses=sum(not posted[self._key(slot)] for slot in due),
            suspended=len(stopped),
            states=dict(Counter(states.values())),
            wrong=wrong,
        )

    def _key(self, slot: tuple[int, datetime]) -> tuple[int, str]:
        return self._channels[slot[0]], mark(digest_name(*slot, 1))

    def _posted(self) -> Counter[tuple[int, str]]:
        """Channel and mark → how many messages."""
        channels = self._state.messages | self._state.vanished
        return Counter(
            (int(channel), name)
            for channel, messages in channels.items()
            for shown in messages.values()
            for name in _marks(shown)
        )


def _marks(shown: Json) -> set[str]:
    """Those of the deliveries that a message came of."""
    return set(_MARK.findall(json.dumps(shown["components"])))
