"""“Picture” answers its presser alone with an image; posted, it goes where a correction comes."""

from typing import Any

import pytest

from bot.confined import Bounds
from bot.content.located_yaml import Value
from bot.pictures.studio import Studio
from tests.demo.desk import Desk
from tests.demo.ferry import section
from tests.demo.newsroom import Answer
from tests.loopback.checks import components
from tests.making import claim, correction, report

pytestmark = pytest.mark.slow
GALLERY = 12
PICTURE, POST = "Picture", "Post to channel"


def counted(third: str = "up to six") -> list[Value]:
    """Claims of which one gives three numbers."""
    numbers = (report("n-1", "three"), report("n-2", "at least 4"), report("n-3", third))
    lost = {**claim("lost", *numbers), "question": "How many cars were lost?"}
    return [*section("claims"), lost]


def images(answer: Answer) -> list[dict[str, Any]]:
    """What a message shows as images."""
    parts = components(answer.message.components)
    return [item for part in parts if part["type"] == GALLERY for item in part["items"]]


def attachments(desk: Desk, answer: Answer) -> list[dict[str, Any]]:
    stored = desk.room.env.backend.messages[answer.message.channel_id][answer.message.id]
    return list(stored.attachments)


@pytest.fixture
async def counting(desk: Desk) -> Desk:
    """A server whose brief has a claim with three numbers."""
    await desk.edit(claims=counted())
    return desk


async def test_a_claim_with_three_numbers_shows_them_to_the_presser_alone(counting: Desk) -> None:
    reader = counting.room.reader
    answer = await counting.room.ask("brief claims", claim="lost")
    shown = await answer.press(PICTURE, reader)
    assert shown.message.id == answer.message.id
    assert shown.is_private
    (image,) = images(shown)
    assert image["description"].startswith("Chart of 3 numbers over time, oldest first.")
    (attached,) = attachments(counting, shown)
    assert attached["filename"] == "ferry-numbers.png"
    assert attached["description"] == image["description"]
    assert attached["size"] > 1_000
    back = await shown.press("Back to the claim", reader)
    assert "How many cars were lost?" in back.text
    assert PICTURE in back.buttons
    assert images(back) == []
    assert attachments(counting, back) == []


async def test_a_claim_with_fewer_numbers_has_no_picture(counting: Desk) -> None:
    answer = await counting.room.ask("brief claims", claim="speed")
    assert PICTURE not in answer.buttons


async def test_a_timeline_is_seen_as_a_picture_and_the_way_back_leads_to_it(desk: Desk) -> None:
    reader = desk.room.reader
    answer = await desk.room.ask("brief timeline")
    shown = await answer.press(PICTURE, reader)
    (image,) = images(shown)
    assert image["description"].startswith("Timeline of 14 events")
    assert "### Timeline" in (await shown.press("Back to the timeline", reader)).text


async def test_the_button_of_a_post_answers_whoever_presses_it_alone(counting: Desk) -> None:
    answer = await counting.room.ask("brief claims", claim="lost")
    posted = await answer.press(POST, counting.room.reader)
    shown = await posted.press(PICTURE, counting.room.manager)
    assert shown.is_private
    assert shown.message.id != posted.message.id
    assert len(images(shown)) == 1


async def test_a_posted_picture_is_taken_away_when_it_is_corrected(counting: Desk) -> None:
    reader = counting.room.reader
    shown = await (await counting.room.ask("brief claims", claim="lost")).press(PICTURE, reader)
    posted = await shown.press(POST, reader)
    assert not posted.is_private
    assert len(images(posted)) == len(attachments(counting, posted)) == 1
    assert "ferry/lost@" in posted.text
    counting.now = counting.now.replace(day=counting.now.day + 1)
    fixed = correction("six-five", "n-3", at="2026-11-24", was="up to six", now="up to five")
    await counting.edit(claims=counted("up to five"), corrections=[*section("corrections"), fixed])
    posts = await counting.wait(minutes=1)
    assert posts[0].startswith("**Corrected")
    assert "The picture was removed: it may show what has been corrected." in posts[0]
    assert attachments(counting, posted) == []


async def test_a_picture_of_the_past_says_so_itself(counting: Desk) -> None:
    await counting.edit(claims=counted("up to five"))
    answer = await counting.room.ask("brief claims", claim="lost", as_of="2")
    shown = await answer.press(PICTURE, counting.room.reader)
    assert "This is past" in shown.text
    assert "Past: revision 2 of 3, published 23 November 2026." in images(shown)[0]["description"]


@pytest.mark.parametrize(
    "bounds",
    # As if its time had been used up before it begins: the clock stands still here.
    [Bounds(cpu_seconds=-1), Bounds(memory_bytes=150 * 1024 * 1024)],
    ids=["slow", "failing"],
)
async def test_a_picture_that_cannot_be_drawn_is_refused_in_plain_words(
    counting: Desk, bounds: Bounds
) -> None:
    reader = counting.room.reader
    answer = await counting.room.ask("brief claims", claim="lost")
    await counting.use_pictures(Studio(bounds))
    refused = await answer.press(PICTURE, reader)
    (told,) = refused.result.followups
    assert told.content.startswith("I couldn't draw that picture.")
    assert told.ephemeral
    assert "How many cars were lost?" in answer.text


async def test_a_picture_that_cannot_be_drawn_again_is_not_posted(counting: Desk) -> None:
    reader = counting.room.reader
    shown = await (await counting.room.ask("brief claims", claim="lost")).press(PICTURE, reader)
    await counting.use_pictures(Studio(Bounds(memory_bytes=150 * 1024 * 1024)))
    refused = await shown.press(POST, reader)
    assert refused.is_private
    assert refused.text.startswith("I couldn't draw that picture.")
    assert counting.posts() == []
