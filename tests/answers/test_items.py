"""Buttons outlive restarts, edits of the briefs and versions of the bot."""

from typing import Any

import pytest
from discord import ButtonStyle, SelectOption, ui

from tests.demo.ferry import SLUG, ferry, section
from tests.demo.newsroom import Answer, Newsroom
from tests.making import document


def old_button(custom_id: str) -> ui.LayoutView:
    """A post with one button, as some version of the bot made it."""
    button = ui.Button[Any](label="Open", style=ButtonStyle.secondary, custom_id=custom_id)
    return ui.LayoutView(timeout=None).add_item(ui.ActionRow(button))


def old_menu(custom_id: str, *values: str) -> ui.LayoutView:
    """A post with one menu."""
    options = [SelectOption(label=value, value=value) for value in values]
    menu = ui.Select[Any](custom_id=custom_id, options=options)
    return ui.LayoutView(timeout=None).add_item(ui.ActionRow(menu))


async def press_old(newsroom: Newsroom, custom_id: str) -> Answer:
    """What the reader is answered who presses such a button."""
    message = await newsroom.post(old_button(custom_id))
    return Answer(await newsroom.reader.click(message, label="Open"))


async def test_buttons_and_menus_work_after_a_restart(newsroom: Newsroom) -> None:
    answer = await newsroom.ask("brief summary")
    posted = await answer.press("Post to channel", newsroom.reader)
    await newsroom.restart()
    assert "### Timeline" in (await posted.press("Timeline", newsroom.manager)).text
    opened = await answer.choose("speed", newsroom.reader)
    assert opened.message.id == answer.message.id
    assert "12 knots" in opened.text
    again = await answer.press("Post to channel", newsroom.reader)
    assert not again.is_private


async def test_a_button_shows_the_brief_as_it_is_when_it_is_pressed(newsroom: Newsroom) -> None:
    answer = await newsroom.ask("brief summary")
    newsroom.briefs.save(SLUG, ferry(title="Ferry afloat"))
    assert "Ferry afloat" in (await answer.press("Timeline", newsroom.reader)).text


async def test_a_page_that_is_gone_gives_the_nearest_and_says_so(newsroom: Newsroom) -> None:
    answer = await newsroom.ask("brief timeline")
    newsroom.briefs.save(SLUG, ferry(timeline=section("timeline")[:3]))
    after = await answer.press("Next", newsroom.reader)
    assert "There is no page 2 here, or not any more." in after.text
    assert "Position report 8." in after.text
    assert {"Next", "Previous"}.isdisjoint(after.buttons)


async def test_a_claim_that_is_gone_is_explained_beside_those_that_are_left(
    newsroom: Newsroom,
) -> None:
    answer = await newsroom.ask("brief summary")
    gone, *left = section("claims")
    assert isinstance(gone, dict)
    newsroom.briefs.save(SLUG, ferry(claims=left))
    after = await answer.choose(str(gone["id"]), newsroom.reader)
    assert "That claim is no longer in the brief." in after.text
    assert "How many people were aboard?" in after.text


async def test_a_quote_that_is_gone_is_explained_beside_those_that_are_left(
    newsroom: Newsroom,
) -> None:
    answer = await newsroom.ask("quote", speaker="Żak")
    newsroom.briefs.save(SLUG, ferry(quotes=section("quotes")[:1]))
    after = await answer.choose("rudder-said", newsroom.reader)
    assert "That quote is no longer in the brief." in after.text
    assert "was \\*\\*hurt\\*\\*" in after.text
    speaker = await answer.press("More by this speaker", newsroom.reader)
    assert "That speaker is no longer in the brief." in speaker.text


async def test_a_result_that_is_gone_gives_the_summary_with_the_way_back(
    newsroom: Newsroom,
) -> None:
    answer = await newsroom.ask("brief search", words="tugs")
    newsroom.briefs.save(SLUG, ferry(timeline=section("timeline")[:12]))
    gone = await answer.choose("entry:towed", newsroom.reader)
    assert "A car ferry ran aground" in gone.text
    assert "“tugs”" in (await gone.press("Back to results", newsroom.reader)).text


async def test_the_page_of_an_entry_that_is_gone_is_the_first(newsroom: Newsroom) -> None:
    assert "page 2 of 2" in (await press_old(newsroom, "b1:t:timeline:ferry:1:@towed")).text
    newsroom.briefs.save(SLUG, ferry(timeline=section("timeline")[:12]))
    assert "page 1 of 2" in (await press_old(newsroom, "b1:t:timeline:ferry:1:@towed")).text


async def test_the_button_of_a_brief_that_is_gone_never_opens_another(newsroom: Newsroom) -> None:
    newsroom.briefs.save("ferry-inquiry", document(title="Inquiry into the ferry"))
    answer = await newsroom.ask("brief summary", brief=SLUG)
    newsroom.briefs.remove(SLUG)
    for label in ("Timeline", "Post to channel"):
        refused = await answer.press(label, newsroom.reader)
        assert refused.text == "That brief is no longer here. /brief list shows those that are."
        assert refused.is_private
    assert "Ferry aground" in answer.text


@pytest.mark.parametrize(
    "custom_id", ["b1:t:weather:ferry:1:", "b0:open:ferry", "b2:t:timeline:ferry:1:", "b12:x\ny"]
)
async def test_a_button_of_another_version_is_explained(newsroom: Newsroom, custom_id: str) -> None:
    answer = await press_old(newsroom, custom_id)
    assert "That button is from another version of me." in answer.text
    assert answer.is_private


async def test_a_menu_of_another_version_is_explained(newsroom: Newsroom) -> None:
    message = await newsroom.post(old_menu("b0:menu:ferry", "speed", "aboard"))
    answer = Answer(await newsroom.reader.select(message, ["aboard"]))
    assert "from another version" in answer.text


@pytest.mark.parametrize(
    ("custom_id", "shown"),
    [
        ("b1:t:timeline:ferry:1:2026-13-45~never", "Position report 6."),
        ("b1:n:timeline:ferry:0:", "There is no page 0 here"),
        ("b1:t:claim:ferry:1:reports", "That claim is no longer in the brief."),
        ("b1:t:claim:ferry:1:log", "That claim is no longer in the brief."),
        ("b1:t:quotes:ferry:1:@calm", "The sea was calm."),
        ("b1:t:search:ferry:1:", "at least one letter or digit"),
        ("b1:t:summary::1:", "## Ferry aground off Łąkowo"),
    ],
)
async def test_what_an_older_button_asks_for_is_answered_as_well_as_can_be(
    newsroom: Newsroom, custom_id: str, shown: str
) -> None:
    assert shown in (await press_old(newsroom, custom_id)).text
