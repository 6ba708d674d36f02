"""A browser tab with the demo's page: it speaks with the server as the page's script does."""

import itertools
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import aiohttp

from tests.loopback.checks import components, text_of
from tests.loopback.state import Json

PROTOCOL = 3
_names = itertools.count(1)


class Tab:
    """What one viewer sees, and does.

    Args:
        session: it is closed by whoever opened it.
        url: as the demo says it; what follows `#` lets one in.
        page: what the server said when the page was opened.
    """

    def __init__(self, session: aiohttp.ClientSession, page: Json) -> None:
        self._session = session
        self.page = page
        self._sequence = 0

    @property
    def texts(self) -> list[str]:
        """What is read in the channel, an entry a message, as it was when last looked at."""
        messages = self.page["messages"]
        return [text_of(messages[identity]) for identity in self.page["timeline"]]

    async def look(self) -> None:
        """Ask for what is new, as the page does twice a second."""
        async with self._session.get("/api/state", headers=self._context) as answer:
            assert answer.status == 200
            self.page = await answer.json()

    async def ask(self, command: str) -> Json:
        """Send a slash command without options; returns what the server says of it."""
        async with self._session.get("/api/commands", headers=self._context) as answer:
            entries = (await answer.json())["entries"]
        entry = next(entry for entry in entries if entry["invocation"] == command)
        return await self.act(
            "run_command",
            command_id=entry["commandId"],
            path=entry["path"],
            schema_fingerprint=entry["schemaFingerprint"],
            options={},
        )

    async def press(self, label: str) -> Json:
        """Press the last button of that label that can be pressed."""
        for identity in reversed(self.page["timeline"]):
            for part in components(self.page["messages"][identity]["components"]):
                if part.get("label") == label and not part.get("disabled"):
                    return await self.act(
                        "click", control_key=part["control_key"], target_id=identity
                    )
        raise AssertionError(f"no button {label}")

    async def choose(self, label: str) -> Json:
        """Choose what is called so from the last menu that offers it."""
        for identity in reversed(self.page["timeline"]):
            for part in components(self.page["messages"][identity]["components"]):
                for option in part.get("options", ()):
                    if option["label"] == label:
                        return await self.act(
                            "select",
                            control_key=part["control_key"],
                            target_id=identity,
                            values=[option["value"]],
                        )
        raise AssertionError(f"nothing called {label} to choose")

    async def act(self, kind: str, **what: object) -> Json:
        """Do something in the state that was last looked at."""
        body = {
            "kind": kind, "protocol_version": PROTOCOL, "sequence": self._sequence + 1,
            "request_id": f"request-{next(_names)}",
            "generation": self.page["context"]["generation"],
            "bot_generation": self.page["botGeneration"],
            "published_revision": self.page["publishedRevision"], **what,
        }  # fmt: skip
        async with self._session.post("/api/action", json=body, headers=self._context) as answer:
            assert answer.status == 200
            receipt = await answer.json()
        self._sequence = receipt["expectedSequence"]
        return receipt

    @property
    def _context(self) -> dict[str, str]:
        return {"X-Simcord-Context": self.page["context"]["id"]}


@asynccontextmanager
async def opened(url: str) -> AsyncGenerator[Tab]:
    """A tab in which the page was opened by the first of its viewers."""
    address, _, capability = url.partition("/#")
    headers = {"X-Simcord-Capability": capability}
    async with aiohttp.ClientSession(address, headers=headers) as session:
        async with session.post("/api/pages", json={}) as answer:
            page = await answer.json()
        yield Tab(session, page)
