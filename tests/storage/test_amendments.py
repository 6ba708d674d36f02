"""Posts, what corrections make of them, and publications: on both databases."""

import asyncio
from dataclasses import replace

from bot.domain.delivery import AnyDelivery, BannerDelivery, CorrectiveDelivery, PublicationDelivery
from bot.storage.amendments import Amendment, Amendments
from bot.storage.database import Database
from bot.storage.deliveries import Deliveries
from bot.storage.leases import Leases
from bot.storage.posts import Group, Posts
from bot.storage.revisions import Revisions
from tests.storage.making import (
    A_POST,
    CHANNEL,
    GUILD,
    LEASE,
    MESSAGE,
    MINUTE,
    NOW,
    claimed,
    parts,
    planned,
    posted,
)


async def open_ones(database: Database) -> list[AnyDelivery]:
    """What can be claimed."""
    return await Leases(database).claim(NOW, "a", LEASE, 99)


async def test_a_post_is_kept_once_and_found_by_its_message(database: Database) -> None:
    post = await posted(database)
    await Posts(database).add(replace(A_POST, entries=("other",)))
    assert await Posts(database).of_message(MESSAGE) == post
    assert (post.entries, post.checked, post.amended, post.gone) == (
        A_POST.entries,
        1,
        False,
        False,
    )
    assert await Posts(database).get(post.id) == post
    assert await Posts(database).of_message(MESSAGE + 1) is None
    assert await Posts(database).told(CHANNEL, "ferry") == 1
    assert await Posts(database).told(CHANNEL, "other") is None


async def test_what_is_sent_becomes_a_post_with_its_entries(database: Database) -> None:
    subscription = await planned(database)
    claims, delivery = Leases(database), await claimed(database)
    frozen = await claims.freeze(delivery, parts("one"), (None, 3), NOW)
    assert frozen is not None
    await claims.sending(frozen, NOW, LEASE, CHANNEL)
    await Deliveries(database).sent(frozen.id, MESSAGE, CHANNEL, NOW)
    post = await Posts(database).of_message(MESSAGE)
    assert post is not None
    assert (post.guild_id, post.slug, post.revision) == (GUILD, subscription.slug, 3)
    assert (post.entries, post.content) == (("entry-one",), "one")


async def test_posts_lag_behind_until_they_were_looked_through(database: Database) -> None:
    posts, revisions = Posts(database), Revisions(database)
    await revisions.record("ferry", "h1", "one", NOW)
    await posted(database)
    assert await posts.lagging() == {}
    await revisions.record("ferry", "h2", "two", NOW)
    assert await posts.lagging() == {"ferry": 2}
    (group,) = await posts.behind("ferry", 2)
    assert group == Group("ferry", 1, 1)
    assert [post.message_id for post in await posts.of_group(group, 0, 9)] == [MESSAGE]
    await posts.mark_checked(group, 2)
    assert await posts.lagging() == {}


async def test_a_channel_is_told_of_a_correction_once_whoever_plans_it(database: Database) -> None:
    found = [Amendment(await posted(database, n), ("fix",), ("fix",)) for n in range(3)]
    amendments = Amendments(database)
    counts = await asyncio.gather(*(amendments.plan(found, 2, NOW) for _ in range(3)))
    assert sum(counts) == 4
    kinds: list[str] = []
    deliveries = Deliveries(database)
    while taken := await open_ones(database):
        kinds += [delivery.kind for delivery in taken]
        for delivery in taken:
            await deliveries.done(delivery, NOW)
    assert sorted(kinds) == ["banner"] * 3 + ["corrective"]
    assert await amendments.told(CHANNEL, "ferry") == {"fix"}
    assert await amendments.told(CHANNEL + 1, "ferry") == set()
    post = await Posts(database).get(found[0].post.id)
    assert post is not None
    assert (post.checked, post.amended) == (2, True)


async def test_what_is_told_later_is_only_what_the_channel_has_not_heard(
    database: Database,
) -> None:
    amendments = Amendments(database)
    await amendments.plan([Amendment(await posted(database), ("a",), ("a",))], 2, NOW)
    await amendments.plan([Amendment(await posted(database, 1), ("a", "b"), ("a", "b"))], 3, NOW)
    subjects: list[tuple[str, ...]] = []
    while taken := [each for each in await open_ones(database) if each.kind == "corrective"]:
        subjects += [each.corrections for each in taken if isinstance(each, CorrectiveDelivery)]
        await Deliveries(database).done(taken[0], NOW)
    assert subjects == [("a",), ("b",)]


async def test_the_marks_of_a_channel_are_made_one_after_the_other(database: Database) -> None:
    found = [Amendment(await posted(database, n), ("fix",)) for n in range(3)]
    found.append(Amendment(await posted(database, 9, CHANNEL + 1), ("fix",)))
    await Amendments(database).plan(found, 2, NOW)
    first, elsewhere = await open_ones(database)
    assert isinstance(first, BannerDelivery)
    assert isinstance(elsewhere, BannerDelivery)
    assert {first.target_id, elsewhere.target_id} == {CHANNEL, CHANNEL + 1}
    assert await open_ones(database) == []
    await Deliveries(database).done(first, NOW)
    (second,) = await open_ones(database)
    assert isinstance(second, BannerDelivery)
    assert second.post_id == found[1].post.id


async def test_the_wrong_posts_of_a_channel_are_those_that_a_correction_marks(
    database: Database,
) -> None:
    amendments = Amendments(database)
    found = [Amendment(await posted(database, n), (f"fix-{n}",)) for n in range(2)]
    await amendments.plan(found, 2, NOW)
    (wrong,) = await amendments.wrong(CHANNEL, "ferry", ["fix-1"])
    assert (wrong.message_id, wrong.posted_at) == (MESSAGE + 1, NOW)


async def test_an_announcement_is_planned_to_be_published_with_its_message(
    database: Database,
) -> None:
    await planned(database)
    claims, deliveries = Leases(database), Deliveries(database)
    frozen = await claims.freeze(await claimed(database), parts("one"), (None, 1), NOW)
    assert frozen is not None
    await deliveries.sent(frozen.id, MESSAGE, CHANNEL, NOW, publish=True)
    (publication,) = await open_ones(database)
    assert isinstance(publication, PublicationDelivery)
    assert publication.announcement_id == MESSAGE
    assert (publication.guild_id, publication.target_id) == (GUILD, CHANNEL)
    assert await deliveries.published(GUILD, NOW - MINUTE, 9) == []
    await deliveries.done(publication, NOW)
    assert await deliveries.published(GUILD, NOW - MINUTE, 9) == [NOW]
    assert await deliveries.published(GUILD, NOW, 9) == []


async def test_a_post_that_was_deleted_is_known_as_gone(database: Database) -> None:
    post = await posted(database)
    await Posts(database).mark_gone(post.id)
    kept = await Posts(database).get(post.id)
    assert kept is not None
    assert kept.gone
