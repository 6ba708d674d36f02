from bot.storage.bookmarks import Bookmarks
from bot.storage.database import Database
from tests.storage.making import HOUR, NOW

PERSON, OTHER = 7, 8


async def test_a_person_is_remembered_by_brief_and_moves_on(database: Database) -> None:
    bookmarks = Bookmarks(database)
    assert await bookmarks.get(PERSON, "ferry") is None
    await bookmarks.keep(PERSON, "ferry", 3, NOW)
    await bookmarks.keep(PERSON, "ferry", 5, NOW + HOUR)
    await bookmarks.keep(PERSON, "flood", 1, NOW)
    assert await bookmarks.get(PERSON, "ferry") == 5
    assert await bookmarks.get(OTHER, "ferry") is None


async def test_a_person_is_forgotten_with_all_that_they_read(database: Database) -> None:
    bookmarks = Bookmarks(database)
    for slug in ("ferry", "flood"):
        await bookmarks.keep(PERSON, slug, 1, NOW)
    await bookmarks.keep(OTHER, "ferry", 1, NOW)
    assert await bookmarks.forget(PERSON) == 2
    assert await bookmarks.forget(PERSON) == 0
    assert await bookmarks.get(PERSON, "ferry") is None
    assert await bookmarks.get(OTHER, "ferry") == 1
