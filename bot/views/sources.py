"""Sources, numbered as they are cited, and how far each may be relied on."""

from bot.content.library import Library
from bot.domain.brief import Brief
from bot.domain.vocabulary import RELIABILITY
from bot.views.frame import Frame, framed
from bot.views.languages import language_name
from bot.views.paging import Block
from bot.views.persistent import PersistentView
from bot.views.places import TITLES, Place
from bot.views.registry import shows
from bot.views.showing import PRESENT, Showing
from bot.views.text import bullet, in_quotes, link, literal
from bot.views.times import shown


@shows("sources")
def sources_page(library: Library, place: Place, *, showing: Showing = PRESENT) -> PersistentView:
    """Every source under the number by which it is cited."""
    brief = library.get(place.slug)
    foot = "Sources that go back to one origin count as one. Letters: Admiralty code, A to F."
    note = "" if brief.sources else "This brief lists no sources yet."
    frame = Frame(TITLES["sources"], place, note=note, foot=foot)
    return framed(brief, library.once(brief, _list), frame, showing=showing)


def _list(brief: Brief) -> list[Block]:
    return [_entry(brief, source, number) for source, number in brief.numbers.items()]


def _entry(brief: Brief, name: str, number: int) -> Block:
    source = brief.sources[name]
    title = in_quotes(source.title) if source.title else literal(source.about or "")
    lines = [f"**{number}.** {title} — {literal(source.publisher)}"]
    code = source.reliability
    facts = [f"{RELIABILITY[code].capitalize()} ({code})"]
    if source.origin:
        facts.append(f"goes back to {_origin(brief, source.origin)}")
    if source.language:
        facts.append(f"in {language_name(source.language)}")
    if source.published:
        facts.append(f"published {shown(source.published)}")
    if source.retrieved:
        facts.append(f"read {shown(source.retrieved)}")
    lines.append(" · ".join(facts))
    if source.note:
        lines.append(f"Beware: {literal(source.note)}")
    address = link("Open the source", source.url) if source.url else "No address on record"
    archive = link("archived copy", source.archive) if source.archive else "no archived copy"
    lines.append(f"{address} · {archive}")
    return Block(bullet(lines), name)


def _origin(brief: Brief, origin: str) -> str:
    if origin in brief.sources:
        return f"source {brief.numbers[origin]}, {literal(brief.sources[origin].publisher)}"
    return literal(origin)
