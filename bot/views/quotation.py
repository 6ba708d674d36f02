"""One quote in full: all its words, how others print them, and how it was checked."""

from collections.abc import Callable, Iterator

from bot.content.library import Library
from bot.domain.brief import Brief, Quote
from bot.domain.quotations import Check, QuoteCheck
from bot.views.checks import in_full, only_verbatim, version_in_full
from bot.views.frame import Frame, framed
from bot.views.languages import language_name
from bot.views.paging import Block
from bot.views.persistent import PersistentView
from bot.views.places import Place
from bot.views.quotes import quote_page
from bot.views.registry import shows
from bot.views.showing import PRESENT, Showing
from bot.views.text import citations, count, literal, quoted, small
from bot.views.times import shown

Blocks = Callable[[Brief, Quote, QuoteCheck], Iterator[Block]]


@shows("wording")
def versions_page(library: Library, place: Place, *, showing: Showing = PRESENT) -> PersistentView:
    """How others print the words of a quote, with what differs marked."""
    return _about_quote(library, place, "Other versions", _versions, showing)


@shows("checking")
def checking_page(library: Library, place: Place, *, showing: Showing = PRESENT) -> PersistentView:
    """What the words of a quote were held against, and what came of it."""
    return _about_quote(library, place, "How the quote was checked", _checked, showing)


def _about_quote(
    library: Library, place: Place, heading: str, blocks: Blocks, showing: Showing
) -> PersistentView:
    brief = library.get(place.slug)
    quote = brief.by_id.get(place.argument)
    if not isinstance(quote, Quote):
        return quote_page(library, place, showing=showing)
    frame = Frame(
        f"{heading}: {literal(quote.speaker)}",
        place,
        actions=(("Back to the quote", place.to("quote", quote.id)),),
        entry=quote.id,
        may_challenge=True,
    )
    shown_blocks = list(blocks(brief, quote, library.checks(brief).of(quote)))
    return framed(brief, shown_blocks, frame, showing=showing)


def _versions(brief: Brief, quote: Quote, check: QuoteCheck) -> Iterator[Block]:
    yield Block(quoted(quote.text), quote.id)
    for version, compared in zip(quote.versions, check.versions, strict=True):
        yield Block("\n".join(version_in_full(brief, version, compared)), also=(quote.id,))


def _checked(brief: Brief, quote: Quote, check: QuoteCheck) -> Iterator[Block]:
    yield Block("\n".join((quoted(quote.text), *in_full(brief, check.text))), quote.id)
    for language, translation in quote.translations.items():
        if lines := only_verbatim(brief, check.translations.get(language, Check())):
            said = f"{language_name(language)} translation by {literal(translation.by)}:"
            text = "\n".join((small(said), quoted(translation.text), *lines))
            yield Block(text, also=(quote.id,))


def whole_quote(brief: Brief, quote: Quote) -> Iterator[Block]:
    """All its words in each language, who said them when and where, and what led to them."""
    role = f", {literal(quote.role)}" if quote.role else ""
    where = f"{literal(quote.where)} · " if quote.where else ""
    said_by = f"**{literal(quote.speaker)}**{role}\n{where}{shown(quote.at)}"
    yield Block(f"{quoted(quote.text)}\n{said_by}", quote.id)
    for language, translation in quote.translations.items():
        said = f"{language_name(language)} translation by {literal(translation.by)}:"
        yield Block(f"{small(said)}\n{quoted(translation.text)}", also=(quote.id,))
    lines: list[str] = []
    if quote.context:
        lines.append(f"Context: {literal(quote.context)}")
    if quote.note:
        lines.append(f"On the wording: {literal(quote.note)}")
    papers = f"{count(len(quote.sources), 'source')}: {citations(brief, quote.sources)}"
    lines.append(f"The words are in {language_name(quote.language)}. {papers}")
    yield Block("\n".join(lines), also=(quote.id,))
