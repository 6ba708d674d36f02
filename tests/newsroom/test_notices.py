"""Managers are told of a digest that has stopped, once, where they read it."""

from tests.demo.desk import Desk, deny
from tests.newsroom.keeping import DAILY, allow, council, keep_house

STOPPED = "Digest 1 for <#"


async def test_managers_are_told_once_that_a_digest_has_stopped_and_nobody_is_pinged(
    desk: Desk,
) -> None:
    told = await council(desk)
    await allow(desk, desk.room.channel, send=False)
    await desk.wait(hours=1)
    for _ in range(3):
        await keep_house(desk, hours=1)
    (notice,) = desk.posts(told)
    assert notice.startswith(f"{STOPPED}{desk.room.channel.id}> has stopped: I may not write")
    sent = [body for body in desk.room.requests("/messages") if STOPPED in body.get("content", "")]
    assert [body["allowed_mentions"]["parse"] for body in sent] == [[]]
    assert all(body["enforce_nonce"] and len(body["nonce"]) <= 25 for body in sent)


async def test_where_the_bot_may_not_speak_nobody_is_told_until_it_may(desk: Desk) -> None:
    told = await council(desk)
    await allow(desk, desk.room.channel, send=False)
    await allow(desk, told, send=False)
    await desk.wait(hours=1)
    await keep_house(desk, hours=1)
    assert desk.posts(told) == []
    await allow(desk, told, send=True)
    await keep_house(desk, hours=1)
    assert len(desk.posts(told)) == 1


async def test_what_stops_again_each_time_that_it_goes_on_is_told_once(desk: Desk) -> None:
    told = await council(desk)
    desk.room.env.inject_error(
        "POST", f"/channels/{desk.room.channel.id}/messages",
        status=403, code=50013, message="No", times=None,
    )  # fmt: skip
    await desk.wait(hours=1)
    await keep_house(desk, minutes=30)
    assert desk.posts(told) == []  # by its permissions it could post, so it is let go on first
    for _ in range(50):
        await keep_house(desk, hours=1)
    (notice,) = desk.posts(told)
    assert "I may not write in the channel (Send Messages)" in notice


async def test_what_posted_meanwhile_and_stops_again_is_told_again(desk: Desk) -> None:
    told = await council(desk)
    for hours in (1, 24):
        await allow(desk, desk.room.channel, send=False)
        await desk.edit(status="closed" if hours == 24 else "developing")
        await desk.wait(hours=hours)
        await keep_house(desk, minutes=5)
        await allow(desk, desk.room.channel, send=True)
        await keep_house(desk, minutes=5)
    assert len(desk.posts()) == 2
    assert len(desk.posts(told)) == 2


async def test_managers_are_told_in_the_other_place_where_the_first_is_closed(desk: Desk) -> None:
    told = await council(desk)
    updates = desk.room.guild.create_text_channel("updates")
    changes = {"public_updates_channel_id": updates.id}
    desk.room.env.backend.edit_guild(desk.room.guild.id, changes)
    await deny(desk, desk.room.channel, send_messages=True)
    await deny(desk, updates, send_messages=True)
    await desk.wait(hours=1)
    await keep_house(desk, hours=1)
    assert (len(desk.posts(updates)), len(desk.posts(told))) == (0, 1)


async def test_managers_are_told_once_where_the_first_place_refuses_or_takes_it(desk: Desk) -> None:
    told = await council(desk)
    updates = desk.room.guild.create_text_channel("updates")
    changes = {"public_updates_channel_id": updates.id}
    desk.room.env.backend.edit_guild(desk.room.guild.id, changes)
    await desk.manage("subscribe", **DAILY)
    suspensions = desk.digests.digests.suspensions
    await deny(desk, desk.room.channel, send_messages=True)
    for number in (1, 2):
        await suspensions.suspend(number, "no permission", desk.now)
    desk.room.env.inject_error(
        "POST", f"/channels/{updates.id}/messages", status=403, code=0, message="No"
    )
    for _ in range(2):
        await keep_house(desk, minutes=1)
    (first,), (second,) = desk.posts(told), desk.posts(updates)
    assert first.startswith("Digest 1 for")
    assert second.startswith("Digest 2 for")
