"""“Post to channel” posts an answer once, few of them, and says where it is."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import aiosqlite

from bot.domain import limits
from bot.storage.database import Database
from bot.storage.shares import Shares
from tests.demo.desk import Desk
from tests.demo.newsroom import Answer

POST = "Post to channel"


def address(desk: Desk, answer: Answer) -> str:
    """Where a message is."""
    channel = desk.room.channel
    return f"https://discord.com/channels/{desk.room.guild.id}/{channel.id}/{answer.message.id}"


async def test_whoever_has_an_answer_posted_is_told_where_it_is(desk: Desk) -> None:
    answer = await desk.room.ask("brief summary")
    posted = await answer.press(POST, desk.room.reader)
    (receipt,) = posted.result.followups
    assert receipt.content == f"Posted: {address(desk, posted)}"
    assert receipt.ephemeral


async def test_an_answer_is_posted_once_however_often_its_button_is_pressed(desk: Desk) -> None:
    answer = await desk.room.ask("brief summary")
    posted = await answer.press(POST, desk.room.reader)
    for _ in range(40):
        again = await answer.press(POST, desk.room.reader)
        assert again.is_private
        assert again.text == f"This was posted already: {address(desk, posted)}"
    assert len(desk.posts()) == 1


async def test_another_page_of_the_same_message_is_another_answer(desk: Desk) -> None:
    answer = await desk.room.ask("brief timeline")
    await answer.press(POST, desk.room.reader)
    await answer.press("Next", desk.room.reader)
    await answer.press(POST, desk.room.reader)
    assert ["page 1 of 2" in desk.posts()[0], "page 2 of 2" in desk.posts()[1]] == [True, True]


async def test_one_person_posts_few_answers_in_a_while_whatever_the_way(desk: Desk) -> None:
    for _ in range(limits.SHARES - 1):
        await (await desk.room.ask("brief summary")).press(POST, desk.room.reader)
    await desk.room.ask("quote", words="fog")
    assert len(desk.posts()) == limits.SHARES
    over = await (await desk.room.ask("brief summary")).press(POST, desk.room.reader)
    assert over.is_private
    assert over.text.startswith("You have had 5 answers posted here within 10 minutes")
    assert (await desk.room.ask("quote", words="fog")).is_private
    assert not (await desk.room.ask("quote", words="fog", private=True)).text.startswith("You had")
    assert len(desk.posts()) == limits.SHARES
    answer = Answer(await desk.room.manager.slash(desk.room.channel, "brief summary"))
    assert not (await answer.press(POST, desk.room.manager)).is_private
    desk.now += timedelta(minutes=10)
    assert not (await desk.room.ask("quote", words="fog")).is_private


async def test_what_discord_refused_to_post_can_be_posted_again(desk: Desk) -> None:
    answer = await desk.room.ask("brief summary")
    desk.room.env.inject_error(
        "POST", "/interactions/*/*/callback", status=400, code=50035, message="Invalid Form Body"
    )
    await answer.press(POST, desk.room.reader)
    assert desk.room.bugs()
    assert desk.posts() == []
    posted = await answer.press(POST, desk.room.reader)
    assert not posted.is_private


async def test_an_answer_is_posted_where_the_database_does_not_tell_whether_it_was(
    desk: Desk, tmp_path: Path
) -> None:
    path = str(tmp_path / "locked.db")
    async with (
        Database.open(path, patience_seconds=0.1) as locked,
        aiosqlite.connect(path) as other,
    ):
        await other.execute("BEGIN EXCLUSIVE")
        desk.use(replace(desk.history, shares=Shares(locked)))
        answer = await desk.room.ask("brief summary")
        assert not (await answer.press(POST, desk.room.reader)).is_private


async def test_who_had_what_posted_is_forgotten_after_a_day_and_posts_after_a_year(
    desk: Desk,
) -> None:
    answer = await desk.room.ask("brief summary")
    posted = await answer.press(POST, desk.room.reader)
    history, message = desk.history, posted.message.id
    for days, kept in ((364, True), (2, False)):
        desk.now += timedelta(days=days)
        await desk.digests.keep_house()
        assert (await history.posts.of_message(message) is not None) is kept
        assert await history.shares.purge(desk.now) == 0
