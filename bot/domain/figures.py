"""The numbers in a text, in figures or in English words."""

import re
from calendar import month_abbr, month_name
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Literal

from bot.domain.folding import fold

Bound = Literal["", "least", "most"]
"""Whether a number is the least or the most that is meant."""

_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {
    **{word: value for value, word in enumerate(_SMALL)},
    **{word: value for value, word in zip(range(20, 100, 10), _TENS, strict=True)},
    "none": 0,
}  # fmt: skip
_SCALES = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
}
# Groups of three digits, parted by a comma, a space or an apostrophe, are one number; a point or
# another comma begins its fraction.
_TOKEN = re.compile(r"\d{1,3}(?:[, '\u2019]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:[.,]\d+)?|[^\W\d_]+")

# Numbers that count nothing: of a type (F-16, AIM-120), of a date, or part of a name (Article 4).
_DAYS = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTHS = "|".join(name for name in (*month_name, *month_abbr) if name)
_NAMES = re.compile(
    rf"\b[^\W\d_]+-?\d[\w-]*"
    rf"|\b{_DAYS}(?:st|nd|rd|th)?(?:\s+of)?\s+(?:{_MONTHS})\b(?:,?\s+\d{{4}}\b)?"
    rf"|\b(?:{_MONTHS})\s+(?:{_DAYS}\b(?:,\s+\d{{4}}\b)?|\d{{4}}\b)"
    r"|\b\d{4}-\d\d(?:-\d\d)?\b"
)
_NAMED = re.compile(r"(?<=[^.!?\s]\s)(?P<name>[^\W\d_]+)\s\d[\d.,]*")
# Within a sentence it stands for a thing more often than for a number.
_ONE = re.compile(r"(?<=\s)one\b", re.IGNORECASE)


def quantities(text: str) -> list[str]:
    """The numbers that count or measure something, in turn, as `figures` writes them.

    Left out are those of a type (`F-16`), of a date in English, of a name (`Article 4`), and the
    word “one” within a sentence.
    """
    return figures(counting(text))


def counting(text: str) -> str:
    """A text with semicolons in the place of numbers that count nothing; see `quantities`."""
    text = _NAMES.sub(" ; ", text)
    text = _NAMED.sub(lambda found: " ; " if found["name"][0].isupper() else found[0], text)
    return _ONE.sub(" ; ", text)


def figures(text: str) -> list[str]:
    """Each number in turn, written alike: `1,200 or twenty-one` gives `1200` and `21`."""
    tokens = _TOKEN.findall(fold(text))
    found: list[str] = []
    for kind, run in groupby(tokens, key=_kind):
        if kind == "digits":
            found += [_written(token) for token in run]
        elif kind == "number":
            found += [str(value) for value in _spelled(run)]
    return found


def is_number_word(word: str) -> bool:
    """Whether a folded word is a number or a part of one: `twenty`, `dozen`."""
    return word in _WORDS or word in _SCALES


def _kind(token: str) -> str:
    if token[0].isdecimal():
        return "digits"
    return "number" if is_number_word(token) else "word"


def _written(token: str) -> str:
    digits = re.sub(r"[, '\u2019](?=\d{3}(?!\d))", "", token)
    whole, point, fraction = digits.replace(",", ".").partition(".")
    return f"{int(whole)}{point}{fraction}"


def _spelled(run: Iterable[str]) -> Iterator[int]:
    """`twenty`, `one` is 21 and `two`, `hundred`, `five` is 205; `two`, `three` are two numbers."""
    value: int | None = None
    for word in run:
        if word in _SCALES:
            value = (1 if value is None else value) * _SCALES[word]
        elif value and (value % 100 == 0 or _completes(value, _WORDS[word])):
            value += _WORDS[word]
        else:
            if value is not None:
                yield value
            value = _WORDS[word]
    if value is not None:
        yield value


def _completes(tens: int, ones: int) -> bool:
    return tens % 100 >= 20 and tens % 10 == 0 and 0 < ones < 10
