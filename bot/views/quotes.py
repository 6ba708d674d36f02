"""Quotes: what was said, in the words it was said in."""

from collections.abc import Iterator
from hashlib import blake2b

from bot.content.library import Library
from bot.content.mistakes import nearest_name
from bot.domain import limits
from bot.domain.brief import Brief, Quote
from bot.domain.errors import NotFoundError
from bot.domain.folding import closest, fold
from bot.domain.quotations import Check, Checks, QuoteCheck
from bot.views.checks import in_full, in_short, only_verbatim, version_in_full, version_in_short
from bot.views.frame import Frame, Menu, framed
from bot.views.languages import language_name
from bot.views.paging import Block
from bot.views.persistent import PersistentView
from bot.views.places import TITLES, Place
from bot.views.registry import shows
from bot.views.showing import PRESENT, Showing
from bot.views.text import citations, count, literal, quoted, small
from bot.views.times import shown

# What an argument of a place may not begin with: `@id` asks for an entry, `#` marks a hash.
_RESERVED = ("@", "#")


@shows("quotes")
def quotes_page(library: Library, place: Place, *, showing: Showing = PRESENT) -> PersistentView:
    """All quotes, or those of the speaker whose folded name is the argument."""
    brief = library.get(place.slug)
    speaker = "" if place.argument.startswith("@") else place.argument
    chosen = [quote for quote in brief.quotes if not speaker or _key(quote.speaker) == speaker]
    note = "" if brief.quotes else "This brief holds no quotes yet."
    if not chosen and brief.quotes:
        note = "That speaker is no longer in the brief. These are the quotes that are."
        chosen, speaker, place = brief.quotes, "", place.to("quotes")
    ids = {quote.id for quote in chosen}
    blocks = [block for block in library.once_checked(brief, _entries) if block.id in ids]
    heading = f"Quotes of {literal(chosen[0].speaker)}" if speaker else TITLES["quotes"]
    menu = _speakers_menu(brief)
    return framed(brief, blocks, Frame(heading, place, note=note, menu=menu), showing=showing)


@shows("quote")
def quote_page(
    library: Library, place: Place, *, showing: Showing = PRESENT, menu: Menu | None = None
) -> PersistentView:
    """One quote, with all that is known of it, and a menu of others where one is given."""
    brief = library.get(place.slug)
    quote = brief.by_id.get(place.argument)
    if not isinstance(quote, Quote):
        note = "That quote is no longer in the brief. These are the ones that are."
        gone = Frame(TITLES["quotes"], place.to("quotes"), note=note)
        return framed(brief, library.once_checked(brief, _entries), gone, showing=showing)
    others = Place("quotes", brief.slug, 1, _key(quote.speaker))
    frame = Frame(
        "Quote",
        place,
        menu=menu,
        more=(("More of this speaker", others),),
        entry=quote.id,
        may_challenge=True,
    )
    blocks = list(_whole(brief, quote, library.checks(brief).of(quote)))
    return framed(brief, blocks, frame, showing=showing)


def _speakers_menu(brief: Brief) -> Menu:
    names = speakers(brief)
    by_key = {_key(name): name for name in names}  # Discord refuses two options of one value
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
    return Place("quotes", brief.slug, 1, _key(find_speaker(brief, speaker)))


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
    """Speakers whose name holds all words typed, or nearly; all of them for no words."""
    wanted = fold(typed).split()
    found = [name for name in speakers(brief) if all(word in fold(name) for word in wanted)]
    if found:
        return found
    return [name for name in speakers(brief) if all(_is_near(word, name) for word in wanted)]


def _is_near(word: str, name: str) -> bool:
    return word in fold(name) or nearest_name(word, fold(name).split()) is not None


def speakers(brief: Brief) -> list[str]:
    """Everybody who is quoted, in the order of the brief."""
    return list(dict.fromkeys(quote.speaker for quote in brief.quotes))


def _key(speaker: str) -> str:
    """A speaker as a place holds them: the folded name, or a hash of one that does not fit."""
    folded = " ".join(fold(speaker).split())
    is_fit = folded and limits.utf16_units(folded) <= limits.ID and not folded.startswith(_RESERVED)
    return folded if is_fit else "#" + blake2b(folded.encode(), digest_size=16).hexdigest()


def _attribution(quote: Quote) -> str:
    role = f", {literal(quote.role)}" if quote.role else ""
    where = f" · {literal(quote.where)}" if quote.where else ""
    return f"**{literal(quote.speaker)}**{role}\n{shown(quote.at)}{where}"


def _entries(brief: Brief, checks: Checks) -> list[Block]:
    return [_entry(brief, quote, checks.of(quote)) for quote in brief.quotes]


def _entry(brief: Brief, quote: Quote, check: QuoteCheck) -> Block:
    parts = [f"{_attribution(quote)}\n{quoted(quote.text)}"]
    translation = quote.translations.get(brief.language)
    if translation is not None:
        said = f"Translated by {literal(translation.by)}:"
        parts.append(f"{small(said)}\n{quoted(translation.text)}")
    about = f"In {language_name(quote.language)}. {citations(brief, quote.sources)}"
    lines = [about, in_short(brief, check.text)]
    versions = zip(quote.versions, check.versions, strict=True)
    lines += [version_in_short(brief, version, found) for version, found in versions]
    if quote.note:
        lines.append("A note on the wording stands with the quote.")
    parts.append("\n".join(lines))
    place = Place("quote", brief.slug, 1, quote.id)
    return Block("\n\n".join(parts), quote.id, button="Open", place=place)


def _whole(brief: Brief, quote: Quote, check: QuoteCheck) -> Iterator[Block]:
    text = f"{_attribution(quote)}\n{quoted(quote.text)}"
    yield Block("\n".join((text, *in_full(brief, check.text))), quote.id)
    for language, translation in quote.translations.items():
        said = f"{language_name(language)} translation by {literal(translation.by)}:"
        found = check.translations.get(language, Check())
        lines = only_verbatim(brief, found)
        text = "\n".join((small(said), quoted(translation.text), *lines))
        yield Block(text, also=(quote.id,))
    for version, compared in zip(quote.versions, check.versions, strict=True):
        yield Block("\n".join(version_in_full(brief, version, compared)), also=(quote.id,))
    lines: list[str] = []
    if quote.context:
        lines.append(f"Context: {literal(quote.context)}")
    if quote.note:
        lines.append(f"On the wording: {literal(quote.note)}")
    papers = count(len(quote.sources), "source")
    lines.append(
        f"Said in {language_name(quote.language)}. {papers}: {citations(brief, quote.sources)}"
    )
    yield Block("\n".join(lines), also=(quote.id,))
