"""The kinds of text in a brief: their sizes, and what they may not hold."""

import re
from typing import Annotated

from pydantic import AfterValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from bot.domain import limits
from bot.domain.addresses import address

# Control characters, and those that turn text around or hide in it (Unicode's UAX #9, and what
# its DerivedCoreProperties call Default_Ignorable_Code_Point, with blank letters beside): a
# quotation must be what it looks like. Line breaks are allowed in texts.
_UNSEEN = (
    "\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e"
    "\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
# What is not seen by itself and changes how its neighbours are written: seen beside these alone.
_JOINING = "\u200c\u200d\ufe0e\ufe0f\u180b-\u180d\u180f"
_EMOJI = "\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
_BEFORE_STYLE = (
    "0-9#*\u00a9\u00ae\u203c\u2049\u2122\u2139\u231a-\u24c2\u25aa-\u25fe\u3030\u303d\u3297\u3299"
)
_MONGOLIAN = "\u1800-\u180a\u1810-\u18af"
# Persian and the languages of India cannot be spelled without them (RFC 5892, appendix A).
_CURSIVE = f"\u0600-\u061b\u061d-\u0dff\u1000-\u109f\u1780-\u17b3\u17b6-\u17ff{_MONGOLIAN}"
_VIRAMA = "\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca"
_STRAY = (
    f"(?<![{_CURSIVE}])\u200c|\u200c(?![{_CURSIVE}])"
    f"|(?<![{_EMOJI}{_VIRAMA}])(?<![{_EMOJI}]\ufe0f)\u200d"
    f"|(?<![{_VIRAMA}])\u200d(?![{_EMOJI}])"
    f"|(?<![{_EMOJI}{_BEFORE_STYLE}])[\ufe0e\ufe0f]"
    f"|(?<![{_MONGOLIAN}])[\u180b-\u180d\u180f]"
)
UNSEEN = re.compile(f"[{_UNSEEN}]|{_STRAY}")
_SUSPECT = re.compile(f"[{_UNSEEN}{_JOINING}]")
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"


def visible(text: str) -> str:
    """What is seen of a text; whatever begins a new line becomes a line feed."""
    if _SUSPECT.search(text) is None:
        return text
    return UNSEEN.sub("", _BREAKS.sub("\n", text).replace("\t", " "))


def _is_seen(text: str) -> str:
    if not text.isascii() and (odd := UNSEEN.search(text)):
        raise PydanticCustomError(
            "unseen",
            "holds a character that is not seen ({character})",
            {"character": f"U+{ord(odd[0]):04X}"},
        )
    return text


# A pattern cannot look at neighbours: the schema's editors know no such, and neither does pydantic.
_SEEN = AfterValidator(_is_seen)


def _line(most: int) -> StringConstraints:
    pattern = f"^[^\n{_UNSEEN}]*$"
    return StringConstraints(strip_whitespace=True, min_length=1, max_length=most, pattern=pattern)


def _text(most: int) -> StringConstraints:
    pattern = f"^[^{_UNSEEN}]*$"
    return StringConstraints(strip_whitespace=True, min_length=1, max_length=most, pattern=pattern)


Id = Annotated[str, StringConstraints(max_length=limits.ID, pattern=_SLUG)]
Slug = Annotated[str, StringConstraints(max_length=limits.SLUG, pattern=_SLUG)]
Title = Annotated[str, _line(120), _SEEN]
TopicTitle = Annotated[str, _line(60), _SEEN]
Spelling = Annotated[str, _line(80), _SEEN]
Name = Annotated[str, _line(150), _SEEN]
Line = Annotated[str, _line(300), _SEEN]
Text = Annotated[str, _text(2_000), _SEEN]
Words = Annotated[str, _text(6_000), _SEEN]


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
AnswerText = Annotated[
    str,
    _text(1_000),
    _SEEN,
    WithJsonSchema({"type": ["string", "number", "boolean"], "description": "The answer, short."}),
]
