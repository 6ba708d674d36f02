"""pydantic's errors in words for the person who writes the file."""

from collections.abc import Iterable, Iterator
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from bot.content.ids import Mistake
from bot.content.located_yaml import Location
from bot.content.synonyms import key_meant, value_meant
from bot.domain.brief import BriefFile
from bot.domain.texts import UNSEEN

_TOO_LONG = "string_too_long"
_UNSEEN = "holds a character that is not seen or turns text around ({character}): delete it"
_MESSAGES = {
    "string_too_short": "is empty: write something, or delete the key",
    _TOO_LONG: "is too long: at most {max_length} characters",
    "too_short": "needs at least one {item}",
    "too_long": "has too many entries: at most {max_length}",
    "list_type": "expected a list{example}; found {found}",
    "dict_type": "expected keys and values; found {found}",
    "model_type": "expected an entry with {keys}; found {found}",
    "string_type": "expected text; found {found}",
    "enum": "“{input}” is none of: {expected}{hint}",
    "literal_error": "“{input}” is none of: {expected}{hint}",
    "bool_parsing": "“{input}” is neither true nor false",
    "bool_type": "expected true or false; found {found}",
    "unseen": _UNSEEN,
}
# What lists of at least one hold, and what lists of ids hold.
_ITEMS = {
    "sources": "source's id",
    "spread": "source's id",
    "entries": "entry's id",
    "agrees_with": "report's id",
    "reports": "report",
}
_IDS = frozenset({"sources", "spread", "entries", "agrees_with", "topic"})
# Which of the model's patterns was not met is told by the key.
_PATTERNS = {
    "id": "an id is small letters, digits and hyphens, like shot-down; found “{input}”",
    "url": "an address begins with http:// or https:// and has no spaces; found “{input}”",
    "language": "a language is a code such as en, pl or pt-BR; found “{input}”",
    "text": _UNSEEN,
}


def explain(error: ErrorDetails) -> Mistake:
    """One error as a place and a sentence.

    Args:
        error: as pydantic gives it; its location is that of the value in the file.
    """
    kind, location = error["type"], error["loc"]
    if kind == "extra_forbidden":
        key = str(location[-1])
        hint = key_meant(key, known_keys(location))
        return Mistake(location, f'unknown key "{key}"{hint}', of_key=True)
    if kind == "missing":
        return Mistake(location[:-1], f"`{location[-1]}` is missing")
    if location and location[-1] == "[key]" and kind in ("string_pattern_mismatch", _TOO_LONG):
        given = str(location[-2])[:80]
        template = _MESSAGES[_TOO_LONG] if kind == _TOO_LONG else _PATTERNS[_sort_of_key(location)]
        message = template.format(input=given, **error.get("ctx", {}))
        return Mistake(location[:-1], message, of_key=True)
    if kind == "string_pattern_mismatch":
        return Mistake(location, _pattern(location, str(error["input"])))
    if kind in ("enum", "literal_error") and not isinstance(error["input"], str):
        kind = "string_type"
    template = _MESSAGES.get(kind)
    if template is None:
        return Mistake(location, error["msg"])
    return Mistake(location, template.format(**_details(error)))


def _details(error: ErrorDetails) -> dict[str, Any]:
    context: dict[str, Any] = dict(error.get("ctx", {}))
    given, location = error["input"], error["loc"]
    name = next((step for step in reversed(location) if isinstance(step, str)), "")
    expected = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")
    context |= {
        "found": _found(given),
        "item": _ITEMS.get(name, "entry"),
        "example": _example(name, given),
        "keys": _required(location) if error["type"] == "model_type" else "",
        "input": given,
        "expected": expected,
        "hint": value_meant(str(given), expected.split(", ")) if expected else "",
    }
    return context


def _example(name: str, given: object) -> str:
    if name == "also":
        return ", such as [Kiev, Kyjiw]"
    if name in _ITEMS and name != "reports":
        return ", such as [a, b]"
    if isinstance(given, dict) and given and all(str(key).startswith("-") for key in given):  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
        return ": a space is missing after the dash"
    return " of entries: begin each with “- ”"


def _required(location: Location) -> str:
    names = [
        f"`{field.alias or name}`"
        for name, field in _model(location).model_fields.items()
        if field.is_required()
    ]
    *others, last = names or ["keys"]
    return f"{', '.join(others)} and {last}" if others else last


def _found(value: object) -> str:
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "keys and values"
    return "nothing" if value == "" else f"the text “{str(value)[:40]}”"


def _sort_of_key(location: Location) -> str:
    return "language" if "translations" in location else "id"


def _pattern(location: Location, given: str) -> str:
    key = str(next(step for step in reversed(location) if isinstance(step, str)))
    sort = "id" if key in _IDS else "url" if key == "archive" else key
    if sort in ("id", "url", "language"):
        return _PATTERNS[sort].format(input=given[:80])
    if "\n" in given and not _unseen(given):
        return "must stand in one line"
    return _PATTERNS["text"].format(character=_unseen(given) or "see the format")


def _unseen(text: str) -> str:
    odd = UNSEEN.search(text)
    return f"U+{ord(odd[0]):04X}" if odd else ""


def known_keys(location: Location) -> Iterable[str]:
    """The keys that may stand where an unknown one stands."""
    return _fields(_model(location[:-1]))


def _model(location: Location) -> type[BaseModel]:
    model: type[BaseModel] = BriefFile
    for step in location:
        field = _fields(model).get(str(step))
        if field is not None:
            model = next(_models(field), model)
    return model


def _fields(model: type[BaseModel]) -> dict[str, Any]:
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}


def _models(annotation: Any) -> Iterator[type[BaseModel]]:  # noqa: ANN401 -- any annotation
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)
