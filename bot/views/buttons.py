"""Buttons and menus: all that they know is in their custom_id.

Here is what each looks like and what stands in its custom_id; what pressing it does is said in
`bot.answers`, by the item that has the same template.
"""

from typing import Any, Literal

import discord
from discord import ui

from bot.domain import limits
from bot.views.places import PLACE, VERSION, Place
from bot.views.text import shortened

CHALLENGE = "Challenge or add a source"

# Templates of custom_ids: kind and version first, matched whole.
OPEN = rf"{VERSION}:(?P<role>[a-z]):{PLACE}"
MENU = rf"{VERSION}:menu:{PLACE}"
POST = rf"{VERSION}:post:{PLACE}"
ASK = rf"{VERSION}:ask:{PLACE}"
DIGEST = (
    r"d1:(?P<mark>[0-9a-f]{20}):(?P<view>[a-z]{1,11}):"
    rf"(?P<slug>[a-z0-9-]{{1,{limits.SLUG}}})"
)
PREVIEW = r"m1:preview:(?P<id>\d{1,18})"
HALT = r"m1:(?P<act>pause|resume):(?P<id>\d{1,18})"
REMEMBER = r"k1:remember:(?P<slug>[a-z0-9-]{1,32}):(?P<revision>\d{1,5})"
FORGET = r"k1:forget"


def open_button(place: Place, label: str, *, role: str, is_current: bool = False) -> ui.Button[Any]:
    """Opens a place.

    Args:
        place: where it leads.
        label: what it says.
        role: a letter that tells buttons of one message apart that lead to the same place.
        is_current: the place is shown already, so that it cannot be pressed.
    """
    button = _button(label, f"{VERSION}:{role}:{place.packed()}")
    if is_current:
        button.style, button.disabled = discord.ButtonStyle.primary, True
    return button


def open_menu(
    place: Place, placeholder: str, options: tuple[tuple[str, str], ...]
) -> ui.Select[Any]:
    """Opens the place that is chosen.

    Args:
        place: the view, and the brief's state; its argument is what is chosen.
        placeholder: what the menu says.
        options: label → argument of the place; at most `limits.SELECT_OPTIONS`.
    """
    return ui.Select(
        custom_id=f"{VERSION}:menu:{place.packed()}",
        placeholder=placeholder,
        options=[
            discord.SelectOption(label=shortened(label, limits.OPTION_TEXT), value=argument)
            for label, argument in options
        ],
    )


def post_button(place: Place) -> ui.Button[Any]:
    """Posts what its presser sees to the channel, for all."""
    return _button("Post to channel", f"{VERSION}:post:{place.packed()}")


def challenge_button(place: Place) -> ui.Button[Any]:
    """Opens the form of a challenge; its custom_id carries the page that it stands on."""
    return _button(CHALLENGE, f"{VERSION}:ask:{place.packed()}")


def digest_button(place: Place, label: str, mark: str) -> ui.Button[Any]:
    """Opens a view, beside a message of the outbox; its custom_id carries that message's mark.

    Args:
        place: where it leads; the first page.
        label: what it says.
        mark: tells the message from all others; see `bot.delivery.poster.mark`.
    """
    return _button(label, f"d1:{mark}:{place.view}:{place.slug}")


def preview_button(subscription_id: int) -> ui.Button[Any]:
    """Shows what a digest would say now."""
    return _button("Preview", f"m1:preview:{subscription_id}")


def halt_button(subscription_id: int, act: Literal["pause", "resume"]) -> ui.Button[Any]:
    """Pauses a digest for good, or has it post again."""
    return _button(act.capitalize(), f"m1:{act}:{subscription_id}")


def remember_button(slug: str, revision: int) -> ui.Button[Any]:
    """Keeps up to where its presser has read, from now on."""
    return _button("Remember what I read", f"k1:remember:{slug}:{revision}")


def forget_button() -> ui.Button[Any]:
    """Erases what its presser has read, and that their challenges are theirs."""
    return _button("Forget me", "k1:forget")


def _button(label: str, custom_id: str) -> ui.Button[Any]:
    return ui.Button(
        label=label[: limits.BUTTON_LABEL],
        style=discord.ButtonStyle.secondary,
        custom_id=custom_id,
    )
