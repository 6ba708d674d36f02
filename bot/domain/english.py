"""English said plainly: one word for those that mean the same, and none for those that say nothing.

Which these are is listed in `neutral.py`. Within quotation marks every word stays as it is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from bot.domain import neutral
from bot.domain.terms import MONTHS, RANKS, Term, TermKind

_SMALL = {
    word: value
    for value, word in enumerate(
        (
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
            "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
            "eighteen", "nineteen",
        )
    )
}  # fmt: skip
_TENS = {
    word: 10 * tens
    for tens, word in enumerate(
        ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), start=2
    )
}
_HUNDREDS = {"dozen": 12, "hundred": 100}
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
_NUMERALS = _SMALL | _TENS | _HUNDREDS | _SCALES
_ADAPTABLE = frozenset({
    *neutral.HARMLESS, *neutral.PHRASES.values(), *_NUMERALS, *MONTHS, *RANKS,
    *(word for words in neutral.CONTRACTIONS.values() for word in words),
})  # fmt: skip
_SWAPPING = re.compile("[iy][sz]")
_PHRASES_BEGIN = frozenset(phrase[0] for phrase in neutral.PHRASES)
_ISE = re.compile(
    r"(?<=\w{3})iz(?=(?:e|es|ed|er|ers|ing|ation|ations)$)|(?<=\w{3})yz(?=(?:e|es|ed|ing)$)"
)


def may_be_put_otherwise(word: str) -> bool:
    """Whether another word, or none, may stand for it somewhere; words in small letters."""
    return word in _ADAPTABLE or _SWAPPING.search(word) is not None


def said_plainly(terms: Sequence[Term]) -> list[Term]:
    """What an English text says, in one wording for all that say the same."""
    expanded = [each for term in terms for each in _expanded(term)]
    return list(_without_idle(list(_with_numbers(list(_with_phrases(expanded))))))


def _expanded(term: Term) -> Iterator[Term]:
    """A contraction as its words; any other word in one spelling."""
    if term.text in ("%", "&") and not term.quoted:
        yield replace(term, kind=TermKind.WORD, text=neutral.SYNONYMS[term.text])
        return
    word = term.word
    first, *others = neutral.CONTRACTIONS.get(word, (word,))
    if others:
        yield replace(term, text=first)
        yield from (Term(TermKind.WORD, other, "") for other in others)
        return
    known = neutral.SPELLINGS.get(word, word)
    known = neutral.SYNONYMS.get(known, known)
    # Not of what may be a name: Louise is not Louize.
    if known == word == term.text and word.islower():
        known = _ISE.sub(lambda found: found[0].replace("z", "s"), word)
    yield replace(term, text=known) if known != word else term


def _with_phrases(terms: Sequence[Term]) -> Iterator[Term]:
    at = 0
    while at < len(terms):
        size, stands_for = _phrase(terms, at)
        yield replace(terms[at], text=stands_for) if size else terms[at]
        at += size or 1


def _phrase(terms: Sequence[Term], at: int) -> tuple[int, str]:
    """How many terms from there on are a phrase, and what stands for it; 0 for none."""
    if terms[at].word not in _PHRASES_BEGIN:
        return 0, ""
    for phrase, stands_for in neutral.PHRASES.items():
        row = terms[at : at + len(phrase)]
        is_row = all(term.gap in ("", "-") for term in row[1:])
        if is_row and tuple(term.word for term in row) == phrase:
            return len(phrase), stands_for
    return 0, ""


def _with_numbers(terms: Sequence[Term]) -> Iterator[Term]:
    """With each number in words as figures: `twenty-one`, `2 million`."""
    at = 0
    while at < len(terms):
        size, value = _number(terms, at)
        yield replace(terms[at], kind=TermKind.NUMBER, text=value) if size else terms[at]
        at += size or 1


def _number(terms: Sequence[Term], at: int) -> tuple[int, str]:
    """How many terms from there on are one number, and its value; 0 for none."""
    first = terms[at]
    if (
        first.kind is TermKind.NUMBER
        and not first.quoted
        and first.text.replace(".", "").isdecimal()
    ):
        scale = terms[at + 1].word if at + 1 < len(terms) else ""
        if scale in _SCALES and not terms[at + 1].gap:
            return 2, f"{(Decimal(first.text) * _SCALES[scale]).normalize():f}"
        return 0, ""
    end, value, whole, largest = at, 0, 0, 10**12
    while end < len(terms) and (word := terms[end].word) in _NUMERALS:
        if end > at and not _goes_on(terms, end, value):
            break
        if word in _SCALES:
            if _SCALES[word] >= largest:
                break
            largest = _SCALES[word]
            whole, value = whole + (value or 1) * largest, 0
        elif word in _HUNDREDS:
            value = (value or 1) * _HUNDREDS[word]
        else:
            value += _NUMERALS[word]
        end += 1
    total = whole + value
    if total and total % 100 == 0 and _adds(terms, at, end):
        size, rest = _number(terms, end + 1)
        if int(rest) < 100:
            return end + 1 + size - at, str(total + int(rest))
    return end - at, str(total)


def _adds(terms: Sequence[Term], at: int, end: int) -> bool:
    """Whether what follows a number of hundreds belongs to it: `one hundred and five`."""
    if end + 1 >= len(terms) or terms[end].gap or terms[end + 1].gap:
        return False
    is_span = any(term.word in ("between", "both", "from") for term in terms[max(at - 3, 0) : at])
    next_word = terms[end + 1].word
    return terms[end].word == "and" and (next_word in _SMALL or next_word in _TENS) and not is_span


def _goes_on(terms: Sequence[Term], at: int, value: int) -> bool:
    """Whether the numeral there goes on with a number that has come to `value` since its scale."""
    term = terms[at]
    if term.gap not in ("", "-"):
        return False
    word = term.word
    if word in _SCALES:
        return 0 < value < 1000
    if word in _HUNDREDS:
        return 0 < value < 100
    if value == 0:
        return True
    if value >= 100:
        return value % 100 == 0
    is_tens = value >= 20 and value % 10 == 0 and 0 < _NUMERALS[word] < 10
    # “Twenty one-year-old boats” are twenty.
    leads_on = at + 1 < len(terms) and terms[at + 1].gap == "-"
    return is_tens and (term.gap == "-" or not leads_on)


def _without_idle(terms: Sequence[Term]) -> Iterator[Term]:
    """Without what says nothing: articles, “that” after “said”, “on” before a date."""
    gap = ""
    for at, term in enumerate(terms):
        before = terms[at - 1] if at else None
        after = terms[at + 1] if at + 1 < len(terms) else None
        gap = gap or term.gap
        if _is_idle(term, before, after):
            continue
        text = "said" if term.word in neutral.SPEECH else term.text
        if term.word in neutral.APPROXIMATELY and after and after.kind is TermKind.NUMBER:
            text = "about"
        yield replace(term, text=text, gap=gap)
        gap = ""


def _is_idle(term: Term, before: Term | None, after: Term | None) -> bool:
    if after is None or after.gap or after.quoted:
        return False
    if term.word in neutral.ARTICLES:
        beside = {each.word for each in (before, after) if each is not None}
        return after.kind is not TermKind.SIGN and beside.isdisjoint(neutral.ARTICLE_TELLS)
    if term.word == "on":
        return after.kind is TermKind.DATE
    return (
        term.word == "that"
        and before is not None
        and before.word in neutral.SPEECH
        and not term.gap
        and after.word not in neutral.POINTED_AT
    )
