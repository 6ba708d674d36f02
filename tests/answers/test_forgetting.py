"""“Forget me” erases what it says it erases."""

import pytest

from tests.demo.desk import Desk
from tests.demo.newsroom import Answer

NOTHING_KEPT = "I keep nothing of what you have read, and no challenge with your id."


async def hand_in(desk: Desk) -> int:
    form = await desk.room.reader.slash(desk.room.channel, "brief challenge")
    told = Answer(await desk.room.reader.submit_modal(form, {"text": "Nine knots.", "link": ""}))
    assert "`/brief forget-me` at once" in told.text
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
    assert "stays with the curators; their answer cannot reach you" in told.text
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
