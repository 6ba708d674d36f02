"""The message that tells a person what the curators answered."""

from typing import Any

from discord import ui

from bot.domain import limits
from bot.domain.brief import Brief
from bot.domain.challenge import Challenge
from bot.views.bodies import Body, body_of
from bot.views.buttons import digest_button
from bot.views.challenge import about
from bot.views.frame import COLOURS
from bot.views.paging import split
from bot.views.persistent import PersistentView
from bot.views.places import Place
from bot.views.text import link, literal, quoted, small
from bot.views.times import stamp

_ENDED = "Who you are is forgotten a week after this answer."
_WROTE = "**You wrote**"
# Line breaks.
_SPARE = 10
# Of what they wrote, whatever was answered.
_LEAST = 100
_CUT = "\n> …"


def reply_body(challenge: Challenge, brief: Brief | None, mark: str) -> Body:
    """The body of the request that sends it; it mentions nobody.

    Args:
        challenge: answered.
        brief: as it is now; None where it is gone.
        mark: tells this message from all others; see `digest_button`.
    """
    place = Place("summary", challenge.slug)
    button = digest_button(place, "Open the brief", mark)
    colour = COLOURS[brief.status] if brief else None
    box = ui.Container[Any](
        ui.TextDisplay(_text(challenge, brief)), ui.ActionRow[Any](button), accent_colour=colour
    )
    return body_of(PersistentView().add_item(box))


def _text(challenge: Challenge, brief: Brief | None) -> str:
    title = literal(brief.title) if brief else challenge.slug
    shown = about(brief, challenge.entries[:1]) if brief and len(challenge.entries) == 1 else []
    above = [
        f"## Your challenge {challenge.id} was answered",
        small(f"{title} · handed in {stamp(challenge.created_at)}"),
        *shown,
        "**The curators answer**",
    ]
    below = [link("Your link", challenge.link)] if challenge.link else []
    around = [*above, _WROTE, *below, small(_ENDED)]
    room = limits.MESSAGE_TEXT - limits.utf16_units("\n".join(around)) - _SPARE
    # The answer comes first; only one that is mark-up through and through leaves so little.
    answer = _fitted(challenge.answer or "", room - _LEAST)
    wrote = _fitted(challenge.text, room - limits.utf16_units(answer))
    return "\n".join([*above, answer, _WROTE, wrote, *below, small(_ENDED)])


def _fitted(text: str, room: int) -> str:
    """A quotation that takes no more room, with a mark where something is left out."""
    first, *rest = split(quoted(text), room - len(_CUT))
    return first + _CUT if rest else first
