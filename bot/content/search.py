"""Finding entries by words, forgiving diacritics, hyphens and typing mistakes.

SQLite's FTS5 ranks; it sees folded words only (`lodz` for Łódź, `f16` beside `f 16`), so the
words around a hit are cut from the original text here. A word that nothing begins with is
replaced by the nearest one that exists.
"""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, cast

from bot.content.mistakes import nearest_name
from bot.domain.brief import Brief, Claim
from bot.domain.folding import JOINT, fold, index_words

EntryKind = Literal[
    "summary", "event", "claim", "quote", "factcheck", "question", "correction", "source", "words"
]  # fmt: skip
"""`words` is a quote again, by what was said alone; only who asks for that kind finds it."""
_SNIPPET_BEFORE = 60
_SNIPPET_LENGTH = 220
_JOINED = " — "
# After a word in an expression of FTS5: other words that begin so are found as well.
_BEGINS = " *"
_REST = re.compile(rf"\w*(?:{JOINT}\w+)*")


@dataclass(frozen=True, slots=True)
class SearchItem:
    """What can be found: an entry, under a heading, with its words."""

    kind: EntryKind
    id: str
    heading: str
    text: str
    spans: tuple[tuple[int, int, str], ...] = ()
    """Begin and end of what another entry says in the text, and its id."""
    also: str = ""
    """Other spellings that find it and that nobody is shown."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found, and the words around the place."""

    item: SearchItem
    before: str
    match: str
    after: str
    also: tuple[str, ...] = ()
    """Ids of other entries whose words these are."""


@dataclass(frozen=True, slots=True)
class Found:
    """The hits of one search, best first, and what was searched for instead, if anything."""

    hits: tuple[SearchItem, ...]
    words: tuple[str, ...]
    instead: str | None = None
    is_partial: bool = False
    """No entry holds all of the words; the hits hold some."""
    is_apart: bool = False
    """A number was asked for beside a word, as in `article 5`, and no entry has them together."""

    def hit(self, item: SearchItem) -> Hit:
        """The words around a place that matches."""
        return _snippet(item, self.words)


