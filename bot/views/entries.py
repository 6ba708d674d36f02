"""One entry on a card, of each kind that has no card of its own elsewhere."""

from collections.abc import Mapping, Sequence

from bot.content.library import Library
from bot.domain.brief import (
    Brief,
    Claim,
    Correction,
    Entry,
    Event,
    Question,
    Quote,
    Report,
    Source,
    SummaryPoint,
)
from bot.domain.factchecks import FactCheck
from bot.domain.vocabulary import RELIABILITY
from bot.views.claims import claim_page
from bot.views.corrections import CLASS_WORDS
from bot.views.frame import Frame, framed
from bot.views.languages import language_name
from bot.views.paging import Block
from bot.views.persistent import PersistentView
from bot.views.places import Place
from bot.views.quotation import whole_quote
from bot.views.quotes import quote_page
from bot.views.reading import one_line
from bot.views.registry import shows
from bot.views.showing import PRESENT, Showing
from bot.views.summary import summary_page
from bot.views.text import best_citation, citations, link, literal, small
from bot.views.times import in_words, shown

_CALLED: Mapping[type, str] = {
    SummaryPoint: "In the summary",
    Question: "Open question",
    Correction: "Correction",
}
_LIST: Mapping[type, str] = {
    SummaryPoint: "summary",
    Event: "timeline",
    FactCheck: "factchecks",
    Question: "summary",
    Correction: "corrections",
}
# Of each text on a card, in UTF-16 units, where an entry has three and where it has one.
_THIRD = 260
_WHOLE = 850
_NAME = 100
_ALL = 100_000


@shows("entry")
def entry_page(library: Library, place: Place, *, showing: Showing = PRESENT) -> PersistentView:
    """The entry of that id, whatever it is, on a card; the summary where it is gone."""
    brief = library.get(place.slug)
    entry = _found(brief, place.argument)
    match entry:
        case None:
            return summary_page(library, place.to("summary"), showing=showing)
        case Claim() | Quote():
            own = {Claim: claim_page, Quote: quote_page}[type(entry)]
            view = "claim" if isinstance(entry, Claim) else "quote"
            return own(library, place.to(view, entry.id), showing=showing)
        case Source():
            return source_page(library, place.to("source", place.argument), showing=showing)
        case _:
            pass
    card, whole = _told(brief, entry, _THIRD, _WHOLE), _told(brief, entry, _ALL, _ALL)
    more = () if card == whole else (("Show all", place.to("whole", entry.id)),)
    frame = Frame(
        _heading(entry),
        place,
        entry=entry.id,
        actions=more,
        back=place.to(_LIST[type(entry)]),
        may_challenge=True,
    )
    return framed(brief, [Block(card, entry.id)], frame, showing=showing)


@shows("source")
def source_page(library: Library, place: Place, *, showing: Showing = PRESENT) -> PersistentView:
    """One source on a card; the summary where it is gone."""
    brief = library.get(place.slug)
    source = brief.sources.get(place.argument)
    if source is None:
        return summary_page(library, place.to("summary"), showing=showing)
    card, whole = _source(brief, source, _THIRD), _source(brief, source, _ALL)
    more = () if card == whole else (("Show all", place.to("whole", place.argument)),)
    heading = f"Source {brief.numbers[place.argument]}"
    frame = Frame(heading, place, entry=place.argument, actions=more, back=place.to("sources"))
    return framed(brief, [Block(card, place.argument)], frame, showing=showing)


@shows("whole")
def whole_page(library: Library, place: Place, *, showing: Showing = PRESENT) -> PersistentView:
    """All that is on record of an entry, over as many pages as it takes."""
    brief = library.get(place.slug)
    entry = _found(brief, place.argument)
    match entry:
        case None | Claim():
            return entry_page(library, place, showing=showing)
        case Quote():
            heading, blocks = f"Quote: {literal(entry.speaker)}", list(whole_quote(brief, entry))
        case Source():
            heading = f"Source {brief.numbers[place.argument]}"
            blocks = [Block(_source(brief, entry, _ALL), place.argument)]
        case _:
            heading, blocks = _heading(entry), [Block(_told(brief, entry, _ALL, _ALL), entry.id)]
    frame = Frame(
        heading,
        place,
        entry=place.argument,
        actions=(("Back to the card", place.to("entry", place.argument)),),
        may_challenge=True,
    )
    return framed(brief, blocks, frame, showing=showing)


