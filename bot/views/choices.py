"""What the options of commands offer while one types. All from memory; see `limits.CHOICES`."""

from collections.abc import Iterable
from typing import TypeAlias

from discord import app_commands

from bot.domain import limits
from bot.domain.brief import Brief
from bot.domain.errors import UserError
from bot.services import Interaction
from bot.views.quotes import matching_speakers
from bot.views.text import shortened

Choices: TypeAlias = list[app_commands.Choice[str]]


async def choose_brief(interaction: Interaction, typed: str) -> Choices:
    """Briefs whose title holds what was typed."""
    briefs = interaction.client.services.library.matching(typed)
    return _choices((brief.title, brief.slug) for brief in briefs)


async def choose_claim(interaction: Interaction, typed: str) -> Choices:
    """Claims of the chosen brief that hold the words typed."""
    brief = _chosen_brief(interaction)
    if brief is None:
        return []
    index = interaction.client.services.library.index(brief)
    claims = index.search(typed, kinds=("claim",)).hits if typed else index.of_kind("claim")
    return _choices((claim.heading, claim.id) for claim in claims)


async def choose_speaker(interaction: Interaction, typed: str) -> Choices:
    """People quoted in the chosen brief, or in any."""
    chosen = _chosen_brief(interaction)
    briefs = [chosen] if chosen else interaction.client.services.library.briefs
    names = dict.fromkeys(name for brief in briefs for name in matching_speakers(brief, typed))
    return _choices((name, name) for name in names)


def _chosen_brief(interaction: Interaction) -> Brief | None:
    """The brief in the option beside, or the only one there is."""
    named: str | None = interaction.namespace.brief
    try:
        return interaction.client.services.library.get(named)
    except UserError:
        return None


def _choices(named: Iterable[tuple[str, str]]) -> Choices:
    choices: Choices = []
    for name, value in named:
        if len(choices) == limits.CHOICES:
            break
        shown = shortened(name, limits.CHOICE_NAME)
        found_by = shortened(value, limits.CHOICE_NAME, mark="")
        choices.append(app_commands.Choice(name=shown, value=found_by))
    return choices
