"""Buttons and menus: all that they know is in their custom_id.

Here is what each looks like and what stands in its custom_id; what pressing it does is said in
`bot.answers`, by the item that has the same template.
"""

import re
from collections.abc import Iterable, Mapping
from itertools import count
from typing import Any, Literal

import discord
from discord import ui

from bot.domain import limits
from bot.views.places import PLACE, TITLES, VERSION, Place
from bot.views.text import shortened

CHALLENGE = "Challenge or add a source"

# Templates of custom_ids: kind and version first, matched whole.
OPEN = rf"{VERSION}:(?P<role>[a-z]):{PLACE}"
# A menu keeps its turn beside its kind; see `turned`.
MENU = rf"{VERSION}:menu\d?:{PLACE}"
POST = rf"{VERSION}:post:{PLACE}"
ASK = rf"{VERSION}:ask:{PLACE}"
PICK = rf"{VERSION}:pick\d?:{PLACE}"
WHICH = rf"{VERSION}:which:{PLACE}"
GO = rf"{VERSION}:go\d?:{PLACE}"
SOURCES = rf"{VERSION}:src(?P<at>\d{{1,2}}):{PLACE}"
DIGEST = (
    r"d1:(?P<mark>[0-9a-f]{20}):(?P<view>[a-z]{1,11}):"
    rf"(?P<slug>[a-z0-9-]{{1,{limits.SLUG}}})"
)
_TURN = re.compile(rf"^(?P<kind>{VERSION}:(?:menu|pick|go))(?P<turn>\d?):")
PREVIEW = r"m1:preview:(?P<id>\d{1,18})"
HALT = r"m1:(?P<act>pause|resume):(?P<id>\d{1,18})"
REMEMBER = r"k1:remember:(?P<slug>[a-z0-9-]{1,32}):(?P<revision>\d{1,5})"
FORGET = r"k1:forget"


# Of components whose clients must not take them for an earlier one; Discord numbers the others
# from 1. Each stands for 32 bits.
_IDS = count(1_000)


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


def pick_menu(here: Place, placeholder: str, opened: Mapping[Place, str]) -> ui.Select[Any]:
    """Opens one of the entries that stand on a page.

    Args:
        here: the page, which its custom_id carries as the way back.
        placeholder: what the menu says.
        opened: where each leads → what it is called there; the first 25 are offered.
    """
    first = list(opened.items())[: limits.SELECT_OPTIONS]
    options = [
        discord.SelectOption(
            label=shortened(label, limits.OPTION_TEXT),
            value=f"{place.view}:{place.slug}:{place.argument}",
        )
        for place, label in first
    ]
    custom_id = f"{VERSION}:pick:{here.packed()}"
    return ui.Select(custom_id=custom_id, placeholder=placeholder, options=options)


def which_menu(asked: Place, briefs: Iterable[tuple[str, str]]) -> ui.Select[Any]:
    """Goes on with what was asked in the brief that is chosen.

    Args:
        asked: the view without a brief; its argument is what was typed.
        briefs: title and slug of each; the first 25 are offered.
    """
    options = [
        discord.SelectOption(label=shortened(title, limits.OPTION_TEXT), value=slug)
        for title, slug in list(briefs)[: limits.SELECT_OPTIONS]
    ]
    custom_id = f"{VERSION}:which:{asked.packed()}"
    return ui.Select(custom_id=custom_id, placeholder="Choose a brief", options=options)


def go_menu(here: Place) -> ui.Select[Any]:
    """Leads from a page to each list of the brief; its custom_id carries that page."""
    is_said = here.view != "summary"  # from there one only goes on
    options = [
        discord.SelectOption(label=title, value=view, default=is_said and view == here.view)
        for view, title in TITLES.items()
    ]
    custom_id = f"{VERSION}:go:{here.packed()}"
    return ui.Select(custom_id=custom_id, placeholder="More", options=options)


def turned(view: ui.LayoutView, shown: Iterable[str]) -> None:
    """Give the menus of a view other ids than those in the message that it replaces.

    A client that remembers what was chosen from a menu does not let one choose it again, so that
    who comes back to a page could not open the same entry twice.

    Args:
        view: what is shown next.
        shown: the custom_ids in the message so far.
    """
    turns = [int(match["turn"] or 0) for each in shown if (match := _TURN.match(each))]
    turn = (max(turns, default=0) + 1) % 10
    for item in view.walk_children():
        if isinstance(item, ui.Select):
            item.custom_id = _TURN.sub(rf"\g<kind>{turn}:", item.custom_id)
            item.id = next(_IDS)


def sources_button(here: Place, at: int = 1, label: str = "Sources") -> ui.Button[Any]:
    """Lists the sources of a page to whoever presses; `at` is a page of that list, from 1."""
    return _button(label, f"{VERSION}:src{min(at, 99)}:{here.packed()}")


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
