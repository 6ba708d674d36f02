"""A description of a few requests, in the forms that Discord's has; for the tests of the check."""

from typing import Any

_NAME = {"type": "string", "minLength": 1, "maxLength": 32}
_WORDS = {"type": "string", "minLength": 1, "maxLength": 100}
_FLAGS = {"type": ["integer", "null"], "format": "int32"}


def _kind(number: int, **properties: Any) -> dict[str, Any]:  # noqa: ANN401 -- any JSON
    """An object that is told from others by its `type`."""
    own = {"type": {"type": "integer", "enum": [number], "format": "int32"}, **properties}
    return {"type": "object", "properties": own, "required": ["type"]}


def _named(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def _any(*names: str) -> dict[str, Any]:
    return {"anyOf": [_named(name) for name in names]}


def _list(items: dict[str, Any], most: int) -> dict[str, Any]:
    return {"type": ["array", "null"], "items": items, "maxItems": most}


def _choices(kind: str) -> dict[str, Any]:
    choice = {"type": "object", "properties": {"name": _WORDS, "value": {"type": kind}}}
    optional = {"oneOf": [{"type": "null"}, choice]}
    return {"type": "object", "properties": {"choices": _list(optional, 25)}}


def _taking(schema: dict[str, Any]) -> dict[str, Any]:
    return {"requestBody": {"content": {"application/json": {"schema": schema}}, "required": True}}


def small() -> dict[str, Any]:
    """A new document: messages, threads, answers to interactions, commands, who I am."""
    own = {"style": _FLAGS, "label": _WORDS, "custom_id": _WORDS, "url": {"format": "uri"}}
    button = _kind(2, **own)
    parts = _list({"oneOf": [_named("Row"), _named("Text")]}, 40)
    nonce = {"oneOf": [{"type": "integer"}, {"type": "string", "maxLength": 25}, {"type": "null"}]}
    shown = {"content": {"type": ["string", "null"], "maxLength": 4000}, "components": parts}
    message = {**shown, "flags": _FLAGS}
    text = _kind(10, id=_FLAGS, content={"type": "string", "minLength": 1})
    option = _kind(7, name=_NAME, description=_WORDS, channel_types=_list({"enum": [0, 5, 15]}, 10))
    command = {"name": _NAME, "description": _WORDS, "options": _list(option, 25)}
    schemas = {
        "Message": {"type": "object", "properties": {**message, "nonce": nonce}},
        "FollowUp": {"type": "object", "properties": {**message, "tts": {"type": "boolean"}}},
        "Edit": {"type": "object", "properties": message},
        "Row": _kind(1, components=_list(button, 5)),
        "Text": text,
        "Offer": _kind(8, data={"anyOf": [_choices("integer"), _choices("string")]}),
        "Update": _kind(7, data=_named("Edit")),
        "Post": {
            "type": "object",
            "properties": {"name": _NAME, "message": {"type": "object", "properties": shown}},
            "required": ["name", "message"],
        },
        "Thread": {
            "type": "object",
            "properties": {"name": _NAME, "type": {"enum": [10, 11, 12]}},
            "required": ["name"],
        },
        "Command": {"type": "object", "properties": command, "required": ["name"]},
    }
    paths: dict[str, dict[str, Any]] = {
        "/users/@me": {"get": {}},
        "/channels/{channel_id}/messages": {"post": _taking(_named("Message"))},
        "/channels/{channel_id}/messages/{message_id}": {"patch": _taking(_named("Edit"))},
        "/channels/{channel_id}/messages/pins": {"get": {}},
        "/channels/{channel_id}/threads": {"post": _taking(_any("Post", "Thread"))},
        "/webhooks/{webhook_id}/{webhook_token}": {"post": _taking(_any("FollowUp", "Edit"))},
        "/interactions/{interaction_id}/{interaction_token}/callback": {
            "post": _taking(_any("Offer", "Update"))
        },
        "/applications/{application_id}/commands": {"put": _taking(_list(_named("Command"), 130))},
    }
    return {"openapi": "3.1.0", "paths": paths, "components": {"schemas": schemas}}
