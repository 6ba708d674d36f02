"""A text as a row of terms: its words, numbers, dates and times, and what parts them.

A number, a date or a time is one term, however it is written.
"""

import re
import unicodedata
from calendar import month_abbr, month_name
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto


class TermKind(Enum):
    """What sort of term it is."""

    WORD = auto()
    NUMBER = auto()
    DATE = auto()
    SIGN = auto()
    """Any other character, and an address."""


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that a text says."""

    kind: TermKind
    text: str
    """Written in one way."""
    gap: str
    """What parts it from the term before: nothing for a space, `,` for a comma, `(` for a
    parenthesis, `.` for what ends a clause, `-` for a hyphen or a dash between numbers; `=` and
    what it is for anything else without a space."""
    begins: bool = False
    """It begins a sentence, so that its capital means nothing."""
    quoted: bool = False
    """It stands within quotation marks."""

    @property
    def word(self) -> str:
        """As lists have it: a capital that only begins a sentence is small; else “”."""
        if self.kind is not TermKind.WORD or self.quoted:
            return ""
        return uncapitalised(self.text) if self.begins else self.text


MONTHS = {
    name.casefold(): number
    for names in (month_name, month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
"""Names of months and their short forms, in small letters → number."""
_MONTH = "(?:" + "|".join(sorted((m.capitalize() for m in MONTHS), key=len, reverse=True)) + r")\b"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\d:%]|[.,]\d)"
_DAYS = rf"{_DAY}(?:\s?[-\u2013]\s?{_DAY})?"
_TERM = re.compile(
    rf"(?P<url>https?://[^\s<>\"\u201c\u201d]+)"
    rf"|(?P<date>(?<![\w.:])(?:{_DAYS}(?:\s+of)?\s+{_MONTH}\.?(?:,?\s+\d{{4}}\b)?"
    rf"|{_MONTH}\.?\s+{_DAYS}(?:,?\s+\d{{4}}\b)?|\d{{4}}-\d\d-\d\d(?!\d)))"
    r"|(?P<time>(?<!\w)\d{1,2}:\d\d(?::\d\d)?(?![\d:])(?:\s?[AaPp]\.?[Mm]\b\.?)?"
    r"|(?<!\w)\d{1,2}\s?[AaPp]\.?[Mm]\b\.?)"
    r"|(?P<number>(?:(?<![\w)\]])[-\u2212\u2013+](?=\d))?"
    r"(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d{1,3}(?:[ '\u2019]\d{3})+(?!\d)|\d+(?:[.,]\d+)?))"
    r"(?:(?P<unit>km|kg|cm|mm)\b|(?P<rank>st|nd|rd|th)\b|(?![^\W\d_]))"
    r"|(?P<letters>\b[^\W\d_](?:\.[^\W\d_])+\b\.?)"
    r"|(?P<word>[^\W_][\w\u0300-\u036f]*(?:'\w[\w\u0300-\u036f]*)*)"
    r"|(?P<sign>[^\s,.;:!()\u2010-\u2015-])"
)
RANKS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
"""What `1st` and the like are in words."""
_QUOTES = re.compile("[\u00ab\u00bb\u201c\u201d\u201e\u201f\u2039\u203a\u300c\u300d]")
_IN_WORD = re.compile(r"(?<=\w)['\u2019\u02bc](?=\w)")
_SINGLE_OPENS = re.compile(r"(?<!\w)['\u2018\u201a](?=\w)")
_OF_PLURAL = re.compile(r"(?<=s)['\u2019](?=\s|$|[.,;:])")
_SINGLE = re.compile(r"(?<!\d)['\u2018\u2019\u201a\u201b]|[\u2018\u201a\u201b]")
_TITLES = frozenset({
    "mr", "mrs", "ms", "dr", "prof", "gen", "col", "lt", "maj", "sgt", "capt", "adm", "sen", "rep",
    "gov", "jr", "sr", "vs", "etc",
})  # fmt: skip


def terms_of(text: str, *, english: bool) -> list[Term]:
    """What a text says, in its order.

    Args:
        text: any.
        english: whether numbers, dates and times are read as English writes them; otherwise they
            stay as they are, but for the space between thousands.
    """
    return list(_quoted(_read(_prepared(text), english=english)))


def uncapitalised(word: str) -> str:
    """The word with a small first letter, where only that is a capital."""
    return word if word[1:] != word[1:].lower() else word[:1].lower() + word[1:]


def words_of(text: str) -> set[str]:
    """Its words, in small letters."""
    return {found.lower() for found in re.findall(r"[^\W\d_]+", text)}


def _prepared(text: str) -> str:
    """In NFC, with one sort of each quotation mark; a new line ends a sentence."""
    text = unicodedata.normalize("NFC", text)
    text = re.sub(r"\s*\n\s*", " \n ", text.strip()).replace("...", "\u2026")
    text = _IN_WORD.sub("'", _QUOTES.sub('"', text))
    if not _SINGLE_OPENS.search(text):
        text = _OF_PLURAL.sub("\u02bc", text)
    return re.sub(r"(?<!\d)'(?!\w)|(?<!\w)'(?=\w)", '"', _SINGLE.sub(_single, text))


def _single(found: re.Match[str]) -> str:
    text, at = found.string, found.start()
    is_joint = 0 < at < len(text) - 1 and text[at - 1].isalnum() and text[at + 1].isalnum()
    return "'" if is_joint else '"'


def _read(text: str, *, english: bool) -> Iterator[Term]:
    at, begins, after_title = 0, True, False
    for found in _TERM.finditer(text):
        between = text[at : found.start()]
        if after_title:
            between = between.removeprefix(".")
        group = found.lastgroup or ""
        kind, written = _written(found, english=english)
        is_between_numbers = text[at - 1 : at].isdigit() and found[0][0].isdigit()
        gap = _gap(between, is_between_numbers=is_between_numbers) if at else ""
        begins = begins or any(mark in between for mark in ".!:\n")
        yield Term(kind, written, gap, begins)
        if found["unit"]:
            yield Term(TermKind.WORD, found["unit"], "")
        # After an opening quotation mark a sentence may go on beginning.
        begins = found[0] in "?\u2026" or (begins and found[0] == '"')
        after_title = group == "word" and found[0].casefold() in _TITLES
        at = found.end()


def _gap(between: str, *, is_between_numbers: bool) -> str:
    marks = "".join(between.split())
    if not marks:
        return ""
    if marks in {"-", "\u2010", "\u2011", "\u2012", "\u2013"} and (
        is_between_numbers or not between[0].isspace()
    ):
        return "-"
    is_tight = not between[0].isspace() and not between[-1].isspace()
    if is_tight and marks != "\u2014":
        return f"={marks}"
    if "(" in marks or ")" in marks:
        return "("
    return "," if marks == "," else "."


def _written(found: re.Match[str], *, english: bool) -> tuple[TermKind, str]:
    text = found[0]
    if found["sign"] or found["url"]:
        return TermKind.SIGN, text
    if found["word"] or found["letters"]:
        return TermKind.WORD, text.replace(".", "") if english else text
    if found["number"] and not found["rank"]:
        return TermKind.NUMBER, _number(found["number"], english=english)
    if not english:
        return TermKind.NUMBER, text
    if found["rank"]:
        return TermKind.WORD, RANKS[int(text[0]) - 1] if re.match(r"[1-9]\D", text) else text
    return (TermKind.DATE, _date(text)) if found["date"] else (TermKind.NUMBER, _time(text))


def _number(text: str, *, english: bool) -> str:
    digits = re.sub("[\u2212\u2013]", "-", text)
    if english:
        digits = re.sub(r",(?=\d{3}(?:\D|$))", "", digits)
    return re.sub(r"(?<=\d)[ '\u2019](?=\d{3})", "", digits)


def _date(text: str) -> str:
    """`2025-9-9`, `-9-9` without a year, `2025-9-9-10` for two days."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return "-".join(str(int(part)) for part in text.split("-"))
    month = next(
        MONTHS[w] for w in map(str.casefold, re.findall(r"[^\W\d_]+", text)) if w in MONTHS
    )
    numbers = [int(digits) for digits in re.findall(r"\d+", text)]
    year = numbers.pop() if numbers[-1] > 31 else ""
    return "-".join(map(str, (year, month, *numbers)))


def _time(text: str) -> str:
    """By the clock of 24 hours where it says which half of the day, `9:05`."""
    parts = [int(digits) for digits in re.findall(r"\d+", text)]
    half = re.search(r"[AaPp](?=\.?[Mm])", text)
    if half and 1 <= parts[0] <= 12:
        parts[0] = parts[0] % 12 + (12 if half[0] in "Pp" else 0)
        parts += [0] * (2 - len(parts))
    return ":".join([str(parts[0]), *(f"{part:02}" for part in parts[1:])])


def _quoted(terms: Iterable[Term]) -> Iterator[Term]:
    is_open = False
    for term in terms:
        if term.text == '"' and term.kind is TermKind.SIGN:
            is_open = not is_open
            yield term
        else:
            yield replace(term, quoted=True) if is_open else term
