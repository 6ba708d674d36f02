"""The rate that all processes share: when the next requests may go out."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.store import Store, insert, writes
from bot.storage.tables import rate

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

# Nobody reserves that far ahead; a clock that was wrong did, and all would wait for it.
FURTHEST = timedelta(minutes=5)


class Rate(Store):
    """Reservations in a queue that moves at a steady pace (GCRA without bursts), a row a name."""

    @writes
    async def reserve(
        self,
        connection: AsyncConnection,
        name: str,
        count: int,
        per_second: float,
        now: datetime,
    ) -> datetime:
        """Reserve the next `count` places among all processes that share the name.

        They all give the same `per_second`, and clocks that agree to a fraction of a second.

        Returns:
            When the first may go out; each other follows 1 / per_second seconds later.
        """
        present = (now - _EPOCH) // _MICROSECOND
        taken = round(count * 1_000_000 / per_second)
        furthest = present + FURTHEST // _MICROSECOND
        begins = sa.case((rate.c.arrival.between(present, furthest), rate.c.arrival), else_=present)
        upsert = (
            insert(connection, rate)
            .values(name=name, arrival=present + taken)
            .on_conflict_do_update(index_elements=[rate.c.name], set_={"arrival": begins + taken})
            .returning(rate.c.arrival)
        )
        arrival: int = (await connection.execute(upsert)).scalar_one()
        return _EPOCH + (arrival - taken) * _MICROSECOND
