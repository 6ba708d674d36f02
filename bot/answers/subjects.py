"""What a message of ours shows, read from its buttons."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import discord

from bot.answers.challenge import Subject
from bot.domain.errors import UserError
from bot.views.buttons import DIGEST
from bot.views.places import PLACE, VERSION, Place

# These buttons carry the page that they stand on; others lead elsewhere in the same brief.
_HERE = re.compile(rf"{VERSION}:(?:ask|post):{PLACE}")
_ELSEWHERE = re.compile(rf"{VERSION}:[a-z]+:{PLACE}")
_DIGEST = re.compile(DIGEST)


def subject_of(message: discord.Message, us: int | None) -> Subject:
    """What a message is about.

    Args:
        message: somebody chose it.
        us: our user id.

    Raises:
        UserError: it is not ours, or it is about no brief.
    """
    if message.author.id != us:
        raise UserError(
            "That message is not mine. I take challenges of what I posted: choose one of my "
            "messages, or use /brief challenge."
        )
    ids = list(_custom_ids(component.to_dict() for component in message.components))
    for template in (_HERE, _ELSEWHERE, _DIGEST):
        for match in filter(None, map(template.fullmatch, ids)):
            if match["slug"]:
                # Where a button leads elsewhere, its argument says nothing of this message.
                place = Place(match["view"], match["slug"])
                is_here = template is _HERE
                return Subject.of_place(Place.unpacked(match) if is_here else place, message)
    raise UserError(
        "That message is about no brief in particular. Use /brief challenge and name the brief."
    )


def _custom_ids(parts: Iterable[Any]) -> Iterator[str]:
    for part in parts:
        if custom_id := part.get("custom_id"):
            yield custom_id
        inner = [*part.get("components", ()), *filter(None, [part.get("accessory")])]
        yield from _custom_ids(inner)
