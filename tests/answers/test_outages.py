"""What is said, and what is lost, while the database cannot be reached: a sentence, and nothing."""

from dataclasses import replace
from pathlib import Path

from bot.storage.challenges import Challenges
from bot.storage.deliveries import Deliveries
from bot.storage.errors import StorageError
from bot.storage.servers import Servers
from tests.answers.outage import locked
from tests.answers.test_errors import summaries_raise
from tests.commands.challenging import opened, send
from tests.demo.desk import Desk
from tests.demo.newsroom import Newsroom

AWAY = "I cannot reach my database at the moment. Please try again in a minute."
CHECK = "If you were changing something, check first whether it was saved."
DAILY = {"often": "daily", "at": "09:00", "zone": "Europe/Warsaw"}


async def test_who_is_told_that_subscribing_failed_has_no_digest(
    desk: Desk, tmp_path: Path
) -> None:
    digests = desk.digests.digests
    async with locked(tmp_path) as away:
        desk.use_digests(replace(digests, servers=Servers(away)))
        told = await desk.manage("subscribe", **DAILY)
    assert told.text == f"{AWAY} {CHECK}"
    assert told.is_private
    assert await digests.subscriptions.of_guild(desk.room.guild.id) == []


async def test_a_digest_that_is_kept_but_cannot_be_shown_is_told_to_be_kept(
    desk: Desk, tmp_path: Path
) -> None:
    digests = desk.digests.digests
    async with locked(tmp_path) as away:
        desk.use_digests(replace(digests, deliveries=Deliveries(away)))
        told = await desk.manage("subscribe", **DAILY)
    assert told.text.startswith("Subscribed: digest 1 is saved.")
    assert told.is_private
    (kept,) = await digests.subscriptions.of_guild(desk.room.guild.id)
    assert kept.id == 1


async def test_the_words_of_a_challenge_that_cannot_be_kept_are_given_back(
    desk: Desk, tmp_path: Path
) -> None:
    digests = desk.digests.digests
    form = await opened(desk)
    async with locked(tmp_path) as away:
        inbox = replace(digests.inbox, challenges=Challenges(away))
        desk.use_digests(replace(digests, inbox=inbox))
        told = await send(desk, form, "It was nine knots.")
    assert told.text.startswith(f"{AWAY} {CHECK}")
    assert told.text.endswith("This is what you wrote:\nIt was nine knots.")
    assert told.is_private


async def test_a_database_that_is_out_of_order_is_told_to_whoever_runs_the_bot(
    newsroom: Newsroom,
) -> None:
    with summaries_raise(StorageError("The disk of the database /data/b.db is full.")):
        answer = await newsroom.ask("brief summary")
    assert answer.text == (
        f"My database is out of order. Please tell whoever runs this bot. {CHECK}"
    )
    (logged,) = newsroom.bugs()
    assert logged["event"] == "database_failed"
    assert logged["reason"] == "The disk of the database /data/b.db is full."
