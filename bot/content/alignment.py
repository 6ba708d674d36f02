"""Which line stands too far in or out: the one that, set right, lets the file be read further."""

from collections.abc import Iterator
from itertools import islice

import yaml

from bot.content.outline import Outline, Shape

# How far above a line the cause is looked for, and how long a part is read again for each guess.
_NEAR = 30
_LONGEST = 150
_NEIGHBOURS = 2
_MOST_ODD = 5


def misaligned(outline: Outline, stuck: int, *, neighbours: bool = True) -> int | None:
    """The line, from 0, that was probably moved; None where moving one line does not help.

    Lines that stand where no other with their key does are tried first, then those next to the
    line where reading stopped.

    Args:
        outline: of the file.
        stuck: the line where reading stopped.
        neighbours: whether lines next to it are tried that stand as others do.
    """
    near = [stuck, *outline.above(stuck, _NEAR)]
    odd = islice((at for at in near if outline.is_odd(at)), _MOST_ODD)
    for number in (*odd, *(near[: _NEIGHBOURS + 1] if neighbours else ())):
        start = outline.start_above(number, _LONGEST)
        end = outline.below(stuck)
        if any(_reads(outline, start, end, number, shape) for shape in _guesses(outline, number)):
            return number
    return None


def _guesses(outline: Outline, number: int) -> Iterator[tuple[int, int]]:
    """Indentation and dashes that a line may have had: its like's, then its neighbours'."""
    shape = outline.shape(number)
    if shape is None:
        return
    seen = {(shape.indent, shape.dashes)}
    below = outline.shape(outline.below(number))
    above = (outline.shape(at) for at in outline.above(number, 1))
    beside = [each for each in (*above, below) if each is not None]
    for guess in (*outline.usual(shape.key), *_beside(beside)):
        if guess not in seen:
            seen.add(guess)
            yield guess


def _beside(shapes: list[Shape]) -> Iterator[tuple[int, int]]:
    for shape in shapes:
        yield shape.begins, 0
        yield shape.indent, shape.dashes


def _reads(outline: Outline, start: int, end: int, number: int, guess: tuple[int, int]) -> bool:
    """Whether some lines are YAML once one of them is moved."""
    shape = outline.shape(number)
    if shape is None:
        return False
    lines = list(outline.lines[start : end + 1])
    indent, dashes = guess
    lines[number - start] = " " * indent + "- " * dashes + outline.lines[number][shape.begins :]
    try:
        for _ in yaml.parse("\n".join(lines), Loader=yaml.CSafeLoader):
            pass
    except yaml.YAMLError:
        return False
    return True
