"""The number that an answer gives, with how much it leaves open: `up to six`, `three or four`."""

import math
import re
from dataclasses import dataclass

from bot.domain.brief import Brief, Claim, Report
from bot.domain.claims import ladder
from bot.domain.figures import Bound, counting, figures, is_number_word
from bot.domain.folding import fold
from bot.domain.origins import voices

ENOUGH = 3
"""So many numbers of a claim are worth comparing."""

# No more than a picture's axis can tell apart.
_LEAST, _MOST = 1e-6, 1e15
_AT_LEAST = "at least|no fewer than|no less than|not less than|a minimum of|more than|over"
_AT_MOST = "up to|at most|no more than|not more than|a maximum of|as many as|fewer than|less than"
_DIGITS = r"\d{1,3}(?:[, '\u2019]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:[.,]\d+)?"
_WORD = r"[a-z]+"
_BOUNDED = re.compile(rf"\b(?:(?P<least>{_AT_LEAST})|(?P<most>{_AT_MOST})) (?:an? )?$")
_JOINED = re.compile(r" ?(?:-|\u2013|\u2014|\bto\b|\bor\b|\band\b) ?")
_OR_MORE = re.compile(r" ?\+| or more\b| and more\b| at least\b")
# Numbers of a clock, a year, and words that count nobody knows how many.
_NOT_COUNTED = re.compile(
    r"\b\d{1,2}:\d\d(?::\d\d)?\b"
    r"|\b\d{1,2} ?[ap]\.?m\b\.?"
    r"|\b(?:in|since|until|during) (?:19|20)\d\d\b"
    r"|\b(?:several|many|a few|some) (?:dozen|hundred|thousand|million|billion)s?\b"
)
_HUNDRED_AND = re.compile(r"(?<=hundred|housand) and (?=[a-z])")
_TOKEN = re.compile(rf"{_DIGITS}|{_WORD}")
_SCALE = re.compile(r" (?:dozen|hundred|thousand|million|billion)\b")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, or the least and the most that it may be."""

    low: float
    high: float
    bound: Bound = ""
    """`least`: it may be more than `high`; `most`: it may be less than `low`."""

    @property
    def is_exact(self) -> bool:
        """Whether one number is meant."""
        return self.low == self.high and not self.bound


def numbered(claim: Claim, brief: Brief) -> list[tuple[Report, Amount]]:
    """The reports of a claim that give a number, by the time that they speak of.

    What only fact-checked sources say is left out: they have no voice.
    """
    given = ((report, amount(report.says)) for report in ladder(claim.reports))
    return [(report, said) for report, said in given if said and voices(brief, report)]


def amount(says: str) -> Amount | None:
    """The first number that an answer in English gives; None where it gives none."""
    text = _HUNDRED_AND.sub(" ", " ".join(fold(counting(says)).split()))
    text = _NOT_COUNTED.sub(" ; ", text)
    first = _number(text, 0)
    if first is None:
        return None
    start, end, low = first
    high, bound = low, _bound(text[:start])
    if joined := _JOINED.match(text, end):
        second = _number(text, joined.end())
        is_range = joined[0].strip() != "and" or text[:start].endswith("between ")
        if second and second[0] == joined.end() and is_range:
            low, high = sorted((low, second[2]))
            end = second[1]
    if not bound and _OR_MORE.match(text, end):
        bound = "least"
    return Amount(low, high, bound) if high <= _MOST else None


def _bound(before: str) -> Bound:
    found = _BOUNDED.search(before)
    if found is None:
        return ""
    return "least" if found["least"] else "most"


def _number(text: str, position: int) -> tuple[int, int, float] | None:
    """The first number from there on: where it begins and ends, and its value."""
    for token in _TOKEN.finditer(text, position):
        if not (token[0][0].isdecimal() or is_number_word(token[0])):
            continue
        end = _end(text, token)
        value = _value(text[token.start() : end])
        return None if value is None else (token.start(), end, value)
    return None


def _end(text: str, token: re.Match[str]) -> int:
    """Where a number ends: `twenty-one` and `1.5 million` are one."""
    end = token.end()
    if token[0][0].isdecimal():
        scale = _SCALE.match(text, end)
        return scale.end() if scale else end
    while (word := re.compile(rf"[ -]({_WORD})").match(text, end)) and is_number_word(word[1]):
        if len(figures(text[token.start() : word.end()])) > 1:  # `two three`
            break
        end = word.end()
    return end


def _value(text: str) -> float | None:
    digits, *scale = figures(text)
    value = float(digits) * (float(scale[0]) if scale else 1)
    return value if value == 0 or _LEAST <= value < math.inf else None