class Index:
    """All entries of one brief, searchable. Made in any thread, then used in one at a time."""

    def __init__(self, brief: Brief) -> None:
        self.brief = brief
        self.items = list(_items(brief))
        self._by_kind = {kind: [i for i in self.items if i.kind == kind] for kind in _KINDS}
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        self._fill()

    def search(self, query: str, *, kinds: Sequence[EntryKind] = ()) -> Found:
        """Entries that hold all words of the query, or words that begin with them.

        Args:
            query: as typed; nothing in it has a meaning of its own.
            kinds: only these, if any are given.
        """
        terms = [term for word in query.split() if (term := _terms(word))]
        if not terms:
            return Found((), ())
        hits = self._matching(terms, kinds)
        if hits:
            is_apart = _names_a_number(terms) and not self._rows(_in_a_row(terms), kinds)
            words = tuple(word for term in terms for word in term)
            return Found(hits, words, is_apart=is_apart)
        mended = [self._mended(term) for term in terms]
        instead = " ".join(term[-1] for term in mended)
        hits = self._matching(mended, kinds)
        words = tuple(word for term in mended for word in term)
        if hits or len(mended) == 1:
            return Found(hits, words, instead if hits else None)
        return Found(self._matching(mended, kinds, joined="OR"), words, is_partial=True)

    def of_kind(self, kind: EntryKind) -> list[SearchItem]:
        """All entries of a kind, in the order of the brief."""
        return self._by_kind[kind]

    def _fill(self) -> None:
        database = self._database
        database.execute(
            "CREATE VIRTUAL TABLE entries USING fts5(kind UNINDEXED, heading, body, also, "
            "tokenize='unicode61 remove_diacritics 0', prefix='1 2 3')"
        )
        with database:
            database.executemany(
                "INSERT INTO entries(rowid, kind, heading, body, also) VALUES (?, ?, ?, ?, ?)",
                (
                    (row, item.kind, *map(_indexed, (item.heading, item.text, item.also)))
                    for row, item in enumerate(self.items)
                ),
            )
        database.execute("CREATE VIRTUAL TABLE words USING fts5vocab(entries, 'row')")
        self._words = [word for (word,) in database.execute("SELECT term FROM words")]

    def _matching(
        self,
        terms: list[tuple[str, ...]],
        kinds: Sequence[EntryKind],
        *,
        joined: Literal["AND", "OR"] = "AND",
    ) -> tuple[SearchItem, ...]:
        # Each term is quoted (FTS5 has operators of its own); the last word may go on.
        match = f" {joined} ".join(f"({_alternatives(term)})" for term in terms)
        rows = self._rows(match, kinds)
        if len(rows) < 2:
            return tuple(self.items[row] for row in rows)
        asked = {*self._rows(f"heading : ({match})", ("claim",))}
        together = {*self._rows(_in_a_row(terms), kinds)} if len(terms) > 1 else set[int]()
        whole = {*self._rows(match.replace(_BEGINS, ""), kinds)}
        # First what holds the words whole, of that the claim whose question does, then where they
        # stand in a row.
        best = sorted(
            rows, key=lambda row: (row not in whole, row not in asked, row not in together)
        )
        return tuple(self.items[row] for row in best)

    def _rows(self, match: str, kinds: Sequence[EntryKind]) -> list[int]:
        """What an expression of FTS5 finds, best first; sources and corrections count less."""
        asked = kinds or [kind for kind in _KINDS if kind != _WORDS]
        where = f" AND kind IN ({', '.join('?' * len(asked))})"
        found = self._database.execute(
            f"SELECT rowid FROM entries WHERE entries MATCH ?{where} "  # noqa: S608 -- only marks are put in
            "ORDER BY bm25(entries, 0, 4, 1, 4) * CASE kind WHEN 'source' THEN 0.4 "
            "WHEN 'correction' THEN 0.7 WHEN 'claim' THEN 1.5 ELSE 1 END, rowid",
            (match, *asked),
        )
        return [row for (row,) in cast("list[tuple[int]]", found.fetchall())]

    def _is_held(self, term: tuple[str, ...]) -> bool:
        sought = "SELECT 1 FROM entries WHERE entries MATCH ? LIMIT 1"
        return self._database.execute(sought, (_alternatives(term),)).fetchone() is not None

    def _mended(self, term: tuple[str, ...]) -> tuple[str, ...]:
        """A term that some entry holds: itself, or the nearest word to it."""
        if self._is_held(term):
            return term
        typed = term[-1]
        near = nearest_name(typed, self._words)
        if near is None and len(typed) > 3:
            # The beginning of a longer word, mistyped: compare with beginnings as long.
            heads = {word[: len(typed)]: None for word in self._words if len(word) > len(typed)}
            near = nearest_name(typed, heads)
        return (near,) if near else term


_KINDS: tuple[EntryKind, ...] = (
    "summary", "event", "claim", "quote", "factcheck", "question", "correction", "source", "words",
)  # fmt: skip
_WORDS: EntryKind = "words"


def _terms(word: str) -> tuple[str, ...]:
    """What a typed word may match: `F-16` as two words in a row, or as `f16`."""
    found = index_words(word)
    if not found:
        return ()
    joined = "".join(re.findall(r"\w+", fold(word)))
    phrase = " ".join(re.findall(r"\w+", fold(word)))
    return (phrase,) if phrase == joined else (phrase, joined)


def _alternatives(term: tuple[str, ...]) -> str:
    return " OR ".join(f'"{words}"{_BEGINS}' for words in term)


def _in_a_row(terms: Sequence[tuple[str, ...]]) -> str:
    return f'"{" ".join(term[0] for term in terms)}"{_BEGINS}'


def _names_a_number(terms: Sequence[tuple[str, ...]]) -> bool:
    return len(terms) > 1 and any(term[0].isdigit() for term in terms[1:])


def _indexed(text: str) -> str:
    return " ".join(index_words(text))


def _snippet(item: SearchItem, words: Sequence[str]) -> Hit:
    """Cut the text around a word searched for: the longest, which tells most (`f16`, not `f`)."""
    folded = _folded(item.text)
    for head in _longest_first(words):
        if found := head.search(folded):
            end = _REST.match(item.text, found.end())
            return _around(item, found.start(), end.end() if end else found.end())
    return _around(item, 0, 0)


