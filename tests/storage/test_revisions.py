import asyncio
from datetime import timedelta

from bot.storage.database import Database
from bot.storage.revisions import Revisions
from tests.storage.making import HOUR, NOW


async def test_a_brief_without_revisions_has_no_latest(database: Database) -> None:
    assert await Revisions(database).latest("ferry") is None
    assert await Revisions(database).listed("ferry") == []


async def test_the_first_state_of_a_brief_is_revision_one(database: Database) -> None:
    revisions = Revisions(database)
    first = await revisions.record("ferry", "h1", "title: Ferry", NOW)
    assert (first.number, first.hash, first.content) == (1, "h1", "title: Ferry")
    assert first.published_at == NOW
    assert await revisions.latest("ferry") == first


async def test_only_another_meaning_makes_another_revision(database: Database) -> None:
    revisions = Revisions(database)
    first = await revisions.record("ferry", "h1", "title: Ferry", NOW)
    again = await revisions.record("ferry", "h1", "title:   Ferry", NOW + HOUR)
    assert again == first
    second = await revisions.record("ferry", "h2", "title: The ferry", NOW + HOUR)
    assert second.number == 2


async def test_a_state_that_comes_back_is_a_new_revision(database: Database) -> None:
    revisions = Revisions(database)
    for meaning in ("h1", "h2", "h1"):
        await revisions.record("ferry", meaning, meaning, NOW)
    assert [listed.hash for listed in await revisions.listed("ferry")] == ["h1", "h2", "h1"]


async def test_briefs_are_numbered_apart(database: Database) -> None:
    revisions = Revisions(database)
    await revisions.record("ferry", "h1", "", NOW)
    assert (await revisions.record("flood", "h2", "", NOW)).number == 1


async def test_a_revision_is_found_by_number_and_by_moment(database: Database) -> None:
    revisions = Revisions(database)
    first = await revisions.record("ferry", "h1", "one", NOW)
    second = await revisions.record("ferry", "h2", "two", NOW + HOUR)
    assert await revisions.get("ferry", 1) == first
    assert await revisions.get("ferry", 3) is None
    just_before = NOW + HOUR - timedelta(milliseconds=1)
    assert await revisions.at("ferry", just_before) == first
    assert await revisions.at("ferry", NOW + HOUR) == second
    assert await revisions.at("ferry", NOW - HOUR) is None


async def test_many_who_record_one_state_at_once_make_one_revision(database: Database) -> None:
    revisions = Revisions(database)
    await revisions.record("ferry", "h0", "", NOW)
    made = await asyncio.gather(*(revisions.record("ferry", "h1", "", NOW) for _ in range(20)))
    assert {revision.number for revision in made} == {2}


async def test_many_who_record_different_states_at_once_lose_none(database: Database) -> None:
    revisions = Revisions(database)
    await asyncio.gather(*(revisions.record("ferry", f"h{n}", "", NOW) for n in range(20)))
    listed = await revisions.listed("ferry")
    assert [one.number for one in listed] == list(range(20, 0, -1))
    assert {one.hash for one in listed} == {f"h{n}" for n in range(20)}


async def test_a_state_of_an_older_file_is_not_published_anew(database: Database) -> None:
    revisions = Revisions(database)
    first = await revisions.record("ferry", "h1", "one", NOW, NOW)
    second = await revisions.record("ferry", "h2", "two", NOW + HOUR, NOW + HOUR)
    stale = await revisions.record("ferry", "h1", "one", NOW + 2 * HOUR, NOW)
    assert (stale.number, stale.hash) == (second.number, "h2")
    again = await revisions.record("ferry", "h1", "one", NOW + 3 * HOUR, NOW + 3 * HOUR)
    assert (again.number, again.hash) == (3, first.hash)
    assert (await revisions.record("ferry", "h3", "three", NOW + 4 * HOUR)).number == 4


async def test_two_states_of_files_saved_in_one_instant_are_both_published(
    database: Database,
) -> None:
    revisions = Revisions(database)
    await revisions.record("ferry", "h1", "one", NOW, NOW)
    assert (await revisions.record("ferry", "h2", "two", NOW, NOW)).number == 2
