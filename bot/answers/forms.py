"""Forms that outlive a restart between their opening and their sending."""

import re
from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import Any, TypeAlias

import discord

from bot.answers.errors import reply_with_error
from bot.domain.errors import UserError
from bot.services import Interaction

Typed: TypeAlias = Mapping[str, str]
"""custom_id of a field → what was typed there, as it was typed."""
Answering: TypeAlias = Callable[[Interaction, re.Match[str], Typed], Awaitable[None]]

_forms: dict[re.Pattern[str], Answering] = {}


class OtherVersionFormError(UserError):
    """A form is of another version of us."""

    def __init__(self, typed: Typed) -> None:
        super().__init__(
            "That form is from another version of me, so I kept nothing. Please open it anew."
            + given_back("\n".join(filter(None, typed.values())))
        )


def answers_form(template: str) -> Callable[[Answering], Answering]:
    """Declare what answers the forms whose whole custom_id matches; it may raise a UserError."""

    def register(answering: Answering) -> Answering:
        _forms[re.compile(template)] = answering
        return answering

    return register


async def answer_form(interaction: discord.Interaction[Any]) -> None:
    """Answer a form that was sent, whoever showed it; never raises."""
    try:
        data: Mapping[str, Any] = interaction.data or {}  # pyright: ignore[reportAssignmentType] -- of a form
        typed = dict(_fields(data.get("components")))
        for template, answering in _forms.items():
            if match := template.fullmatch(data.get("custom_id", "")):
                await answering(interaction, match, typed)
                return
        raise OtherVersionFormError(typed)  # noqa: TRY301 -- answered like any other refusal
    except Exception as error:  # noqa: BLE001 -- the outermost place; it is answered and logged
        await reply_with_error(interaction, error)


def given_back(typed: str) -> str:
    """What to add to a refusal, so that nothing that was typed is lost."""
    return f"\n\nThis is what you wrote:\n{typed}" if typed else ""


def templates() -> list[re.Pattern[str]]:
    """What the custom_ids of forms look like, for the tests."""
    return list(_forms)


def _fields(part: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 -- any JSON
    """Every field in what was sent, in labels and rows."""
    if isinstance(part, list):
        for each in part:  # pyright: ignore[reportUnknownVariableType] -- any JSON
            yield from _fields(each)
    elif isinstance(part, dict):
        if isinstance(part.get("value"), str):  # pyright: ignore[reportUnknownMemberType] -- any JSON
            yield part["custom_id"], part["value"]
        for key in ("components", "component"):
            yield from _fields(part.get(key))  # pyright: ignore[reportUnknownMemberType] -- any JSON
