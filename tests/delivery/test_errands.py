"""What is done for a delivery of each kind, and how often a server's messages are published."""

from datetime import timedelta

from bot.delivery.errands import PER_HOUR
from bot.delivery.poster import GoneError
from bot.domain.delivery import PublicationDelivery
from bot.domain.obstacles import Obstacle
from bot.storage.amendments import Amendment, Amendments
from bot.storage.rows import enqueue, planned_row
from tests.delivery.channels import Fault
from tests.delivery.office import Office
from tests.storage.making import CHANNEL, GUILD, HOUR, MESSAGE, MINUTE, NOW, posted

SECOND = timedelta(seconds=1)


async def _announced(office: Office, guild: int, first: int, count: int) -> None:
    """Messages of a server that are to be published, each of its own channel."""
    rows = [
        planned_row(
            "publication",
            f"p:{number}",
            office.clock(),
            slug="ferry",
            guild_id=guild,
            target_id=number,
            subject=[str(number)],
        )
        for number in range(first, first + count)
    ]
    await office.database.write(lambda connection: enqueue(connection, rows))


async def test_ten_are_published_within_an_hour_and_the_next_once_there_is_room(
    office: Office,
) -> None:
    await _announced(office, GUILD, MESSAGE, PER_HOUR)
    assert await office.deliver_all() == PER_HOUR
    office.clock.pass_(MINUTE)
    await _announced(office, GUILD, MESSAGE + 100, 1)
    await office.outbox.drain()
    assert len(office.discord.asked) == PER_HOUR
    office.clock.now = NOW + HOUR
    (waiting,) = await office.leases.claim(office.clock(), "a", office.care.lease, 9)
    assert isinstance(waiting, PublicationDelivery)
    await office.courier.deliver(waiting)
    assert office.discord.asked[-1] == ("publish", MESSAGE + 100)


async def test_an_announcement_that_was_deleted_is_not_published_nor_tried_again(
    office: Office,
) -> None:
    await _announced(office, GUILD, MESSAGE, 1)
    office.discord.fail("publish", Fault(GoneError(Obstacle.DELETED)))
    await office.outbox.drain()
    assert office.discord.asked == [("publish", MESSAGE)]
    assert await office.deliveries.open_count() == 0


async def test_the_quota_of_one_server_holds_up_no_other(office: Office) -> None:
    await _announced(office, GUILD, MESSAGE, PER_HOUR)
    await office.deliver_all()
    await _announced(office, GUILD + 1, MESSAGE + 100, 1)
    await office.outbox.drain()
    assert office.discord.asked[-1] == ("publish", MESSAGE + 100)


async def test_a_reply_goes_to_the_person_and_never_to_a_channel_of_that_number(
    office: Office,
) -> None:
    row = planned_row(
        "reply", "r:1", NOW, slug="ferry", guild_id=None, target_id=CHANNEL, subject=["1"]
    )
    await office.database.write(lambda connection: enqueue(connection, [row]))
    await office.outbox.drain()
    assert office.discord.asked == [("direct", CHANNEL), ("post", CHANNEL + 1)]
    assert await office.reserved() == 2
    assert await office.posts.of_message(office.discord.messages[0].id) is None


async def test_a_mark_edits_the_post_and_one_that_is_gone_is_known_as_such(
    office: Office,
) -> None:
    await office.due()
    await office.outbox.drain()
    (message,) = office.discord.messages
    kept = await office.posts.of_message(message.id)
    assert kept is not None
    gone = await posted(office.database, channel=CHANNEL + 1)
    amendments = Amendments(office.database)
    await amendments.plan([Amendment(kept, ("fix",)), Amendment(gone, ("fix",))], 2, office.clock())
    await office.outbox.drain()
    assert office.discord.texts() == [f"marked {message.id}"]
    after = await office.posts.get(gone.id)
    assert after is not None
    assert after.gone
