"""An OpenAPI document, and what in a request does not agree with it."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias, cast

from jsonschema_rs import Draft202012Validator, Registry, ValidationError

from tests.openapi.divergences import DIVERGENCES, Divergence

_BASE = "discord:api"
# A whole message is not needed to see what is wrong in it.
_MOST_SHOWN = 100

Place: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing in one request that Discord would refuse."""

    method: str
    path: str
    pointer: str
    """Where in the body it is (RFC 6901); empty for all of it."""
    reason: str

    def __str__(self) -> str:
        return f"{self.method} {self.path} at {self.pointer or 'the body'}: {self.reason}"


class _Fault(NamedTuple):
    """A violation, before it is known whether it is one: what is wrong, where, with which value."""

    pointer: str
    reason: str
    value: object = None


class Description:
    """The document; the schema of an operation is compiled when it is first asked for.

    Args:
        document: in JSON; it is changed.
        divergences: where it is known to be wrong.
    """

    def __init__(
        self, document: dict[str, Any], divergences: Iterable[Divergence] = DIVERGENCES
    ) -> None:
        _close(document)
        self._paths: Mapping[str, Mapping[str, Any]] = document["paths"]
        self._registry = Registry([(_BASE, document)])
        self._divergences = tuple(divergences)
        self._compiled: dict[tuple[str, str], Draft202012Validator] = {}

    def violations(self, method: str, path: str, body: Any) -> list[Violation]:  # noqa: ANN401 -- any JSON
        """What is wrong with a request; as `refusals.violations`."""
        faults = self._faults(method, path, body)
        return [Violation(method, path, fault.pointer, fault.reason) for fault in faults]

    def _faults(self, method: str, path: str, body: object) -> Iterator[_Fault]:
        template = self._template(method, path)
        if template is None:
            yield _Fault("", "the description knows no such request")
            return
        asked = self._paths[template][method.lower()].get("requestBody")
        if body is None:
            if asked and asked.get("required"):
                yield _Fault("", "a body is needed")
        elif not asked or "application/json" not in asked["content"]:
            yield _Fault("", "no JSON is taken")
        else:
            for error in self._validator(method, template).iter_errors(body):
                yield from self._leaves(error, method, template)

    def _template(self, method: str, path: str) -> str | None:
        """The path of the description that is meant: the one with the most words of its own."""
        steps = path.split("/")
        fitting = [
            template
            for template, operations in self._paths.items()
            if method.lower() in operations and _fits(template.split("/"), steps)
        ]
        return min(fitting, key=lambda template: template.count("{"), default=None)

    def _validator(self, method: str, template: str) -> Draft202012Validator:
        key = (method, template)
        if key not in self._compiled:
            content = ("paths", template, method.lower(), "requestBody", "content")
            pointer = _pointer((*content, "application/json", "schema"))
            address = pointer.replace("{", "%7B").replace("}", "%7D")
            self._compiled[key] = Draft202012Validator(
                {"$ref": f"{_BASE}#{address}"},
                registry=self._registry,
                validate_formats=True,
                mask="it",
            )
        return self._compiled[key]

    def _leaves(self, error: ValidationError, method: str, template: str) -> list[_Fault]:
        """What an error comes down to; in a union, within the form that the value is to have."""
        place: Place = tuple(error.instance_path)
        forms: list[list[ValidationError]] = getattr(error.kind, "context", [])
        meant = [form for form in forms if not any(_is_other(wrong, place) for wrong in form)]
        if meant:
            by_form = (
                [leaf for wrong in form for leaf in self._leaves(wrong, method, template)]
                for form in meant
            )
            return min(by_form, key=len)
        found = _in_no_form(error, place) if forms else _plain(error, place)
        return [
            fault
            for fault in found
            if not any(
                known.covers(method, template, fault.pointer, fault.value)
                for known in self._divergences
            )
        ]


def _plain(error: ValidationError, place: Place) -> list[_Fault]:
    value = error.instance
    if error.kind.name == "additionalProperties":
        names = cast("list[str]", getattr(error.kind, "unexpected", []))
        unknown = cast("dict[str, object]", value)
        return [_Fault(_pointer((*place, n)), "nothing of that name", unknown[n]) for n in names]
    shown = json.dumps(value, ensure_ascii=False)
    cut = "…" if len(shown) > _MOST_SHOWN else ""
    return [_Fault(_pointer(place), f"{error.message}: {shown[:_MOST_SHOWN]}{cut}", value)]


def _in_no_form(error: ValidationError, place: Place) -> list[_Fault]:
    value: object = error.instance
    if isinstance(value, dict) and "type" in value:
        place, value = (*place, "type"), cast("dict[str, object]", value)["type"]
    # A whole object says no more than that it is one.
    shown = "object of this kind" if isinstance(value, dict | list) else json.dumps(value)
    return [_Fault(_pointer(place), f"no {shown} is allowed here", value)]


def _is_other(error: ValidationError, place: Place) -> bool:
    """Whether it says that a value is of another kind than one form of a union is for."""
    at = tuple(error.instance_path)
    if error.kind.name == "type":
        return at == place
    return error.kind.name in ("enum", "const") and at in (place, (*place, "type"))


def _fits(template: list[str], steps: list[str]) -> bool:
    return len(template) == len(steps) and all(
        known == step or (known.startswith("{") and step)
        for known, step in zip(template, steps, strict=True)
    )


def _pointer(place: Place) -> str:
    """As RFC 6901 writes it."""
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in place)


def _close(node: object) -> None:
    """Let objects hold only what they are described with, and an int32 only what fits in it.

    Discord passes over what it does not know, so that a misspelt field is lost unseen. And where
    either of two forms is allowed, a mistake in one must not pass as an unknown part of the other.
    """
    if isinstance(node, list):
        for part in cast("list[object]", node):
            _close(part)
    elif isinstance(node, dict):
        schema = cast("dict[str, Any]", node)
        for part in schema.values():
            _close(part)
        if schema.get("type") == "object" and "properties" in schema:
            schema.setdefault("additionalProperties", False)
        if schema.get("format") == "int32":
            schema.setdefault("minimum", -(1 << 31))
            schema.setdefault("maximum", (1 << 31) - 1)
