"""References to what a brief said: `slug@12`, `slug/entry@12`, `entry@12`, or a message."""

import re
from dataclasses import dataclass

from bot.domain.errors import UserError

_NAME = r"[a-z0-9]+(?:-[a-z0-9]+)*"
# As a whole: a part of a word or of a number would be a reference to something else.
_REFERENCE = re.compile(
    rf"(?<![\w/@-])(?P<first>{_NAME})(?: ?/ ?(?P<entry>{_NAME}))?"
    r" ?@ ?#?(?P<revision>[0-9]{1,5})(?!\d)",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"https://(?:\w+\.)?discord(?:app)?\.com/channels/(?:\d+|@me)/(?P<channel>\d+)/(?P<message>\d+)"
)
# As Discord copies it: alone, or with the channel's before it.
_MESSAGE = re.compile(r"(?:\d{17,20}-)?(?P<message>\d{17,20})")


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
        UserError: it is neither.
    """
    if link := _LINK.search(text):
        return int(link["message"])
    if found := _REFERENCE.search(text):
        entry = found["entry"]
        return Reference(found["first"].lower(), entry and entry.lower(), int(found["revision"]))
    if message := _MESSAGE.fullmatch(text.strip().strip("`<>")):
        return int(message["message"])
    raise UserError(
        "I cannot read that. Give me what stands in small print under a post, such as flood@12 or "
        "flood/level@12, or the link of a message."
    )
