"""/digest: what is posted, when and how, by a manager's actions."""

from tests.demo.desk import Desk
from tests.demo.ferry import section
from tests.demo.newsroom import Answer
from tests.loopback.checks import components
from tests.making import entry


async def test_subscribing_tells_the_next_three_times_in_both_zones(desk: Desk) -> None:
    answer = await desk.manage("subscribe", often="daily", at="09:00", zone="łódź")
    assert answer.is_private
    assert "Every day at 09:00, Europe/Warsaw time" in answer.text
    for day in ("Monday", "Tuesday", "Wednesday"):
        assert f"for you, {day} 09:00 in Europe/Warsaw" in answer.text
    assert "<t:1795420800:F>" in answer.text


async def test_a_first_digest_says_where_the_brief_stands_and_the_next_what_changed(
    desk: Desk,
) -> None:
    await desk.manage("subscribe", often="daily", at="09:00", zone="Europe/Warsaw")
    assert await desk.wait(minutes=59) == []
    (first,) = await desk.wait(minutes=1)
    assert "where it stands on" in first
    assert "A car ferry ran aground in the morning." in first

    events = [*section("timeline"), entry("fined", at="2026-05", text="The owner was fined.")]
    await desk.edit(timeline=events)
    _, second = await desk.wait(days=1)
    assert "### New" in second
    assert "The owner was fined." in second
    assert "ran aground" not in second


async def test_nothing_is_posted_where_nothing_changed_but_one_line_after_a_week(
    desk: Desk,
) -> None:
    await desk.manage("subscribe", often="daily", at="09:00", zone="Europe/Warsaw")
    await desk.wait(hours=1)
    for _ in range(6):
        await desk.wait(days=1)
    assert len(desk.posts()) == 1
    posts = await desk.wait(days=1)
    assert "Nothing in this brief has changed in that time." in posts[-1]


async def test_the_latest_of_several_missed_digests_is_posted_once_and_called_late(
    desk: Desk,
) -> None:
    await desk.manage("subscribe", often="daily", at="09:00", zone="Europe/Warsaw")
    posts = await desk.wait(days=3, hours=4)
    assert len(posts) == 1
    assert "Late: this was due" in posts[0]


async def test_a_digest_that_would_be_half_a_day_late_is_skipped_and_show_says_so(
    desk: Desk,
) -> None:
    await desk.manage("subscribe", often="daily", at="09:00", zone="Europe/Warsaw")
    assert await desk.wait(hours=14) == []
    assert "skipped: it would have been too late" in (await desk.manage("show", digest=1)).text


async def test_a_change_is_told_as_it_happens(desk: Desk) -> None:
    await desk.manage("subscribe", often="as it happens")
    assert len(await desk.wait(seconds=1)) == 1
    await desk.edit(status="closed")
    posts = await desk.wait(minutes=1)
    assert len(posts) == 2
    assert "Status: ~~developing~~ **closed**" in posts[-1]


async def test_one_that_turns_to_tell_as_it_happens_tells_what_happened_before(
    desk: Desk,
) -> None:
    await desk.manage("subscribe", often="daily", at="09:00", zone="Europe/Warsaw")
    await desk.wait(hours=1)
    await desk.edit(status="closed")
    await desk.wait(minutes=5)
    await desk.manage("edit", digest=1, often="as it happens")
    assert "Status: ~~developing~~ **closed**" in (await desk.wait(seconds=1))[-1]


async def test_a_digest_whose_only_news_is_other_words_stays_quiet(desk: Desk) -> None:
    await desk.manage("subscribe", often="as it happens")
    await desk.wait(seconds=1)
    points = section("summary")
    await desk.edit(summary=[*points, entry("hurt", text="Four people were hurt.")])
    assert len(await desk.wait(minutes=1)) == 2
    await desk.edit(summary=[*points, entry("hurt", text="4 people were hurt")])
    assert len(await desk.wait(minutes=1)) == 2


async def test_a_number_that_changed_is_told_as_changed_with_the_number_marked(desk: Desk) -> None:
    await desk.edit(summary=[*section("summary"), entry("hurt", text="Four people were hurt.")])
    await desk.manage("subscribe", often="as it happens")
    await desk.wait(seconds=1)
    await desk.edit(summary=[*section("summary"), entry("hurt", text="Three people were hurt.")])
    digest = (await desk.wait(minutes=1))[-1]
    assert "### Changed\n- ~~Four~~ **Three** people were hurt." in digest


async def test_what_a_digest_has_no_room_for_is_opened_for_the_presser_alone(desk: Desk) -> None:
    await desk.manage("subscribe", often="as it happens")
    await desk.wait(seconds=1)
    more = [entry(f"more-{n}", at="2026-05", text=f"Event {n}: " + "word " * 40) for n in range(20)]
    await desk.edit(timeline=[*section("timeline"), *more])
    first, second = await desk.wait(minutes=1)
    assert "Event 19" not in second
    message = desk.room.channel.last_message
    assert message is not None
    parts = components({"components": [each.to_dict() for each in message.components]})
    (label,) = [each["label"] for each in parts if each.get("label", "").startswith("And ")]
    answer = Answer(await desk.room.reader.click(message, label=label))
    assert answer.is_private
    assert "Changes from revision 1 to 2" in answer.text
    assert first == desk.posts()[0]


async def test_the_buttons_of_a_digest_answer_whoever_presses(desk: Desk) -> None:
    await desk.manage("subscribe", often="as it happens")
    await desk.wait(seconds=1)
    message = desk.room.channel.last_message
    assert message is not None
    answer = Answer(await desk.room.reader.click(message, label="Timeline"))
    assert answer.is_private
    assert "### Timeline" in answer.text


async def test_an_announcement_is_published_where_that_is_wanted(desk: Desk) -> None:
    news = desk.room.guild.create_news_channel("announcements")
    await desk.manage("subscribe", often="as it happens", channel=news, publish=True)
    await desk.wait(seconds=1)
    posted = news.history()
    assert len(desk.room.requests("/crosspost")) == len(posted) > 0
    assert not [entry for entry in desk.room.logs if entry["event"] == "publishing_failed"]


async def test_a_role_is_mentioned_only_where_a_manager_chose_one(desk: Desk) -> None:
    role = desk.room.guild.create_role("watchers", mentionable=True)
    await desk.manage("subscribe", often="as it happens", role=role)
    await desk.wait(seconds=1)
    first, *others = desk.room.requests("/messages")
    assert first["allowed_mentions"] == {"parse": [], "roles": [str(role.id)]}
    assert all(other["allowed_mentions"] == {"parse": [], "roles": []} for other in others)
