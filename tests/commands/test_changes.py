"""/brief changes: what changed since when."""

from tests.commands.changing import FINED, three_states
from tests.commands.test_corrections import RIGHT, WRONG, corrected, summary
from tests.demo.desk import Desk
from tests.demo.ferry import section
from tests.making import entry


async def test_changes_since_a_revision_are_told_with_the_words_that_differ(desk: Desk) -> None:
    await three_states(desk)
    answer = await desk.room.ask("brief changes", since="2")
    assert answer.is_private
    assert "Changes from revision 2 to 3" in answer.text
    assert "### Corrected" in answer.text
    assert "~~Four~~ **Three** people were hurt. Why: One was counted twice." in answer.text
    same = await desk.room.ask("brief changes", since="3")
    assert "Revision 3" in same.text
    assert "Nothing changed: this is the state on record since" in same.text


async def test_what_is_only_reworded_is_counted_and_shown_after_a_press(desk: Desk) -> None:
    await desk.edit(summary=summary("Four people were hurt."))
    await desk.edit(summary=summary("4 people were hurt"))
    answer = await desk.room.ask("brief changes", since="2")
    assert "**1 entry reworded, <t:" in answer.text
    assert "### Reworded" not in answer.text
    shown = await answer.press("Show what was reworded", desk.room.reader)
    assert "### Reworded" in shown.text
    assert "~~Four~~ **4** people were hurt" in shown.text
    assert "Show what was reworded" not in shown.buttons


async def test_changes_since_a_day_are_those_of_that_day_as_well(desk: Desk) -> None:
    await three_states(desk)
    for since, first in (
        ("2026-11-20", 1), ("2026-11-24", 1), ("2026-11-24 07:59", 1), ("2026-11-24 08:01", 2),
        ("after 2026-11-24", 2), ("2026-11-25", 2),
    ):  # fmt: skip
        answer = await desk.room.ask("brief changes", since=since)
        assert f"Changes from revision {first} to 3" in answer.text


async def test_changes_are_told_since_this_channel_s_last_digest(desk: Desk) -> None:
    never = await desk.room.ask("brief changes", since="last-digest")
    assert "has had no digest" in never.text
    await desk.manage("subscribe", often="as it happens")
    await desk.wait(seconds=1)
    await desk.manage("pause", digest=1)
    await desk.edit(timeline=[*section("timeline"), FINED])
    answer = await desk.room.ask("brief changes")
    assert "Changes from revision 1 to 2" in answer.text
    assert "The owner was fined." in answer.text


async def test_a_last_look_is_kept_only_after_asking_for_it_and_forgotten_by_a_press(
    desk: Desk,
) -> None:
    await three_states(desk)
    room = desk.room
    refused = await room.ask("brief changes", since="last-look")
    assert "I do not keep what you have read" in refused.text
    assert "My last look" not in await room.offered("brief changes", "since", "")
    answer = await room.ask("brief changes", since="1")
    assert "up to revision 3" in (await answer.press("Remember what I read", room.reader)).text
    await desk.edit(timeline=[*section("timeline"), FINED])
    assert (await room.offered("brief changes", "since", "last"))["My last look"] == "last-look"
    assert "from revision 3 to 4" in (await room.ask("brief changes", since="last-look")).text
    answer = await room.ask("brief changes", since="last-look")
    assert "Nothing changed" in answer.text
    await desk.edit(timeline=[*section("timeline"), FINED], status="closed")
    for said in ("from revision 4 to 5", "Nothing changed"):  # typed as it is said
        assert said in (await room.ask("brief changes", since="my last look")).text
    assert "Forgotten" in (await answer.press("Forget me", room.reader)).text
    assert "nothing to forget" in (await answer.press("Forget me", room.reader)).text
    assert "I do not keep" in (await room.ask("brief changes", since="last-look")).text


async def test_pages_of_changes_stay_what_they_were_when_the_brief_goes_on(desk: Desk) -> None:
    many = [entry(f"more-{n}", at="2026-05", text=f"Event {n}.") for n in range(15)]
    await desk.edit(timeline=[*section("timeline"), *many])
    answer = await desk.room.ask("brief changes", since="1")
    assert "by now there is" not in answer.text
    await desk.edit(timeline=[*section("timeline"), *many, FINED])
    second = await answer.press("Next", desk.room.reader)
    assert "Changes from revision 1 to 2 · page 2 of 2" in second.text
    assert "The owner was fined." not in second.text
    assert "by now there is revision 3" in second.text


async def test_changes_that_are_posted_are_marked_when_they_turn_out_wrong(desk: Desk) -> None:
    await desk.edit(summary=summary(WRONG))
    answer = await desk.room.ask("brief changes", since="1")
    posted = await answer.press("Post to channel", desk.room.reader)
    assert "-# ferry/hurt@2" in posted.text
    assert {"Remember what I read", "Forget me"}.isdisjoint(posted.buttons)
    await desk.edit(summary=summary(RIGHT), corrections=corrected())
    post, corrective = await desk.wait(seconds=1)
    assert post.startswith("**Corrected, <t:")
    assert "## Correction" in corrective


async def test_what_cannot_be_compared_is_refused(desk: Desk) -> None:
    for since, said in (
        ("7", "this brief has 1 to 1"),
        ("0", "this brief has 1 to 1"),
        ("soon", "The option"),
        ("2026-11-01 to 2026-11-02", "takes one time"),
        ("2027", "There is no revision 2027"),
        ("2027-01", "has not come yet"),
        ("this channel's LAST digest", "has had no digest"),
    ):
        assert said in (await desk.room.ask("brief changes", since=since)).text
