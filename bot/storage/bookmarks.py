"""Bookmarks: up to where a person has read a brief; kept only for those who asked for it."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.store import Store, insert, reads, writes
from bot.storage.tables import bookmarks

_c = bookmarks.c


class Bookmarks(Store):
    """Up to where people have read."""

    @reads
    async def get(self, connection: AsyncConnection, user_id: int, slug: str) -> int | None:
        """The revision that a person read last; None for those who did not ask to be remembered."""
        return await connection.scalar(
            sa.select(_c.revision).where(_c.user_id == user_id, _c.slug == slug)
        )

    @writes
    async def keep(
        self, connection: AsyncConnection, user_id: int, slug: str, revision: int, now: datetime
    ) -> None:
        """Remember that a person has read a revision."""
        values = {"revision": revision, "read_at": now}
        await connection.execute(
            insert(connection, bookmarks)
            .values(user_id=user_id, slug=slug, **values)
            .on_conflict_do_update(index_elements=[_c.user_id, _c.slug], set_=values)
        )

    @writes
    async def forget(self, connection: AsyncConnection, user_id: int) -> int:
        """Forget a person; returns how many bookmarks they had."""
        gone = await connection.execute(sa.delete(bookmarks).where(_c.user_id == user_id))
        return gone.rowcount
