"""References to what a brief said: `slug@12`, `slug/entry@12`, `entry@12`, or a message."""

import re
from dataclasses import dataclass

from bot.domain.errors import UserError

_NAME = r"[a-z0-9]+(?:-[a-z0-9]+)*"
# As a whole: a part of a word or of a number would be a reference to something else.
_REFERENCE = re.compile(
    rf"(?<![\w/@-])(?P<first>{_NAME})(?: ?/ ?(?P<entry>{_NAME}))?"
    r" ?@ ?#?(?P<revision>[0-9]+)(?!\d)",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"https://(?:\w+\.)?discord(?:app)?\.com/channels/(?:\d+|@me)/(?P<channel>\d+)/(?P<message>\d+)"
)
# As Discord copies it: alone, or with the channel's before it.
_MESSAGE = re.compile(r"(?:\d{17,20}-)?(?P<message>\d{17,20})")


_LARGEST_REVISION = 99_999
# Discord's ids count in 64 bits, of which the first stays free for some decades yet.
_LARGEST_ID = 2**63 - 1
_SHOWN_DIGITS = 24
_HOW_TO = (
    "Give me what stands in small print under a post, such as flood@12 or flood/level@12, or the "
    "link of a message."
)


@dataclass(frozen=True, slots=True)
class Reference:
    """What the small print under a post says."""

    name: str
    """A brief's slug, or the id of an entry where there is no slash."""
    entry: str | None
    revision: int


def read_reference(text: str) -> Reference | int:
    """Read what a person pasted.

    Returns:
        The reference, or the id of the message that is meant.

    Raises:
        UserError: it is neither, or has a number that nothing of the kind can have.
    """
    if link := _LINK.search(text):
        return _message(link["message"])
    if found := _REFERENCE.search(text):
        entry = found["entry"]
        revision = _number(found["revision"], _LARGEST_REVISION)
        if revision is None:
            raise UserError(f"There is no revision {_short(found['revision'])}. {_HOW_TO}")
        return Reference(found["first"].lower(), entry and entry.lower(), revision)
    if message := _MESSAGE.fullmatch(text.strip().strip("`<>")):
        return _message(message["message"])
    raise UserError(f"I cannot read that. {_HOW_TO}")


def _message(digits: str) -> int:
    number = _number(digits, _LARGEST_ID)
    if number is None:
        raise UserError(f"No message has the number {_short(digits)}. {_HOW_TO}")
    return number


def _number(digits: str, largest: int) -> int | None:
    """The number, unless it is too large; Python reads no more than some thousand digits."""
    digits = digits.lstrip("0") or "0"
    number = int(digits) if len(digits) <= len(str(largest)) else None
    return None if number is None or number > largest else number


def _short(digits: str) -> str:
    return digits if len(digits) <= _SHOWN_DIGITS else f"{digits[:_SHOWN_DIGITS]}…"
