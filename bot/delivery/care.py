"""What keeps a delivery from being doubled or lost."""

from dataclasses import dataclass
from datetime import timedelta

LEASE = timedelta(seconds=90)
# Discord documents “a few minutes” for a nonce; this is on the safe side.
NONCE_WINDOW = timedelta(seconds=60)
# discord.py waits out a rate limit of up to 30 s by itself; the lease covers more.
POST_SECONDS = 45


@dataclass(frozen=True, slots=True)
class Care:
    """How careful delivery is; the first two are left out only to show what they are for."""

    reads_back: bool = True
    uses_nonce: bool = True
