"""Corrections chase what was told: marks on old posts, one corrective a channel, nothing else."""

import pytest

from bot.content.located_yaml import Value
from tests.demo.desk import Desk
from tests.demo.ferry import section
from tests.making import correction, entry

WRONG = "Four people were hurt."
RIGHT = "Three people were hurt."
SINCE = {"at": "2026-11-23 08:30"}


def summary(text: str) -> list[Value]:
    """The summary with a point about the hurt."""
    return [*section("summary"), entry("hurt", text=text)]


def corrected(**parts: Value) -> list[Value]:
    """The corrections with one of that point."""
    said = {"was": WRONG, "now": RIGHT, "because": "One was counted twice.", **SINCE, **parts}
    return [*section("corrections"), correction("hurt-count", "hurt", **said)]


def again(was: str, now: str) -> Value:
    """A second correction of that point."""
    return correction("hurt-again", "hurt", was=was, now=now, at="2026-11-23 09:30")


async def told_wrong(desk: Desk, **options: str) -> None:
    """The channel's first digest carries the wrong number."""
    await desk.edit(summary=summary(WRONG))
    await desk.manage("subscribe", **(options or {"often": "as it happens"}))
    (first,) = await desk.wait(hours=1)
    assert WRONG in first
    assert "· ferry@2\n" in first


async def test_the_wrong_post_is_marked_and_its_channel_told_once(desk: Desk) -> None:
    await told_wrong(desk)
    await desk.edit(summary=summary(RIGHT), corrections=corrected())
    first, corrective = await desk.wait(seconds=1)
    assert first.startswith("**Corrected, <t:")
    assert f"Was: ~~{WRONG}~~ Now: **{RIGHT}**" in first
    assert "## Correction: Ferry aground off Łąkowo" in corrective
    assert "-# This channel was told something that no longer holds · ferry@3" in corrective
    assert f"Was: {WRONG}" in corrective
    assert f"Now: {RIGHT}" in corrective
    assert "Why: One was counted twice." in corrective
    wrong_post = desk.room.channel.history()[0].id
    assert f"/{desk.room.channel.id}/{wrong_post})" in corrective
    assert len(await desk.wait(hours=30)) == 2  # its digest has nothing to add


async def test_a_channel_that_was_never_told_the_wrong_thing_stays_quiet(desk: Desk) -> None:
    other = desk.room.guild.create_text_channel("other")
    await desk.manage("subscribe", often="weekly", day="Sunday", at="9", channel=other)
    await told_wrong(desk)
    await desk.edit(summary=summary(RIGHT), corrections=corrected())
    await desk.wait(hours=1)
    assert desk.posts(other) == []


async def test_a_digest_from_before_the_error_is_left_alone(desk: Desk) -> None:
    await desk.manage("subscribe", often="as it happens")
    await desk.wait(seconds=1)
    other = desk.room.guild.create_text_channel("other")
    await desk.edit(summary=summary(WRONG))
    await desk.manage("subscribe", often="as it happens", channel=other)
    before, told = await desk.wait(minutes=1)
    await desk.edit(summary=summary(RIGHT), corrections=corrected())
    posts = await desk.wait(seconds=1)
    assert posts[0] == before  # it said nothing about the hurt
    assert posts[1].endswith(told.splitlines()[-1])
    assert posts[1].startswith("**Corrected")
    assert len(posts) == 3
    assert len(desk.posts(other)) == 2


async def test_a_refile_marks_quietly_and_tells_nobody(desk: Desk) -> None:
    await told_wrong(desk)
    again = {"class": "refile", "now": "Four persons were hurt."}
    await desk.edit(summary=summary("Four persons were hurt."), corrections=corrected(**again))
    posts = await desk.wait(hours=1)
    assert len(posts) == 1
    assert posts[0].startswith("-# Put in better form, <t:")


