"""Whether two texts state the same fact in other words; where that is not certain, they do not.

Only what is listed as harmless may differ: punctuation that parts nothing else, the capital that
begins a sentence, spelling, how a number or a date is written, and the words of `neutral.py`.
Any other word that is put in, left out, swapped or moved is another fact.
"""

import unicodedata
from functools import lru_cache

from bot.domain import neutral
from bot.domain.english import may_be_put_otherwise, said_plainly
from bot.domain.terms import Term, TermKind, terms_of, uncapitalised, words_of

_MARKS = ".,;:!?()\"'\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb"
_LOOSE = ({"", ","}, {",", "."}, {"(", ","}, {"(", "."})


@lru_cache(maxsize=512)
def is_reworded(was: str, now: str, language: str = "en") -> bool:
    """Whether two texts certainly say the same; equal ones do.

    Args:
        was: one text.
        now: the other; which is which does not matter.
        language: the code of what they are said to be written in. Outside English only the
            capital that begins a sentence and the marks that end one may differ.
    """
    if not (was.isascii() and now.isascii()):
        was, now = unicodedata.normalize("NFC", was), unicodedata.normalize("NFC", now)
    if was == now:
        return True
    if _has_a_word_alone(was, now) or _has_a_word_alone(now, was):
        return False
    english = _is_english(language, was, now)
    then, since = (terms_of(text, english=english) for text in (was, now))
    if english:
        then, since = said_plainly(then), said_plainly(since)
    if len(then) != len(since):
        return False
    befores: list[Term | None] = [None, *then]
    return all(
        _is_same(one, other) and _is_parted_alike(before, one, other, english=english)
        for before, one, other in zip(befores, then, since, strict=False)
    )


def _has_a_word_alone(text: str, other: str) -> bool:
    """Whether a word that tells something stands in one text only; most changes are seen so."""
    small = ""
    for each in {*text.split()}.difference(other.split()):
        word = each.strip(_MARKS)
        if len(word) < 3 or not word.isalpha() or word.isupper():
            continue
        small = small or other.lower()
        word = word.lower()
        if word not in small and not may_be_put_otherwise(word):
            return True
    return False


def _is_english(language: str, *texts: str) -> bool:
    if language.partition("-")[0] != "en":
        return False
    words = [words_of(text) for text in texts]
    if any(found & neutral.ENGLISH for found in words):
        return True
    is_foreign = any(found & neutral.FOREIGN or _has_accents(found) for found in words)
    # “A” means “and” in Polish: without a sign of English it may be any language's.
    has_article = any(found & neutral.ARTICLES for found in words)
    return not is_foreign and not has_article


def _has_accents(words: set[str]) -> bool:
    return any(not word.isascii() for word in words)


def _is_same(one: Term, other: Term) -> bool:
    if one.kind is not other.kind or one.quoted is not other.quoted:
        return False
    if one.text == other.text:
        return True
    is_first = one.kind is TermKind.WORD and (one.begins or other.begins)
    small = uncapitalised(one.text)
    return is_first and small == uncapitalised(other.text) and small not in neutral.CASE_TELLS


def _is_parted_alike(before: Term | None, one: Term, other: Term, *, english: bool) -> bool:
    """Whether what stands before two like terms parts them from the one before alike."""
    gaps = {one.gap, other.gap}
    if before is None or len(gaps) == 1:
        return True
    # Elsewhere a comma decides what is denied: “казнить, нельзя помиловать”.
    if not english or gaps not in _LOOSE:
        return False
    kinds = (before.kind, one.kind)
    if set(kinds) == {TermKind.NUMBER} or TermKind.SIGN in kinds:
        return False
    # Before a name a comma may make it one of several, or whom somebody speaks to.
    if one.text[0].isupper() and other.text[0].isupper():
        return False
    if one.text in ("and", "but", "or") and before.text[0].isupper() and not before.begins:
        return False
    beside = {uncapitalised(before.text), uncapitalised(one.text)}
    return beside.isdisjoint(neutral.COMMA_TELLS)
