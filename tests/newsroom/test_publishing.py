"""Announcements go on to the servers that follow, as many an hour as Discord lets them."""

from bot.delivery.errands import PER_HOUR
from tests.demo.desk import Desk
from tests.demo.ferry import section
from tests.making import entry


async def announce(desk: Desk, count: int) -> None:
    """Post so many digests, a minute apart, to a channel that publishes them."""
    news = desk.room.guild.create_news_channel("announcements")
    await desk.manage("subscribe", often="as it happens", channel=news, publish=True)
    await desk.wait(seconds=1)
    for number in range(1, count):
        more = [entry(f"more-{n}", text=f"Point {n}.") for n in range(number)]
        await desk.edit(summary=[*section("summary"), *more])
        await desk.wait(minutes=1)
    assert len(news.history()) == count


async def test_each_announcement_is_published_once(desk: Desk) -> None:
    await announce(desk, 3)
    assert len(desk.room.requests("/crosspost")) == 3


async def test_what_is_beyond_the_quota_is_published_an_hour_later(desk: Desk) -> None:
    await announce(desk, PER_HOUR + 2)
    assert len(desk.room.requests("/crosspost")) == PER_HOUR
    await desk.wait(minutes=40)
    assert len(desk.room.requests("/crosspost")) == PER_HOUR
    await desk.wait(minutes=15)
    assert len(desk.room.requests("/crosspost")) == PER_HOUR + 2


async def test_what_is_published_already_counts_as_done(desk: Desk) -> None:
    desk.room.env.inject_error(
        "POST", "/channels/*/messages/*/crosspost", status=400, code=40033, message="Already"
    )
    await announce(desk, 1)
    await desk.wait(hours=2)
    assert len(desk.room.requests("/crosspost")) == 1


async def test_a_permission_that_is_missing_is_asked_for_again_and_not_for_ever(
    desk: Desk,
) -> None:
    desk.room.env.inject_error(
        "POST", "/channels/*/messages/*/crosspost", status=403, code=50013, message="No", times=99
    )
    await announce(desk, 1)
    for _ in range(30):
        await desk.wait(hours=1)
    asked = len(desk.room.requests("/crosspost"))
    assert 20 < asked < 30
    await desk.wait(hours=5)
    assert len(desk.room.requests("/crosspost")) == asked
