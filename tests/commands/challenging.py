"""Readers' steps when they say what is wrong."""

from typing import Any

from simcord import InteractionResult, MemberActor

from bot.storage.challenges import Challenge
from bot.views.buttons import CHALLENGE
from tests.demo.desk import Desk
from tests.demo.newsroom import Answer

WORDS = "It was *nine* knots, <@1> @everyone.\n\n- see the log"
LINK = "https://paper.example/nine"


async def ask(desk: Desk, command: str, **options: Any) -> Answer:  # noqa: ANN401 -- any option
    return await desk.room.ask(f"brief {command}", **options)


async def opened(desk: Desk, **options: str) -> InteractionResult:
    """The form, as the command opens it."""
    return await desk.room.reader.slash(desk.room.channel, "brief challenge", **options)


async def send(
    desk: Desk, form: InteractionResult, text: str = WORDS, link: str = "", **who: MemberActor
) -> Answer:
    """What is answered to the form that somebody sent."""
    person = who.get("who", desk.room.reader)
    return Answer(await person.submit_modal(form, {"text": text, "link": link}))


async def waiting(desk: Desk) -> list[Challenge]:
    return await desk.digests.digests.inbox.challenges.waiting()


async def from_menu(desk: Desk, message: Any) -> InteractionResult:  # noqa: ANN401 -- any message
    return await desk.room.reader.context_menu(desk.room.channel, CHALLENGE, message)
