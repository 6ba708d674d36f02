"""Any brief that the model can hold, for Hypothesis; bounded in number, not in extremity.

`brief_documents()` gives what a file holds, all values as text; `briefs()` the same as a Brief.
"""

from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from datetime import date, timedelta
from functools import cache
from typing import Any, TypeAlias

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from bot.content.located_yaml import Value
from bot.domain import limits
from bot.domain.addresses import address
from bot.domain.brief import NEEDS_REASON, Brief, Standing, Status
from bot.domain.texts import visible
from bot.domain.vocabulary import VERDICT
from bot.domain.when import When, WhenError
from bot.domain.zones import zone_named
from tests.making import Document, brief_of

ZONES = (
    "Europe/Warsaw", "UTC", "America/St_Johns", "Asia/Kathmandu", "Antarctica/Troll",
    "Pacific/Kiritimati",
)  # fmt: skip
Fields: TypeAlias = Mapping[str, SearchStrategy[Any]]
# What Discord, YAML, a template or a screen might take for more than text.
_ODD = (
    "**bold** _it_ __under__ ~~gone~~ ||spoiler|| `code` ```block", "# heading", "-# small",
    "> quoted", ">>> all quoted", "- item", "1. item", "[label](https://example.org)",
    "<https://example.org>", "https://example.org/a_b_c", "<@1> @everyone @here <@&2> <#3>",
    "</brief summary:1> <:drone:4> :drone:", "<t:1757453400:F>", "\\", "\\*", "*", "_", "~", "|",
    "`", "{input} %s %(name)s ${x}", "&lt;b&gt; <b>", "no", "null", "0x10", "1_000", "23:30",
    "key: value # not a comment", "&anchor *alias !tag", "'\"", "[a, b", "---", "%YAML 1.2",
    "Łódź, Zażółć gęślą jaźń", "Російські дрони", "رفعت الطائرات", "מטוסי קרב", "無人機",
    "👩\u200d✈️🇵🇱🚁", "𐍈𝔘𝟙", "e\u0301\u0323\u0302" * 5, "a\u00a0b\u3000c", "\ufffd\ufffe\U0010ffff",
    "w" * 90,
)  # fmt: skip
_OF_MANY_LINES = ("one\ntwo", "one\n\n\ntwo", "```\ncode\n```\nafter", "> a\n> b\nc", "- a\n  - b")


@cache
def lines(most: int) -> SearchStrategy[str]:
    """Text in one line, of up to `most` characters and often exactly that long."""
    return _texts(most, _ODD, "")


@cache
def texts(most: int) -> SearchStrategy[str]:
    """Text that may have several lines, of up to `most` characters and often that long."""
    return _texts(most, (*_ODD, *_OF_MANY_LINES), "\n")


def _texts(most: int, odd: tuple[str, ...], breaks: str) -> SearchStrategy[str]:
    known = st.sampled_from(odd)
    seen = st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], include_characters=breaks)
    anything = st.text(seen, max_size=30)
    mixed = st.lists(known | anything, min_size=1, max_size=3).map(" ".join)
    longest = (known | anything.filter(bool)).map(lambda part: (part + " ") * most)
    # A cut may end in a space, which the model takes away: the text is as long as can be.
    cut = (known | mixed | longest).map(lambda text: visible(text[:most]).strip())
    return cut.filter(bool)


@cache
def slugs() -> SearchStrategy[str]:
    """Names that a brief's file can have."""
    parts = st.text("abcz09", min_size=1, max_size=10)
    joined = st.lists(parts, min_size=1, max_size=3).map("-".join)
    return st.sampled_from(("a", "0", "z" * limits.SLUG)) | joined


@cache
def urls() -> SearchStrategy[str]:
    """Addresses, some as long as may be, some with characters that end a Markdown link."""
    ends = st.sampled_from(
        ("", "/", "/a_(b)", "/a)b", "?q=1&r=[2]", "#:~:text=a,b", "/*_~|`", "/Łódź", "/😀")
    )  # fmt: skip
    hosts = st.sampled_from(("https://example.org", "http://localhost:80", "HTTPS://x.pl"))
    return st.builds("{}{}".format, hosts, ends) | ends.map(_longest)


def _longest(end: str) -> str:
    """As long as an address may be, with that again and again."""
    url = "https://example.org/"
    while end and len(address(url + end)) <= limits.LINK_URL:
        url += end
    return url


_POINTS = (
    "{0}", "{0:%Y-%m}", "{0:%Y}", "{0} {1:%H:%M}", "{0} {1:%H:%M:%S}", "{0}T{1:%H:%M}Z",
    "{0} night", "{0} morning", "{0} afternoon", "{0} evening",
    "{0} {1:%H:%M} UTC", "{0} {1:%H:%M}+02:00", "{0}T{1:%H:%M:%S} -0330", "{0} {1:%H:%M}+14:00",
    "{0} {1:%H:%M} -12:00",
)  # fmt: skip
_QUALIFIED = ("{}", "{}", "about {}", "before {}", "after {}")


