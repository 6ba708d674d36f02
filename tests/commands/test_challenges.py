"""Readers say what is wrong, by a button, a command and a message's menu."""

from datetime import timedelta

import pytest

from bot.gateway.client import Bot
from bot.views.buttons import CHALLENGE
from tests.commands.challenging import LINK, WORDS, ask, from_menu, opened, send, waiting
from tests.demo.desk import Desk
from tests.demo.ferry import SLUG
from tests.loopback.checks import text_of


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


async def test_what_is_not_seen_is_not_kept_of_a_readers_words(desk: Desk) -> None:
    typed = "It was\u202e nine\u2066 \u034fkn\u200bots.\r\nRe\u2800ally\U000e0101"
    await send(desk, await opened(desk), f"{typed}, a\u200db 👩\u200d✈")
    (kept,) = await waiting(desk)
    assert kept.text == "It was nine knots.\nReally, ab 👩\u200d✈"


@pytest.mark.parametrize("command", ["summary", "corrections", "disputes"])
async def test_a_whole_brief_is_challenged_where_it_is_read(desk: Desk, command: str) -> None:
    await send(desk, (await (await ask(desk, command)).press(CHALLENGE, desk.room.reader)).result)
    (kept,) = await waiting(desk)
    assert (kept.slug, kept.entries, kept.link) == (SLUG, (), None)


@pytest.mark.parametrize(
    ("command", "steps", "entry"),
    [
        ("claims", ("claim:speed", "How this changed"), "speed"),
        ("quotes", ("quote:fog", "How was this checked?"), "fog"),
        ("quotes", ("quote:fog", "Show all"), "fog"),
        ("timeline", ("entry:hour-6",), "hour-6"),
        ("corrections", ("entry:fewer",), "fewer"),
    ],
)
async def test_whatever_shows_one_entry_is_challenged_as_that_entry(
    desk: Desk, command: str, steps: tuple[str, ...], entry: str
) -> None:
    answer = await ask(desk, command)
    for step in steps:
        go = answer.choose if ":" in step else answer.press
        answer = await go(step, desk.room.reader)
    await send(desk, (await answer.press(CHALLENGE, desk.room.reader)).result)
    assert [kept.entries for kept in await waiting(desk)] == [(entry,)]


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
