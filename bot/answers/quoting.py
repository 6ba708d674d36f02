"""The answer to /quote: the best match, and the others to choose from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answers.asking import ask
from bot.answers.opening import look_up
from bot.answers.replying import reply
from bot.content.library import Library
from bot.domain import limits
from bot.domain.brief import Brief, Quote
from bot.domain.errors import NotFoundError, UserError
from bot.services import Interaction
from bot.views.frame import Menu
from bot.views.persistent import PersistentView
from bot.views.places import Place
from bot.views.quotes import find_speaker, quote_page, speakers
from bot.views.reading import one_line
from bot.views.showing import PRESENT, Showing
from bot.views.text import count, in_quotes

# Of the nearest quote, where none holds the words.
_NEAREST = 200


@dataclass(frozen=True, slots=True)
class Match:
    """A quote, and the brief that it stands in."""

    brief: Brief
    quote: Quote


@dataclass(frozen=True, slots=True)
class FoundQuotes:
    """The quotes that were asked for, in the state of their briefs that was asked for."""

    library: Library
    matches: Sequence[Match]
    """Best first; at least one."""
    instead: str = ""
    """What was looked for, where nobody said what was typed."""
    showing: Showing = PRESENT

    def view(self, showing: Showing | None = None) -> PersistentView:
        """The best match, with a menu of the others from its brief."""
        best = self.matches[0]
        others = tuple(
            (f"{match.quote.speaker}: {match.quote.text}", match.quote.id)
            for match in self.matches[1 : limits.SELECT_OPTIONS + 1]
            if match.brief is best.brief
        )
        past = None if self.showing.past is None else self.showing.revision
        place = Place("quote", best.brief.slug, 1, best.quote.id, past)
        menu = Menu(f"{count(len(others), 'other match', 'other matches')}", "quote", others)
        note = f"Results for {in_quotes(self.instead)}." if self.instead else ""
        return quote_page(
            self.library, place, showing=showing or self.showing, menu=menu, note=note
        )


async def answer_quote(
    interaction: Interaction,
    speaker: str | None,
    words: str | None,
    named: str | None,
    as_of: str | None,
) -> None:
    """Show the asker alone the best match; without a speaker or words, whom they can choose."""
    if speaker is None and words is None:
        await ask(interaction, Place("quotes", ""), named, as_of)
        return
    if as_of is None:
        found = best_quotes(interaction.client.services.library, speaker, words, named)
    else:
        past = await look_up(interaction, named, as_of)
        found = best_quotes(past.library, speaker, words, past.brief.slug)
        found = replace(found, showing=past.showing)
    await reply(interaction, found.view())


def best_quotes(
    library: Library, speaker: str | None, words: str | None, named: str | None
) -> FoundQuotes:
    """The quotes that were asked for.

    Args:
        library: where the briefs are.
        speaker: who said it, as typed; anybody if None.
        words: of the quote, each of which it holds; the latest quotes come first if None.
        named: the brief; all of them if None.

    Raises:
        NotFoundError: no such brief or speaker.
        UserError: nothing that was said holds these words; with the nearest that was.
    """
    briefs = [library.get(named)] if named else library.briefs or [library.get(None)]
    if speaker is not None:
        briefs = _quoting(briefs, speaker)
    if words is None:
        matches = [match for brief in briefs for match in _said_by(brief, brief.quotes, speaker)]
        if not matches:
            raise UserError("No quotes are on record here yet.")
        latest = sorted(matches, key=lambda match: match.quote.at.sort_key, reverse=True)
        return FoundQuotes(library, latest)
    matches, near, instead = _holding(library, briefs, speaker, words)
    if matches:
        return FoundQuotes(library, matches, instead)
    who = f"{speaker} is quoted" if speaker else "Nobody is quoted"
    said = f"{who} with “{words}” here." if not speaker else f"{who} here, but not with “{words}”."
    if near:
        quote = near[0].quote
        nearest = one_line(quote.text, _NEAREST)
        raise UserError(f"{said} The nearest is {quote.speaker}: “{nearest}”")
    raise UserError(f"{said} Try fewer words, or other ones.")


def _holding(
    library: Library, briefs: Sequence[Brief], speaker: str | None, words: str
) -> tuple[list[Match], list[Match], str]:
    """The quotes that hold all the words; those that hold some; what was searched for instead.

    Where somebody said the words as they were typed, nothing else is meant.
    """
    exact: list[Match] = []
    mended: list[Match] = []
    near: list[Match] = []
    instead = ""
    for brief in briefs:
        found = library.index(brief).search(words, kinds=("words",))
        entries = (brief.by_id[item.id] for item in found.hits)
        quotes = [entry for entry in entries if isinstance(entry, Quote)]
        said = _said_by(brief, quotes, speaker)
        if found.is_partial:
            near += said
        elif found.instead is None:
            exact += said
        elif said:
            mended, instead = [*mended, *said], found.instead
    return (exact, near, "") if exact else (mended, near, instead)


def _said_by(brief: Brief, quotes: Sequence[Quote], speaker: str | None) -> list[Match]:
    name = None if speaker is None else find_speaker(brief, speaker)
    return [Match(brief, quote) for quote in quotes if name is None or quote.speaker == name]


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
