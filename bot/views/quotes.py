"""Quotes: what was said, in the words it was said in."""

from collections.abc import Iterator
from typing import NamedTuple

from bot.content.library import Library
from bot.content.mistakes import nearest_name
from bot.domain import limits
from bot.domain.brief import Brief, Quote
from bot.domain.errors import NotFoundError
from bot.domain.folding import closest, fold
from bot.domain.quotations import QuoteCheck
from bot.views.checks import in_short
from bot.views.frame import Frame, Menu, framed
from bot.views.languages import language_name
from bot.views.naming import key_of
from bot.views.paging import Block
from bot.views.persistent import PersistentView
from bot.views.places import TITLES, Place
from bot.views.reading import first_fitting, one_line, room_on_card
from bot.views.registry import shows
from bot.views.showing import PRESENT, Showing
from bot.views.text import best_citation, in_quotes, literal, quoted, small
from bot.views.times import day, shown


class _Length(NamedTuple):
    """Of each part on a card, in UTF-16 units; the rest stands behind “Show all”."""

    words: int
    translated: int
    about: int
    note: int


_LENGTHS = (
    _Length(600, 400, 120, 160),
    _Length(400, 300, 80, 100),
    _Length(350, 250, 60, 0),
    _Length(200, 150, 40, 0),
)
# Of words said on several lines, as verses are.
_MOST_LINES = 6


@shows("quotes")
def quotes_page(library: Library, place: Place, *, showing: Showing = PRESENT) -> PersistentView:
    """All quotes, or those of the speaker whose key is the argument; see `key_of`."""
    brief = library.get(place.slug)
    speaker = "" if place.argument.startswith("@") else place.argument
    chosen = [quote for quote in brief.quotes if not speaker or key_of(quote.speaker) == speaker]
    note = "" if brief.quotes else "This brief holds no quotes yet."
    if not chosen and brief.quotes:
        note = "That speaker is no longer in the brief. These are the quotes that are."
        chosen, speaker, place = brief.quotes, "", place.to("quotes")
    ids = {quote.id for quote in chosen}
    blocks = [block for block in library.once(brief, _entries) if block.id in ids]
    heading = f"Quotes: {literal(chosen[0].speaker)}" if speaker else TITLES["quotes"]
    frame = Frame(heading, place, note=note, menu=_speakers_menu(brief), pick="Open a quote")
    return framed(brief, blocks, frame, showing=showing)


@shows("quote")
def quote_page(
    library: Library,
    place: Place,
    *,
    showing: Showing = PRESENT,
    menu: Menu | None = None,
    note: str = "",
) -> PersistentView:
    """One quote on a card, and a menu of others and a note where they are given."""
    brief = library.get(place.slug)
    quote = brief.by_id.get(place.argument)
    if not isinstance(quote, Quote):
        note = "That quote is no longer in the brief. These are the ones that are."
        gone = Frame(TITLES["quotes"], place.to("quotes"), note=note, pick="Open a quote")
        return framed(brief, library.once(brief, _entries), gone, showing=showing)
    frame = Frame(
        "Quote",
        place,
        note=note,
        menu=menu,
        actions=tuple(_actions(brief, place, quote)),
        entry=quote.id,
        back=place.to("quotes"),
        may_challenge=True,
    )
    card = _card(brief, quote, library.checks(brief).of(quote))
    return framed(brief, card, frame, showing=showing)


def _speakers_menu(brief: Brief) -> Menu:
    names = speakers(brief)
    by_key = {key_of(name): name for name in names}  # Discord refuses two options of one value
    options = tuple((name, key) for key, name in list(by_key.items())[: limits.SELECT_OPTIONS])
    rest = len(by_key) - len(options)
    more = f" ({rest} more: name one with /brief quotes)" if rest else ""
    return Menu(f"Choose a speaker{more}", "quotes", options)


def quotes_place(brief: Brief, speaker: str | None) -> Place:
    """The place of all quotes, or of one speaker's.

    Raises:
        NotFoundError: nobody of that name is quoted; with the nearest names.
    """
    if speaker is None or not speaker.strip():
        return Place("quotes", brief.slug)
    return Place("quotes", brief.slug, 1, key_of(find_speaker(brief, speaker)))


def find_speaker(brief: Brief, asked: str) -> str:
    """The speaker of that name, or of a name that holds all words given.

    Raises:
        NotFoundError: with the nearest names.
    """
    named = [name for name in speakers(brief) if fold(name) == fold(asked.strip())]
    if asked in named:  # another name may fold alike
        return asked
    found = named[:1] or matching_speakers(brief, asked)
    if len(found) == 1:
        return found[0]
    near = found or closest(asked, speakers(brief), most=3)
    raise NotFoundError("speaker", asked, near, speakers(brief))