@cache
def whens(zone: str = "UTC") -> SearchStrategy[str]:
    """A time in any form that `When` reads, valid in that zone."""
    # In the first and the last years an offset may leave what a calendar holds.
    days = st.dates(date(1001, 1, 1), date(9990, 12, 31)) | st.dates(
        date(2025, 9, 1), date(2027, 1, 1)
    )
    forms = st.sampled_from(_POINTS)
    points = st.builds(str.format, forms, days, st.times())
    later = days.map(lambda day: day + timedelta(days=800))
    ends = st.builds(str.format, forms, later, st.times()) | st.just("23:55")
    intervals = st.builds("{} to {}".format, points, ends)
    qualified = st.builds(str.format, st.sampled_from(_QUALIFIED), points)
    return (qualified | intervals).filter(lambda text: _is_time(text, zone))


def _is_time(text: str, zone: str) -> bool:
    try:
        When.parse(text, zone_named(zone))
    except WhenError:
        return False
    return True


@cache
def sources(zone: str = "UTC") -> SearchStrategy[Document]:
    """A source, with and without a title, an address and all else that may be left out."""
    optional: Fields = {
        "url": urls(), "archive": urls(), "published": whens(zone), "retrieved": whens(zone),
        "reliability": st.sampled_from("ABCDEF"), "origin": lines(150), "language": languages(),
        "note": texts(2_000), "also": spellings(),
    }  # fmt: skip
    titled = _record({"title": lines(300), "publisher": lines(150)}, optional)
    return titled | _record({"about": lines(300), "publisher": lines(150)}, optional)


@cache
def languages() -> SearchStrategy[str]:
    """Codes of languages."""
    return st.sampled_from(("en", "pl", "uk", "he", "pt-BR", "zh-Hant-TW", "haw"))


@cache
def spellings() -> SearchStrategy[list[str]]:
    """Other spellings of an entry, to be found by."""
    return st.lists(lines(80), max_size=2)


@st.composite
def brief_documents(draw: DrawFn, *, most: int = 3, crowd: int = 25) -> Document:
    """What the file of a brief may hold, ready to be dumped as YAML.

    Args:
        draw: Hypothesis'.
        most: different entries in each section; none is among the choices.
        crowd: now and then one entry of a section stands there this many times, under other ids.
    """
    zone = draw(st.sampled_from(ZONES))
    brief: Document = {
        "title": draw(lines(120)),
        "status": draw(st.sampled_from([status.value for status in Status])),
        "timezone": zone,
        "reviewed": draw(whens(zone)),
        **draw(_record({}, {"language": languages()})),
    }
    stem = draw(st.sampled_from(("a", "0-0", "long-" + "x" * (limits.ID - 10))))
    given: list[str] = []

    def new_id() -> str:
        given.append(f"{stem}-{len(given) + 1}")
        return given[-1]

    cited = {new_id(): deepcopy(source) for source in draw(_several(sources(zone), most, crowd))}
    sections = _sections(zone, list(cited)) if cited else {}
    optional: Fields = {"expected": whens(zone), "also": spellings()}
    sections["questions"] = _record({"text": texts(2_000)}, optional)
    for name, entries in sections.items():
        brief[name] = _named(draw(_several(entries, most, crowd)), new_id)
    _relate(draw, brief.get("claims", []))
    if cited:
        checks = _factchecks(zone, list(cited), given.copy())
        brief["factchecks"] = _named(draw(_several(checks, most, crowd)), new_id)
    entries_given = given.copy()
    topics = _record({"title": lines(60)}, {"also": spellings()})
    brief["topics"] = _named(draw(_several(topics, most, crowd)), new_id)
    _file(draw, brief.get("claims", []), brief["topics"])
    if entries_given:
        corrections = _corrections(zone, entries_given, list(cited))
        brief["corrections"] = _named(draw(_several(corrections, most, crowd)), new_id)
    return {**brief, "sources": {**cited}}


def briefs(*, most: int = 3, crowd: int = 25) -> SearchStrategy[Brief]:
    """The briefs of `brief_documents()`, which explains the arguments."""
    return st.builds(brief_of, brief_documents(most=most, crowd=crowd), slugs())


