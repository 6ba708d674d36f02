"""What readers say that cannot be kept: refused, and given back to them."""

from dataclasses import replace
from typing import Any

import pytest
from discord import ui

from bot.domain import limits
from bot.storage.posts import Posts
from bot.views.buttons import CHALLENGE
from bot.views.persistent import PersistentForm
from tests.commands.challenging import WORDS, ask, from_menu, opened, send, waiting
from tests.demo.desk import Desk
from tests.demo.ferry import SLUG
from tests.demo.newsroom import Answer
from tests.making import document
from tests.storage.making import A_POST, CHANNEL, MESSAGE


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


@pytest.mark.parametrize(
    ("text", "link", "reason"),
    [
        (" \n ", "", "the field was empty"),
        (WORDS, "javascript:alert(1)", "I cannot keep that link"),
        (WORDS, "https://user:word@paper.example/", "I cannot keep that link"),
        (WORDS, "paper.example", "I cannot keep that link"),
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
    monkeypatch.setattr(limits, "CHALLENGE_TEXT", 2_000)
    form = await opened(desk)
    monkeypatch.undo()
    assert "at most 1,000 characters" in (await send(desk, form, "x" * 1_001)).text
    assert await waiting(desk) == []


async def test_who_waits_for_three_answers_is_asked_to_wait_and_loses_no_word(desk: Desk) -> None:
    for _ in range(3):
        await send(desk, await opened(desk))
    refused = await send(desk, await opened(desk), "A fourth thing.")
    assert "You already have 3 challenges about this brief waiting for an answer" in refused.text
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


@pytest.mark.parametrize(("place", "told"), [("here", (("ashore",), 7)), ("elsewhere", ((), None))])
async def test_a_challenge_is_about_a_message_of_its_own_channel_alone(
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    place: str,
    told: tuple[tuple[str, ...], int | None],
) -> None:
    channel = desk.room.channel.id if place == "here" else CHANNEL
    post = replace(A_POST, channel_id=channel, slug=SLUG, revision=7, entries=("ashore",))
    await Posts(desk.database).add(post)
    with monkeypatch.context() as forged:
        forged.setattr(PersistentForm, "__init__", _of_another_message)
        form = await opened(desk)
    await send(desk, form)
    (challenge,) = await waiting(desk)
    assert (challenge.entries, challenge.revision) == told


def _of_another_message(form: PersistentForm, title: str, custom_id: str) -> None:
    ui.Modal.__init__(form, title=title, custom_id=custom_id.replace("q1:0:", f"q1:{MESSAGE:x}:"))
    form.stop()


async def test_a_bug_behind_a_form_is_answered_with_a_reference(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = await opened(desk)
    monkeypatch.setattr(desk.digests.digests.inbox.challenges, "database", None)
    answer = await send(desk, form)
    (logged,) = desk.room.bugs()
    assert f"`{logged['interaction']}`" in answer.text
