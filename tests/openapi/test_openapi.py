"""What Discord would refuse fails a test: by a small description, and by Discord's where given."""

import json
import os
import time
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.demo.simulation import simulated
from tests.demo.newsroom import Briefs
from tests.loopback.payloads import CHANNEL_ID
from tests.loopback.server import Loopback
from tests.loopback.state import TOKEN
from tests.openapi.description import Description
from tests.openapi.refusals import ROOT, opened, violations
from tests.openapi.small import small

GIVEN = os.environ.get("DISCORD_OPENAPI")
MESSAGES = f"/channels/{CHANNEL_ID}/messages"
THREADS = f"/channels/{CHANNEL_ID}/threads"
CALLBACK = "/interactions/1/token/callback"
COMMANDS = "/applications/1/commands"
BUTTON = {"type": 2, "style": 1, "label": "Next", "custom_id": "next"}


def row(**changes: object) -> dict[str, Any]:
    return {"components": [{"type": 1, "components": [BUTTON | changes]}]}


def offer(number: int) -> dict[str, Any]:
    return {"type": 8, "data": {"choices": [{"name": "A", "value": "a"}] * number}}


def channels(*kinds: int) -> dict[str, Any]:
    return {"type": 7, "name": "where", "description": "Where", "channel_types": list(kinds)}


@pytest.fixture(params=["small", *filter(None, [GIVEN])])
def description(request: pytest.FixtureRequest) -> Description:
    return Description(small()) if request.param == "small" else opened(ROOT / request.param)


@pytest.fixture
def small_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "small.json"
    path.write_text(json.dumps(small()))
    monkeypatch.setenv("DISCORD_OPENAPI", str(path))


GOOD: dict[str, tuple[str, str, Any]] = {
    "a message": ("POST", MESSAGES, {"content": "words", "nonce": "n" * 25, "flags": None}),
    "a button": ("POST", MESSAGES, row(custom_id="x" * 100)),
    "an edit": ("PATCH", f"{MESSAGES}/1", {"components": [{"type": 10, "content": "words"}]}),
    "choices": ("POST", CALLBACK, offer(25)),
    "an update": ("POST", CALLBACK, {"type": 7, "data": row()}),
    "a follow-up": ("POST", "/webhooks/1/token", {"content": "words", "tts": False}),
    "commands": ("PUT", COMMANDS, [{"name": "ask", "description": "d" * 100}]),
    "no body": ("GET", "/users/@me", None),
    "words before a number": ("GET", f"{MESSAGES}/pins", None),
}
BAD: dict[str, tuple[str, str, Any, str, str]] = {
    "26 choices": ("POST", CALLBACK, offer(26), "/data/choices", "more than 25 items"),
    "a long custom_id": (
        "POST", MESSAGES, row(custom_id="x" * 101),
        "/components/0/components/0/custom_id", "longer than 100 characters",
    ),
    "a long nonce": (
        "POST", MESSAGES, {"content": "words", "nonce": "n" * 26}, "/nonce", "longer than 25",
    ),
    "a long description": (
        "PUT", COMMANDS, [{"name": "ask", "description": "d" * 101}],
        "/0/description", "longer than 100 characters",
    ),
    "an unknown component": (
        "POST", MESSAGES, {"components": [{"type": 99}]}, "/components/0/type", "no 99",
    ),
    "a component in the wrong place": (
        "POST", CALLBACK, {"type": 7, "data": {"components": [BUTTON]}},
        "/data/components/0/type", "no 2 is allowed here",
    ),
    "an unknown answer": ("POST", CALLBACK, {"type": 99}, "/type", "no 99 is allowed here"),
    "a misspelt field": ("POST", MESSAGES, {"contents": "words"}, "/contents", "of that name"),
    "a mistake in one of two forms": (
        "POST", "/webhooks/1/token", {"content": "words", "tts": "no"}, "/tts", "boolean",
    ),
    "a bad address": ("POST", MESSAGES, row(url="a b"), "/components/0/components/0/url", "uri"),
    "a number that is too large": (
        "PATCH", f"{MESSAGES}/1", {"components": [{"type": 10, "content": "words", "id": 1 << 31}]},
        "/components/0/id", "greater than the maximum",
    ),
    "text for a list": ("PUT", COMMANDS, "ask", "", "is not of types"),
    "no body where one is needed": ("POST", MESSAGES, None, "", "a body is needed"),
    "a body where none is taken": ("GET", "/users/@me", {}, "", "no JSON is taken"),
    "an unknown path": ("POST", "/users/@me/words", {}, "", "knows no such request"),
    "an unknown method": ("DELETE", "/users/@me", None, "", "knows no such request"),
}  # fmt: skip