def _sections(zone: str, cited: list[str]) -> dict[str, SearchStrategy[Document]]:
    """The entries of each section that cites sources, yet without ids."""
    cites = _some(cited)
    event: Fields = {"at": whens(zone), "text": texts(2_000), "sources": cites}
    of_event: Fields = {"key": st.sampled_from(("true", "false")), "also": spellings()}
    reports = _several(_reports(zone, cites), 3, 25, least=1)
    claim: Fields = {"question": lines(300), "reports": reports}
    translation = _record({"text": texts(6_000), "by": lines(150)})
    # Not the quote's own list, which would be an alias in YAML.
    printed: Fields = {"text": texts(6_000), "sources": cites.map(list)}
    version = _record(printed, {"note": texts(2_000)})
    quote: Fields = {
        "speaker": lines(150), "at": whens(zone), "language": languages(), "text": texts(6_000),
        "sources": cites,
    }  # fmt: skip
    beside: Fields = {
        "role": lines(300), "where": lines(300), "context": texts(2_000), "note": texts(2_000),
        "translations": st.dictionaries(languages(), translation, max_size=2),
        "versions": st.lists(version, max_size=2), "also": spellings(),
    }  # fmt: skip
    return {
        "summary": _record({"text": texts(2_000), "sources": cites}),
        "timeline": _record(event, of_event),
        "claims": _record(claim, {"also": spellings()}),
        "quotes": _record(quote, beside),
    }


def _reports(zone: str, cites: SearchStrategy[list[str]]) -> SearchStrategy[Document]:
    needed: Fields = {
        "says": texts(1_000), "by": lines(300), "as_of": whens(zone), "sources": cites
    }  # fmt: skip
    any_standing = st.sampled_from([standing.value for standing in Standing])
    reasoned: Fields = {**needed, "standing": any_standing, "because": texts(2_000)}
    holding = st.sampled_from([s.value for s in Standing if s not in NEEDS_REASON])
    optional: Fields = {"standing": holding, "since": whens(zone)}
    return _record(needed, optional) | _record(reasoned, {"since": whens(zone)})


def _factchecks(zone: str, cited: list[str], ids: list[str]) -> SearchStrategy[Document]:
    verdicts = st.sampled_from(list(VERDICT))
    needed: Fields = {
        "claim": texts(2_000), "by": lines(300), "verdict": verdicts, "because": texts(2_000),
        "spread": _some(cited).map(list), "sources": _some(cited),
    }  # fmt: skip
    optional: Fields = {"since": whens(zone), "entries": _some(ids), "also": spellings()}
    return _record(needed, optional)


def _relate(draw: DrawFn, claims: Value) -> None:
    """Let some reports of a claim agree with its first."""
    for claim in claims if isinstance(claims, list) else ():
        reports = claim.get("reports") if isinstance(claim, dict) else None
        named = [report for report in reports or () if isinstance(report, dict)]
        for report in named[1:]:
            if draw(st.booleans()):
                report["agrees_with"] = [named[0]["id"]]


def _file(draw: DrawFn, claims: Value, topics: Value) -> None:
    """Put some claims under a topic."""
    for claim in claims if isinstance(claims, list) else ():
        if isinstance(claim, dict) and isinstance(topics, list) and topics and draw(st.booleans()):
            topic = draw(st.sampled_from(topics))
            claim["topic"] = topic["id"] if isinstance(topic, dict) else topic


def _corrections(zone: str, ids: list[str], cited: list[str]) -> SearchStrategy[Document]:
    classes = st.sampled_from(("withdrawn", "corrected", "refile"))
    said: Fields = {key: texts(2_000) for key in ("was", "now", "because")}
    needed: Fields = {"at": whens(zone), "class": classes, "entries": _some(ids), **said}
    return _record(needed, {"sources": _some(cited)} if cited else {})


def _record(needed: Fields, optional: Fields | None = None) -> SearchStrategy[Document]:
    return st.fixed_dictionaries(dict(needed), optional=dict(optional or {}))


def _several(
    entries: SearchStrategy[Document], most: int, crowd: int, least: int = 0
) -> SearchStrategy[list[Document]]:
    few = st.lists(entries, min_size=least, max_size=most)
    crowded = entries.map(lambda entry: [entry] * crowd)
    return st.integers(0, 9).flatmap(lambda chance: crowded if chance == 9 and most else few)


def _some(ids: list[str]) -> SearchStrategy[list[str]]:
    """Up to as many references as an entry may have."""
    return st.lists(st.sampled_from(ids), min_size=1, max_size=3, unique=True) | st.just(ids[:30])


def _named(entries: Iterable[Value], new_id: Callable[[], str]) -> list[Value]:
    """The entries, and the reports in them, each with an id."""
    named: list[Value] = []
    for entry in entries:
        if isinstance(entry, dict):
            copy = {"id": new_id(), **deepcopy(entry)}  # shared values would be aliases in YAML
            if isinstance(reports := entry.get("reports"), list):
                copy["reports"] = _named(reports, new_id)
            named.append(copy)
    return named
