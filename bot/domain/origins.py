"""How many independent places a statement comes from: six outlets with one origin are one."""

from collections.abc import Iterable, Mapping

from bot.domain.brief import Brief, Report, Source, Standing
from bot.domain.folding import fold


def origin(sources: Mapping[str, Source], source: str) -> str:
    """What a source goes back to, folded: its origin's origin, else its publisher.

    An `origin` may be another source's id, or a name such as an agency's; a source that
    names none stands for its publisher, so two articles of one paper are one origin.
    """
    seen: set[str] = set()
    while True:
        seen.add(source)
        stated = sources[source].origin
        if stated is None:
            return fold(sources[source].publisher)
        if stated not in sources or stated in seen:
            return fold(stated)
        source = stated


def origins(sources: Mapping[str, Source], cited: Iterable[str]) -> set[str]:
    """The independent origins of some sources."""
    return {origin(sources, source) for source in cited}


def voices(brief: Brief, report: Report) -> list[str]:
    """The sources of a report that may speak for it: none that a fact-check takes the word from."""
    silenced = brief.silenced.get(report.id, frozenset())
    return [source for source in report.sources if source not in silenced]


def earned(brief: Brief, report: Report) -> Standing:
    """The standing that a report's sources bear out: corroborated by one origin is reported."""
    known = (source for source in voices(brief, report) if source in brief.sources)
    if report.standing is Standing.CORROBORATED and len(origins(brief.sources, known)) < 2:
        return Standing.REPORTED
    return report.standing


def outlets(sources: Mapping[str, Source], cited: Iterable[str]) -> set[str]:
    """The publishers of some sources."""
    return {fold(sources[source].publisher) for source in cited}
