"""How Discord shows literal text, as far as our views rely on it."""

import re

# A backslash goes, and what it stood before stays as it is.
_SHOWN = re.compile(r"\\([^0-9A-Za-z\s])")
_MARKUP = re.compile(
    r"(?<!\\)(?:\\\\)*(?:[*_~|`\[\]]|<(?=[@#:/at])|@(?=everyone|here))"
    r"|^ *(?:#{1,3}|-#|>>>|>|[-+*]|\d+[.)])(?=\s)",
    re.MULTILINE,
)


def shown(text: str) -> str:
    """What a reader sees of literal text."""
    return _SHOWN.sub(r"\1", text)


def markup(text: str) -> list[str]:
    """What Discord would take for mark-up, mentions or a beginning of a list in a text."""
    return _MARKUP.findall(text)


def squeezed(text: str) -> str:
    """A text without what dividing it may add or take: spaces, escapes, marks of quotations."""
    return re.sub(r"\\|\s|^> ?", "", text, flags=re.MULTILINE)
