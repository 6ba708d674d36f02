"""Readers say what is wrong, by a button, a command and a message's menu; the curators answer."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from discord import ui
from simcord import InteractionResult, MemberActor

from bot.delivery.poster import mark
from bot.domain import limits
from bot.domain.challenge import Challenge
from bot.gateway.client import Bot
from bot.views.buttons import CHALLENGE
from bot.views.persistent import PersistentForm
from bot.views.replies import reply_body
from tests.commands.desk import Desk
from tests.demo.ferry import SLUG
from tests.demo.newsroom import Answer
from tests.loopback.checks import components, mistake, text_of
from tests.making import document

WORDS = "It was *nine* knots, <@1> @everyone.\n\n- see the log"
LINK = "https://paper.example/nine"


async def ask(desk: Desk, command: str, **options: Any) -> Answer:  # noqa: ANN401 -- any option
    return await desk.room.ask(f"brief {command}", **options)


async def opened(desk: Desk, **options: str) -> InteractionResult:
    """The form, as the command opens it."""
    return await desk.room.reader.slash(desk.room.channel, "brief challenge", **options)


async def send(
    desk: Desk, form: InteractionResult, text: str = WORDS, link: str = "", **who: MemberActor
) -> Answer:
    """What is answered to the form that somebody sent."""
    person = who.get("who", desk.room.reader)
    return Answer(await person.submit_modal(form, {"text": text, "link": link}))


async def waiting(desk: Desk) -> list[Challenge]:
    return await desk.digests.digests.inbox.challenges.waiting()


async def from_menu(desk: Desk, message: Any) -> InteractionResult:  # noqa: ANN401 -- any message
    return await desk.room.reader.context_menu(desk.room.channel, CHALLENGE, message)


async def test_a_claim_is_challenged_by_its_button_and_the_curators_have_it_word_for_word(
    desk: Desk,
) -> None:
    claim = await ask(desk, "claims", claim="speed")
    form = (await claim.press(CHALLENGE, desk.room.reader)).result
    assert form.modal is not None
    assert (form.modal["title"], len(form.modal["title"]) <= 45) == (CHALLENGE, True)
    assert "How fast was the ferry?" in text_of(form.modal)
    told = await send(desk, form, WORDS, f" {LINK} ")
    assert told.is_private
    (kept,) = await waiting(desk)
    assert f"## Challenge {kept.id} is with the curators" in told.text
    assert "- How fast was the ferry?" in told.text
    assert "Nothing is published by it." in told.text
    assert (kept.text, kept.link) == (WORDS, LINK)
    assert (kept.slug, kept.entries, kept.message_id) == (SLUG, ("speed",), None)
    assert (kept.user_id, kept.guild_id) == (desk.room.reader.id, desk.room.guild.id)
    assert kept.created_at == desk.now
    assert desk.posts() == []


@pytest.mark.parametrize("command", ["summary", "corrections", "disputes"])
async def test_a_whole_brief_is_challenged_where_it_is_read(desk: Desk, command: str) -> None:
    await send(desk, (await (await ask(desk, command)).press(CHALLENGE, desk.room.reader)).result)
    (kept,) = await waiting(desk)
    assert (kept.slug, kept.entries, kept.link) == (SLUG, (), None)


async def test_a_quote_is_challenged_by_its_button(desk: Desk) -> None:
    quote = await desk.room.ask("quote", words="fog", private=True)
    await send(desk, (await quote.press(CHALLENGE, desk.room.reader)).result)
    assert [kept.entries for kept in await waiting(desk)] == [("fog",)]


@pytest.mark.parametrize(("claim", "entries"), [("speed", ("speed",)), (None, ())])
async def test_a_brief_or_one_claim_is_challenged_by_the_command(
    desk: Desk, claim: str | None, entries: tuple[str, ...]
) -> None:
    await send(desk, await opened(desk, **({"claim": claim} if claim else {})))
    assert [kept.entries for kept in await waiting(desk)] == [entries]


async def test_a_digest_is_challenged_with_the_entries_that_it_carries_and_its_revision(
    desk: Desk,
) -> None:
    await desk.manage("subscribe", often="as it happens")
    await desk.wait(hours=1)
    post = desk.room.channel.history()[0]
    await send(desk, await from_menu(desk, post))
    (kept,) = await waiting(desk)
    assert kept.message_id == post.id
    assert kept.channel_id == desk.room.channel.id
    assert kept.revision == 1
    assert {"aground", "ashore"} <= set(kept.entries)


async def test_a_page_that_was_posted_is_challenged_with_what_it_shows(desk: Desk) -> None:
    claim = await ask(desk, "claims", claim="speed")
    posted = await claim.press("Post to channel", desk.room.reader)
    await send(desk, await from_menu(desk, posted.message))
    (kept,) = await waiting(desk)
    assert (kept.entries, kept.message_id) == (("speed",), posted.message.id)


async def test_a_page_that_was_posted_without_the_button_is_challenged_by_the_menu(
    desk: Desk,
) -> None:
    timeline = await (await ask(desk, "timeline")).press("Post to channel", desk.room.reader)
    await send(desk, await from_menu(desk, timeline.message))
    (kept,) = await waiting(desk)
    assert (kept.slug, kept.revision, len(kept.entries)) == (SLUG, 1, 10)
    assert "hour-6" in kept.entries


async def test_a_past_state_is_challenged_as_that_state(desk: Desk) -> None:
    desk.now += timedelta(hours=1)
    await desk.edit(title="Ferry afloat")
    past = await ask(desk, "claims", claim="speed", as_of="2026-11-23 08:30")
    assert "Ferry aground" in past.text
    await send(desk, (await past.press(CHALLENGE, desk.room.reader)).result)
    (kept,) = await waiting(desk)
    assert (kept.entries, kept.revision) == (("speed",), 1)


async def test_the_message_of_somebody_else_is_refused_with_what_to_do(desk: Desk) -> None:
    theirs = await desk.room.manager.send(desk.room.channel, "It was nine knots.")
    refused = Answer(await from_menu(desk, theirs))
    assert refused.text.startswith("That message is not mine.")
    assert "/brief challenge" in refused.text
    assert refused.is_private


async def test_a_message_about_no_brief_is_refused_with_what_to_do(desk: Desk) -> None:
    text = ui.LayoutView(timeout=None).add_item(ui.TextDisplay[Any]("Hello."))
    refused = Answer(await from_menu(desk, await desk.room.post(text)))
    assert "name the brief" in refused.text


async def test_a_form_is_answered_though_the_bot_was_restarted_meanwhile(desk: Desk) -> None:
    form = await opened(desk, claim="speed")
    await desk.room.restart()
    bot = desk.room.env.bot
    assert isinstance(bot, Bot)
    bot.services = desk.digests.services()
    assert "is with the curators" in (await send(desk, form)).text
    assert [kept.entries for kept in await waiting(desk)] == [("speed",)]


async def test_nothing_is_kept_of_a_form_that_was_closed(desk: Desk) -> None:
    for _ in range(3):
        await opened(desk)
    kept = desk.room.env.bot._connection._view_store._modals  # pyright: ignore[reportPrivateUsage] -- it has no other name
    assert kept == {}


@pytest.mark.parametrize(
    ("text", "link", "reason"),
    [
        (" \n ", "", "the field was empty"),
        (WORDS, "javascript:alert(1)", "That link is none that I can keep"),
        (WORDS, "https://user:word@paper.example/", "That link is none that I can keep"),
        (WORDS, "paper.example", "That link is none that I can keep"),
    ],
)
async def test_what_cannot_be_kept_is_refused_and_what_was_typed_is_given_back(
    desk: Desk, text: str, link: str, reason: str
) -> None:
    refused = await send(desk, await opened(desk), text, link)
    assert reason in refused.text
    assert refused.is_private
    assert not text.strip() or "see the log" in refused.text
    assert await waiting(desk) == []


async def test_a_form_with_more_than_fits_is_refused(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Discord holds people to it; this is somebody who sends what they like.
    monkeypatch.setattr(limits, "CHALLENGE", 2_000)
    form = await opened(desk)
    monkeypatch.undo()
    assert "at most 1,000 characters" in (await send(desk, form, "x" * 1_001)).text
    assert await waiting(desk) == []


async def test_who_waits_for_three_answers_is_asked_to_wait_and_loses_no_word(desk: Desk) -> None:
    for _ in range(3):
        await send(desk, await opened(desk))
    refused = await send(desk, await opened(desk), "A fourth thing.")
    assert "3 challenges of yours about this brief wait for an answer" in refused.text
    assert "A fourth thing." in refused.text
    theirs = await desk.room.manager.slash(desk.room.channel, "brief challenge")
    assert "is with the curators" in (await send(desk, theirs, who=desk.room.manager)).text


async def test_a_brief_that_went_away_meanwhile_is_explained(desk: Desk) -> None:
    form, button = await opened(desk), await ask(desk, "summary")
    desk.room.briefs.save("other", document())
    desk.room.briefs.remove(SLUG)
    refused = await send(desk, form)
    assert "That brief is no longer here." in refused.text
    assert "see the log" in refused.text
    again = await button.press(CHALLENGE, desk.room.reader)
    assert "That brief is no longer here." in again.text


async def test_a_form_of_another_version_is_explained_and_what_was_typed_is_given_back(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as another:
        another.setattr(PersistentForm, "__init__", _of_another_version)
        form = await opened(desk)
    refused = await send(desk, form)
    assert "That form is from another version of me" in refused.text
    assert "see the log" in refused.text
    assert refused.is_private


def _of_another_version(form: PersistentForm, title: str, custom_id: str) -> None:
    ui.Modal.__init__(form, title=title, custom_id=custom_id.replace("q1:", "q0:"))
    form.stop()


async def test_a_bug_behind_a_form_is_answered_with_a_reference(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = await opened(desk)
    monkeypatch.setattr(desk.digests.digests.inbox.challenges, "database", None)
    answer = await send(desk, form)
    (logged,) = desk.room.bugs()
    assert f"`{logged['interaction']}`" in answer.text


async def test_neither_words_nor_people_stand_in_the_log(desk: Desk) -> None:
    await send(desk, await opened(desk), WORDS, LINK)
    logged = repr(desk.room.logs)
    assert "nine" not in logged
    assert str(desk.room.reader.id) not in logged


async def test_in_direct_messages_no_place_is_kept_that_tells_who_it_was(desk: Desk) -> None:
    person = desk.room.reader.user
    form = await person.slash("brief challenge")
    await person.submit_modal(form, {"text": WORDS, "link": ""})
    (kept,) = await waiting(desk)
    assert (kept.guild_id, kept.channel_id, kept.message_id) == (None, None, None)


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
    long = replace(answered, text=letter * limits.CHALLENGE + ".")
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
