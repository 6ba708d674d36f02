"""What digests tell of corrections is noted with them, and taken back where they do not go out."""

from collections.abc import Awaitable, Callable

import pytest

from bot.domain.delivery import (
    BannerDelivery,
    CorrectiveDelivery,
    DigestDelivery,
    FrozenPart,
)
from bot.storage.amendments import Amendment, Amendments
from bot.storage.database import Database
from bot.storage.deliveries import Deliveries
from bot.storage.errors import AlreadyToldError
from bot.storage.leases import Leases
from bot.storage.servers import Servers
from bot.storage.subscriptions import Subscriptions
from tests.storage.making import (
    CHANNEL,
    GUILD,
    HOUR,
    LEASE,
    MESSAGE,
    NOW,
    claimed,
    planned,
    posted,
)

ONE = [FrozenPart("one", ["fix"], ["fix"])]
TWO = [*ONE, FrozenPart("two", ["other"], ["other"])]


async def frozen(database: Database, parts: list[FrozenPart] = ONE) -> DigestDelivery:
    """A digest that tells corrections, before it is sent."""
    await planned(database)
    delivery = await claimed(database)
    kept = await Leases(database).freeze(delivery, parts, (1, 2), NOW, channel_id=CHANNEL)
    assert isinstance(kept, DigestDelivery)
    return kept


async def heard(database: Database) -> set[str]:
    """The corrections that the channel has heard of."""
    return await Amendments(database).told(CHANNEL, "ferry")


async def corrected(database: Database) -> int:
    """A post turns out wrong; how many deliveries come of it."""
    amendment = Amendment(await posted(database), ("fix",), ("fix",))
    return await Amendments(database).plan([amendment], 2, NOW)


async def test_what_a_digest_tells_is_noted_as_it_is_frozen(database: Database) -> None:
    delivery = await frozen(database, TWO)
    assert await heard(database) == {"fix", "other"}
    assert delivery.corrections == ("fix",)
    assert await corrected(database) == 1  # the mark alone


async def test_a_digest_that_tells_what_the_channel_has_heard_is_not_frozen(
    database: Database,
) -> None:
    subscription = await planned(database)
    delivery = await claimed(database)
    assert await corrected(database) == 2
    with pytest.raises(AlreadyToldError):
        await Leases(database).freeze(delivery, TWO, (1, 2), NOW, channel_id=CHANNEL)
    assert await heard(database) == {"fix"}
    (digest,) = await Deliveries(database).recent(subscription.id, 9)
    assert (digest.parts, digest.content) == (1, None)


async def thaw(database: Database, delivery: DigestDelivery) -> None:
    await Leases(database).thaw(delivery)


async def give_up(database: Database, delivery: DigestDelivery) -> None:
    await Deliveries(database).dead(delivery, "invalid", NOW)


async def skip(database: Database, delivery: DigestDelivery) -> None:
    await Deliveries(database).skip(delivery, NOW)


async def unsubscribe(database: Database, delivery: DigestDelivery) -> None:
    await Subscriptions(database).remove(GUILD, delivery.subscription_id)


async def choose_another_brief(database: Database, delivery: DigestDelivery) -> None:
    await Subscriptions(database).edit(GUILD, delivery.subscription_id, slug="harbour")


async def choose_another_channel(database: Database, delivery: DigestDelivery) -> None:
    await Subscriptions(database).edit(GUILD, delivery.subscription_id, channel_id=CHANNEL + 1)


@pytest.mark.parametrize(
    "end", [thaw, give_up, skip, unsubscribe, choose_another_brief, choose_another_channel]
)
async def test_what_a_digest_does_not_tell_after_all_was_not_told(
    database: Database, end: Callable[[Database, DigestDelivery], Awaitable[None]]
) -> None:
    delivery = await frozen(database)
    await end(database, delivery)
    assert await heard(database) == set()


async def test_who_lost_the_lease_takes_nothing_back(database: Database) -> None:
    slept = await frozen(database)
    await claimed(database, NOW + LEASE, "b")
    await thaw(database, slept)
    await give_up(database, slept)
    assert await heard(database) == {"fix"}


