"""A press that no version of us answers is answered all the same, once."""

from typing import Any

import pytest
from discord import ButtonStyle, SelectOption, ui

from bot.answers.items import PersistentItem, derived_from, kinds
from bot.gateway.client import Bot
from bot.views.persistent import PersistentForm
from tests.demo.newsroom import Answer, Newsroom

UNKNOWN = [
    "b1:n:timeline:ferry:999999:",
    "b1:t:search:ferry:1:" + "w" * 46,
    "b1:t:timeline:ferry:1:x\ny",
    "b1:tt:timeline:ferry:1:",
    "b2:t:timeline~7:ferry:1:",
    "b0:ferry",
    "d1:short:timeline:ferry",
    "d7:0123456789abcdef0123:summary:ferry",
    "m1:pause:1234567890123456789",
    "m1:explode:1",
    "k1:forget:everything",
    "k1:remember:ferry:999999",
    "q1:0:::",
    "z",
    ":",
    "🚢" * 50,
]


def with_button(custom_id: str) -> ui.LayoutView:
    button = ui.Button[Any](label="Open", style=ButtonStyle.secondary, custom_id=custom_id)
    return ui.LayoutView(timeout=None).add_item(ui.ActionRow(button))


async def press(newsroom: Newsroom, custom_id: str) -> Answer:
    message = await newsroom.post(with_button(custom_id))
    return Answer(await newsroom.reader.click(message, label="Open"))


@pytest.mark.parametrize("custom_id", UNKNOWN)
async def test_whatever_a_button_asks_for_its_presser_is_answered_once_and_alone(
    newsroom: Newsroom, custom_id: str
) -> None:
    answer = await press(newsroom, custom_id)
    assert "That button is from another version of me." in answer.text
    assert answer.is_private
    assert len(newsroom.requests()) == 1


@pytest.mark.parametrize(
    ("custom_id", "button", "shown"),
    [
        ("b1:n:timeline:ferry:999999:", "Timeline", "### Timeline"),
        ("b2:t:timeline~7:ferry:1:", "Timeline", "### Timeline"),
        ("d7:0123456789abcdef0123:sources:ferry", "Sources", "### Sources"),
        ("b9:claim:ferry:speed", "Summary", "A car ferry ran aground"),
    ],
)
async def test_what_still_names_a_brief_leads_to_its_newest_page(
    newsroom: Newsroom, custom_id: str, button: str, shown: str
) -> None:
    answer = await press(newsroom, custom_id)
    assert "Ferry aground off Łąkowo" in answer.text
    assert shown in (await answer.press(button, newsroom.reader)).text


@pytest.mark.parametrize(
    ("custom_id", "command"),
    [("m9:pause:1", "/digest list"), ("k9:keep", "/brief changes"), ("b9:t:list", "/brief")],
)
async def test_what_names_no_brief_is_answered_with_the_command(
    newsroom: Newsroom, custom_id: str, command: str
) -> None:
    assert (await press(newsroom, custom_id)).text.endswith(f"Please ask anew with {command}.")


async def test_a_press_of_a_menu_without_values_is_refused(newsroom: Newsroom) -> None:
    menu = ui.Select[Any](
        custom_id="b1:menu:claim:ferry:1:",
        min_values=0,
        options=[SelectOption(label="Speed", value="speed")],
    )
    view = ui.LayoutView(timeout=None).add_item(ui.ActionRow(menu))
    message = await newsroom.post(view)
    answer = Answer(await newsroom.reader.select(message, []))
    assert answer.text == "Nothing was chosen. Please choose once more."
    assert answer.is_private


async def test_a_button_that_stands_where_a_menu_was_is_refused_alike(newsroom: Newsroom) -> None:
    answer = await press(newsroom, "b1:menu:claim:ferry:1:")
    assert answer.text == "Nothing was chosen. Please choose once more."


@pytest.mark.parametrize("custom_id", ["q0:x", "q1:zz:::", "q1:0:1:ferry:" + "i" * 80, "z"])
async def test_a_form_that_nobody_knows_is_answered_once_and_gives_back_what_was_typed(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, custom_id: str
) -> None:
    def other(form: PersistentForm, title: str, _custom_id: str) -> None:
        ui.Modal.__init__(form, title=title, custom_id=custom_id)
        form.stop()

    with monkeypatch.context() as another:
        another.setattr(PersistentForm, "__init__", other)
        form = await newsroom.reader.slash(newsroom.channel, "brief challenge")
    answer = Answer(await newsroom.reader.submit_modal(form, {"text": "Nine knots.", "link": ""}))
    assert "That form is from another version of me" in answer.text
    assert "Nine knots." in answer.text
    assert len(newsroom.requests()) == 2


def test_every_kind_of_item_is_known_however_it_is_derived() -> None:
    class Base: ...

    class First(Base): ...

    class Second(First): ...

    assert derived_from(Base) == [First, Second]


async def test_every_kind_of_item_is_registered_with_the_client(newsroom: Newsroom) -> None:
    bot = newsroom.env.bot
    assert isinstance(bot, Bot)
    registered = bot._connection._view_store._dynamic_items  # pyright: ignore[reportPrivateUsage] -- it has no other name
    assert set(registered.values()) == set(derived_from(PersistentItem)) == set(kinds())
    assert len(registered) == len(kinds())
