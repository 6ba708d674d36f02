"""Text as people type it: without case, diacritics and punctuation."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

# Letters that Unicode does not decompose into a base letter and a mark.
_LETTERS = str.maketrans(
    {
        "ł": "l", "đ": "d", "ð": "d", "ø": "o", "ħ": "h", "\u0131": "i", "ŧ": "t",
        "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th",
    }
)  # fmt: skip
_WORD = re.compile(r"\w+")
# Hyphens and apostrophes that people leave out: F-16, Wyryki-Wola, O'Neill.
JOINT = r"[-\u2010-\u2012'\u2019.]"
_JOINT = re.compile(rf"(?<=\w){JOINT}(?=\w)")


def fold(text: str) -> str:
    """Lower case, no diacritics: `Łódź` and `lodz` fold alike."""
    if text.isascii():
        return text.lower()
    # Twice: some letters show their case only once decomposed, others fall apart in lower case.
    lower = unicodedata.normalize("NFKD", text).casefold()
    decomposed = unicodedata.normalize("NFKD", lower)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_LETTERS)


def words(text: str) -> list[str]:
    """The folded words of a text, in order; `F-16` gives `f` and `16`."""
    return _WORD.findall(fold(text))


def index_words(text: str) -> list[str]:
    """The folded words, and each hyphenated one joined as well: `f16` beside `f`, `16`."""
    folded = fold(text)
    plain = _WORD.findall(folded)
    joined = _JOINT.sub("", folded)
    if len(joined) == len(folded):
        return plain
    known = set(plain)
    return plain + [word for word in _WORD.findall(joined) if word not in known]


def closest(asked: str, known: Iterable[str], *, most: int = 1) -> list[str]:
    """The names nearest to what was given, best first; none if all are far off."""
    by_folded: dict[str, str] = {}
    for name in known:
        by_folded.setdefault(fold(name), name)
    near = get_close_matches(fold(asked), by_folded, n=most, cutoff=0.6)
    return [by_folded[name] for name in near]


def did_you_mean(asked: str, known: Iterable[str]) -> str:
    """`; did you mean "x"?`, or nothing where no name is near."""
    near = closest(asked, known)
    return f'; did you mean "{near[0]}"?' if near else ""
