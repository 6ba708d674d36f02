"""One entry on a card, of each kind that has no card of its own elsewhere."""

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
from bot.views.quotes import quote_page
from bot.views.reading import one_line
from bot.views.registry import shows
from bot.views.showing import PRESENT, Showing
from bot.views.summary import summary_page
from bot.views.text import best_citation, in_quotes, link, literal, small
from bot.views.times import in_words, shown

_LIST = {
    SummaryPoint: "summary",
    Event: "timeline",
    FactCheck: "factchecks",
    Question: "summary",
    Correction: "corrections",
}
# Of each text of an entry that has three; one that is longer is told in the file.
_THIRD = 260
_WHOLE = 850


@shows("entry")
def entry_page(library: Library, place: Place, *, showing: Showing = PRESENT) -> PersistentView:
    """The entry of that id, whatever it is; the summary where it is gone."""
    brief = library.get(place.slug)
    entry = brief.by_id.get(place.argument)
    match entry:
        case Claim():
            return claim_page(library, place.to("claim", entry.id), showing=showing)
        case Quote():
            return quote_page(library, place.to("quote", entry.id), showing=showing)
        case Report():
            claim = next(claim for claim in brief.claims if entry in claim.reports)
            return claim_page(library, place.to("claim", claim.id), showing=showing)
        case None:
            if place.argument in brief.sources:
                return source_page(library, place.to("source", place.argument), showing=showing)
            return summary_page(library, place.to("summary"), showing=showing)
        case _:
            pass
    heading, text = _told(brief, entry)
    frame = Frame(
        heading,
        place,
        entry=entry.id,
        back=place.to(_LIST[type(entry)]),
        may_challenge=True,
    )
    return framed(brief, [Block(text, entry.id)], frame, showing=showing)


@shows("source")
def source_page(library: Library, place: Place, *, showing: Showing = PRESENT) -> PersistentView:
    """One source with all that is known of it; the summary where it is gone."""
    brief = library.get(place.slug)
    source = brief.sources.get(place.argument)
    if source is None:
        return summary_page(library, place.to("summary"), showing=showing)
    heading = f"Source {brief.numbers[place.argument]}"
    frame = Frame(heading, place, entry=place.argument, back=place.to("sources"))
    block = Block(_source(brief, source), place.argument)
    return framed(brief, [block], frame, showing=showing)


def _told(brief: Brief, entry: Entry) -> tuple[str, str]:
    """A heading, and what the entry says."""
    match entry:
        case SummaryPoint():
            told = f"{_cut(entry.text, _WHOLE)} {best_citation(brief, entry.sources)}"
            return "In the summary", told
        case Event():
            told = f"{_cut(entry.text, _WHOLE)} {best_citation(brief, entry.sources)}"
            own = (
                f"\n{small(f'In your time zone: {shown(entry.at)}')}" if entry.at.has_clock else ""
            )
            when = in_words(entry.at)
            return when[0].upper() + when[1:], told + own
        case Question():
            expected = f"\nAn answer is expected {shown(entry.expected)}." if entry.expected else ""
            return "Open question", _cut(entry.text, _WHOLE) + expected
        case Correction():
            lines = [
                f"**{CLASS_WORDS[entry.kind]}** · {shown(entry.at)}",
                f"It said: {_cut(entry.was, _THIRD)}",
                f"It says now: {_cut(entry.now, _THIRD)}",
                f"Why: {_cut(entry.because, _THIRD)} {best_citation(brief, entry.sources)}",
            ]
            return "Correction", "\n".join(lines).rstrip()
        case FactCheck():
            since = f" · known since {shown(entry.since)}" if entry.since else ""
            lines = [
                f"**{entry.verdict.capitalize()}:** {in_quotes(one_line(entry.claim, _THIRD))}",
                f"Said by {_cut(entry.by, _THIRD)} {best_citation(brief, entry.spread)}",
                f"{_cut(entry.because, _THIRD)} {best_citation(brief, entry.sources)}",
            ]
            return f"Fact-check{since}", "\n".join(lines)
        case _:
            raise TypeError(f"{type(entry).__name__} has a card of its own")


def _cut(text: str, most: int) -> str:
    return literal(one_line(text, most))


def _source(brief: Brief, source: Source) -> str:
    title = in_quotes(source.title) if source.title else literal(source.about or "")
    lines = [f"**{title}**" if source.about else title, literal(source.publisher)]
    code = source.reliability
    facts = [f"{RELIABILITY[code].capitalize()} ({code})"]
    if source.language:
        facts.append(f"in {language_name(source.language)}")
    if source.published:
        facts.append(f"published {shown(source.published)}")
    if source.retrieved:
        facts.append(f"read {shown(source.retrieved)}")
    lines.append(" · ".join(facts))
    if source.origin:
        lines.append(f"Originally from {_origin(brief, source.origin)}")
    if source.note:
        lines.append(f"Note: {_cut(source.note, _THIRD)}")
    address = link("Open the source", source.url) if source.url else "No address on record"
    archive = link("archived copy", source.archive) if source.archive else "no archived copy"
    lines.append(f"{address} · {archive}")
    return "\n".join(lines)


def _origin(brief: Brief, origin: str) -> str:
    if origin in brief.sources:
        return f"source {brief.numbers[origin]}, {literal(brief.sources[origin].publisher)}"
    return literal(origin)
