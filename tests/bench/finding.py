"""Searching a large brief and completing what is typed, as a person does."""

from collections.abc import Callable

from bot.content.library import Library
from bot.content.parse import parse
from bot.content.search import Index
from bot.views.places import Place
from bot.views.quotes import matching_speakers
from bot.views.search import search_page
from tests.bench.generated import brief_text
from tests.bench.timing import head, ms, percentile, row, timed

ENTRIES = 10_000
TIMES = 40
SEARCHES = {
    "two words": "karo mi",
    "one common beginning": "ka",
    "diacritics left out": "gorcwi lo",
    "a typing mistake": "szetuwyzx",
    "nothing like it": "qqqqqqqq",
}


def measure() -> None:
    """Print the table."""
    brief = parse(brief_text(ENTRIES), "made.yaml").brief
    index = Index(brief)
    library = Library([index])
    head("what", "finds", "median", "99th percentile (aim ≤ 15 ms)")
    for name, words in SEARCHES.items():
        _report(f"search, {name}", len(index.search(words).hits), _search(index, words))
        _report(f"the page of it, {name}", "", _page(library, words))
    _report("complete a claim", "", lambda: index.search("ka mi", kinds=("claim",)))
    _report("complete a claim, mistyped", "", lambda: index.search("szetuwyzx", kinds=("claim",)))
    _report("complete a speaker", "", lambda: matching_speakers(brief, "speaker 3"))
    _report("complete a brief", "", lambda: library.matching("generated"))


def _search(index: Index, words: str) -> Callable[[], object]:
    return lambda: index.search(words)


def _page(library: Library, words: str) -> Callable[[], object]:
    return lambda: search_page(library, Place("search", "made", 1, words))


def _report(name: str, finds: int | str, work: Callable[[], object]) -> None:
    taken = timed(work, TIMES)
    row(name, finds, ms(percentile(taken, 50)), f"**{ms(percentile(taken, 99))}**")
