"""Whether words stand in a text, word for word; never whether something like them does.

Folded are Unicode form, white space, quotation marks and dashes, nothing else. There is no
fuzzy pass: a passage and its negation look alike.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

# Fewer characters stand in any text by chance.
LEAST = 12
# Unicode's property Quotation_Mark.
_QUOTATION_MARKS = (
    "\"'\u00ab\u00bb\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u2039\u203a\u2e42\u300c\u300d"
    "\u300e\u300f\u301d\u301e\u301f\ufe41\ufe42\ufe43\ufe44\uff02\uff07\uff62\uff63"
)
# Of Unicode's property Dash those that people type or set for one another.
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_FOLDED = str.maketrans(dict.fromkeys(_QUOTATION_MARKS, '"') | dict.fromkeys(_DASHES, "-"))
_ELLIPSIS = re.compile(r"[(\[]\s*(?:…|\.{3,}|\. \. \.)\s*[)\]]|…|\.{3,}|\. \. \.")
# What holds one word together: can't, non-stop.
_JOINTS = "'\u2019-\u2010\u2011"
_NUMBER_GOES_ON = re.compile(r"[.,:]\d| \d{3}(?!\d)")
_NUMBER_BEFORE = re.compile(r"\d(?:[.,:]| (?=\Z))\Z")

Span = tuple[int, int]


class Outcome(StrEnum):
    """What came of looking for words."""

    FOUND = "found"
    ABSENT = "absent"
    SHORT = "short"
    """They, or a piece of them, are too short to tell."""
    AMBIGUOUS = "ambiguous"
    """They stand there in more than one place."""


@dataclass(frozen=True, slots=True)
class Printed:
    """Passages as they are printed, folded once; both texts have each letter in one place."""

    plain: str
    """NFC, with single spaces; one passage a line."""
    folded: str

    @classmethod
    def of(cls, passages: Iterable[str]) -> Self:
        """The passages in their order."""
        text = "\n".join(map(plain, passages))
        return cls(text, _fold(text))


@dataclass(frozen=True, slots=True)
class Search:
    """What came of looking for words, and where each piece of them stands."""

    outcome: Outcome
    spans: tuple[Span, ...] = ()
    """Start and end in `Printed.plain`, of the whole or of each piece between ellipses."""


def plain(text: str) -> str:
    """A text in NFC and with single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def folded(text: str) -> str:
    """A text as it is compared; as long as the plain one."""
    return _fold(plain(text))


def _fold(text: str) -> str:
    return text.translate(_FOLDED)


def pieces(words: str) -> list[str]:
    """The plain pieces of a quotation between ellipses."""
    return [piece for part in _ELLIPSIS.split(plain(words)) if (piece := part.strip())]


def find(words: str, printed: Printed) -> Search:
    """Look for a quotation: the whole first, then its pieces between ellipses, in order."""
    whole = folded(words)
    if len(whole) < LEAST:
        return Search(Outcome.SHORT)
    found = list(_places(whole, printed))
    if len(found) == 1:
        return Search(Outcome.FOUND, tuple(found))
    if found:
        return Search(Outcome.AMBIGUOUS)
    sought = [_fold(piece) for piece in pieces(words)]
    if sought == [whole]:
        return Search(Outcome.ABSENT)
    return _in_order(sought, printed)


def _in_order(sought: Sequence[str], printed: Printed) -> Search:
    if not sought or any(len(piece) < LEAST for piece in sought):
        return Search(Outcome.SHORT)
    places = [list(_places(piece, printed)) for piece in sought]
    first: list[Span] = []
    for found in places:
        after = first[-1][1] if first else 0
        earliest = next((span for span in found if span[0] >= after), None)
        if earliest is None:
            return Search(Outcome.ABSENT)
        first.append(earliest)
    last: list[Span] = []
    for found in reversed(places):
        before = last[-1][0] if last else len(printed.folded)
        last.append(next(span for span in reversed(found) if span[1] <= before))
    is_one = first == last[::-1]
    return Search(Outcome.FOUND, tuple(first)) if is_one else Search(Outcome.AMBIGUOUS)


def _places(sought: str, printed: Printed) -> Iterator[Span]:
    """Where the folded words stand as words of their own."""
    at = printed.folded.find(sought)
    while at >= 0:
        end = at + len(sought)
        if not (_is_within_word(printed.plain, at) or _is_within_word(printed.plain, end)):
            yield at, end
        at = printed.folded.find(sought, at + 1)


def _is_within_word(text: str, at: int) -> bool:
    """Whether dividing there would cut a word or a number: can|not, can|'t, 19|,000."""
    before, after = text[max(0, at - 3) : at], text[at : at + 5]
    if not before or not after:
        return False
    if _is_mark(after[0]):
        return True
    if _is_letter(before[-1]):
        joined = after[1:2] if after[0] in _JOINTS else after[0]
        if _is_letter(joined):
            return True
    if before[-1] in _JOINTS and _is_letter(before[-2:-1]) and _is_letter(after[0]):
        return True
    if before[-1].isdigit() and _NUMBER_GOES_ON.match(after):
        return True
    return after[0].isdigit() and _NUMBER_BEFORE.search(before) is not None


def _is_letter(character: str) -> bool:
    return character.isalnum() or _is_mark(character)


def _is_mark(character: str) -> bool:
    return character != "" and unicodedata.category(character).startswith("M")
