import asyncio
from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain import limits
from bot.domain.challenge import NewChallenge
from bot.domain.delivery import ReplyDelivery
from bot.domain.errors import NotFoundError
from bot.storage.challenges import Challenges
from bot.storage.database import Database
from bot.storage.deliveries import Deliveries
from bot.storage.errors import AnsweredError, TooManyChallengesError
from bot.storage.leases import Leases
from bot.storage.tables import deliveries
from tests.storage.making import CHANNEL, GUILD, HOUR, LEASE, MESSAGE, NOW

READER = 1_150_000_000_000_000_001
DAY = 24 * HOUR
NEW = NewChallenge(
    user_id=READER,
    guild_id=GUILD,
    channel_id=CHANNEL,
    message_id=MESSAGE,
    slug="ferry",
    revision=2,
    entries=("speed", "aboard"),
    text="It was *nine* knots.\n\nReally, “nine”.",
    link="https://paper.example/nine",
    created_at=NOW,
)


async def test_a_challenge_is_kept_word_for_word(database: Database) -> None:
    challenges = Challenges(database)
    kept = await challenges.add(NEW)
    assert kept == await challenges.get(kept.id)
    assert (kept.text, kept.link, kept.entries) == (NEW.text, NEW.link, NEW.entries)
    assert (kept.state, kept.answer, kept.created_at) == ("open", None, NOW)
    assert await challenges.get(kept.id + 1) is None


async def test_what_waits_is_listed_the_oldest_first(database: Database) -> None:
    challenges = Challenges(database)
    kept = [await challenges.add(replace(NEW, slug=slug)) for slug in ("ferry", "flood", "fire")]
    await challenges.answer(kept[1].id, "Thank you.", NOW)
    assert await challenges.waiting() == [kept[0], kept[2]]


async def test_a_person_may_wait_for_so_many_answers_about_one_brief(database: Database) -> None:
    challenges = Challenges(database)
    kept = [await challenges.add(NEW) for _ in range(limits.OPEN_CHALLENGES)]
    with pytest.raises(TooManyChallengesError, match="3 challenges about this brief wait"):
        await challenges.add(NEW)
    await challenges.add(replace(NEW, slug="flood"))
    await challenges.add(replace(NEW, user_id=READER + 1))
    await challenges.answer(kept[0].id, "Thank you.", NOW)
    await challenges.add(NEW)


async def test_a_person_may_hand_in_so_many_in_a_day(database: Database) -> None:
    challenges = Challenges(database)
    for number in range(limits.CHALLENGES_A_DAY):
        await challenges.add(replace(NEW, slug=f"brief-{number}"))
    with pytest.raises(TooManyChallengesError, match="5 challenges within a day"):
        await challenges.add(replace(NEW, slug="another", created_at=NOW + 23 * HOUR))
    await challenges.add(replace(NEW, slug="another", created_at=NOW + DAY))


async def test_many_processes_at_once_let_nobody_hand_in_more(
    address: str, database: Database
) -> None:
    async with Database.open(address) as second:
        stores = [Challenges(database), Challenges(second)] * 10
        ended = await asyncio.gather(*(each.add(NEW) for each in stores), return_exceptions=True)
    refused = [each for each in ended if isinstance(each, TooManyChallengesError)]
    assert len(refused) == len(stores) - limits.OPEN_CHALLENGES
    assert len(await Challenges(database).waiting()) == limits.OPEN_CHALLENGES


async def test_an_answer_is_kept_and_its_reply_planned_for_the_person(database: Database) -> None:
    challenges = Challenges(database)
    kept = await challenges.add(NEW)
    answered = await challenges.answer(kept.id, "It was ten.", NOW + HOUR)
    assert answered == await challenges.get(kept.id)
    assert (answered.state, answered.answer) == ("answered", "It was ten.")
    assert answered.answered_at == NOW + HOUR
    (reply,) = await Leases(database).claim(NOW + HOUR, "a", LEASE, 9)
    assert isinstance(reply, ReplyDelivery)
    assert (reply.name, reply.person_id) == (f"r:{kept.id}", READER)
    assert (reply.challenge_id, reply.slug) == (kept.id, "ferry")
    assert (reply.state, reply.part, reply.parts) == ("planned", 1, 1)


