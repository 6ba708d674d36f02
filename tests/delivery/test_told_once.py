"""A channel hears of each correction once, whatever is published meanwhile: on both databases."""

from dataclasses import replace

import pytest

from bot.content.located_yaml import Value
from bot.storage.database import Database
from bot.storage.plans import Plans
from bot.storage.posts import NewPost
from bot.views.marking import marked_change
from tests.delivery.room import FIRST_MESSAGE, SLUG, Room
from tests.making import Document, correction, entry
from tests.storage.making import A_POST, CHANNEL, HOUR, MESSAGE, on_time, subscribed

FIX = correction("fix", "fell", was="Four fell.", now="Three fell.")
AGAIN = correction("again", "fell", was="Three fell.", now="Two fell.")
# A first digest carries the summary, and no event.
SHIFT = correction("shift", "landed", was="It landed at two.", now="It landed at three.")
A_WRONG_POST = replace(
    A_POST,
    message_id=MESSAGE + 99,
    slug=SLUG,
    entries=("landed",),
    content='{"components": [{"type": 10, "content": "It landed at two."}]}',
)


def landing(hour: str) -> list[Value]:
    """What a brief says of a landing, as its timeline."""
    return [entry("landed", at="2025-09-10", text=f"It landed at {hour}.")]


@pytest.fixture
async def room(database: Database) -> Room:
    """A channel that was told the first state by a digest, which carries no event."""
    room = Room(database)
    await room.publish(timeline=landing("two"))
    await subscribed(database, slug=SLUG)
    await slot(room)
    (first,) = room.told(CHANNEL)
    assert "landed" not in first
    return room


async def slot(room: Room) -> None:
    """The next digest, and all that comes of it."""
    await Plans(room.database).plan(room.now, on_time)
    await room.deliver()
    room.now += 24 * HOUR


async def keep(room: Room, post: NewPost) -> None:
    """Note a message that was sent before and is known only now."""
    await room.posts.add(post)
    await room.chase.plan()


def times(room: Room, correction: Document) -> int:
    """How many messages of the channel tell a correction."""
    was, now = str(correction["was"]), str(correction["now"])
    in_digest = marked_change(was, now, 100)
    return sum(f"Now: {now}" in text or in_digest in text for text in room.told(CHANNEL))


async def test_a_correction_recorded_while_a_digest_is_made_is_told_by_the_corrective_alone(
    room: Room,
) -> None:
    async def published() -> None:
        await room.publish(FIX, text="Three fell.", status="closed")

    await room.publish(status="closed")
    room.before = published
    await slot(room)
    digest, corrective = room.told(CHANNEL)[1:]
    assert "Status: ~~monitoring~~ **closed**" in digest
    assert "## Correction" in corrective
    await slot(room)
    assert times(room, FIX) == 1


async def test_a_correction_recorded_while_a_corrective_is_made_is_told_by_the_next(
    room: Room,
) -> None:
    async def published() -> None:
        await room.publish(FIX, AGAIN, text="Two fell.")
        await room.chase.plan()

    await room.publish(FIX, text="Three fell.")
    room.before = published
    await room.deliver()
    fixed, again = room.told(CHANNEL)[1:]
    assert ("Now: Three fell." in fixed, "Now: Two fell." in fixed) == (True, False)
    assert "Now: Two fell." in again
    await slot(room)
    assert (times(room, FIX), times(room, AGAIN)) == (1, 1)


async def test_what_a_digest_tells_is_told_by_no_corrective_after_it(room: Room) -> None:
    await room.publish(SHIFT, timeline=landing("three"))
    await slot(room)
    assert times(room, SHIFT) == 1
    await keep(room, A_WRONG_POST)
    await room.deliver()
    assert len(room.marks()) == 1
    assert times(room, SHIFT) == 1


async def test_a_digest_that_was_overtaken_by_a_corrective_is_made_anew(room: Room) -> None:
    async def overtaken() -> None:
        await keep(room, A_WRONG_POST)

    await room.publish(SHIFT, timeline=landing("three"), status="closed")
    room.after = overtaken
    await slot(room)
    assert times(room, SHIFT) == 1
    assert any("Status: ~~monitoring~~ **closed**" in text for text in room.told(CHANNEL))
    await slot(room)
    assert times(room, SHIFT) == 1


async def test_a_correction_that_came_since_a_corrective_was_planned_is_told_with_it(
    room: Room,
) -> None:
    await room.publish(FIX, text="Three fell.")
    await room.chase.plan()
    await room.publish(FIX, AGAIN, text="Two fell.")
    await room.deliver_due()
    (both,) = room.told(CHANNEL)[1:]
    assert "Now: Three fell." in both
    assert "Now: Two fell." in both
    await room.deliver()
    assert (times(room, FIX), times(room, AGAIN)) == (1, 1)


async def test_who_read_it_in_private_is_not_written_to(room: Room) -> None:
    private = replace(A_WRONG_POST, guild_id=None, channel_id=CHANNEL + 1)
    await room.posts.add(private)
    await room.publish(SHIFT, timeline=landing("three"))
    await room.deliver()
    assert room.told(CHANNEL + 1) == []
    (marked,) = room.marks()
    assert "It landed at two." in marked
    assert "It landed at three." in marked


async def test_a_post_that_was_deleted_is_edited_no_more(room: Room) -> None:
    room.channels.are_gone = True
    await room.publish(FIX, text="Three fell.")
    await room.deliver()
    await room.publish(FIX, AGAIN, text="Two fell.")
    await room.deliver()
    assert [message for message, _ in room.channels.edited].count(FIRST_MESSAGE) == 1
    gone = await room.posts.of_message(FIRST_MESSAGE)
    assert gone is not None
    assert gone.gone


async def test_what_has_no_correction_is_looked_through_once(room: Room) -> None:
    await room.publish(text="Four fell down.")
    assert await room.posts.lagging() == {SLUG: 2}
    await room.chase.plan()
    assert await room.posts.lagging() == {}
