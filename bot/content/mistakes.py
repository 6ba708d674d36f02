"""Typing mistakes: how far a word may be from what was meant."""

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

# Shorter words are near to too many others.
_LEAST = 3


def nearest_name(typed: str, words: Iterable[str]) -> str | None:
    """The word that a folded one was probably meant to be; None if all are too far off.

    One mistake (a letter wrong, missing, too many, or two swapped) in a short word, two in one
    of six letters and more.
    """
    if len(typed) < _LEAST:
        return None
    allowed = 1 if len(typed) < 6 else 2
    found = process.extractOne(typed, words, scorer=OSA.distance, score_cutoff=allowed)
    return None if found is None else str(found[0])
