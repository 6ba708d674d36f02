"""The curators' answer to who said what is wrong, in private."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.delivery.poster import mark
from bot.domain import limits
from bot.views.replies import reply_body
from tests.commands.challenging import LINK, WORDS, opened, send, waiting
from tests.demo.desk import Desk
from tests.demo.ferry import SLUG
from tests.loopback.checks import components, mistake, text_of


async def test_the_answer_is_told_without_ringing_for_anybody(
    desk: Desk,
) -> None:
    await send(desk, await opened(desk, claim="speed"), WORDS, LINK)
    (kept,) = await waiting(desk)
    inbox = desk.digests.digests.inbox.challenges
    answered = await inbox.answer(kept.id, "The *log* says 12, @everyone.", desk.now)
    brief = desk.room.briefs.folder.library.get(SLUG)
    body = reply_body(answered, brief, mark(answered.reply_name))
    assert mistake(body) is None
    assert body["allowed_mentions"] == {"parse": []}
    text = text_of(body)
    assert f"## Your challenge {kept.id} was answered" in text
    assert "> The \\*log\\* says 12, \\@everyone." in text
    assert "> It was \\*nine\\* knots, \\<\\@1> \\@everyone." in text
    assert f"[Your link]({LINK})" in text
    (button,) = [part["custom_id"] for part in components(body) if "custom_id" in part]
    assert re.fullmatch(r"d1:[0-9a-f]{20}:summary:ferry", button)


async def test_who_was_answered_is_forgotten_after_a_week(desk: Desk) -> None:
    await send(desk, await opened(desk))
    (kept,) = await waiting(desk)
    inbox = desk.digests.digests.inbox.challenges
    await inbox.answer(kept.id, "Thank you.", desk.now)
    for days, known in ((6, True), (2, False)):
        desk.now += timedelta(days=days)
        await desk.digests.keep_house()
        after = await inbox.get(kept.id)
        assert after is not None
        assert (after.user_id is not None) is known


@pytest.mark.parametrize("letter", ["x", "*", "🚢", "\n"])
async def test_however_much_was_said_the_answer_fits_one_message(desk: Desk, letter: str) -> None:
    await send(desk, await opened(desk))
    (kept,) = await waiting(desk)
    inbox = desk.digests.digests.inbox.challenges
    said = "a" + letter * (limits.ANSWER // len(letter.encode("utf-16-le")) * 2 - 2) + "z"
    answered = await inbox.answer(kept.id, said, desk.now)
    long = replace(answered, text=letter * limits.CHALLENGE_TEXT + ".")
    for brief in (desk.room.briefs.folder.library.get(SLUG), None):
        body = reply_body(long, brief, mark(long.reply_name))
        assert mistake(body) is None
        assert "z" in text_of(body)


async def test_who_asked_is_told_the_answer_once_in_private(desk: Desk) -> None:
    await send(desk, await opened(desk))
    (challenge,) = await waiting(desk)
    inbox = desk.digests.digests.inbox.challenges
    await inbox.answer(challenge.id, "It was *twelve*: the log says so.", desk.now)
    await desk.wait(seconds=1)
    for _ in range(3):
        await desk.wait(hours=1)
    told = _direct_messages(desk)
    assert len(told) == 1
    assert f"Your challenge {challenge.id} was answered" in told[0]
    assert "It was \\*twelve\\*: the log says so." in told[0]
    assert desk.posts() == []


async def test_who_takes_no_direct_messages_is_tried_for_a_day_and_no_longer(desk: Desk) -> None:
    await send(desk, await opened(desk))
    (challenge,) = await waiting(desk)
    desk.room.env.inject_error(
        "POST", "/channels/*/messages", status=403, code=50007, message="Cannot send", times=None
    )
    await desk.digests.digests.inbox.challenges.answer(challenge.id, "Twelve.", desk.now)
    for _ in range(30):
        await desk.wait(hours=1)
    asked = len(desk.room.requests("/messages"))
    assert 20 < asked < 30
    await desk.wait(hours=3)
    assert len(desk.room.requests("/messages")) == asked
    assert _direct_messages(desk) == []


def _direct_messages(desk: Desk) -> list[str]:
    """What the reader finds in their direct messages with the bot."""
    here = {channel.id for channel in (desk.room.channel, desk.room.notices)}
    return [
        text_of({"content": message.content, "components": message.components})
        for channel, messages in desk.room.env.backend.messages.items()
        if channel not in here
        for message in messages.values()
    ]
