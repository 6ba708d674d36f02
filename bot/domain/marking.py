"""What differs between two texts, marked within a sentence of context.

For showing a change in one line. Whether it is one of fact is `likeness.py`'s to say.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.domain.verbatim import plain
from bot.domain.wording import Part, Run, difference, is_same

# Where a sentence ends within a text that goes on; “Dr.” and “No.” are too short to end one.
_END = re.compile(r"(?<=\w\w\w[.!?])[\"'\u201d\u2019)]*\s+(?=[\"'\u201c\u2018(]?[^\W\da-z_]|\Z)")
# Between two differences these are no stretch that a reader could hold on to.
_THIN = re.compile(r"(?:\W*(?:an?|and|in|of|on|or|the|to)?\W*)", re.IGNORECASE)
# With less in common than this, two texts are told one after the other.
_COMMON = 0.5
_CONTEXTS = (200, 120, 60, 30, 12)
_CUT = "…"
_OPENS, _CLOSES = {Part.OURS: "[-", Part.THEIRS: "{+"}, {Part.OURS: "-]", Part.THEIRS: "+}"}


def marked_sentence(was: str, now: str, most: int) -> tuple[Run, ...]:
    """What was is `Part.OURS`, what is now `Part.THEIRS`; the sentence around it is the same.

    Args:
        was: a text.
        now: what it became.
        most: characters, about; context is shortened first, then what differs.
    """
    runs = _whole(was, now)
    if is_same(runs):  # but for the form of a quotation mark, or the zone of a time
        return _stripped([_cut(Run(Part.SAME, now), most)])
    for context in _CONTEXTS:
        shown = list(_shown(runs, context))
        if sum(len(run.text) for run in shown) <= most:
            return _stripped(shown)
    # What lies between the first and the last difference, told one after the other.
    at = [position for position, run in enumerate(runs) if run.part is not Part.SAME]
    between = runs[at[0] : at[-1] + 1]
    each = max(most // 2 - _CONTEXTS[-1], 20)
    pair = [
        _cut(Run(part, _joined(run.text for run in between if run.part in (part, Part.SAME))), each)
        for part in (Part.OURS, Part.THEIRS)
    ]
    whole = (*runs[: at[0]], *(run for run in pair if run.text), *runs[at[-1] + 1 :])
    return _stripped(list(_shown(whole, _CONTEXTS[-1])))


def _stripped(runs: Sequence[Run]) -> tuple[Run, ...]:
    return (*runs[:-1], replace(runs[-1], text=runs[-1].text.rstrip())) if runs else ()


def in_plain_text(runs: Sequence[Run]) -> str:
    """`[-three-] {+four+} were shot down`: for a terminal or a log."""
    made = ""
    for run in runs:
        words = run.text.rstrip()
        if run.part is not Part.SAME and made and not made[-1].isspace() and words[:1].isalnum():
            made += " "
        made += f"{_OPENS.get(run.part, '')}{words}{_CLOSES.get(run.part, '')}"
        made += run.text[len(words) :]
    return made.strip()


def _whole(was: str, now: str) -> Sequence[Run]:
    runs = list(_smoothed(difference(was, now)))
    same = sum(len(run.text) for run in runs if run.part is Part.SAME)
    if len(runs) > 4 and same < _COMMON * min(len(was), len(now)):
        return [Run(Part.OURS, f"{plain(was)} "), Run(Part.THEIRS, plain(now))]
    return runs


def _smoothed(runs: Sequence[Run]) -> Iterator[Run]:
    """Differences that only a comma or an article parts, as one difference."""
    ours = theirs = ""
    for at, run in enumerate(runs):
        if run.part is Part.OURS:
            ours = _joined((ours, run.text))
        elif run.part is Part.THEIRS:
            theirs = _joined((theirs, run.text))
        elif (ours or theirs) and at + 1 < len(runs) and _THIN.fullmatch(run.text):
            ours, theirs = _joined((ours, run.text)), _joined((theirs, run.text))
        else:
            yield from _pair(ours, theirs)
            ours = theirs = ""
            yield run
    yield from _pair(ours, theirs)


def _joined(texts: Iterable[str]) -> str:
    """Some texts in a row; those that are the same are spaced as in the other text."""
    made = ""
    for text in texts:
        is_close = made[-1:].isalnum() and text[:1].isalnum()
        made += f" {text}" if is_close else text
    return made


def _pair(ours: str, theirs: str) -> Iterator[Run]:
    if ours:
        yield Run(Part.OURS, ours)
    if theirs:
        yield Run(Part.THEIRS, theirs)


def _shown(runs: Sequence[Run], context: int) -> Iterator[Run]:
    """With so many characters of the same on either side of a difference, within its sentence."""
    last = len(runs) - 1
    for at, run in enumerate(runs):
        if run.part is not Part.SAME:
            yield run
            continue
        head = _end_of(run.text, context) if at < last else ""
        tail = _start_of(run.text, context) if at else ""
        if at and at < last and len(tail) + len(head) >= len(run.text):
            yield run
        elif at and at < last:
            between = f"{tail.rstrip(_CUT + ' ')} {_CUT} {head.lstrip(_CUT + ' ')}"
            yield replace(run, text=between)
        elif tail or head:
            yield replace(run, text=tail or head)


def _end_of(text: str, most: int) -> str:
    """The beginning of the sentence that goes on behind the text."""
    parts = _END.split(text)
    sentence = parts[-1]
    if len(sentence) > most:
        kept = sentence[-most:]
        return f"{_CUT} {kept.partition(' ')[2] or kept.lstrip()}"
    return sentence


def _start_of(text: str, most: int) -> str:
    """The rest of the sentence that began before the text."""
    sentence = _END.split(text)[0]
    if len(sentence) > most:
        kept = sentence[:most]
        return f"{kept.rpartition(' ')[0] or kept.rstrip()} {_CUT}"
    return text if sentence == text.rstrip() else f"{sentence} "


def _cut(run: Run, most: int) -> Run:
    if len(run.text) <= most:
        return run
    kept = run.text[: most - 2].rpartition(" ")[0] or run.text[: most - 2]
    space = run.text[len(run.text.rstrip()) :]
    return replace(run, text=f"{kept.rstrip()} {_CUT}{space}")
