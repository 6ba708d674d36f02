"""Answers to interactions, and what follows them (interactions/receiving-and-responding)."""

import time

from aiohttp import web

from tests.loopback.checks import mistake
from tests.loopback.payloads import (
    APPLICATION_ID,
    EPHEMERAL,
    LOADING,
    edited,
    message,
)
from tests.loopback.replies import (
    ALREADY_ACKNOWLEDGED,
    UNKNOWN_INTERACTION,
    UNKNOWN_MESSAGE,
    UNKNOWN_WEBHOOK,
    invalid,
    refusal,
    reply,
    unknown,
)
from tests.loopback.state import Callback, Json, State

SECONDS_TO_ANSWER = 3
MOST_CHOICES = 25

MESSAGE = 4
DEFERRED_MESSAGE = 5
DEFERRED_UPDATE = 6
UPDATE = 7
AUTOCOMPLETE = 8
MODAL = 9


class Answers:
    """The routes below /interactions and /webhooks."""

    def __init__(self, state: State) -> None:
        self._state = state

    def routes(self) -> list[web.RouteDef]:
        """The routes, without the API's prefix."""
        hook = f"/webhooks/{APPLICATION_ID}/{{token}}"
        return [
            web.post(r"/interactions/{id:\d+}/{token}/callback", self._answer),
            web.post(hook, self._follow_up),
            web.get(f"{hook}/messages/@original", self._original, allow_head=False),
            web.patch(f"{hook}/messages/@original", self._edit),
        ]

    async def _answer(self, request: web.Request) -> web.Response:
        state = self._state
        asked = state.interactions.get(request.match_info["id"])
        if asked is None or asked["token"] != request.match_info["token"]:
            return unknown(UNKNOWN_INTERACTION, "interaction")
        if any(callback.interaction is asked for callback in state.callbacks):
            return refusal(400, ALREADY_ACKNOWLEDGED, "Interaction has already been acknowledged.")
        if time.monotonic() - state.asked_at[asked["id"]] > SECONDS_TO_ANSWER:
            return unknown(UNKNOWN_INTERACTION, "interaction")
        answer: Json = await request.json()
        kind: int = answer["type"]
        data: Json = answer.get("data") or {}
        if reason := _wrong(kind, data):
            return invalid(reason)
        shown = self._shown(asked, kind, data)
        if shown is not None:
            state.originals[asked["token"]] = shown
            _keep(state, shown)
        state.callbacks.append(Callback(asked, kind, data, request.headers.copy(), shown))
        if request.query.get("with_response") not in ("1", "true"):
            return web.Response(status=204)
        return reply(_callback_response(asked, kind, shown))

    def _shown(self, asked: Json, kind: int, data: Json) -> Json | None:
        if kind == UPDATE:
            return edited(asked["message"], data)
        if kind == DEFERRED_MESSAGE:
            loading = {"flags": LOADING | ((data.get("flags") or 0) & EPHEMERAL)}
            return message(self._state, asked["channel_id"], loading)
        if kind != MESSAGE:
            return None
        shown = message(self._state, asked["channel_id"], data)
        shown["type"] = 20 if asked["type"] == 2 else 0
        shown["application_id"] = APPLICATION_ID
        return shown

    async def _follow_up(self, request: web.Request) -> web.Response:
        original = self._state.originals.get(request.match_info["token"])
        if original is None:
            return unknown(UNKNOWN_WEBHOOK, "Webhook")
        body: Json = await request.json()
        if reason := mistake(body):
            return invalid(reason)
        shown = message(self._state, original["channel_id"], body)
        _keep(self._state, shown)
        return reply(shown)

    async def _original(self, request: web.Request) -> web.Response:
        original = self._state.originals.get(request.match_info["token"])
        if original is None:
            return unknown(UNKNOWN_MESSAGE, "Message")
        return reply(original)

    async def _edit(self, request: web.Request) -> web.Response:
        token = request.match_info["token"]
        original = self._state.originals.get(token)
        if original is None:
            return unknown(UNKNOWN_MESSAGE, "Message")
        changed = edited(original, await request.json())
        changed["flags"] &= ~LOADING
        if reason := mistake(changed):
            return invalid(reason)
        self._state.originals[token] = changed
        _keep(self._state, changed)
        return reply(changed)


def _wrong(kind: int, data: Json) -> str | None:
    if kind == AUTOCOMPLETE and len(data["choices"]) > MOST_CHOICES:
        return f"more than {MOST_CHOICES} choices"
    return mistake(data) if kind in (MESSAGE, UPDATE) else None


def _keep(state: State, shown: Json) -> None:
    """Into the channel's history, unless only one person sees it."""
    if not shown["flags"] & EPHEMERAL:
        state.messages.setdefault(shown["channel_id"], {})[shown["id"]] = shown


def _callback_response(asked: Json, kind: int, shown: Json | None) -> Json:
    interaction: Json = {"id": asked["id"], "type": asked["type"]}
    if shown is None:
        return {"interaction": interaction}
    interaction |= {
        "response_message_id": shown["id"],
        "response_message_loading": bool(shown["flags"] & LOADING),
        "response_message_ephemeral": bool(shown["flags"] & EPHEMERAL),
    }
    return {"interaction": interaction, "resource": {"type": kind, "message": shown}}
