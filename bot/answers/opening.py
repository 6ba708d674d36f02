"""Where a place is looked up: in the briefs as they are, or in the states that they were in."""

import asyncio
import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from bot.answers.replying import begin, reply
from bot.archive import Archive, Past
from bot.content.library import Library
from bot.domain.brief import Brief
from bot.domain.errors import UserError
from bot.domain.typed import last_event, typed_time
from bot.domain.when import When
from bot.services import Interaction
from bot.storage.errors import StorageError
from bot.views.places import Place
from bot.views.registry import render
from bot.views.showing import PRESENT, Earlier, Showing

log = structlog.get_logger()

AS_OF = "What it said then: 2025-09-12, yesterday, or a revision's number"
_NUMBER = re.compile(r"(?:#|@|rev(?:ision)? ?)?(\d{1,5})", re.IGNORECASE)
# Discord waits three seconds for an answer, which is to be given where the database is away, too.
_DEFAULT_SECONDS = 1.0
_MOMENT = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Opened:
    """A brief in the state that was asked for, and the library that it stands in."""

    library: Library
    brief: Brief
    showing: Showing = PRESENT

    async def answer(self, interaction: Interaction, place: Place) -> None:
        """Show a place of it to the asker alone."""
        there = replace(place, revision=self.showing.revision)
        view = render(self.library, there, showing=self.showing)
        await reply(interaction, view)


async def look_up(interaction: Interaction, named: str | None, as_of: str | None) -> Opened:
    """What `brief_asked_for` finds, for an answer to the asker alone; see `begin`."""
    if as_of is not None:
        await begin(interaction)
    return await brief_asked_for(interaction, named, as_of)


async def brief_asked_for(interaction: Interaction, named: str | None, as_of: str | None) -> Opened:
    """The brief of that name, as it is or as it was.

    Args:
        interaction: who asks.
        named: the brief; may be left out where there is one, or where the channel means one.
        as_of: a time in the brief's zone, or the number of a revision; the present if left out.

    Raises:
        UserError: there is no such brief, or it was in no such state.
    """
    library = interaction.client.services.library
    brief = library.get(named or await default_of(interaction))
    if as_of is None or not as_of.strip():
        return Opened(library, brief)
    past = await _past(interaction, brief, as_of.strip())
    showing = Showing(revision=past.number, past=past.published_at, latest=past.latest)
    return Opened(past.library, past.library.get(brief.slug), showing)


async def default_of(interaction: Interaction) -> str | None:
    """The brief that the channel means where none is named, of several that there are."""
    services = interaction.client.services
    if len(services.library.slugs) < 2 or interaction.channel_id is None:
        return None
    parent = getattr(interaction.channel, "parent_id", None)
    channels = [interaction.channel_id, *([parent] if isinstance(parent, int) else [])]
    try:
        async with asyncio.timeout(_DEFAULT_SECONDS):
            slug = await services.defaults.of(channels)
    except (StorageError, TimeoutError) as error:
        log.warning("default_unknown", reason=str(error) or type(error).__name__)
        return None
    return slug if slug in services.library.slugs else None


async def _past(interaction: Interaction, brief: Brief, as_of: str) -> Past:
    history = interaction.client.services.history
    if (number := number_of(as_of)) is not None:
        # Also where it could be a year: for a time one writes a month or a day.
        return await history.archive.get(brief.slug, number)
    now = history.clock()
    when = time_of(as_of, brief, "as_of", now)
    if when.qualifier == "before":
        return await history.archive.at(brief.slug, when.start - _MOMENT)
    # A day means its end: all that was said on it.
    return await history.archive.at(brief.slug, min(when.last if when.has_clock else when.end, now))


def number_of(text: str) -> int | None:
    """The number of a revision, as a person types it: 12, #12, @12, rev 12; None for no such."""
    found = _NUMBER.fullmatch(text)
    return int(found[1]) if found else None


def time_of(text: str, brief: Brief, option: str, now: datetime) -> When:
    """A time that has come, as a person types it; in the brief's zone.

    Raises:
        UserError: it is none, or has not come yet, or is an interval.
    """
    around = last_event(brief, now)
    when = typed_time(text, brief.zone, option, now=now, around=around, qualified=True)
    if when.start > now:
        raise UserError(f"The option `{option}`: {text} has not come yet.")
    return when


async def opened(interaction: Interaction, place: Place) -> tuple[Library, Showing]:
    """Where a place is looked up: in the briefs as they are, or in a past state of its brief.

    Raises:
        UserError: there is no such state.
    """
    services = interaction.client.services
    if pair := place.compared:
        return await _compared(services.history.archive, place.slug, *pair)
    if place.revision is None:
        return services.library, PRESENT
    past = await services.history.archive.get(place.slug, place.revision)
    return past.library, Showing(revision=past.number, past=past.published_at, latest=past.latest)


async def _compared(archive: Archive, slug: str, since: int, until: int) -> tuple[Library, Showing]:
    before, after = await archive.get(slug, since), await archive.get(slug, until)
    earlier = Earlier(
        before.library.get(slug), before.number, before.published_at, after.published_at
    )
    return after.library, Showing(revision=after.number, latest=after.latest, earlier=earlier)
