"""What is done for a delivery of each kind, and how often a server's messages are published."""

from datetime import timedelta

from bot.delivery.errands import PER_HOUR
from bot.domain.delivery import PublicationDelivery
from bot.storage.amendments import Amendment, Amendments
from bot.storage.rows import enqueue, planned_row
from tests.delivery.desk import Desk
from tests.storage.making import CHANNEL, GUILD, HOUR, MESSAGE, MINUTE, NOW, posted

SECOND = timedelta(seconds=1)


async def _announced(desk: Desk, guild: int, first: int, count: int) -> None:
    """Messages of a server that are to be published, each of its own channel."""
    rows = [
        planned_row(
            "publication",
            f"p:{number}",
            desk.clock(),
            slug="ferry",
            guild_id=guild,
            target_id=number,
            subject=[str(number)],
        )
        for number in range(first, first + count)
    ]
    await desk.database.write(lambda connection: enqueue(connection, rows))


async def test_ten_are_published_within_an_hour_and_the_next_once_there_is_room(
    desk: Desk,
) -> None:
    await _announced(desk, GUILD, MESSAGE, PER_HOUR)
    assert await desk.outbox.drain() == PER_HOUR
    desk.clock.pass_(MINUTE)
    await _announced(desk, GUILD, MESSAGE + 100, 1)
    await desk.outbox.drain()
    assert len(desk.discord.asked) == PER_HOUR
    desk.clock.now = NOW + HOUR
    (waiting,) = await desk.leases.claim(desk.clock(), "a", desk.care.lease, 9)
    assert isinstance(waiting, PublicationDelivery)
    await desk.courier.deliver(waiting)
    assert desk.discord.asked[-1] == ("publish", MESSAGE + 100)


async def test_the_quota_of_one_server_holds_up_no_other(desk: Desk) -> None:
    await _announced(desk, GUILD, MESSAGE, PER_HOUR)
    await desk.outbox.drain()
    await _announced(desk, GUILD + 1, MESSAGE + 100, 1)
    await desk.outbox.drain()
    assert desk.discord.asked[-1] == ("publish", MESSAGE + 100)


async def test_a_reply_goes_to_the_person_and_never_to_a_channel_of_that_number(
    desk: Desk,
) -> None:
    row = planned_row(
        "reply", "r:1", NOW, slug="ferry", guild_id=None, target_id=CHANNEL, subject=["1"]
    )
    await desk.database.write(lambda connection: enqueue(connection, [row]))
    await desk.outbox.drain()
    assert desk.discord.asked == [("direct", CHANNEL), ("post", CHANNEL + 1)]
    assert await desk.reserved() == 2


async def test_a_mark_edits_the_post_and_one_that_is_gone_is_known_as_such(desk: Desk) -> None:
    await desk.due()
    await desk.outbox.drain()
    (message,) = desk.discord.messages
    kept = await desk.posts.of_message(message.id)
    assert kept is not None
    gone = await posted(desk.database, channel=CHANNEL + 1)
    amendments = Amendments(desk.database)
    await amendments.plan([Amendment(kept, ("fix",)), Amendment(gone, ("fix",))], 2, desk.clock())
    await desk.outbox.drain()
    assert desk.discord.texts() == [f"marked {message.id}"]
    after = await desk.posts.get(gone.id)
    assert after is not None
    assert after.gone
