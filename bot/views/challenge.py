"""“Challenge or add a source”: the form, and what is said of a challenge."""

from typing import Any

import discord
from discord import ui

from bot.domain import limits
from bot.domain.brief import Brief
from bot.domain.challenge import Challenge
from bot.domain.telling import present
from bot.views.buttons import CHALLENGE
from bot.views.persistent import PersistentForm, PersistentView
from bot.views.text import bullet, literal, shortened, small

TEXT, LINK = "text", "link"
"""The custom_ids of the form's fields."""

_WORDS = 200
_ENTRIES_SHOWN = 5
_NEXT = (
    "They read it and answer it. The answer comes to you as a direct message from me, if your "
    "settings let it through. Nothing is published by it."
)
_KEPT = (
    "Your id is stored with it so that the answer can reach you. It is deleted a week after the "
    "answer, or at once if you use `/brief forget-me`."
)


def challenge_form(brief: Brief, entry: str, custom_id: str) -> PersistentForm:
    """The form of a challenge.

    Args:
        brief: what it is about.
        entry: the id of one entry; empty where it is about what a message shows, or the whole.
        custom_id: what is answered when it is sent.
    """
    said = present(brief, entry) if entry else None
    about = f" · {literal(shortened(said, _WORDS))}" if said else ""
    form = PersistentForm(CHALLENGE, custom_id)
    form.add_item(
        ui.TextDisplay(
            f"**{literal(brief.title)}**{about}\n"
            "Only the curators read this; nothing is published by it."
        )
    )
    words = ui.TextInput[Any](
        custom_id=TEXT, style=discord.TextStyle.paragraph, max_length=limits.CHALLENGE_TEXT
    )
    form.add_item(ui.Label(text="What is wrong, or what is missing?", component=words))
    link = ui.TextInput[Any](
        custom_id=LINK, required=False, max_length=limits.LINK_URL, placeholder="https://"
    )
    form.add_item(ui.Label(text="A link that shows it, if there is one", component=link))
    return form


def challenge_taken(brief: Brief, challenge: Challenge) -> PersistentView:
    """Under which number it was kept, and what happens next."""
    lines = [
        f"## Challenge {challenge.id} is with the curators",
        f"About: **{literal(brief.title)}**",
        *about(brief, challenge.entries),
        _NEXT,
        small(_KEPT),
    ]
    return PersistentView().add_item(ui.TextDisplay[Any]("\n".join(lines)))


def about(brief: Brief, entries: tuple[str, ...]) -> list[str]:
    """A few of the entries that a challenge is about, in short, and how many more there are."""
    said = (present(brief, entry) or f"{entry} (no longer there)" for entry in entries)
    lines = [bullet([literal(shortened(" ".join(each.split()), _WORDS))]) for each in said]
    more = len(lines) - _ENTRIES_SHOWN
    return [*lines[:_ENTRIES_SHOWN], *([small(f"and {more} more")] if more > 0 else [])]
