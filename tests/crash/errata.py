"""Corrections published while everything breaks, and whether each found all that it had to."""

import re
from collections import Counter
from collections.abc import Iterator

from tests.loopback.checks import text_of
from tests.loopback.incident import FERRY
from tests.loopback.scene import Scene
from tests.loopback.state import Json

_POINT = "A car ferry ran aground on a sandbank in the morning."
_VERSION = re.compile(r"version (\d+) of it")
_MARK = re.compile(r"Now: \*\*version (\d+) of it")
_TOLD = re.compile(r"Now: version (\d+) of it")


class Errata:
    """The brief, with ever more news, and corrected again and again.

    Args:
        scene: whose brief it is.
    """

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self.published = 0
        self.bulletins = 0
        self._write()

    def publish(self) -> None:
        """Correct what the brief says."""
        self.published += 1
        self._write()

    def announce(self) -> None:
        """Add news."""
        self.bulletins += 1
        self._write()

    def wrong(self) -> list[str]:
        """What is not as it has to be: a mark or a corrective missing, doubled or for nothing."""
        return [
            said
            for channel, messages in self._scene.discord.state.messages.items()
            for said in self._wrong_in(channel, list(messages.values()))
        ]

    def _wrong_in(self, channel: str, messages: list[Json]) -> Iterator[str]:
        texts = [text_of(message) for message in messages]
        bodies = [_body(text) for text in texts]
        versions = [max(map(int, _VERSION.findall(body)), default=None) for body in bodies]
        said = [version for version in versions if version is not None]
        told = Counter(
            int(number)
            for body in bodies
            if body.startswith("## Correction")
            for number in _TOLD.findall(body)
        )
        for number in range(1, self.published + 1):
            due = int(bool(said) and min(said) < number)
            if told[number] != due:
                yield f"{channel}: told {told[number]} times of correction {number}, due {due}"
        for text, version in zip(texts, versions, strict=True):
            marks = [int(number) for number in _MARK.findall(text)]
            due = [] if version is None else list(range(version + 1, self.published + 1))
            if marks != due:
                yield f"{channel}: a message of version {version} is marked {marks}, due {due}"

    def _write(self) -> None:
        corrections = "".join(
            f"""\
  - id: fix-{number}
    at: 2026-03-04 18:{number:02}
    class: corrected
    entries: [aground]
    was: version {number - 1} of it
    now: version {number} of it
    because: It was wrong.
"""
            for number in range(1, self.published + 1)
        )
        bulletins = "".join(
            f"""\
  - id: bulletin-{number}
    at: 2026-03-04 17:{number % 60:02}
    text: {bulletin(number)}
    sources: [coastguard]
"""
            for number in range(1, self.bulletins + 1)
        )
        text = FERRY.replace(_POINT, f"version {self.published} of it.")
        if bulletins:
            text = text.replace(
                "sources:\n  coastguard:", f"timeline:\n{bulletins}sources:\n  coastguard:"
            )
        if corrections:
            text = text.replace(
                "sources:\n  coastguard:", f"corrections:\n{corrections}sources:\n  coastguard:"
            )
        self._scene.save(text)


def bulletin(number: int) -> str:
    """What a piece of news says."""
    return f"Bulletin {number} was issued."


def _body(text: str) -> str:
    """A message without the marks above it."""
    return "\n".join(line for line in text.splitlines() if not line.startswith("**Corrected, <"))
