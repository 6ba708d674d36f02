"""The small Discord itself, where it matters that it is as strict as Discord's reference."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from tests.loopback.interactions import slash
from tests.loopback.limits import MESSAGES
from tests.loopback.payloads import CHANNEL_ID
from tests.loopback.replies import (
    ALREADY_ACKNOWLEDGED,
    INVALID_FORM_BODY,
    UNKNOWN_CHANNEL,
    UNKNOWN_INTERACTION,
    UNKNOWN_MESSAGE,
)
from tests.loopback.server import Loopback
from tests.loopback.state import TOKEN, Fault, Json

pytestmark = pytest.mark.slow

MESSAGES_PATH = f"/channels/{CHANNEL_ID}/messages"


class Client:
    """Asks as a bot would; each answer as its status and its JSON."""

    def __init__(self, session: aiohttp.ClientSession, discord: Loopback) -> None:
        self._session = session
        self.discord = discord

    async def ask(self, method: str, path: str, body: Json | None = None) -> tuple[int, Any]:
        url = self.discord.address + path
        async with self._session.request(method, url, json=body) as response:
            self.headers = response.headers
            return response.status, await response.json() if response.status != 204 else {}

    async def post(self, content: str, nonce: str = "") -> tuple[int, Any]:
        once: Json = {"nonce": nonce, "enforce_nonce": True} if nonce else {}
        return await self.ask("POST", MESSAGES_PATH, {"content": content, **once})


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    headers = {"Authorization": f"Bot {TOKEN}"}
    async with Loopback() as discord, aiohttp.ClientSession(headers=headers) as session:
        yield Client(session, discord)


async def test_a_nonce_that_was_used_gives_the_first_message_back(client: Client) -> None:
    _, first = await client.post("first", "a")
    _, again = await client.post("second", "a")
    _, other = await client.post("third", "b")
    assert again == first
    assert [m["content"] for m in (await history(client, ""))] == ["third", "first"]
    assert [m["id"] for m in (await history(client, f"?after={first['id']}"))] == [other["id"]]


async def history(client: Client, query: str) -> list[Json]:
    _, messages = await client.ask("GET", MESSAGES_PATH + query)
    return messages


async def test_a_message_that_was_deleted_is_not_made_anew_by_its_nonce(client: Client) -> None:
    _, first = await client.post("first", "a")
    client.discord.state.messages[CHANNEL_ID].clear()
    status, error = await client.post("first", "a")
    assert (status, error["code"]) == (404, UNKNOWN_MESSAGE)
    edit = await client.ask("PATCH", f"{MESSAGES_PATH}/{first['id']}", {"content": "edited"})
    assert (edit[0], edit[1]["code"]) == (404, UNKNOWN_MESSAGE)


async def test_a_channel_takes_so_many_messages_and_says_when_it_takes_more(
    client: Client,
) -> None:
    for sent in range(MESSAGES):
        assert (await client.post(f"message {sent}"))[0] == 200
        assert client.headers["X-RateLimit-Remaining"] == str(MESSAGES - sent - 1)
    status, error = await client.post("one too many")
    assert status == 429
    assert 4 < error["retry_after"] <= 5
    assert error["global"] is False
    assert client.headers["Via"]


async def test_all_requests_together_are_limited_but_for_those_of_interactions(
    client: Client,
) -> None:
    client.discord.limits.per_second = 2
    statuses = [(await client.ask("GET", "/users/@me"))[0] for _ in range(3)]
    assert statuses == [200, 200, 429]
    assert client.headers["X-RateLimit-Global"] == "true"
    status, error = await client.ask("POST", "/interactions/1/token/callback", {"type": 6})
    assert (status, error["code"]) == (404, UNKNOWN_INTERACTION)


async def test_an_interaction_is_answered_once_and_in_time(client: Client) -> None:
    state = client.discord.state
    asked, late = slash(state, "brief summary"), slash(state, "brief summary")
    for interaction in (asked, late):
        client.discord.send(interaction)
    state.asked_at[late["id"]] -= 4
    answer: Json = {"type": 4, "data": {"content": "Hello"}}
    results = [
        await client.ask("POST", f"/interactions/{i['id']}/{i['token']}/callback", answer)
        for i in (asked, asked, late)
    ]
    codes = [body.get("code") for _, body in results]
    assert codes == [None, ALREADY_ACKNOWLEDGED, UNKNOWN_INTERACTION]


async def test_what_discord_would_not_take_is_refused(client: Client) -> None:
    _, empty = await client.post("")
    _, long_nonce = await client.post("words", "n" * 26)
    _, nowhere = await client.ask("POST", "/channels/1/messages", {"content": "words"})
    client.discord.state.violations.clear()  # the long nonce
    codes = [error["code"] for error in (empty, long_nonce, nowhere)]
    assert codes == [INVALID_FORM_BODY, INVALID_FORM_BODY, UNKNOWN_CHANNEL]


async def test_an_answer_that_is_lost_was_given_all_the_same(client: Client) -> None:
    client.discord.state.faults.append(Fault("POST", MESSAGES_PATH, "lose_answer"))
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await client.post("words", "a")
    assert (await client.post("words", "a"))[0] == 200
    assert len(await history(client, "")) == 1
