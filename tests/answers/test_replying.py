"""Whatever asks the database has Discord wait first, and is answered to the asker alone."""

from typing import Any

import pytest

from tests.answers.test_opening import two_states
from tests.demo.desk import Desk

DAILY = {"often": "daily", "at": "09:00", "zone": "Europe/Warsaw"}
# Kinds of answers: a private one that is still to come, and a message that will be edited.
BEGUN, EDITED = {"type": 5, "data": {"flags": 64}}, {"type": 6}


def begun(desk: Desk) -> Any:  # noqa: ANN401 -- JSON
    """How the last interaction was answered at first."""
    return desk.room.requests()[-1]


@pytest.mark.parametrize(
    ("command", "options"),
    [
        *[
            (f"brief {name}", {"as_of": "2"})
            for name in (
                "summary", "timeline", "claims", "disputes", "quotes", "sources", "corrections"
            )
        ],
        ("brief search", {"words": "ferry", "as_of": "2"}),
        ("brief summary", {"as_of": "9"}),
        ("brief changes", {"since": "1"}),
        ("brief changes", {"since": "9"}),
        ("brief verify", {"reference": "ferry@2"}),
        ("brief verify", {"reference": "123456789012345678"}),
        ("brief forget-me", {}),
        ("quote", {"words": "fog", "as_of": "2", "private": True}),
    ],
)  # fmt: skip
async def test_what_asks_the_database_has_discord_wait(
    desk: Desk, command: str, options: dict[str, Any]
) -> None:
    await two_states(desk)
    answer = await desk.room.ask(command, **options)
    assert begun(desk) == BEGUN
    assert answer.is_private
    assert answer.text


@pytest.mark.parametrize("command", ["brief summary", "brief search", "brief list"])
async def test_the_present_is_shown_at_once(desk: Desk, command: str) -> None:
    options = {"words": "ferry"} if command == "brief search" else {}
    assert (await desk.room.ask(command, **options)).is_private
    assert begun(desk)["type"] == 4


@pytest.mark.parametrize("command", ["list", "show", "preview", "unsubscribe"])
async def test_what_managers_ask_of_their_digests_has_discord_wait(
    desk: Desk, command: str
) -> None:
    await desk.manage("subscribe", **DAILY)
    options = {} if command == "list" else {"digest": 1}
    answer = await desk.manage(command, **options)
    assert begun(desk) == BEGUN
    assert answer.is_private
    assert answer.text


async def test_a_button_that_asks_the_database_has_discord_wait(desk: Desk) -> None:
    shown = await desk.manage("subscribe", **DAILY)
    assert (await shown.press("Preview", desk.room.manager)).is_private
    assert begun(desk) == BEGUN
    await shown.press("Pause", desk.room.manager)
    assert begun(desk) == EDITED


async def test_a_page_of_a_past_state_is_edited_where_one_reads_alone(desk: Desk) -> None:
    await two_states(desk)
    answer = await desk.room.ask("brief corrections", as_of="2")
    there = await answer.choose("Summary", desk.room.reader)
    assert begun(desk) == EDITED
    assert there.message.id == answer.message.id
    assert "revision 2 of 3" in there.text


async def test_a_page_of_a_past_state_is_shown_to_whoever_pressed_beside_a_public_one(
    desk: Desk,
) -> None:
    await two_states(desk)
    answer = await desk.room.ask("brief summary", as_of="2")
    public = await answer.press("Post to channel", desk.room.reader)
    assert not public.is_private
    pressed = await public.press("Claims", desk.room.manager)
    assert begun(desk) == BEGUN
    assert pressed.is_private
    assert "revision 2 of 3" in pressed.text
