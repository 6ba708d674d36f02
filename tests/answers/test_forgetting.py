"""“Forget me” erases what it says it erases."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import tables
from tests.demo.desk import Desk
from tests.demo.newsroom import Answer

NOTHING_KEPT = "I keep no record of what you have read, and no challenge carries your id."


async def hand_in(desk: Desk) -> int:
    form = await desk.room.reader.slash(desk.room.channel, "brief challenge")
    told = Answer(await desk.room.reader.submit_modal(form, {"text": "Nine knots.", "link": ""}))
    assert "at once if you use `/brief forget-me`" in told.text
    (*_, challenge) = await desk.digests.digests.inbox.challenges.waiting()
    return challenge.id


async def forget(desk: Desk, way: str) -> Answer:
    if way == "command":
        return await desk.room.ask("brief forget-me")
    changes = await desk.room.ask("brief changes", since="1")
    return await changes.press("Forget me", desk.room.reader)


@pytest.mark.parametrize("way", ["command", "button"])
async def test_whoever_asks_for_it_is_forgotten_with_their_challenges(desk: Desk, way: str) -> None:
    open_one, answered = await hand_in(desk), await hand_in(desk)
    changes = await desk.room.ask("brief changes", since="1")
    await changes.press("Remember what I read", desk.room.reader)
    inbox = desk.digests.digests.inbox.challenges
    await inbox.answer(answered, "Twelve.", desk.now)
    told = await forget(desk, way)
    assert told.is_private
    assert told.text.startswith(f"Forgotten. {NOTHING_KEPT}")
    assert "stays with the curators, but their answer can no longer reach you." in told.text
    for number in (open_one, answered):
        kept = await inbox.get(number)
        assert kept is not None
        assert (kept.user_id, kept.text) == (None, "Nine knots.")
    assert await desk.history.bookmarks.get(desk.room.reader.id, "ferry") is None
    await inbox.answer(open_one, "Twelve.", desk.now)
    await desk.wait(hours=1)
    assert desk.room.requests("/messages") == []


async def test_of_others_nothing_is_forgotten(desk: Desk) -> None:
    number = await hand_in(desk)
    told = Answer(await desk.room.manager.slash(desk.room.channel, "brief forget-me"))
    assert told.text == f"There was nothing to forget. {NOTHING_KEPT}"
    kept = await desk.digests.digests.inbox.challenges.get(number)
    assert kept is not None
    assert kept.user_id == desk.room.reader.id


@pytest.mark.parametrize("way", ["command", "button"])
async def test_nobody_gets_around_the_limits_by_being_forgotten(desk: Desk, way: str) -> None:
    for _ in range(3):
        await hand_in(desk)
        await forget(desk, way)
    form = await desk.room.reader.slash(desk.room.channel, "brief challenge")
    refused = Answer(await desk.room.reader.submit_modal(form, {"text": "More.", "link": ""}))
    assert "You already have 3 challenges about this brief waiting for an answer" in refused.text
    theirs = await desk.room.manager.slash(desk.room.channel, "brief challenge")
    taken = Answer(await desk.room.manager.submit_modal(theirs, {"text": "More.", "link": ""}))
    assert "is with the curators" in taken.text


async def test_what_holds_the_forgotten_to_the_limits_is_no_id_and_gone_after_a_day(
    desk: Desk,
) -> None:
    await hand_in(desk)
    await forget(desk, "command")
    (trace,) = await traces(desk)
    assert str(desk.room.reader.id) not in trace
    desk.now += timedelta(hours=23)
    await desk.digests.keep_house()
    assert await traces(desk) == [trace]
    desk.now += timedelta(hours=1)
    await desk.digests.keep_house()
    assert await traces(desk) == []


async def traces(desk: Desk) -> list[str]:
    async def read(connection: AsyncConnection) -> list[str]:
        return list(await connection.scalars(sa.select(tables.traces.c.trace)))

    return await desk.database.read(read)
