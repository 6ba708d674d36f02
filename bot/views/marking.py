"""What differs between two texts, in Discord's marks."""

from collections.abc import Sequence

from bot.domain.marking import marked_sentence
from bot.domain.wording import Part, Run
from bot.views.text import literal

_MARKS = {Part.OURS: "~~", Part.THEIRS: "**"}
# They follow a mark as they follow a word.
_CLOSING = ".,;:!?)\u201d"
# A longer text may be divided over pages, and marks around several words with it.
_LONG = 1_500


def marked_change(was: str, now: str, most: int) -> str:
    """A sentence with the words that differ: struck out what was, bold what is now.

    Args:
        was: anybody's words.
        now: what they became.
        most: characters that are read, about.
    """
    return marked(marked_sentence(was, now, most))


def marked(runs: Sequence[Run]) -> str:
    """Struck out what is ours alone, bold what is theirs; all words are literal."""
    size = sum(len(run.text) for run in runs)
    text = ""
    before = Part.SAME
    for run in runs:
        shown = _marked(run, by_word=size > _LONG)
        # A mark around a comma is not everywhere one that touches a letter: a space parts them.
        is_edge = run.part is not before and text and not text[-1].isspace()
        is_edge = is_edge and not (run.part is Part.SAME and run.text[0] in _CLOSING)
        text += f" {shown}" if is_edge else shown
        before = run.part
    return text


def _marked(run: Run, *, by_word: bool) -> str:
    mark = _MARKS.get(run.part, "")
    words = run.text.rstrip()
    space = run.text[len(words) :]
    # A mark ends where the same letter stands twice, escaped or not.
    if not mark or mark[0] in words:
        return literal(words) + space
    # What follows directly would become part of an address, the mark itself as well.
    if by_word:
        each = (f"{mark}{literal(word, goes_on=True)}{mark}" for word in words.split())
        return " ".join(each) + space
    return f"{mark}{literal(words, goes_on=True)}{mark}{space}"
