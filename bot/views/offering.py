"""What leads to a picture, where there is one to be drawn."""

from bot.domain.amounts import ENOUGH, numbered
from bot.domain.brief import Brief, Claim
from bot.pictures.installed import can_draw
from bot.views.places import Place

PICTURE = "Picture"


def numbers_action(brief: Brief, claim: Claim, place: Place) -> tuple[tuple[str, Place], ...]:
    """The button of a claim that gives enough numbers; none else."""
    if not can_draw() or len(numbered(claim, brief)) < ENOUGH:
        return ()
    return ((PICTURE, place.to("figures", claim.id)),)


def timeline_picture(place: Place) -> Place | None:
    """Where the events of a timeline's place are seen as a picture."""
    return place.to("times", place.argument) if can_draw() else None
