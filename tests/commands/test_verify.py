"""/brief verify: whether what was posted still holds."""

import re
from datetime import UTC, datetime, timedelta

from simcord import MemberActor

from bot.content.folder import Reload
from bot.domain.meaning import meaning
from tests.commands.changing import FINED, three_states
from tests.commands.test_corrections import RIGHT, WRONG, corrected, summary
from tests.demo.desk import Desk
from tests.demo.ferry import SLUG, ferry, section
from tests.demo.newsroom import Answer
from tests.making import Document, brief_of, content, document, entry, report


def long_events(text: str) -> list[Document]:
    """Events that stand on one page together."""
    return [
        entry(f"water-{n}", at=f"2026-03-04 {n:02}:00", text=f"{text} {'And again. ' * 20}")
        for n in range(6)
    ]


async def test_a_reference_to_an_entry_is_held_against_the_record(desk: Desk) -> None:
    await three_states(desk)
    for reference in ("ferry/hurt@2", "hurt@2", "`-# ferry/hurt@2`", " ferry/hurt@2 "):
        answer = await desk.room.ask("brief verify", reference=reference)
        assert answer.is_private
        assert "`hurt` **✘ The brief says something else now**" in answer.text
        assert f"It said: {WRONG}" in answer.text
        assert f"Now: {RIGHT}" in answer.text
        assert "Corrected <t:" in answer.text
    same = await desk.room.ask("brief verify", reference="ferry/aground@1")
    assert "✔ Still what the brief says" in same.text
    unknown = await desk.room.ask("brief verify", reference="ferry/hurt@1")
    assert "Not in the brief at that revision" in unknown.text


async def test_a_reference_to_a_claim_is_held_against_all_its_reports(desk: Desk) -> None:
    same = await desk.room.ask("brief verify", reference="ferry/speed@1")
    assert "`speed` **✔ Still what the brief says**" in same.text
    fast, *others = section("claims")
    assert isinstance(fast, dict)
    reports = [report("log", "14 knots"), report("crew", "About 20 knots")]
    await desk.edit(claims=[{**fast, "reports": reports}, *others])
    changed = await desk.room.ask("brief verify", reference="ferry/speed@1")
    assert "`speed` **✘ The brief says something else now**" in changed.text
    assert "`log`, what it says: 12 knots → 14 knots" in changed.text


async def test_what_a_reference_shows_of_a_standing_is_that_it_changed(desk: Desk) -> None:
    fast, *others = section("claims")
    assert isinstance(fast, dict)
    refuted = report("log", "12 knots", standing="refuted", because="The log was forged.")
    await desk.edit(claims=[{**fast, "reports": [refuted, report("crew", "About 20")]}, *others])
    answer = await desk.room.ask("brief verify", reference="log@1")
    assert "It said: The army: 12 knots" in answer.text
    assert "`log`, standing: reported → refuted" in answer.text
    assert "Now: " not in answer.text


async def test_a_reference_to_a_brief_that_is_gone_never_finds_another(desk: Desk) -> None:
    room = desk.room
    asked = await room.ask("quote", words="fog")
    await asked.press("Post to channel", room.reader)
    post = room.channel.history()[-1]
    room.briefs.save("ferry-inquiry", document(title="Inquiry into the ferry"))
    room.briefs.remove("ferry")
    for reference in ("ferry/fog@1", "ferry@1", str(post.id)):
        answer = await room.ask("brief verify", reference=reference)
        assert "no longer here" in answer.text or "There is no brief" in answer.text


async def test_an_entry_that_is_gone_is_found_by_its_name_alone(desk: Desk) -> None:
    await desk.edit(summary=summary(WRONG))
    await desk.edit(summary=section("summary"))
    answer = await desk.room.ask("brief verify", reference="hurt@2")
    assert "`hurt` **✘ No longer in the brief**" in answer.text
    assert f"It said: {WRONG}" in answer.text


async def test_an_entry_that_several_briefs_have_is_not_taken_from_one_of_them(desk: Desk) -> None:
    desk.room.briefs.save("flood", document(summary=[entry("aground", text="A barge.")]))
    await desk.digests.publish(Reload(changed=("flood",)))
    both = await desk.room.ask("brief verify", reference="aground@1")
    assert "Several briefs have an entry “aground”" in both.text
    assert "ferry/aground@1 or flood/aground@1" in both.text.replace("\\", "")
    await desk.edit(timeline=[*section("timeline"), FINED])
    one = await desk.room.ask("brief verify", reference="aground@2")
    assert "Checked: Ferry aground" in one.text


