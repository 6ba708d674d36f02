"""Since when changes are told: what a person typed, or chose, in `/brief changes`."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.answers.opening import number_of, time_of
from bot.domain.brief import Brief
from bot.domain.errors import UserError
from bot.domain.folding import fold
from bot.services import Interaction
from bot.storage.revisions import Published

_LAST_DIGEST = "last-digest"
_LAST_DIGEST_SAID = "This channel's last digest"
_LAST_LOOK = "last-look"
_LAST_LOOK_SAID = "My last look"
_DEFAULT = timedelta(days=7)


async def revision_since(
    interaction: Interaction, brief: Brief, since: str | None, latest: int
) -> int:
    """The number of the revision that changes are told from.

    Args:
        interaction: who asks, and where.
        brief: whose changes.
        since: one of the above, a number, or a time; left out, the channel's last digest, or a
            week ago where it never had one.
        latest: the newest revision.

    Raises:
        UserError: there is no such state.
    """
    asked = (since or "").strip()
    if not asked or _means(asked, _LAST_DIGEST, _LAST_DIGEST_SAID):
        found = await _last_digest(interaction, brief.slug)
        if found is None and asked:
            raise UserError("This channel has had no digest of this brief yet.")
        return found or await _a_week_ago(interaction, brief)
    if is_last_look(asked):
        return await _last_look(interaction, brief.slug)
    if (number := number_of(asked)) is not None:
        if not 1 <= number <= latest:
            raise UserError(f"There is no revision {number}: this brief has 1 to {latest}.")
        return number
    history = interaction.client.services.history
    when = time_of(asked, brief, "since", history.clock())
    # What changed on a day is told since that day, so it is compared with what stood before.
    moment = when.end if when.qualifier == "after" else when.start
    found_at = await history.revisions.at(brief.slug, moment)
    return found_at.number if found_at else 1


def is_last_look(since: str | None) -> bool:
    """Whether somebody asks by their bookmark: chosen, or typed as it is said."""
    return _means(since or "", _LAST_LOOK, _LAST_LOOK_SAID)


def _means(typed: str, *names: str) -> bool:
    return fold(typed.strip()) in map(fold, names)


async def offered(interaction: Interaction, brief: Brief, most: int) -> Sequence[tuple[str, str]]:
    """What there is to choose from: what is said, and its value."""
    history = interaction.client.services.history
    choices: list[tuple[str, str]] = []
    if await _last_digest(interaction, brief.slug) is not None:
        choices.append((_LAST_DIGEST_SAID, _LAST_DIGEST))
    if await history.bookmarks.get(interaction.user.id, brief.slug) is not None:
        choices.append((_LAST_LOOK_SAID, _LAST_LOOK))
    # Since the newest there is nothing to tell.
    choices += (await states(interaction, brief))[1:]
    return choices[:most]


async def states(interaction: Interaction, brief: Brief) -> Sequence[tuple[str, str]]:
    """The states of a brief to choose from, the newest first: what is said, and its number."""
    listed = await interaction.client.services.history.revisions.listed(brief.slug)
    return [(_said(each, brief.zone), str(each.number)) for each in listed]


def _said(published: Published, zone: ZoneInfo) -> str:
    local: datetime = published.published_at.astimezone(zone)
    return f"Revision {published.number}, {local:%Y-%m-%d %H:%M} {zone.key}"


async def _last_digest(interaction: Interaction, slug: str) -> int | None:
    if interaction.guild_id is None:
        return None
    subscriptions = interaction.client.services.digests.subscriptions
    told = [
        each.last_revision
        for each in await subscriptions.of_guild(interaction.guild_id)
        if interaction.channel_id in (each.channel_id, each.thread_id) and each.slug == slug
    ]
    return max((number for number in told if number is not None), default=None)


async def _a_week_ago(interaction: Interaction, brief: Brief) -> int:
    history = interaction.client.services.history
    found = await history.revisions.at(brief.slug, history.clock() - _DEFAULT)
    return found.number if found else 1


async def _last_look(interaction: Interaction, slug: str) -> int:
    bookmarks = interaction.client.services.history.bookmarks
    found = await bookmarks.get(interaction.user.id, slug)
    if found is None:
        raise UserError(
            "I do not keep what you have read. Under any answer of /brief changes, “Remember what "
            "I read” begins it, “Forget me” ends it."
        )
    return found