@lru_cache(maxsize=4_096)
def _folded(text: str) -> str:
    """The folded text, letter by letter in the same places."""
    folded = fold(text)
    if len(folded) != len(text):  # a letter became two, as ß does
        folded = "".join(map(_one_letter, text))
    return folded


@lru_cache(maxsize=4_096)
def _one_letter(letter: str) -> str:
    return fold(letter)[:1] or " "


@lru_cache(maxsize=256)
def _longest_first(words: Sequence[str]) -> list[re.Pattern[str]]:
    """What finds a word that begins so, with its hyphens or without, the longest first."""
    heads = dict.fromkeys(part for word in words for part in word.split(" "))
    return [
        re.compile(r"(?<!\w)" + f"{JOINT}?".join(map(re.escape, head)))
        for head in sorted(heads, key=len, reverse=True)
    ]


def _around(item: SearchItem, start: int, end: int) -> Hit:
    text = item.text
    first = max(0, start - _SNIPPET_BEFORE)
    if first:
        first = text.find(" ", first, start) + 1 or start
    last = min(len(text), max(first + _SNIPPET_LENGTH, end))
    if last < len(text):
        space = text.rfind(" ", end, last)
        last = space if space > end else last
    before = ("…" if first else "") + text[first:start]
    after = text[end:last] + ("…" if last < len(text) else "")
    also = dict.fromkeys(name for begin, stop, name in item.spans if begin < last and stop > first)
    return Hit(item, before, text[start:end], after, tuple(also))


def _items(brief: Brief) -> Iterator[SearchItem]:
    for point in brief.summary:
        yield SearchItem("summary", point.id, "Summary", point.text)
    for event in brief.chronology:
        also = _JOINED.join(event.also)
        yield SearchItem("event", event.id, event.at.text, event.text, also=also)
    topics = {topic.id: topic.also for topic in brief.topics}
    for claim in brief.claims:
        yield _claim_item(claim, topics.get(claim.topic or "", ()))
    for quote in brief.quotes:
        words = [quote.text, *(translation.text for translation in quote.translations.values())]
        others = (part for said in quote.versions for part in (said.text, said.note))
        parts = (*words, quote.role, quote.where, quote.context, quote.note, *others)
        text = _JOINED.join(part for part in parts if part)
        yield SearchItem("quote", quote.id, quote.speaker, text, also=_JOINED.join(quote.also))
        said = (*words, *(version.text for version in quote.versions))
        yield SearchItem(_WORDS, quote.id, "", _JOINED.join(said))
    for check in brief.factchecks:
        text = _JOINED.join((check.claim, check.by, check.because))
        also = _JOINED.join(check.also)
        yield SearchItem("factcheck", check.id, "Fact-check", text, also=also)
    for question in brief.questions:
        also = _JOINED.join(question.also)
        yield SearchItem("question", question.id, "Open question", question.text, also=also)
    for correction in brief.corrections:
        text = f"{correction.now} — {correction.was} — {correction.because}"
        yield SearchItem("correction", correction.id, "Correction", text)
    for name, source in brief.sources.items():
        parts = (source.name, source.publisher, source.origin, source.note)
        text = _JOINED.join(part for part in parts if part)
        yield SearchItem("source", name, source.publisher, text, also=_JOINED.join(source.also))


def _claim_item(claim: Claim, of_topic: Sequence[str]) -> SearchItem:
    """A claim, and what its reports say, each of which is an entry of its own."""
    said = [
        (part, report.id)
        for report in claim.reports
        for part in (f"{report.says} ({report.by})", report.because)
        if part
    ]
    spans: list[tuple[int, int, str]] = []
    begin = 0
    for part, name in said:
        spans.append((begin, begin + len(part), name))
        begin += len(part) + len(_JOINED)
    text = _JOINED.join(part for part, _ in said)
    also = _JOINED.join((*claim.also, *of_topic))
    return SearchItem("claim", claim.id, claim.question, text, tuple(spans), also)