async def test_what_earlier_parts_told_stays_told_where_the_later_are_given_up(
    database: Database,
) -> None:
    first = await frozen(database, TWO)
    await Deliveries(database).sent(first.id, MESSAGE, CHANNEL, NOW)
    await give_up(database, await claimed(database))
    assert await heard(database) == {"fix"}


async def test_what_was_sent_was_told_even_where_it_was_given_up(database: Database) -> None:
    delivery = await frozen(database)
    await give_up(database, delivery)
    await Deliveries(database).sent(delivery.id, MESSAGE, CHANNEL, NOW)
    assert await heard(database) == {"fix"}
    await unsubscribe(database, delivery)
    assert await heard(database) == {"fix"}


async def corrective(database: Database, *names: str) -> CorrectiveDelivery:
    """A corrective that is held and not frozen; its post's mark is held as well."""
    amendment = Amendment(await posted(database), (), names)
    await Amendments(database).plan([amendment], 2, NOW)
    (delivery,) = await Leases(database).claim(NOW, "a", LEASE, 9)
    assert isinstance(delivery, CorrectiveDelivery)
    return delivery


@pytest.mark.parametrize("is_frozen", [False, True])
async def test_what_a_corrective_did_not_tell_in_the_end_may_be_told_by_a_digest(
    database: Database, *, is_frozen: bool
) -> None:
    delivery = await corrective(database, "fix", "other")
    if is_frozen:
        text = [FrozenPart("text", ["fix", "other"], ["fix", "other"])]
        await Leases(database).freeze(delivery, text, (None, 2), NOW)
    await Deliveries(database).dead(delivery, "invalid", NOW)
    assert await heard(database) == set()
    assert (await frozen(database)).corrections == ("fix",)


async def test_a_mark_that_is_given_up_takes_nothing_back(database: Database) -> None:
    assert await corrected(database) == 2
    for delivery in await Leases(database).claim(NOW, "a", LEASE, 9):
        if isinstance(delivery, BannerDelivery):
            await Deliveries(database).dead(delivery, "invalid", NOW)
    assert await heard(database) == {"fix"}


async def test_a_corrective_that_is_composed_anew_tells_what_it_told_for_others(
    database: Database,
) -> None:
    delivery = await corrective(database, "fix")
    text = [FrozenPart("text", ["fix", "other"], ["fix", "other"])]  # with what waited behind
    await Leases(database).freeze(delivery, text, (None, 2), NOW)
    await Leases(database).thaw(delivery)
    assert await heard(database) == {"fix"}
    await Leases(database).retry(delivery, NOW, "may_not_write")
    (again,) = await Leases(database).claim(NOW, "a", LEASE, 9)
    assert isinstance(again, CorrectiveDelivery)
    assert (again.content, again.corrections) == (None, ("fix", "other"))


async def test_what_the_first_part_of_a_corrective_told_stays_told(database: Database) -> None:
    delivery = await corrective(database, "fix", "other")
    await Leases(database).freeze(delivery, TWO, (None, 2), NOW)
    await Deliveries(database).sent(delivery.id, MESSAGE + 1, CHANNEL, NOW)
    (second,) = await Leases(database).claim(NOW, "a", LEASE, 9)
    await Deliveries(database).dead(second, "invalid", NOW)
    assert await heard(database) == {"fix"}


async def test_a_corrective_that_was_sent_was_told_even_where_it_was_given_up(
    database: Database,
) -> None:
    delivery = await corrective(database, "fix")
    await Leases(database).freeze(delivery, ONE, (None, 2), NOW)
    await Deliveries(database).dead(delivery, "unreadable", NOW)
    await Deliveries(database).sent(delivery.id, MESSAGE + 1, CHANNEL, NOW)
    assert await heard(database) == {"fix"}


async def test_what_digests_told_is_forgotten_with_the_server(database: Database) -> None:
    await frozen(database)
    await Servers(database).left(GUILD, NOW)
    await Servers(database).purge(NOW + HOUR)
    assert await heard(database) == set()
