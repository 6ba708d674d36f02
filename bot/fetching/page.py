"""What was read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """What an address led to."""

    address: str
    kind: str
    """Its media type."""
    charset: str | None
    content: bytes