@pytest.mark.parametrize("request_", GOOD.values(), ids=GOOD)
def test_what_discord_takes_is_no_violation(
    description: Description, request_: tuple[str, str, Any]
) -> None:
    assert description.violations(*request_) == []


@pytest.mark.parametrize("request_", BAD.values(), ids=BAD)
def test_what_discord_would_refuse_is_said_with_its_place_and_the_reason(
    description: Description, request_: tuple[str, str, Any, str, str]
) -> None:
    method, path, body, pointer, reason = request_
    [found] = description.violations(method, path, body)
    assert (found.method, found.path, found.pointer) == (method, path, pointer)
    assert reason in found.reason
    assert str(found).startswith(f"{method} {path} at {pointer or 'the body'}: ")


@pytest.mark.parametrize(
    ("method", "path", "known", "beside"),
    [
        ("PUT", COMMANDS, [{"name": "ask", "nsfw": False}], [{"name": "ask", "nsfw": True}]),
        (
            "PUT", COMMANDS, [{"name": "ask", "options": [channels(0, 16)]}],
            [{"name": "ask", "options": [channels(0, 17)]}],
        ),
        (
            "POST", CALLBACK, {"type": 7, "data": {**row(), "tts": False}},
            {"type": 7, "data": {**row(), "tts": 0}},
        ),
        (
            "POST", THREADS, {"name": "Digests", "type": 11, "message": {"tts": False}},
            {"name": "Digests", "type": 12, "message": {"tts": False}},
        ),
        (
            "POST", THREADS, {"name": "Digests", "type": 11, "message": {"tts": False}},
            {"name": "Digests", "type": 11, "message": {"tts": True}},
        ),
    ],
    ids=["nsfw", "media channels", "tts", "the kind of a post", "tts in a post"],
)  # fmt: skip
def test_a_known_gap_of_the_description_is_passed_over_and_nothing_beside_it(
    description: Description, method: str, path: str, known: object, beside: object
) -> None:
    assert description.violations(method, path, known) == []
    assert len(description.violations(method, path, beside)) == 1


def test_a_known_gap_is_one() -> None:
    strict = Description(small(), divergences=())
    assert len(strict.violations("PUT", COMMANDS, [{"name": "ask", "nsfw": False}])) == 1


def test_a_message_is_checked_within_a_millisecond(description: Description) -> None:
    body = {"components": [{"type": 10, "content": "words"}] * 20 + row()["components"] * 5}
    assert description.violations("POST", MESSAGES, body) == []
    begun = time.process_time()  # others may be at work here
    for _ in range(100):
        description.violations("POST", MESSAGES, body)
    assert time.process_time() - begun < 0.1


def test_without_a_description_nothing_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISCORD_OPENAPI", raising=False)
    assert violations("POST", "/nowhere", None) == []


async def _post(discord: Loopback, body: object) -> None:
    headers = {"Authorization": f"Bot {TOKEN}"}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.post(discord.address + MESSAGES, json=body) as answer,
    ):
        assert answer.status == 200


@pytest.mark.usefixtures("small_is_given")
async def test_a_body_that_the_loopback_took_fails_on_leaving_it() -> None:
    with pytest.raises(AssertionError, match=f"POST {MESSAGES} at /contents: "):  # noqa: PT012 -- raised at the end
        async with Loopback() as discord:
            await _post(discord, {"content": "words", "contents": "words"})
            await _post(discord, {"content": "words"})


@pytest.mark.usefixtures("small_is_given")
async def test_what_else_fails_in_a_loopback_is_told_with_it() -> None:
    with pytest.raises(ZeroDivisionError) as raised:  # noqa: PT012 -- raised at the end
        async with Loopback() as discord:
            await _post(discord, {"content": "words", "contents": "words"})
            raise ZeroDivisionError
    assert any(f"POST {MESSAGES} at /contents: " in note for note in raised.value.__notes__)


@pytest.mark.usefixtures("small_is_given")
async def test_a_body_that_simcord_took_fails_on_leaving_it(briefs: Briefs) -> None:
    # The commands of the real bot are more than the small description knows.
    with pytest.raises(AssertionError, match=r"PUT /applications/\d+/commands at /0/options/0/"):
        async with simulated(briefs.bot()):
            pass
