from dataclasses import replace

from bot.storage.amendments import Amendment, Amendments
from bot.storage.challenges import Challenges
from bot.storage.database import Database
from bot.storage.deliveries import Deliveries
from bot.storage.plans import Plans
from bot.storage.posts import Posts
from bot.storage.servers import Servers
from bot.storage.subscriptions import Subscriptions
from bot.storage.suspensions import Suspensions
from tests.storage.making import GUILD, HOUR, NOW, on_time, planned, posted, subscribed
from tests.storage.test_challenges import NEW as CHALLENGE

OTHER = GUILD + 1


async def test_a_server_remembers_the_zone_that_was_chosen_last(database: Database) -> None:
    servers = Servers(database)
    assert await servers.zone(GUILD) is None
    await servers.set_zone(GUILD, "Europe/Warsaw")
    await servers.set_zone(GUILD, "Europe/Kyiv")
    await servers.set_zone(OTHER, "UTC")
    assert await servers.zone(GUILD) == "Europe/Kyiv"


async def test_a_server_keeps_its_zone_when_it_subscribes(database: Database) -> None:
    await Servers(database).set_zone(GUILD, "Europe/Kyiv")
    await subscribed(database)
    assert await Servers(database).zone(GUILD) == "Europe/Kyiv"


async def test_leaving_a_server_stops_its_subscriptions_and_no_others(database: Database) -> None:
    await subscribed(database)
    await subscribed(database)
    await subscribed(database, OTHER)
    assert await Servers(database).left(GUILD, NOW) == 2
    assert await Servers(database).left(GUILD, NOW) == 0
    assert await Plans(database).plan(NOW, on_time) == 1


async def test_coming_back_restores_what_leaving_stopped(database: Database) -> None:
    running = await subscribed(database)
    refused = await subscribed(database)
    waiting = await subscribed(database, cron="", next_run_at=None)
    await Suspensions(database).suspend(refused.id, "no permission", NOW)
    await Servers(database).left(GUILD, NOW)
    assert await Servers(database).returned(GUILD, NOW + HOUR) == 2
    after = await Subscriptions(database).of_ids([running.id, refused.id, waiting.id])
    assert after[running.id] == running
    assert after[refused.id].suspended_reason == "no permission"
    assert after[waiting.id].next_run_at == NOW + HOUR


async def test_coming_back_ends_no_pause(database: Database) -> None:
    subscription = await subscribed(database)
    paused = await Subscriptions(database).pause(GUILD, subscription.id)
    await Servers(database).left(GUILD, NOW)
    await Servers(database).returned(GUILD, NOW + HOUR)
    assert await Subscriptions(database).get(GUILD, subscription.id) == paused


async def test_the_servers_that_subscribe_are_known(database: Database) -> None:
    servers = Servers(database)
    await servers.set_zone(GUILD + 2, "UTC")
    await subscribed(database)
    await subscribed(database, OTHER)
    assert await servers.subscribing() == {GUILD, OTHER}
    await servers.left(OTHER, NOW)
    assert await servers.subscribing() == {GUILD}
    assert await servers.absent() == {OTHER}


async def test_a_server_left_long_ago_is_forgotten_with_all_that_it_had(
    database: Database,
) -> None:
    gone = await planned(database)
    kept = await subscribed(database, OTHER)
    servers = Servers(database)
    theirs = await posted(database)
    await Amendments(database).plan([Amendment(theirs, ("fix",), ("fix",))], 2, NOW)
    challenges = Challenges(database)
    for guild, reader in ((GUILD, 1), (OTHER, 2), (None, 3)):
        await challenges.add(replace(CHALLENGE, guild_id=guild, user_id=reader))
    await servers.set_zone(GUILD, "UTC")
    await servers.left(GUILD, NOW - 24 * HOUR)
    await servers.left(OTHER, NOW)
    assert await servers.purge(NOW) == 1
    assert await Subscriptions(database).of_guild(GUILD) == []
    assert await Deliveries(database).recent(gone.id, 9) == []
    assert await servers.zone(GUILD) is None
    assert await Posts(database).get(theirs.id) is None
    assert await Amendments(database).told(theirs.channel_id, theirs.slug) == set()
    assert await Deliveries(database).open_count() == 0
    assert [one.user_id for one in await challenges.waiting()] == [2, 3]
    assert [one.id for one in await Subscriptions(database).of_guild(OTHER)] == [kept.id]


async def test_a_server_that_came_back_is_not_forgotten(database: Database) -> None:
    await subscribed(database)
    servers = Servers(database)
    await servers.left(GUILD, NOW)
    await servers.returned(GUILD, NOW)
    assert await servers.purge(NOW + HOUR) == 0
