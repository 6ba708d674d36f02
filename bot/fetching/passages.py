"""The text of a page, and the passages of it that are kept."""

from collections.abc import Iterable, Iterator

import trafilatura

from bot.domain.texts import UNSEEN
from bot.domain.verbatim import Outcome, Printed, Span, find, pieces
from bot.domain.wording import LIKENESS, nearest
from bot.fetching.page import FetchedPage

# Beside a quote, on each of its sides; divided among its pieces.
_AROUND = 300


def texts(page: FetchedPage) -> Iterator[Printed]:
    """The text of a page: its article, then all of it, where quotes in boxes stand as well."""
    html = _decoded(page)
    if page.kind == "text/plain":
        yield _printed(html if isinstance(html, str) else html.decode("utf-8", "replace"))
        return
    article = trafilatura.extract(html, favor_recall=True, include_comments=False)
    yield _printed(article or "")
    yield _printed(trafilatura.html2txt(html))


def passages(words: Iterable[str], page: Printed) -> list[str]:
    """What a page has in the place of each of the words, with a little of what stands around.

    Words that it has otherwise are kept too: they show how. Words that it has twice are not.
    """
    wanted: list[Span] = []
    for said in words:
        spans = _spans(said, page)
        around = _AROUND // max(1, len(spans))
        wanted += [_widened(page.plain, span, around) for span in spans]
    return [page.plain[start:end] for start, end in _joined(wanted)]


def _decoded(page: FetchedPage) -> str | bytes:
    """By the charset that the server names; trafilatura finds it out where there is none."""
    try:
        return page.content.decode(page.charset, "replace") if page.charset else page.content
    except (LookupError, UnicodeError):  # none such, or none for pages (idna)
        return page.content


def _printed(text: str) -> Printed:
    """In one passage, without what is not seen."""
    seen = UNSEEN.sub(lambda odd: " " if odd[0].isspace() else "", text)
    return Printed.of([seen])


def _spans(words: str, page: Printed) -> list[Span]:
    search = find(words, page)
    if search.outcome is not Outcome.ABSENT:
        return list(search.spans)
    spans: list[Span] = []
    for piece in pieces(words):
        found = find(piece, page)
        near = nearest(piece, page.plain)
        if found.spans:
            spans += found.spans
        elif near.share >= LIKENESS:
            spans.append(near.span)
    return spans


def _widened(text: str, span: Span, around: int) -> Span:
    """So many characters more on each side, in whole words."""
    start, end = span
    first = max(0, start - around)
    if first:
        first = text.find(" ", first, start) + 1 or start
    last = min(len(text), end + around)
    if last < len(text):
        space = text.rfind(" ", end, last)
        last = space if space >= 0 else end
    return first, last


def _joined(spans: Iterable[Span]) -> list[Span]:
    """In order, those that meet as one."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
