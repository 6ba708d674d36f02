"""Past states of briefs, read from the record."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.archive import Archive, Past, Shelf
from bot.domain.errors import UserError
from bot.storage.database import Database
from bot.storage.revisions import Revisions
from tests.demo.ferry import SLUG, ferry
from tests.making import content
from tests.storage.migrated import migrated_file

START = datetime(2026, 11, 23, 7, tzinfo=UTC)
DAY = timedelta(days=1)
UNREADABLE = "of: another version"


@pytest.fixture
async def revisions(tmp_path: Path) -> AsyncIterator[Revisions]:
    """A record without anything on it."""
    async with Database.open(migrated_file(tmp_path / "briefbot.db")) as database:
        yield Revisions(database)


async def publish(revisions: Revisions, *titles: str) -> None:
    """A state for each title, a day after the other."""
    for day, title in enumerate(titles):
        text = content(ferry(title=title)).decode()
        await revisions.record(SLUG, title, text, START + day * DAY)


def title(past: Past) -> str:
    return past.library.get(SLUG).title


async def test_a_state_is_found_by_its_number_and_by_every_moment_of_its_time(
    revisions: Revisions,
) -> None:
    await publish(revisions, "First", "Second")
    archive = Archive(revisions)
    first = await archive.get(SLUG, 1)
    assert (title(first), first.number, first.latest) == ("First", 1, 2)
    assert first.published_at == START
    for moment in (START, START + DAY - timedelta(milliseconds=1)):
        assert title(await archive.at(SLUG, moment)) == "First"
    assert title(await archive.at(SLUG, START + DAY)) == "Second"


async def test_before_the_first_state_it_is_said_when_that_was(revisions: Revisions) -> None:
    await publish(revisions, "First")
    with pytest.raises(UserError, match="the first state is of 2026-11-23 07:00 UTC"):
        await Archive(revisions).at(SLUG, START - DAY)


async def test_a_brief_that_is_not_on_record_yet_is_told_from_a_wrong_number(
    revisions: Revisions,
) -> None:
    with pytest.raises(UserError, match="Nothing of this brief is on record yet"):
        await Archive(revisions).get(SLUG, 1)
    with pytest.raises(UserError, match="the first state is yet to come"):
        await Archive(revisions).at(SLUG, START)


async def test_a_state_that_this_version_cannot_read_is_refused_alone(
    revisions: Revisions,
) -> None:
    await revisions.record(SLUG, "older", UNREADABLE, START)
    await publish(revisions, "Second")
    archive = Archive(revisions)
    with pytest.raises(UserError, match="Revision 1 can no longer be read"):
        await archive.get(SLUG, 1)
    assert title(await archive.get(SLUG, 2)) == "Second"


async def test_the_states_asked_for_last_stay_at_hand_and_the_others_go(
    revisions: Revisions,
) -> None:
    await publish(revisions, *(f"State {number}" for number in range(1, 11)))
    size = len(content(ferry(title="State 10")))
    archive = Archive(revisions, most_bytes=8 * size)
    first, second = [(await archive.get(SLUG, number)).library for number in (1, 2)]
    for number in range(3, 10):
        assert (await archive.get(SLUG, 1)).library is first
        await archive.get(SLUG, number)
    assert (await archive.get(SLUG, 1)).library is first
    again = (await archive.get(SLUG, 2)).library
    assert again is not second
    assert again.get(SLUG).title == "State 2"


async def test_the_state_asked_for_last_stays_at_hand_whatever_its_size(
    revisions: Revisions,
) -> None:
    await publish(revisions, "First", "Second")
    archive = Archive(revisions, most_bytes=1)
    for number in (1, 2):
        library = (await archive.get(SLUG, number)).library
        assert (await archive.get(SLUG, number)).library is library
    assert (await archive.get(SLUG, 1)).library is not library


async def test_whoever_asks_for_one_state_at_once_is_given_one_reading_of_it(
    revisions: Revisions,
) -> None:
    await publish(revisions, "First")
    archive = Archive(revisions)
    found = await asyncio.gather(*(archive.get(SLUG, 1) for _ in range(20)))
    assert len({id(past.library) for past in found}) == 1


async def test_a_text_is_read_once_for_all_who_ask_for_it_at_once() -> None:
    shelf, text = Shelf(10_000), content(ferry(title="Once")).decode()
    asked = [asyncio.create_task(shelf.read(SLUG, text)) for _ in range(20)]
    await asyncio.sleep(0)  # all of them have begun
    asked[0].cancel()
    briefs = await asyncio.gather(*asked[1:])
    assert len({id(brief) for brief in briefs}) == 1
    assert await shelf.read(SLUG, text) is briefs[0]


async def test_texts_are_kept_up_to_a_size_and_the_last_whatever_its_size() -> None:
    texts = [content(ferry(title=f"Text {number}")).decode() for number in range(4)]
    shelf = Shelf(3 * len(texts[0].encode()))
    briefs = [await shelf.read(SLUG, text) for text in texts]
    assert [await shelf.read(SLUG, text) is briefs[n] for n, text in enumerate(texts) if n] == (
        [True] * 3
    )
    assert await shelf.read(SLUG, texts[0]) is not briefs[0]
    small = Shelf(1)
    assert await small.read(SLUG, texts[0]) is await small.read(SLUG, texts[0])
    assert await shelf.read("other", UNREADABLE) is None


async def test_the_briefs_are_found_that_had_an_entry_in_a_state(revisions: Revisions) -> None:
    for slug, text in (("ferry", content(ferry()).decode()), ("flood", f"{UNREADABLE}: aground")):
        await revisions.record(slug, slug, text, START)
    archive, slugs = Archive(revisions), ["ferry", "flood", "never-recorded"]
    assert await archive.holding(slugs, 1, "aground") == ["ferry"]
    assert await archive.holding(slugs, 1, "paper") == ["ferry"]  # a source
    for number, entry in ((1, "around"), (1, "agroun"), (2, "aground")):
        assert await archive.holding(slugs, number, entry) == []
