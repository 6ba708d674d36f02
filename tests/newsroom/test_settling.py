"""A file that is being edited reaches no channel before it has rested."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.content.folder import Reload
from bot.newsroom.newsroom import Newsroom, Terms
from bot.newsroom.recorder import Recorder
from bot.storage.database import Database
from bot.storage.revisions import Revisions
from tests.demo.desk import Desk
from tests.demo.ferry import SLUG, ferry, section
from tests.demo.newsroom import Briefs
from tests.making import entry

REST = timedelta(minutes=5)


class Office:
    """A folder, and a recorder whose clock is moved by hand; files keep their real times.

    Args:
        briefs: the folder.
        database: where states are recorded.
    """

    def __init__(self, briefs: Briefs, database: Database) -> None:
        self.briefs = briefs
        self.revisions = Revisions(database)
        self.ahead = timedelta()
        self.start()

    def start(self, rest: timedelta = REST) -> None:
        """What a process begins with: it knows nothing but the folder and the database."""
        self.recorder = Recorder(
            self.briefs.folder, self.revisions, lambda: datetime.now(UTC) + self.ahead, rest
        )
        self.recorder.note([SLUG])

    async def save(self, title: str) -> None:
        """Save the brief with another title."""
        self.briefs.save(SLUG, ferry(title=title))
        self.recorder.note([SLUG])
        await self.recorder.record()

    async def after(self, minutes: float) -> list[str]:
        """Let time pass; the titles that are recorded then."""
        self.ahead += timedelta(minutes=minutes)
        await self.recorder.record()
        return await self.titles()

    async def titles(self) -> list[str]:
        """The titles that are recorded, the oldest first."""
        listed = await self.revisions.listed(SLUG)
        found = [await self.revisions.get(SLUG, each.number) for each in reversed(listed)]
        lines = (line for each in found if each for line in each.content.splitlines())
        return [line.removeprefix("title: ") for line in lines if line.startswith("title: ")]


@pytest.fixture
async def office(briefs: Briefs, database: Database) -> Office:
    briefs.save(SLUG, ferry(title="First"))
    office = Office(briefs, database)
    assert await office.after(0) == ["First"]
    return office


async def test_a_save_is_recorded_once_the_file_has_rested(office: Office) -> None:
    await office.save("Second")
    assert await office.after(4.9) == ["First"]
    assert await office.after(0.2) == ["First", "Second"]


async def test_a_save_in_the_middle_of_an_edit_is_never_recorded(office: Office) -> None:
    office.ahead = -timedelta(days=1)  # files are ahead of it: what counts is when it looked
    await office.save("Half")
    await office.after(3)
    await office.save("Whole")
    assert await office.after(4) == ["First"]
    assert await office.after(2) == ["First", "Whole"]


async def test_a_save_that_is_no_valid_brief_goes_on_with_the_edit(office: Office) -> None:
    folder = office.briefs.folder
    await office.save("Second")
    held, before = folder.held(SLUG), folder.touched_at(SLUG)
    assert held is not None
    assert held.written_at == before
    (folder.path / f"{SLUG}.yaml").write_text("title: [")
    assert folder.load().problems
    after = folder.touched_at(SLUG)
    assert before is not None
    assert after is not None
    assert after > before


async def test_an_edit_that_was_resting_when_the_process_ended_is_recorded_by_the_next(
    office: Office,
) -> None:
    await office.save("Second")
    await office.after(2)
    office.start()
    assert await office.after(2) == ["First"]
    assert await office.after(2) == ["First", "Second"]


async def test_what_a_person_shows_to_a_channel_is_recorded_at_once(office: Office) -> None:
    await office.save("Second")
    brief = office.briefs.folder.library.get(SLUG)
    assert await office.recorder.number(brief) is None
    assert await office.recorder.published(brief) == 2
    assert await office.after(0) == ["First", "Second"]


async def test_what_rests_is_no_sign_of_a_database_that_fails(office: Office) -> None:
    await office.save("Second")
    assert office.recorder.waiting == ()
    office.ahead += REST
    assert [noted.slug for noted in office.recorder.waiting] == [SLUG]


async def test_what_has_rested_is_recorded_without_another_edit(office: Office) -> None:
    office.start(timedelta(seconds=0.3))
    task = asyncio.create_task(office.recorder.keep_recording(lambda: None))
    try:
        await office.save("Second")
        office.recorder.record_soon()
        while await office.titles() != ["First", "Second"]:  # noqa: ASYNC110 -- the database tells
            await asyncio.sleep(0.05)
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_a_half_written_save_reaches_no_channel(desk: Desk) -> None:
    bot = desk.room.env.bot
    assert bot is not None
    terms = Terms(clock=lambda: desk.now, per_second=1000, settle=REST)
    desk.digests = Newsroom(desk.database, desk.room.briefs.folder, bot, terms)
    await desk.manage("subscribe", often="as it happens")
    await desk.wait(seconds=1)
    for text in ("Half a sen", "A whole sentence."):
        await desk.edit(summary=[*section("summary"), entry("said", text=text)])
        assert len(await desk.wait(minutes=4)) == 1
    desk.now += timedelta(minutes=1)
    await desk.digests.publish(Reload())  # as `recording` does by itself
    (_, digest) = await desk.wait(minutes=1)
    assert "A whole sentence." in digest
    assert "Half a sen" not in digest
