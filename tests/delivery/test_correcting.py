"""`briefbot run` corrects what it told: the real process, against a Discord on this machine."""

import pytest

from tests.loopback.checks import text_of
from tests.loopback.desk import POSTS, Desk
from tests.loopback.incident import FERRY
from tests.loopback.state import Fault, Json

pytestmark = pytest.mark.slow

FIX = """\
corrections:
  - id: fix-number
    at: 2026-03-04 18:30
    class: corrected
    entries: [aground]
    was: A car ferry ran aground on a sandbank in the morning.
    now: A car ferry ran aground on a rock in the morning.
    because: The chart was read wrongly.
sources:
"""
CORRECTED = FERRY.replace("on a sandbank", "on a rock").replace(
    "sources:\n  coast", f"{FIX}  coast"
)


async def test_a_correction_marks_the_post_and_tells_its_channel_in_a_new_process(
    process_desk: Desk,
) -> None:
    await process_desk.subscribe()
    async with process_desk.scene.start() as process:
        await process.logged("delivery_sent")
    process_desk.scene.save(CORRECTED)
    async with process_desk.scene.start() as process:
        await process.logged("post_marked")
        await process.logged("delivery_sent")
        assert await process.stop() == 0
    assert process.is_clean
    first, corrective = process_desk.posted()
    assert text_of(first).startswith("**Corrected, <t:")
    assert "on a rock" in text_of(corrective)
    (edit,) = process_desk.state.asked("PATCH", f"{POSTS}/{first['id']}")
    assert edit.body["allowed_mentions"] == {"parse": []}


@pytest.mark.parametrize("headers", [{"Via": "1.1 loopback"}, {}], ids=["limit", "as if banned"])
async def test_an_edit_that_discord_limits_waits_without_costing_a_try(
    process_desk: Desk, headers: dict[str, str]
) -> None:
    # As it was seen: a 429 without a time to wait, which discord.py stumbles over.
    body: Json = {"code": 30046, "message": "Maximum number of edits to messages older than 1 hour"}
    limit = Fault("PATCH", rf"{POSTS}/\d+", status=429, body=body, headers=headers)
    process_desk.state.faults.append(limit)
    await process_desk.subscribe()
    async with process_desk.scene.start() as process:
        await process.logged("delivery_sent")
        process_desk.scene.save(CORRECTED)
        waits = await process.logged("delivery_waits")
    assert (waits["kind"], waits["seconds"]) == ("banner", 600)
    assert not [event for event in process.events if event.get("level") == "error"]


async def test_an_edit_without_a_correction_is_warned_of_with_its_place(process_desk: Desk) -> None:
    await process_desk.subscribe()
    async with process_desk.scene.start() as process:
        await process.logged("delivery_sent")
        process_desk.scene.save(FERRY.replace("on a sandbank", "on a rock"))
        warning = await process.logged("changed_without_correction")
    assert "ferry.yaml:6:5: warning: summary.aground" in warning["problem"]
