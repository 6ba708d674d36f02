"""`as_of`: what a brief said then, and that what is posted can be held against the record."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import aiosqlite
import pytest
import simcord.interactions
from simcord.interactions import base_payload

from bot.domain.brief import Brief
from bot.storage.database import Database
from bot.storage.errors import StorageError
from bot.storage.posts import Posts
from tests.commands.test_corrections import RIGHT, WRONG, corrected, summary
from tests.demo.desk import Desk
from tests.demo.ferry import ferry, section
from tests.demo.newsroom import Answer

PAST = "This is past: the brief as it stood from <t:"


async def two_states(desk: Desk) -> None:
    """The second state says something else, a day after the first of these two."""
    await desk.edit(summary=summary(WRONG))
    await desk.wait(days=1)
    await desk.edit(summary=summary(RIGHT), corrections=corrected())


async def test_a_past_state_is_shown_by_its_number_and_called_past(desk: Desk) -> None:
    await two_states(desk)
    answer = await desk.room.ask("brief summary", as_of="2")
    assert answer.is_private
    assert PAST in answer.text
    assert "revision 2 of 3" in answer.text
    assert WRONG in answer.text
    assert RIGHT not in answer.text
    assert PAST not in (await desk.room.ask("brief summary")).text


async def test_a_past_state_is_shown_by_a_day_and_by_a_time(desk: Desk) -> None:
    await two_states(desk)
    for as_of in ("2026-11-23", "2026-11-24 07:59", "about 2026-11-23", "before 2026-11-24"):
        assert WRONG in (await desk.room.ask("brief summary", as_of=as_of)).text
    assert RIGHT in (await desk.room.ask("brief summary", as_of="2026-11-24")).text


async def test_one_moves_about_in_the_past_and_comes_back(desk: Desk) -> None:
    await two_states(desk)
    answer = await desk.room.ask("brief corrections", as_of="2")
    assert "hurt-count" not in answer.text
    there = await answer.choose("Summary", desk.room.reader)
    assert PAST in there.text
    assert WRONG in there.text
    now = await there.press("As it is now", desk.room.reader)
    assert PAST not in now.text
    assert RIGHT in now.text


async def test_a_past_state_that_is_posted_is_marked_as_past(desk: Desk) -> None:
    await two_states(desk)
    answer = await desk.room.ask("brief summary", as_of="2")
    await answer.press("Post to channel", desk.room.reader)
    assert PAST in desk.posts()[-1]


async def test_the_states_that_there_are_are_offered_with_their_times(desk: Desk) -> None:
    await two_states(desk)
    for command in ("brief summary", "quote"):
        assert await desk.room.offered(command, "as_of", "") == {
            "Revision 3, 2026-11-24 08:00 Europe/Warsaw": "3",
            "Revision 2, 2026-11-23 08:00 Europe/Warsaw": "2",
            "Revision 1, 2026-11-23 08:00 Europe/Warsaw": "1",
        }
    offered = await desk.room.offered("brief claims", "as_of", "24 08")
    assert list(offered.values()) == ["3"]


async def test_what_cannot_be_looked_back_to_is_refused_with_what_can(desk: Desk) -> None:
    await two_states(desk)
    for as_of, said in (
        ("9", "There is no revision 9: this brief has 1 to 3."),
        ("2020-01", "Nothing was on record then: the first state is of 2026-11-23 07:00 UTC."),
        ("2027-01-01", "has not come yet"),
        ("yesterday", "The option `as_of`"),
        ("2026-11-23 to 2026-11-24", "The option `as_of` takes one time"),
        ("before 2026-11-23 08:00", "Nothing was on record then"),
    ):
        answer = await desk.room.ask("brief timeline", as_of=as_of)
        assert said.replace("`", "") in answer.text.replace("\\", "").replace("`", "")


async def test_every_view_looks_back(desk: Desk) -> None:
    await two_states(desk)
    parts = ("summary", "timeline", "claims", "disputes", "quotes", "sources", "corrections")
    for command in parts:
        assert PAST in (await desk.room.ask(f"brief {command}", as_of="1")).text
    assert PAST in (await desk.room.ask("brief search", words="ferry", as_of="1")).text
    quote = await desk.room.ask("quote", words="fog", as_of="1", private=True)
    assert PAST in quote.text


async def test_a_past_quote_is_not_held_against_the_excerpts_of_today(desk: Desk) -> None:
    text = "Other words in circulation: fog and nothing else."
    quotes = section("quotes")
    for each in quotes:
        if isinstance(each, dict) and each["id"] == "fog":
            each["versions"] = [{"text": text, "sources": ["agency"]}]
    await desk.edit(quotes=quotes)
    await desk.edit()
    for as_of in ("1", "2"):
        past = await desk.room.ask("quote", words="fog", as_of=as_of, private=True)
        assert "not checked: this is a past state" in past.text
        assert "no excerpt of its sources" not in past.text
    versions = await past.press("Other versions (1)", desk.room.reader)
    assert "differences are marked" in versions.text
    assert "This version: Not checked: this is a past state" in versions.text
    assert "no excerpt of its sources" in (await desk.room.ask("quote", words="fog")).text


async def test_what_is_posted_says_of_which_state_it_is_and_what_it_carries(desk: Desk) -> None:
    await desk.edit(summary=summary(WRONG))
    answer = await desk.room.ask("brief summary")
    assert "ferry@" not in answer.text
    await answer.press("Post to channel", desk.room.reader)
    (posted,) = desk.posts()
    assert re.search(r"-# ferry@2 · aground, ashore, hurt, ", posted)
    await desk.room.ask("quote", words="fog")
    assert "-# ferry/fog@2" in desk.posts()[-1]


async def test_a_posted_answer_is_marked_and_its_channel_told_once(desk: Desk) -> None:
    await desk.edit(summary=summary(WRONG))
    for _ in range(2):
        answer = await desk.room.ask("brief summary")
        await answer.press("Post to channel", desk.room.reader)
    await desk.edit(summary=summary(RIGHT), corrections=corrected())
    first, second, corrective = await desk.wait(seconds=1)
    assert all(post.startswith("**Corrected, <t:") for post in (first, second))
    assert "## Correction" in corrective
    assert corrective.count("this post") == 2


async def test_a_posted_quote_is_marked_when_its_words_were_not_those(desk: Desk) -> None:
    await desk.room.ask("quote", words="fog")
    quotes = section("quotes")
    for each in quotes:
        if isinstance(each, dict) and each["id"] == "fog":
            each["text"] = "We saw nothing at all but fog."
    fix = corrected(entries=["fog"], was="nothing but fog", now="nothing at all but fog")
    await desk.edit(quotes=quotes, corrections=fix)
    quote, corrective = await desk.wait(seconds=1)
    assert "Now: **nothing at all but fog**" in quote
    assert "Now: nothing at all but fog" in corrective


async def test_the_newest_state_that_is_posted_is_on_record_however_it_was_asked_for(
    desk: Desk,
) -> None:
    await desk.edit(summary=summary(WRONG))
    answer = await desk.room.ask("brief summary", as_of="2")
    assert "revision 2: the newest on record." in answer.text
    await answer.press("Post to channel", desk.room.reader)
    (posted,) = desk.posts()
    assert "newest" not in posted  # it would not stay so
    await desk.edit(summary=summary(RIGHT), corrections=corrected())
    first, _ = await desk.wait(seconds=1)
    assert first.startswith("**Corrected")


async def test_a_past_state_that_is_posted_is_left_as_it_is(desk: Desk) -> None:
    await desk.edit(summary=summary(WRONG))
    await desk.edit(summary=summary(WRONG), status="closed")
    answer = await desk.room.ask("brief summary", as_of="2")
    await answer.press("Post to channel", desk.room.reader)
    (posted,) = desk.posts()
    await desk.edit(summary=summary(RIGHT), corrections=corrected(), status="closed")
    assert await desk.wait(seconds=1) == [posted]


async def kept(desk: Desk, answer: Answer) -> int | None:
    """The revision that a message is on record as telling; None for one that is not."""
    post = await desk.history.posts.of_message(answer.message.id)
    return post and post.revision


async def test_what_is_posted_where_the_bot_is_not_is_not_on_record(
    desk: Desk, as_user_app: Callable[[], None]
) -> None:
    as_user_app()
    answer = await desk.room.ask("quote", words="fog")
    assert "-# ferry/fog@1" in answer.text
    assert await kept(desk, answer) is None


@pytest.mark.parametrize(("context", "told"), [(1, 1), (2, None)])
async def test_in_private_only_what_stands_in_the_bot_s_own_conversation_is_on_record(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, context: int, told: int | None
) -> None:
    """SimCord knows no conversation of two people; Discord calls it context 2."""

    def there(*asked: object, **named: object) -> object:
        record, payload = base_payload(*asked, **named)  # pyright: ignore[reportArgumentType] -- as SimCord has it
        return record, {**payload, "context": context}

    monkeypatch.setattr(simcord.interactions, "base_payload", there)
    answer = Answer(await desk.room.reader.user.slash("quote", words="fog"))
    assert "-# ferry/fog@1" in answer.text
    assert await kept(desk, answer) == told


async def test_an_answer_is_given_where_the_database_does_not_tell_its_revision(
    desk: Desk,
) -> None:
    async def fails(brief: Brief) -> int:
        raise StorageError(f"{brief.slug}: the database is locked")

    desk.use(replace(desk.history, published=fails))
    answer = await desk.room.ask("quote", words="fog")
    assert "We saw nothing but fog." in answer.text
    assert "ferry/fog" not in answer.text
    assert {"revision_unknown", "post_not_recorded"} <= {log["event"] for log in desk.room.logs}


async def test_an_answer_stands_where_it_cannot_be_put_on_record(
    desk: Desk, tmp_path: Path
) -> None:
    path = str(tmp_path / "locked.db")
    async with (
        Database.open(path, patience_seconds=0.1) as locked,
        aiosqlite.connect(path) as other,
    ):
        await other.execute("BEGIN EXCLUSIVE")
        desk.use(replace(desk.history, posts=Posts(locked)))
        answer = await desk.room.ask("quote", words="fog")
    assert "-# ferry/fog@1" in answer.text
    assert "post_not_recorded" in {log["event"] for log in desk.room.logs}


async def test_what_is_posted_while_an_edit_is_under_way_is_the_state_that_it_shows(
    desk: Desk,
) -> None:
    before = desk.room.briefs.folder.library.get("ferry")
    desk.room.briefs.save("ferry", ferry(summary=summary(WRONG)))
    assert await desk.history.number(desk.room.briefs.folder.library.get("ferry")) == 2
    assert await desk.history.number(before) == 1


async def test_a_private_answer_is_not_on_record(desk: Desk) -> None:
    await desk.edit(summary=summary(WRONG))
    await desk.room.ask("brief summary")
    await desk.edit(summary=summary(RIGHT), corrections=corrected())
    assert await desk.wait(seconds=1) == []
