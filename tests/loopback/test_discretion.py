"""Nothing that a person said, nobody's id, no token and no password is in the log."""

import sqlite3
from contextlib import closing

import pytest

from tests.loopback.answers import MODAL
from tests.loopback.checks import custom_ids, text_of
from tests.loopback.desk import POSTS, Desk
from tests.loopback.interactions import press, slash, submit, typing
from tests.loopback.payloads import PERSON_ID
from tests.loopback.state import TOKEN, Fault

pytestmark = pytest.mark.slow

WORDS = "canary-words-of-a-reader"
LINK = "https://reader.example/canary-link"


async def challenge(desk: Desk) -> str:
    """Somebody hands a challenge in; returns the token of their form."""
    asked = slash(desk.state, "brief challenge", {"claim": "on-board"})
    shown = await desk.scene.discord.ask(asked)
    assert shown.type == MODAL
    sent = submit(desk.state, shown.data, {"text": WORDS, "link": LINK})
    await desk.scene.discord.ask(sent)
    return sent["token"]


@pytest.mark.parametrize("form", ["json", "console"])
async def test_a_whole_run_at_debug_tells_nothing_of_people_and_no_secret(
    process_desk: Desk, form: str
) -> None:
    desk, discord = process_desk, process_desk.scene.discord
    state = desk.state
    await desk.subscribe()
    state.faults += [
        Fault("POST", POSTS, status=429, body={"retry_after": 0.1, "message": "", "global": False}),
        Fault("POST", POSTS, status=500),
        Fault("POST", ".*/callback", status=403),
    ]
    async with desk.scene.start(LOG_LEVEL="debug", LOG_FORMAT=form) as process:
        await discord.connected()
        await process.said("delivery_sent")
        await discord.gateway.dispatch("INTERACTION_CREATE", slash(state, "brief summary"))
        await process.said("interaction_failed")
        shown = await desk.scene.summary()
        assert shown.message is not None
        pressed = press(state, shown.message, custom_ids(shown.message)["Post to channel"])
        await discord.ask(pressed)
        await discord.ask(typing(state, "brief summary", "brief", WORDS))
        await discord.ask(slash(state, "brief search", {"words": WORDS}))
        await discord.ask(slash(state, "brief summary", {"brief": WORDS}))
        await discord.ask(slash(state, "quote", {"words": WORDS}))
        token = await challenge(desk)
        told = await state.until(lambda: text_of(state.originals[token]) or None)
        assert "Challenge 1 is with the curators" in told
        with closing(sqlite3.connect(desk.scene.data / "briefbot.db")) as other:
            other.execute("ALTER TABLE challenges RENAME TO elsewhere")
        await challenge(desk)
        await process.said("no such table")
        assert await process.stop() == 0
    written = process.text + process.output
    assert "revision_recorded" in written
    for secret in (TOKEN, TOKEN.split(".")[-1], "interaction-token", PERSON_ID, WORDS, LINK):
        assert secret not in written
    assert "Running job" not in written