async def test_a_challenge_is_answered_once(database: Database) -> None:
    challenges = Challenges(database)
    kept = await challenges.add(NEW)
    first = await challenges.answer(kept.id, "Thank you.", NOW)
    with pytest.raises(AnsweredError, match=f"Challenge {kept.id} has already been answered"):
        await challenges.answer(kept.id, "No.", NOW)
    # A transaction whose end is unknown is run again.
    assert await challenges.answer(kept.id, "Thank you.", NOW) == first
    with pytest.raises(NotFoundError):
        await challenges.answer(kept.id + 1, "Thank you.", NOW)
    assert len(await Leases(database).claim(NOW, "a", LEASE, 10)) == 1


async def test_who_was_answered_long_ago_is_forgotten_and_what_they_said_is_not(
    database: Database,
) -> None:
    challenges = Challenges(database)
    answered, waiting = await challenges.add(NEW), await challenges.add(NEW)
    await challenges.answer(answered.id, "Thank you.", NOW)
    (reply,) = await Leases(database).claim(NOW, "a", LEASE, 9)
    await Deliveries(database).sent(reply.id, MESSAGE, CHANNEL, NOW)
    assert await challenges.forget(NOW) == 0
    assert await challenges.forget(NOW + HOUR) == 1
    assert await challenges.forget(NOW + HOUR) == 0
    told = await challenges.get(answered.id)
    assert told is not None
    assert (told.user_id, told.text) == (None, NEW.text)
    assert await challenges.get(waiting.id) == waiting
    assert await targets(database) == [(None, None)]


async def test_a_reply_that_is_still_to_be_told_keeps_its_address(database: Database) -> None:
    challenges = Challenges(database)
    kept = await challenges.add(NEW)
    await challenges.answer(kept.id, "Thank you.", NOW)
    await challenges.forget(NOW + DAY)
    (reply,) = await Leases(database).claim(NOW + DAY, "a", LEASE, 9)
    assert isinstance(reply, ReplyDelivery)
    assert reply.person_id == READER


async def test_who_asks_to_be_forgotten_is_at_once_and_told_nothing_more(
    database: Database,
) -> None:
    challenges = Challenges(database)
    answered, waiting = await challenges.add(NEW), await challenges.add(NEW)
    other = await challenges.add(replace(NEW, user_id=READER + 1))
    await challenges.answer(answered.id, "Thank you.", NOW)
    assert await challenges.forget_person(READER, "trace", NOW) == 2
    assert await targets(database) == []
    after = await challenges.answer(waiting.id, "Thank you.", NOW)
    assert after.user_id is None
    assert await targets(database) == []
    assert await challenges.get(other.id) == other


async def test_who_was_forgotten_is_held_to_the_limits_for_a_day(database: Database) -> None:
    challenges = Challenges(database)
    for number in range(limits.CHALLENGES_A_DAY):
        await challenges.add(replace(NEW, slug=f"brief-{number}"), "trace")
        await challenges.forget_person(READER, "trace", NOW)
    late = replace(NEW, slug="another", created_at=NOW + 23 * HOUR)
    with pytest.raises(TooManyChallengesError, match="5 challenges within a day"):
        await challenges.add(late, "trace")
    await challenges.add(late, "of somebody else")
    await challenges.add(replace(late, created_at=NOW + DAY), "trace")


async def test_what_was_handed_in_long_ago_keeps_no_trace(database: Database) -> None:
    challenges = Challenges(database)
    for _ in range(limits.OPEN_CHALLENGES):
        await challenges.add(NEW, "trace")
    await challenges.forget_person(READER, "trace", NOW + DAY)
    for _ in range(limits.OPEN_CHALLENGES):
        await challenges.add(NEW, "trace")


async def targets(database: Database) -> list[tuple[int | None, int | None]]:
    """Where the deliveries there are go, and went."""

    async def read(connection: AsyncConnection) -> list[tuple[int | None, int | None]]:
        rows = await connection.execute(sa.select(deliveries.c.target_id, deliveries.c.channel_id))
        return [(target, channel) for target, channel in rows]

    return await database.read(read)
