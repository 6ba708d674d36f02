"""Sources, numbered as they are cited, and how far each may be relied on."""

from collections.abc import Iterable

from bot.content.library import Library
from bot.domain import limits
from bot.domain.brief import Brief
from bot.views.frame import Frame, Menu, framed
from bot.views.languages import language_name
from bot.views.naming import key_of
from bot.views.paging import Block
from bot.views.persistent import PersistentView
from bot.views.places import TITLES, Place
from bot.views.reading import one_line
from bot.views.registry import shows
from bot.views.showing import PRESENT, Showing
from bot.views.text import in_quotes, link, literal, small
from bot.views.times import day

EVERY = "all"
_TITLE = 110
_FOOT = "A: completely reliable, to E: unreliable; F: cannot be judged (Admiralty code)."


@shows("sources")
def sources_page(library: Library, place: Place, *, showing: Showing = PRESENT) -> PersistentView:
    """Every source under the number by which it is cited, or those of one publisher.

    Argument: none, `all`, or a publisher's key; see `key_of`.
    """
    brief = library.get(place.slug)
    blocks, asked = library.once(brief, _list), place.argument
    heading = TITLES["sources"]
    if asked and asked != EVERY and not asked.startswith("@"):
        ids = {name for name, each in brief.sources.items() if key_of(each.publisher) == asked}
        blocks = [block for block in blocks if block.id in ids]
        if blocks:
            publisher = brief.sources[blocks[0].id].publisher
            heading = f"{heading}: {literal(one_line(publisher, _TITLE))}"
    note = "" if blocks else "No sources of that publisher are listed."
    note = note if brief.sources else "This brief lists no sources yet."
    menu = _publishers_menu(brief)
    frame = Frame(heading, place, note=note, foot=_FOOT, menu=menu, pick="Open a source")
    return framed(brief, blocks, frame, showing=showing)


def _publishers_menu(brief: Brief) -> Menu:
    """Leads to what each publisher printed; those cited most often are offered."""
    printed: dict[str, list[str]] = {}
    for source in brief.numbers:
        publisher = brief.sources[source].publisher
        printed.setdefault(key_of(publisher), []).append(publisher)
    most = sorted(printed.items(), key=lambda each: -len(each[1]))[: limits.SELECT_OPTIONS - 1]
    options = [(f"{names[0]} ({len(names)})", key) for key, names in most if key != EVERY]
    every = (f"All {len(brief.sources)} sources", EVERY)
    return Menu("Choose a publisher", "sources", (every, *options) if options else ())


def _list(brief: Brief) -> list[Block]:
    return source_lines(brief, brief.numbers)


def source_lines(brief: Brief, names: Iterable[str]) -> list[Block]:
    """Sources in two lines each: number, title and publisher; grade, date, language, address."""
    return [_lines(brief, name) for name in names]


def _lines(brief: Brief, name: str) -> Block:
    source, number = brief.sources[name], brief.numbers[name]
    title = one_line(source.name, _TITLE)
    called = in_quotes(title) if source.title else literal(title)
    first = f"**{number}.** {called} — {literal(one_line(source.publisher, 60))}"
    facts = [f"Grade {source.reliability}"]
    if source.published:
        facts.append(day(source.published))
    if source.language and source.language != brief.language:
        facts.append(f"in {language_name(source.language)}")
    if source.url:
        facts.append(link("open", source.url))
    label = f"{number}. {source.publisher}: {source.name}"
    place = Place("source", brief.slug, 1, name)
    return Block(f"{first}\n{small(' · '.join(facts))}", name, label=label, place=place)
