"""The answer to /quote: the best match, and the others to choose from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answers.opening import brief_asked_for
from bot.answers.public import of_present, post
from bot.content.library import Library
from bot.domain import limits
from bot.domain.brief import Brief, Quote
from bot.domain.errors import NotFoundError, UserError
from bot.services import Interaction
from bot.views.frame import Menu
from bot.views.persistent import PersistentView
from bot.views.places import Place
from bot.views.quotes import find_speaker, quote_page, speakers
from bot.views.showing import PRESENT, Showing


@dataclass(frozen=True, slots=True)
class Match:
    """A quote, and the brief that it stands in."""

    brief: Brief
    quote: Quote


def best_quotes(
    library: Library, speaker: str | None, words: str | None, named: str | None
) -> list[Match]:
    """The quotes that were asked for, best first; never none.

    Args:
        library: where the briefs are.
        speaker: who said it, as typed; anybody if None.
        words: of the quote; the latest quotes come first if None.
        named: the brief; all of them if None.

    Raises:
        NotFoundError: no such brief or speaker.
        UserError: nothing that was said holds these words.
    """
    briefs = [library.get(named)] if named else library.briefs or [library.get(None)]
    if speaker is not None:
        briefs = _quoting(briefs, speaker)
    matches = [match for brief in briefs for match in _matches(library, brief, speaker, words)]
    if matches and words is None:
        return sorted(matches, key=lambda match: match.quote.at.sort_key, reverse=True)
    if matches:
        return matches
    who = f"that {speaker} said" if speaker else "that was said"
    if words is None:
        raise UserError("No quotes are on record here yet.")
    raise UserError(f"Nothing {who} holds “{words}”. Try fewer words, or other ones.")


@dataclass(frozen=True, slots=True)
class FoundQuotes:
    """The quotes that were asked for, in the state of their briefs that was asked for."""

    library: Library
    matches: Sequence[Match]
    showing: Showing = PRESENT

    @property
    def slug(self) -> str:
        """The brief of the best match."""
        return self.matches[0].brief.slug

    def view(self, showing: Showing | None = None) -> PersistentView:
        """The best match, with a menu of the others from its brief."""
        best = self.matches[0]
        others = tuple(
            (f"{match.quote.speaker}: {match.quote.text}", match.quote.id)
            for match in self.matches[1 : limits.SELECT_OPTIONS + 1]
            if match.brief is best.brief
        )
        place = Place("quote", self.slug, 1, best.quote.id, _past_revision(self.showing))
        menu = Menu("Other matches", "quote", others)
        return quote_page(self.library, place, showing=showing or self.showing, menu=menu)


async def quotes_asked_for(
    interaction: Interaction,
    speaker: str | None,
    words: str | None,
    named: str | None,
    as_of: str | None,
) -> FoundQuotes:
    """The quotes that the options of /quote ask for; see `best_quotes`, `brief_asked_for`."""
    library = interaction.client.services.library
    if as_of is None:
        return FoundQuotes(library, best_quotes(library, speaker, words, named))
    past = await brief_asked_for(interaction, named, as_of)
    matches = best_quotes(past.library, speaker, words, past.brief.slug)
    return FoundQuotes(past.library, matches, past.showing)


async def post_quote(interaction: Interaction, found: FoundQuotes) -> None:
    """Post the best match for all."""
    showing = replace(found.showing, is_posted=True)
    if showing.past is None:
        showing = await of_present(interaction, found.library, found.slug)
    await post(interaction, found.view(showing), found.slug, showing)


def _past_revision(showing: Showing) -> int | None:
    return None if showing.past is None else showing.revision


def _quoting(briefs: Sequence[Brief], speaker: str) -> list[Brief]:
    """The briefs that quote somebody of that name."""
    found: list[Brief] = []
    failure: NotFoundError | None = None
    for brief in briefs:
        try:
            find_speaker(brief, speaker)
        except NotFoundError as error:
            if failure is None or (speakers(brief) and not failure.near):
                failure = error
        else:
            found.append(brief)
    if not found and failure is not None:
        raise failure
    return found


def _matches(library: Library, brief: Brief, speaker: str | None, words: str | None) -> list[Match]:
    if words is None:
        quotes = brief.quotes
    else:
        hits = library.index(brief).search(words, kinds=("quote",)).hits
        entries = (brief.by_id[item.id] for item in hits)
        quotes = [entry for entry in entries if isinstance(entry, Quote)]
    if speaker is not None:
        name = find_speaker(brief, speaker)
        quotes = [quote for quote in quotes if quote.speaker == name]
    return [Match(brief, quote) for quote in quotes]
