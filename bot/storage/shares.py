"""Shares: which answers somebody had posted for all, so that each is posted once, and few."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain import limits
from bot.domain.errors import UserError
from bot.storage.store import Store, insert, writes
from bot.storage.tables import shares

_c = shares.c
# Discord takes an answer for three seconds; what is not posted by then never will be.
_IN_FLIGHT = timedelta(minutes=1)


class TooManySharesError(UserError):
    """A person had as much posted in a channel as they may for now."""

    def __init__(self, wait: timedelta) -> None:
        minutes = max(1, -(-wait // timedelta(minutes=1)))
        again = "in a minute" if minutes == 1 else f"in {minutes} minutes"
        super().__init__(
            f"You have had {limits.SHARES} answers posted here within {_MINUTES} minutes, which is "
            f"the limit. You can post another {again}."
        )


_MINUTES = limits.SHARES_WITHIN // timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """That somebody wants an answer posted, or had it posted."""

    key: str
    """Tells the answer from all others."""
    user_id: int
    channel_id: int
    interaction_id: int
    """With which they asked for it."""
    shared_at: datetime
    message_id: int | None = None
    """What it became; None while it is being posted."""


class Shares(Store):
    """The answers that people had posted lately."""

    @writes
    async def claim(self, connection: AsyncConnection, new: Share) -> Share | None:
        """Note that an answer is about to be posted; holds over all processes.

        Returns:
            None where it may be; else how it was posted, or is being posted, already.

        Raises:
            TooManySharesError: they had as many posted there as they may for now.
        """
        if connection.dialect.name == "postgresql":  # on SQLite every writer waits anyway
            await connection.execute(sa.select(sa.func.pg_advisory_xact_lock(new.user_id)))
        row = (await connection.execute(sa.select(shares).where(_c.key == new.key))).mappings()
        kept = row.one_or_none()
        if kept is not None and not _is_free(earlier := Share(**kept), new):
            return earlier
        await _check_room(connection, new)
        await connection.execute(sa.delete(shares).where(_c.key == new.key))
        await connection.execute(
            insert(connection, shares).values(asdict(new)).on_conflict_do_nothing()
        )
        return None

    @writes
    async def posted(self, connection: AsyncConnection, key: str, message_id: int) -> None:
        """Note what became of an answer."""
        await connection.execute(
            sa.update(shares).where(_c.key == key).values(message_id=message_id)
        )

    @writes
    async def release(self, connection: AsyncConnection, key: str) -> None:
        """Note that an answer was not posted after all."""
        await connection.execute(sa.delete(shares).where(_c.key == key, _c.message_id.is_(None)))

    @writes
    async def purge(self, connection: AsyncConnection, before: datetime) -> int:
        """Forget what was posted before a moment, and who had it posted; returns how many."""
        purged = await connection.execute(sa.delete(shares).where(_c.shared_at < before))
        return purged.rowcount


def _is_free(earlier: Share, new: Share) -> bool:
    """Whether an answer is still to be posted: the earlier try is this one, or came to nothing."""
    if earlier.interaction_id == new.interaction_id:
        return True
    return earlier.message_id is None and earlier.shared_at < new.shared_at - _IN_FLIGHT


async def _check_room(connection: AsyncConnection, new: Share) -> None:
    begin = new.shared_at - limits.SHARES_WITHIN
    times = await connection.scalars(
        sa.select(_c.shared_at)
        .where(
            _c.user_id == new.user_id,
            _c.channel_id == new.channel_id,
            _c.shared_at > begin,
            _c.key != new.key,
        )
        .order_by(_c.shared_at.desc())
        .limit(limits.SHARES)
    )
    lately = list(times)
    if len(lately) == limits.SHARES:
        raise TooManySharesError(lately[-1] - begin)
