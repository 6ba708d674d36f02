"""What `DiscordPoster` finds of its own in a channel."""

from datetime import timedelta

from discord import ui

from bot.gateway.poster import DiscordPoster
from bot.views.buttons import digest_button
from bot.views.persistent import PersistentView
from bot.views.places import Place
from tests.demo.newsroom import Newsroom

MARK = "3f9a1c0b7d2e4f56a8b9"


async def test_only_what_the_bot_itself_posted_is_found_by_its_mark(newsroom: Newsroom) -> None:
    button = digest_button(Place("summary", "ferry"), "Open", MARK)
    view = PersistentView().add_item(ui.ActionRow[ui.LayoutView](button))
    own, copied = await newsroom.post(view), await newsroom.post(view)
    # Another bot posts what it saw; SimCord has no other bot that could.
    newsroom.env.backend.messages[newsroom.channel.id][copied.id].author_id = newsroom.reader.id
    poster = DiscordPoster(newsroom.env.bot)
    since = own.created_at - timedelta(minutes=1)
    assert await poster.find(newsroom.channel.id, MARK, since) == own.id
    assert await poster.find(newsroom.channel.id, MARK[::-1], since) is None
