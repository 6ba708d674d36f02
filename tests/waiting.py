"""Waiting for what no event tells."""

import asyncio
from collections.abc import Callable


async def until(is_so: Callable[[], object], seconds: float = 30) -> None:
    """Wait for something that another thread or task may bring about.

    Raises:
        TimeoutError: it did not come about in so many seconds.
    """
    async with asyncio.timeout(seconds):
        while not is_so():  # noqa: ASYNC110 -- nobody sets an event
            await asyncio.sleep(0.05)
