"""What was posted is kept as long as a correction reaches it."""

from dataclasses import replace

from bot.storage.database import Database
from bot.storage.posts import Posts
from tests.storage.making import A_POST, HOUR, MESSAGE, NOW


async def test_what_was_posted_is_forgotten_after_its_time_and_sooner_where_it_was_deleted(
    database: Database,
) -> None:
    posts = Posts(database)
    ages = {"old": 10, "deleted": 5, "standing": 5, "deleted lately": 1}
    for number, age in enumerate(ages.values()):
        at = NOW - age * HOUR
        await posts.add(replace(A_POST, message_id=MESSAGE + number, posted_at=at))
    for number, name in enumerate(ages):
        if name.startswith("deleted"):
            kept = await posts.of_message(MESSAGE + number)
            assert kept is not None
            await posts.mark_gone(kept.id)
    assert await posts.purge(NOW - 9 * HOUR, NOW - 3 * HOUR) == 2
    left = [await posts.of_message(MESSAGE + number) is not None for number in range(len(ages))]
    assert dict(zip(ages, left, strict=True)) == {
        "old": False, "deleted": False, "standing": True, "deleted lately": True
    }  # fmt: skip
    assert await posts.purge(NOW - 9 * HOUR, NOW - 3 * HOUR) == 0
