"""Rate limits, as topics/rate-limits describes them."""

import math
import re
import time
from collections import defaultdict, deque
from dataclasses import dataclass, field

from aiohttp import web

from tests.loopback.replies import reply

# Interaction callbacks and their webhooks are exempt from it.
GLOBAL_PER_SECOND = 50
_EXEMPT = re.compile(r"/(interactions|webhooks)/.*")

# Not documented; 5 in 5 seconds for a channel is what people report.
MESSAGES = 5
MESSAGES_SECONDS = 5.0
_MESSAGES = re.compile(r"/channels/(\d+)/messages")


@dataclass(slots=True)
class Limits:
    """Counts requests; says when one is too many."""

    per_second: int = GLOBAL_PER_SECOND
    messages: int = MESSAGES
    refused: int = 0
    """How many requests were answered 429."""
    _all: deque[float] = field(default_factory=deque[float])
    _channels: defaultdict[str, deque[float]] = field(
        default_factory=lambda: defaultdict[str, deque[float]](deque)
    )

    def take(self, method: str, path: str) -> tuple[web.Response | None, dict[str, str]]:
        """Count a request.

        Returns:
            A 429 or None, and the headers for the answer otherwise.
        """
        now = time.monotonic()
        if not _EXEMPT.fullmatch(path):
            wait = _taken(self._all, now, self.per_second, 1.0)
            if wait:
                return self._refusal(wait, "global"), {}
        match = _MESSAGES.fullmatch(path)
        if match is None or method != "POST":
            return None, {}
        times = self._channels[match[1]]
        wait = _taken(times, now, self.messages, MESSAGES_SECONDS)
        headers = {
            "X-RateLimit-Limit": str(self.messages),
            "X-RateLimit-Remaining": str(max(0, self.messages - len(times))),
            "X-RateLimit-Reset": f"{time.time() + MESSAGES_SECONDS:.3f}",
            "X-RateLimit-Reset-After": f"{times[0] + MESSAGES_SECONDS - now:.3f}",
            "X-RateLimit-Bucket": "messages",
        }
        return (self._refusal(wait, "user", headers), headers) if wait else (None, headers)

    def _refusal(
        self, wait: float, scope: str, headers: dict[str, str] | None = None
    ) -> web.Response:
        self.refused += 1
        is_global = scope == "global"
        return reply(
            {
                "message": "You are being rate limited.",
                "retry_after": round(wait, 3),
                "global": is_global,
            },
            status=429,
            headers={
                **(headers or {}),
                "Retry-After": str(math.ceil(wait)),
                "X-RateLimit-Scope": scope,
                **({"X-RateLimit-Global": "true"} if is_global else {}),
                # Discord's come through a proxy; discord.py takes one without it for a ban.
                "Via": "1.1 loopback",
            },
        )


def _taken(times: deque[float], now: float, most: int, seconds: float) -> float:
    """Take a place in a sliding window; the seconds to wait where there is none, else 0."""
    while times and times[0] <= now - seconds:
        times.popleft()
    if len(times) >= most:
        return times[0] + seconds - now
    times.append(now)
    return 0
