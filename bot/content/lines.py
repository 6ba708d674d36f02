"""Lines as editors count them, and characters that would have libyaml count otherwise."""

import re
from collections.abc import Iterator, Sequence

from bot.content.problems import Place

# What YAML itself refuses (its specification, 5.1), and tabs apart.
_UNPRINTABLE = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)
# What YAML 1.1 takes for the end of a line, and no editor does: a comment could hide a value.
_LINE_ENDS = "\x85\u2028\u2029"
_LINE_END = re.compile("\r\n|\r|\n")


def lines_of(text: str) -> list[str]:
    """The lines of a file, as editors count them; libyaml does, too, if none is unprintable."""
    return _LINE_END.split(text)


def unprintable(lines: Sequence[str]) -> Iterator[tuple[Place, str]]:
    """The first character of each line that no brief may hold, and what to do about it."""
    for number, line in enumerate(lines, start=1):
        found = _UNPRINTABLE.search(line)
        if found:
            kind = "an invisible end of a line" if found[0] in _LINE_ENDS else "a control character"
            yield Place(number, found.start() + 1), f"{kind}, U+{ord(found[0]):04X}: delete it"
