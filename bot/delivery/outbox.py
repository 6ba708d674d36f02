"""The outbox: each delivery that is due becomes one message, whatever breaks meanwhile.

Claimed with a lease; its content frozen on its row before anything is sent; sent with a nonce by
which Discord recognises it for some minutes; after that, looked for in the channel before it is
sent again; settled with the message's id. `docs/reliability.md` says what that does not cover.
"""

import asyncio
import math
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot.delivery.courier import Courier
from bot.domain.delivery import AnyDelivery
from bot.storage.leases import Leases

IN_FLIGHT = 60
AT_ONCE = 20
# For so long what is under way may keep the pulse from looking for more: a request can hang.
_PATIENCE_SECONDS = 2


class Outbox:
    """Delivers what is due; any number of them may work on one database.

    Args:
        leases: who holds which delivery.
        courier: takes each to where it belongs.
        clock: the time now.
        lease: for how long who claims a delivery holds it.
    """

    def __init__(
        self,
        leases: Leases,
        courier: Courier,
        clock: Callable[[], datetime],
        lease: timedelta,
    ) -> None:
        self._leases = leases
        self._courier = courier
        self._clock = clock
        self._lease = lease
        self._tasks: set[asyncio.Task[None]] = set()
        self._is_stopping = False

    async def drain(self, seconds: float = math.inf) -> int:
        """Deliver all that is due, and return how many were taken in hand.

        What takes long goes on after it; nothing more is taken after so many seconds.
        """
        taken = 0
        clock = asyncio.get_running_loop().time
        until = clock() + seconds
        while not self._is_stopping:
            room = min(AT_ONCE, IN_FLIGHT - len(self._tasks))
            claimed = await self._claim(room)
            taken += len(claimed)
            self._begin(claimed)
            if not self._tasks or clock() >= until:
                break
            if claimed and len(self._tasks) < IN_FLIGHT:
                continue
            ended, _ = await asyncio.wait(
                self._tasks, timeout=_PATIENCE_SECONDS, return_when=asyncio.FIRST_COMPLETED
            )
            if not ended:
                break
        return taken

    async def stop(self, seconds: float = 5) -> None:
        """Claim nothing more; finish what is under way in so many seconds, or hand it back."""
        self._is_stopping = True
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        under_way = list(self._tasks)
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)
        await self._leases.hand_back(self._courier.owner, self._clock())

    async def _claim(self, room: int) -> Sequence[AnyDelivery]:
        return await self._leases.claim(self._clock(), self._courier.owner, self._lease, room)

    def _begin(self, claimed: Sequence[AnyDelivery]) -> None:
        for delivery in claimed:
            task = asyncio.create_task(self._courier.deliver(delivery))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