def matching_speakers(brief: Brief, typed: str) -> list[str]:
    """Speakers one of whose spellings holds all words typed, or nearly; all for no words."""
    wanted = fold(typed).split()
    spelled = _spellings(brief)
    for is_held in (_is_held, _is_near):
        found = [
            name
            for name, spellings in spelled.items()
            if any(all(is_held(word, each) for word in wanted) for each in spellings)
        ]
        if found:
            return found
    return []


def _spellings(brief: Brief) -> dict[str, list[str]]:
    """Speaker → the folded name, and the spellings that their quotes have beside it."""
    spelled: dict[str, list[str]] = {}
    for quote in brief.quotes:
        some = spelled.setdefault(quote.speaker, [fold(quote.speaker)])
        some += [fold(each) for each in quote.also]
    return spelled


def _is_held(word: str, name: str) -> bool:
    return word in name


def _is_near(word: str, name: str) -> bool:
    return word in name or nearest_name(word, name.split()) is not None


def speakers(brief: Brief) -> list[str]:
    """Everybody who is quoted, in the order of the brief."""
    return list(dict.fromkeys(quote.speaker for quote in brief.quotes))


def _entries(brief: Brief) -> list[Block]:
    return [_entry(brief, quote) for quote in brief.quotes]


def _entry(brief: Brief, quote: Quote) -> Block:
    words = _in_language_of(brief, quote)
    text = (
        f"**{literal(quote.speaker)}** · {day(quote.at)}\n"
        f"{in_quotes(one_line(words))} {best_citation(brief, quote.sources)}"
    )
    label = f"{quote.speaker}: {words}"
    return Block(text, quote.id, label=label, place=Place("quote", brief.slug, 1, quote.id))


def _in_language_of(brief: Brief, quote: Quote) -> str:
    translation = quote.translations.get(brief.language)
    return translation.text if translation else quote.text


def _card(brief: Brief, quote: Quote, check: QuoteCheck) -> list[Block]:
    """A block for each part: what follows a quotation must not become part of it."""
    told = (list(_told(brief, quote, check, length)) for length in _LENGTHS)
    room = room_on_card(brief.title, "Quote")
    return [Block(part, also=(quote.id,)) for part in first_fitting(told, room)]


def _words(text: str, most: int) -> str:
    """As they were said, on as many lines, where there is room; else their beginning on one."""
    is_held = limits.utf16_units(text) <= most and text.count("\n") < _MOST_LINES
    return text if is_held else one_line(text, most)


def _is_whole(brief: Brief, quote: Quote) -> bool:
    """Whether the card, at its shortest, leaves out nothing."""
    least, translation = _LENGTHS[-1], quote.translations.get(brief.language)
    others = len(quote.translations) - (translation is not None)
    said = translation.text if translation else ""
    return not (quote.context or quote.note or others) and all(
        text == _words(text, most)
        for text, most in (
            (quote.text, least.words),
            (said, least.translated),
            (quote.role or "", least.about),
            (quote.where or "", least.about),
        )
    )


def _told(brief: Brief, quote: Quote, check: QuoteCheck, length: "_Length") -> Iterator[str]:
    """The words, who said them, when and where, and what was checked."""
    yield quoted(_words(quote.text, length.words))
    translation = quote.translations.get(brief.language)
    if translation is not None and quote.language != brief.language:
        by = literal(one_line(translation.by, length.about))
        yield small(f"{language_name(quote.language)}. Translated by {by}:")
        yield quoted(_words(translation.text, length.translated))
    role = f", {literal(one_line(quote.role, length.about))}" if quote.role else ""
    where = f"{literal(one_line(quote.where, length.about))} · " if quote.where else ""
    yield f"**{literal(one_line(quote.speaker, 80))}**{role}\n{where}{shown(quote.at)}"
    yield small(in_short(brief, quote, check.text))
    if quote.note and length.note:
        yield small(literal(one_line(quote.note, length.note)))


def _actions(brief: Brief, place: Place, quote: Quote) -> Iterator[tuple[str, Place]]:
    if not _is_whole(brief, quote):
        yield "Show all", place.to("whole", quote.id)
    if quote.versions:
        yield f"Other versions ({len(quote.versions)})", place.to("wording", quote.id)
    yield "How was this checked?", place.to("checking", quote.id)
    if sum(each.speaker == quote.speaker for each in brief.quotes) > 1:
        yield "More by this speaker", place.to("quotes", key_of(quote.speaker))