def _found(brief: Brief, name: str) -> Entry | Source | None:
    """An entry or a source; the claim that a report answers."""
    entry = brief.by_id.get(name)
    if isinstance(entry, Report):
        return next(claim for claim in brief.claims if entry in claim.reports)
    return entry or brief.sources.get(name)


def _heading(entry: Entry) -> str:
    match entry:
        case Event():
            when = in_words(entry.at)
            return when[0].upper() + when[1:]
        case FactCheck():
            return "Fact-check"
        case _:
            return _CALLED[type(entry)]


def _told(brief: Brief, entry: Entry, third: int, whole: int) -> str:
    """What an entry says, with the best of its sources; all of them where nothing is cut."""

    def cited(sources: Sequence[str]) -> str:
        return citations(brief, sources) if third == _ALL else best_citation(brief, sources)

    match entry:
        case SummaryPoint():
            return f"{_cut(entry.text, whole)} {cited(entry.sources)}"
        case Event():
            own = (
                f"\n{small(f'In your time zone: {shown(entry.at)}')}" if entry.at.has_clock else ""
            )
            return f"{_cut(entry.text, whole)} {cited(entry.sources)}{own}"
        case Question():
            expected = f"\nAn answer is expected {shown(entry.expected)}." if entry.expected else ""
            return _cut(entry.text, whole) + expected
        case Correction():
            lines = [
                f"**{CLASS_WORDS[entry.kind]}** · {shown(entry.at)}",
                f"It said: {_cut(entry.was, third)}",
                f"It says now: {_cut(entry.now, third)}",
                f"Why: {_cut(entry.because, third)} {cited(entry.sources)}",
            ]
            return "\n".join(lines).rstrip()
        case FactCheck():
            lines = [
                f"**{entry.verdict.capitalize()}:** “{_cut(entry.claim, third)}”",
                f"Said by {_cut(entry.by, third)} {cited(entry.spread)}",
                f"{_cut(entry.because, third)} {cited(entry.sources)}",
            ]
            if entry.since:
                lines.append(small(f"Known since {shown(entry.since)}"))
            return "\n".join(lines)
        case _:
            raise TypeError(f"{type(entry).__name__} has a card of its own")


def _cut(text: str, most: int) -> str:
    return literal(text if most == _ALL else one_line(text, most), goes_on=True)


def _source(brief: Brief, source: Source, most: int) -> str:
    title = f"“{_cut(source.title, most)}”" if source.title else _cut(source.about or "", most)
    short = most if most == _ALL else _NAME
    code = source.reliability
    facts = [f"{RELIABILITY[code].capitalize()} ({code})"]
    if source.language:
        facts.append(f"in {language_name(source.language)}")
    if source.published:
        facts.append(f"published {shown(source.published)}")
    if source.retrieved:
        facts.append(f"read {shown(source.retrieved)}")
    lines = [f"{title} — {_cut(source.publisher, short)}", " · ".join(facts)]
    if source.origin:
        lines.append(f"Originally from {_origin(brief, source.origin, short)}")
    if source.note:
        lines.append(f"Note: {_cut(source.note, most)}")
    address = link("Open the source", source.url) if source.url else "No address on record"
    archive = link("archived copy", source.archive) if source.archive else "no archived copy"
    lines.append(f"{address} · {archive}")
    return "\n".join(lines)


def _origin(brief: Brief, origin: str, most: int) -> str:
    if origin in brief.sources:
        publisher = _cut(brief.sources[origin].publisher, most)
        return f"source {brief.numbers[origin]}, {publisher}"
    return _cut(origin, most)
