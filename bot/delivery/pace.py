"""The pace: when each request to Discord may go out, over all processes."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.storage.rate import Rate


class Pace:
    """Gives each request its place in a queue that moves at a steady rate.

    All that wait when a reservation begins are reserved for at once, in the order in which they
    came. Who turns out to have nothing to send asks for no place, and so takes none.

    Args:
        rate: shared by all processes.
        clock: the time now.
        per_second: how many requests all processes together make.
    """

    def __init__(self, rate: Rate, clock: Callable[[], datetime], per_second: float = 25) -> None:
        self._rate = rate
        self._clock = clock
        self._per_second = per_second
        self._reserving = asyncio.Lock()
        self._waiting: list[asyncio.Future[datetime]] = []

    async def turn(self) -> None:
        """Wait for the next place.

        Raises:
            StorageError: the database fails.
        """
        place: asyncio.Future[datetime] = asyncio.get_running_loop().create_future()
        self._waiting.append(place)
        try:
            async with self._reserving:
                if not place.done():
                    await self._reserve()
        finally:
            if not place.done():
                self._waiting.remove(place)
        await asyncio.sleep(max(0.0, (place.result() - self._clock()).total_seconds()))

    async def _reserve(self) -> None:
        places = list(self._waiting)
        first = await self._rate.reserve("messages", len(places), self._per_second, self._clock())
        for position, place in enumerate(places):
            if not place.done():
                place.set_result(first + timedelta(seconds=position / self._per_second))
        self._waiting = [place for place in self._waiting if not place.done()]