async def test_a_reference_is_held_against_what_another_process_published(desk: Desk) -> None:
    await desk.room.ask("quote", words="fog")
    later = ferry(summary=[entry("aground", text="It came free again."), *section("summary")[1:]])
    hash_ = meaning(brief_of(later, SLUG))
    await desk.history.revisions.record(
        SLUG, hash_, content(later).decode(), desk.now, datetime.now(UTC) + timedelta(days=1)
    )
    answer = await desk.room.ask("brief verify", reference="ferry/aground@1")
    assert "revision 1; the brief is at 2 now" in answer.text
    assert "Now: It came free again." in answer.text


async def test_a_reference_is_held_against_an_edit_that_was_not_recorded_yet(desk: Desk) -> None:
    await desk.edit(summary=summary(WRONG))
    desk.room.briefs.save(SLUG, ferry(summary=summary(RIGHT), corrections=corrected()))
    answer = await desk.room.ask("brief verify", reference="ferry/hurt@2")
    assert "revision 2; the brief is at 3 now" in answer.text
    assert f"Now: {RIGHT}" in answer.text


async def test_of_a_long_post_what_no_longer_holds_is_told_first(desk: Desk) -> None:
    await desk.edit(timeline=long_events("Water rose."))
    answer = await desk.room.ask("brief timeline")
    await answer.press("Post to channel", desk.room.reader)
    post = desk.room.channel.history()[-1]
    same = await desk.room.ask("brief verify", reference=str(post.id))
    assert re.search(r"All \d+ entries are still what the brief says\.", same.text)
    *others, last = long_events("Water rose.")
    changed = {**last, "text": "Water fell."}
    await desk.edit(timeline=[*others, changed])
    answer = await desk.room.ask("brief verify", reference=str(post.id))
    assert "Of 6 entries, 5 are still what the brief says; the others come first." in answer.text
    first, second, *_ = re.findall(r"`([\w-]+)` \*\*(.)", answer.text)
    assert first == (last["id"], "✘")
    assert second[1] == "✔"


async def test_a_reference_to_a_brief_shows_what_changed_since(desk: Desk) -> None:
    await three_states(desk)
    answer = await desk.room.ask("brief verify", reference="ferry@2 · aground, ashore")
    assert "Changes from revision 2 to 3" in answer.text


async def test_a_message_is_held_against_the_record_by_link_id_and_menu(desk: Desk) -> None:
    await desk.edit(summary=summary(WRONG))
    room = desk.room
    answer = await room.ask("brief summary")
    await answer.press("Post to channel", room.reader)
    post = room.channel.history()[-1]
    await desk.edit(summary=summary(RIGHT), corrections=corrected())
    link = f"https://discord.com/channels/{room.guild.id}/{room.channel.id}/{post.id}"
    for reference in (link, f"see {link} please", str(post.id)):
        checked = await room.ask("brief verify", reference=reference)
        assert "Posted <t:" in checked.text
        assert "revision 2; the brief is at 3 now" in checked.text
        assert "`hurt` **✘" in checked.text
        assert "`aground` **✔" in checked.text
    menu = Answer(await room.reader.context_menu(room.channel, "Verify", post))
    assert "`hurt` **✘" in menu.text


async def test_of_a_posted_past_state_one_is_led_to_its_small_print(desk: Desk) -> None:
    await three_states(desk)
    answer = await desk.room.ask("brief summary", as_of="2")
    await answer.press("Post to channel", desk.room.reader)
    post = desk.room.channel.history()[-1]
    refused = Answer(await desk.room.reader.context_menu(desk.room.channel, "Verify", post))
    assert "A past state is not: give me what stands in small print under it" in refused.text
    (posted,) = desk.posts()
    assert "-# ferry@2 · aground, ashore, hurt" in posted


async def test_nobody_is_told_what_was_posted_in_another_server(desk: Desk) -> None:
    room = desk.room
    asked = await room.ask("quote", words="fog")
    await asked.press("Post to channel", room.reader)
    post = room.channel.history()[-1]
    elsewhere = room.env.create_guild("Elsewhere")
    channel = elsewhere.create_text_channel("general")
    person: MemberActor = elsewhere.add_member(room.env.create_user("stranger"))
    answer = Answer(await person.slash(channel, "brief verify", reference=str(post.id)))
    assert "That message is not on record here, or" in answer.text


async def test_what_is_no_reference_is_refused_with_how_to_write_one(desk: Desk) -> None:
    for reference, said in (
        ("what is this", "I cannot read that."),
        ("submarine/depth@1", "There is no brief"),
        ("depth@1", "There is no brief or entry"),
        ("ferry/hurt@9", "There is no revision 9"),
    ):
        assert said in (await desk.room.ask("brief verify", reference=reference)).text