async def test_what_was_withdrawn_is_marked_and_never_announced_again(desk: Desk) -> None:
    await told_wrong(desk)
    gone = corrected(**{"class": "withdrawn", "now": "Nobody knows how many were hurt."})
    await desk.edit(corrections=gone)
    first, corrective = await desk.wait(hours=1)
    assert first.startswith("**Withdrawn, <t:")
    assert "**Withdrawn** ·" in corrective
    await desk.edit(summary=summary(WRONG), corrections=gone)
    assert len(await desk.wait(hours=1)) == 2


async def test_a_second_correction_marks_anew_and_tells_those_who_were_told_the_first(
    desk: Desk,
) -> None:
    await told_wrong(desk)
    await desk.edit(summary=summary(RIGHT), corrections=corrected())
    await desk.wait(seconds=1)
    await desk.edit(summary=summary(WRONG), corrections=[*corrected(), again(RIGHT, WRONG)])
    first, corrective, second = await desk.wait(hours=1)
    assert first.index("Was: ~~Four") < first.index("Was: ~~Three")
    assert corrective.startswith("**Corrected")
    assert f"Now: {WRONG}" in second


async def test_corrections_that_come_while_a_channel_is_out_of_reach_are_told_together(
    desk: Desk,
) -> None:
    await told_wrong(desk)
    desk.room.env.inject_error("POST", "/channels/*/messages", status=403, code=50013, message="No")
    await desk.edit(summary=summary(RIGHT), corrections=corrected())
    assert len(await desk.wait(seconds=1)) == 1
    two = "Two people were hurt."
    await desk.edit(summary=summary(two), corrections=[*corrected(), again(RIGHT, two)])
    await desk.wait(minutes=10)
    first, corrective, *rest = await desk.wait(hours=2)
    assert rest == []
    assert corrective.index(f"Now: {RIGHT}") < corrective.index(f"Now: {two}")
    assert first.startswith("**Corrected")


async def test_a_post_that_was_deleted_is_not_edited_but_its_channel_is_told(desk: Desk) -> None:
    await told_wrong(desk)
    room = desk.room
    gone = room.channel.history()[0].id
    room.env.backend.delete_message(room.channel.id, gone)
    await desk.edit(summary=summary(RIGHT), corrections=corrected())
    (corrective,) = await desk.wait(seconds=1)
    assert "## Correction" in corrective
    assert await desk.wait(hours=30) == [corrective]
    await desk.edit(summary=summary(WRONG), corrections=[*corrected(), again(RIGHT, WRONG)])
    await desk.wait(hours=1)
    # By the first edit, which Discord refuses, it is found to be gone.
    assert len(room.requests(f"/messages/{gone}")) == 1


async def test_edits_that_discord_limits_wait_and_end_in_the_end(desk: Desk) -> None:
    await told_wrong(desk)
    desk.room.env.inject_error(
        "PATCH", "/channels/*/messages/*", status=429, code=30046, message="Too many edits"
    )
    await desk.edit(summary=summary(RIGHT), corrections=corrected())
    first, _ = await desk.wait(seconds=1)
    assert not first.startswith("**Corrected")
    first, _ = await desk.wait(minutes=11)
    assert first.startswith("**Corrected")


@pytest.mark.parametrize("late", [0, 1])
async def test_a_digest_that_fails_while_it_is_corrected_tells_what_holds(
    desk: Desk, late: int
) -> None:
    await told_wrong(desk)
    await desk.manage("edit", digest=1, quiet="where it stands")
    # It may have been posted; it is looked for, and put off, while the correction is published.
    desk.room.env.inject_error("POST", "/channels/*/messages", status=503, message="Unavailable")
    await desk.manage("send-now", digest=1)
    await desk.wait(seconds=1)
    await desk.edit(summary=summary(RIGHT), corrections=corrected())
    await desk.wait(minutes=10)
    posts = await desk.wait(minutes=late)
    told = [post for post in posts if "## Correction" not in post]
    assert len(told) == 2
    assert told[0].startswith("**Corrected")
    assert WRONG not in told[1]
    assert RIGHT in told[1]
    assert len(posts) == 3
