"""What a command asks of a brief, and what is done where it names none of several."""

from dataclasses import replace
from datetime import datetime

from typing_extensions import override

from bot.answers.items import PersistentItem, chosen
from bot.answers.navigation import show
from bot.answers.opening import default_of, look_up
from bot.answers.replying import reply
from bot.content.library import Library
from bot.domain.brief import Brief
from bot.domain.errors import ChooseBriefError
from bot.services import Interaction
from bot.views import buttons
from bot.views.briefs import which_view
from bot.views.claims import claims_place
from bot.views.places import Place
from bot.views.quotes import quotes_place
from bot.views.search import search_place
from bot.views.timeline import timeline_place

# Between the two bounds of a stretch of time, as they were typed.
_TO = "~"


async def ask(
    interaction: Interaction,
    asked: Place,
    named: str | None,
    as_of: str | None = None,
) -> None:
    """Answer the asker alone; where a brief has to be chosen, with a menu that goes on.

    Args:
        interaction: who asks.
        asked: the view and its page, without a brief; its argument is what was typed.
        named: the brief; may be left out.
        as_of: see `look_up`.
    """
    try:
        found = await look_up(interaction, named, as_of)
    except ChooseBriefError:
        if as_of is not None:
            raise
        await reply(interaction, which_view(interaction.client.services.library, asked))
        return
    now = interaction.client.services.history.clock()
    await found.answer(interaction, _resolved(found.library, found.brief, asked, now))


async def search(
    interaction: Interaction, words: str, named: str | None, as_of: str | None
) -> None:
    """Answer with what is found in a brief, or in all of them where none is named or meant."""
    library = interaction.client.services.library
    is_one = named or as_of or len(library.slugs) < 2 or await default_of(interaction)
    if is_one:
        await ask(interaction, Place("search", "", 1, words), named, as_of)
    else:
        await show(interaction, search_place("", words))


def stretch(since: str | None, until: str | None) -> str:
    """Two bounds of a stretch of time in one text, as `ask` takes them."""
    return f"{since or ''}{_TO}{until or ''}" if since or until else ""


def _resolved(library: Library, brief: Brief, asked: Place, now: datetime) -> Place:
    """Where what was typed leads in a brief.

    Raises:
        UserError: nowhere.
    """
    place, typed = replace(asked, slug=brief.slug, argument=""), asked.argument
    match asked.view:
        case "claims" if typed:
            place = claims_place(library, brief, typed)
        case "quotes":
            place = quotes_place(brief, typed or None)
        case "timeline":
            since, _, until = typed.partition(_TO)
            place = timeline_place(brief, since or None, until or None, now)
        case "search":
            place = search_place(brief.slug, typed)
        case _:
            pass
    return place.at_page(asked.page)


class WhichMenu(PersistentItem, template=buttons.WHICH):
    """Goes on with what was asked, in the brief that is chosen."""

    @override
    async def pressed(self, interaction: Interaction) -> None:
        services = interaction.client.services
        brief = services.library.get(chosen(self.item))
        now, asked = services.history.clock(), Place.unpacked(self.match)
        await show(interaction, _resolved(services.library, brief, asked, now))
