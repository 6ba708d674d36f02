"""Answers of the REST API, and errors in its form (topics/opcodes-and-status-codes)."""

import json
from collections.abc import Mapping
from typing import Any

from aiohttp import web

UNKNOWN_CHANNEL = 10003
UNKNOWN_MESSAGE = 10008
UNKNOWN_WEBHOOK = 10015
UNKNOWN_INTERACTION = 10062
ALREADY_ACKNOWLEDGED = 40060
INVALID_FORM_BODY = 50035


def reply(
    body: Any,  # noqa: ANN401 -- any JSON
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> web.Response:
    """JSON, by that very content type: discord.py takes one with a charset for text."""
    return web.Response(
        body=json.dumps(body).encode(),
        status=status,
        headers=headers,
        content_type="application/json",
    )


def refusal(status: int, code: int, message: str) -> web.Response:
    """An error: HTTP status, Discord's code, and words."""
    return reply({"code": code, "message": message}, status)


def unknown(code: int, what: str) -> web.Response:
    """404 for something that is not there."""
    return refusal(404, code, f"Unknown {what}")


def invalid(reason: str) -> web.Response:
    """400 for a body that Discord would not take."""
    return refusal(400, INVALID_FORM_BODY, f"Invalid Form Body: {reason}")
