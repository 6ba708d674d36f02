"""What keeps a delivery from being doubled or lost."""

from dataclasses import dataclass
from datetime import timedelta

# Discord documents “a few minutes” for a nonce; this is on the safe side.
NONCE_WINDOW = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Care:
    """How careful delivery is; the first two are left out only to show what they are for."""

    reads_back: bool = True
    uses_nonce: bool = True
    lease: timedelta = timedelta(seconds=90)
    """For how long who claims a delivery holds it."""
    request_seconds: float = 45
    """After so many a request is given up: within the lease, and longer than discord.py waits for
    a rate limit by itself."""
