"""What the options of commands offer while one types; see `limits.CHOICES`."""

from collections import Counter
from collections.abc import Iterable
from typing import TypeAlias

from discord import app_commands

from bot.answers.since import offered, states
from bot.domain import limits
from bot.domain.brief import Brief
from bot.domain.cities import matching_zones
from bot.domain.errors import UserError
from bot.domain.folding import fold
from bot.services import Interaction
from bot.views.quotes import matching_speakers
from bot.views.subscription import label
from bot.views.text import count, shortened

WHICH_BRIEF = "Which brief; may be left out where there is one"

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


async def choose_since(interaction: Interaction, typed: str) -> Choices:
    """States of the chosen brief to compare with."""
    brief = _chosen_brief(interaction)
    if brief is None:
        return []
    wanted = fold(typed)
    found = await offered(interaction, brief, 100)
    return _choices(choice for choice in found if wanted in fold(choice[0]))


async def choose_state(interaction: Interaction, typed: str) -> Choices:
    """States of the chosen brief to look back at."""
    brief = _chosen_brief(interaction)
    if brief is None:
        return []
    wanted = fold(typed)
    found = await states(interaction, brief)
    return _choices(choice for choice in found if wanted in fold(choice[0]))


async def choose_day(interaction: Interaction, typed: str) -> Choices:
    """Days of the chosen brief that have events, with their number."""
    brief = _chosen_brief(interaction)
    if brief is None:
        return []
    days = Counter(event.at.start.astimezone(event.at.zone).date() for event in brief.chronology)
    named = (
        (f"{day.day} {day:%B %Y}: {count(number, 'event')}", day.isoformat())
        for day, number in sorted(days.items())
    )
    wanted = fold(typed)
    return _choices(each for each in named if wanted in fold(" ".join(each)))


async def choose_zone(interaction: Interaction, typed: str) -> Choices:
    """Time zones, by their names and by cities, with the local time there."""
    now = interaction.client.services.digests.clock()
    return _choices((zone.label, zone.name) for zone in matching_zones(typed, now))


async def choose_digest(interaction: Interaction, typed: str) -> list[app_commands.Choice[int]]:
    """The digests of this server; none for those who may not manage it."""
    if interaction.guild_id is None or not interaction.permissions.manage_guild:
        return []
    services = interaction.client.services
    found = await services.digests.subscriptions.of_guild(interaction.guild_id)
    labels = ((label(services.library, subscription), subscription.id) for subscription in found)
    wanted = fold(typed)
    return [
        app_commands.Choice(name=shortened(text, limits.CHOICE_NAME), value=number)
        for text, number in labels
        if wanted in fold(text)
    ][: limits.CHOICES]


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
