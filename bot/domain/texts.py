"""The kinds of text in a brief: their sizes, and what they may not hold."""

import re
from typing import Annotated

from pydantic import AfterValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from bot.domain import limits
from bot.domain.addresses import address

# Control characters, and those that turn text around or hide in it (Unicode's UAX #9 and the
# zero-width and blank ones): a quotation must be what it looks like. Line breaks are allowed in
# texts.
_UNSEEN = (
    "\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u2069\u3164\ufeff\uffa0\U000e0000-\U000e007f"
)
UNSEEN = re.compile(f"[{_UNSEEN}]")
_SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"


def _line(most: int) -> StringConstraints:
    pattern = f"^[^\n{_UNSEEN}]*$"
    return StringConstraints(strip_whitespace=True, min_length=1, max_length=most, pattern=pattern)


def _text(most: int) -> StringConstraints:
    pattern = f"^[^{_UNSEEN}]*$"
    return StringConstraints(strip_whitespace=True, min_length=1, max_length=most, pattern=pattern)


Id = Annotated[str, StringConstraints(max_length=limits.ID, pattern=_SLUG)]
Slug = Annotated[str, StringConstraints(max_length=limits.SLUG, pattern=_SLUG)]
Title = Annotated[str, _line(120)]
Name = Annotated[str, _line(150)]
Line = Annotated[str, _line(300)]
Text = Annotated[str, _text(2_000)]
Words = Annotated[str, _text(6_000)]


def _that_fits(url: str) -> str:
    if len(address(url)) > limits.LINK_URL:
        raise PydanticCustomError(
            "url_too_long",
            "too long for a link once its letters are encoded: at most {most} characters",
            {"most": limits.LINK_URL},
        )
    return url


Url = Annotated[
    str,
    StringConstraints(
        max_length=limits.LINK_URL,
        pattern=r"^[Hh][Tt][Tt][Pp][Ss]?://[^\s/?#@<>\"\\]+([/?#][^\s<>\"\\]*)?$",
    ),
    AfterValidator(_that_fits),
]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
# An editor takes `says: 198` for a number; the loader reads it as the text it is.
Answer = Annotated[
    str,
    _text(1_000),
    WithJsonSchema({"type": ["string", "number", "boolean"], "description": "The answer, short."}),
]
