"""How Discord shows literal text, as far as our views rely on it."""

import re

# An address is taken as a whole; a backslash goes, and what it stood before stays as it is.
_SHOWN = re.compile(r"(?P<address>https?://[^\s<]+)|\\(?P<escaped>[^0-9A-Za-z\s])", re.IGNORECASE)
_MARKUP = re.compile(
    r"(?<!\\)(?:\\\\)*(?:[*_~|`\[\]]|<(?=[@#:/at])|@(?=everyone|here))"
    r"|^ *(?:#{1,3}|-#|>>>|>|[-+*]|\d+[.)])(?=\s)",
    re.MULTILINE,
)
_ADDRESS = re.compile(r"https?://[^\s<]+", re.IGNORECASE)


def shown(text: str) -> str:
    """What a reader sees of literal text."""
    return _SHOWN.sub(lambda found: found["address"] or found["escaped"], text)


def markup(text: str) -> list[str]:
    """What Discord would take for mark-up, mentions or a beginning of a list in a text."""
    return _MARKUP.findall(_ADDRESS.sub("address", text))


def squeezed(text: str) -> str:
    """A text without what dividing it may add or take: spaces, escapes, marks of quotations."""
    return re.sub(r"\\|\s|^> ?", "", text, flags=re.MULTILINE)
