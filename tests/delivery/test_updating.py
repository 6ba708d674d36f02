"""In a rolling update, what an older version cannot read is left to a newer one, not lost."""

import pytest

from bot.storage.database import Database
from bot.storage.deliveries import Deliveries
from bot.storage.plans import Plans
from tests.delivery.room import SLUG, Room
from tests.demo.newsroom import Logs
from tests.making import correction
from tests.storage.making import CHANNEL, HOUR, MINUTE, on_time, subscribed

FIX = correction("fix", "fell", was="Four fell.", now="Three fell.")


@pytest.fixture
async def room(database: Database) -> Room:
    """A channel that was told the first state by a digest."""
    room = Room(database)
    await room.publish()
    await subscribed(database, slug=SLUG)
    await plan(room)
    await room.deliver()
    room.now += 24 * HOUR
    return room


async def plan(room: Room) -> None:
    """Plan the next digest."""
    await Plans(room.database).plan(room.now, on_time)


async def record_newer(room: Room) -> None:
    """Record a state as a version does that knows more than this one."""
    await room.revisions.record(SLUG, "newer", "of: a newer version", room.now)


async def look(room: Room, times: int = 3) -> None:
    """Look a few times, a minute apart, as a process does that cannot read the state."""
    for _ in range(times):
        await room.deliver_due()
        room.now += MINUTE


async def test_a_digest_of_a_state_that_only_a_newer_version_reads_waits_for_that(
    room: Room, logs: Logs
) -> None:
    await record_newer(room)
    await plan(room)
    await look(room)
    (waiting, _) = await Deliveries(room.database).recent(1, 9)
    assert (waiting.state, waiting.open, waiting.owner, waiting.attempts) == (
        "planned", True, None, 0,
    )  # fmt: skip
    assert waiting.error == "state_unreadable: 2"
    told = [line for line in logs if line["event"] == "delivery_unreadable"]
    assert [line["delivery"] for line in told] == [waiting.id]
    assert [line["event"] for line in logs].count("revision_unreadable") == 1
    await room.publish(status="closed")  # stands for a process that reads it
    await room.deliver()
    (sent, _) = await Deliveries(room.database).recent(1, 9)
    assert (sent.id, sent.state) == (waiting.id, "sent")


async def test_a_corrective_and_a_mark_wait_for_a_version_that_reads_the_state(
    room: Room,
) -> None:
    await room.publish(FIX, text="Three fell.")
    await room.chase.plan()
    await record_newer(room)
    await look(room)
    assert (len(room.told(CHANNEL)), room.marks()) == (1, [])
    assert await Deliveries(room.database).open_count() == 2
    await room.publish(FIX, text="Three fell.", status="closed")
    await room.deliver()
    (_, corrective) = room.told(CHANNEL)
    assert "Now: Three fell." in corrective
    assert len(room.marks()) == 1


async def test_what_no_version_reads_for_days_keeps_no_later_correction_back(room: Room) -> None:
    await room.publish(FIX, text="Three fell.")
    await room.chase.plan()
    await record_newer(room)
    await look(room)
    room.now += 8 * 24 * HOUR
    await room.deliver_due()
    assert await Deliveries(room.database).open_count() == 0
