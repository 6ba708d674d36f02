"""Which brief a channel means where nobody names one."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.store import Store, insert, reads, writes
from bot.storage.tables import channel_briefs

_c = channel_briefs.c


class ChannelBriefs(Store):
    """The briefs that managers chose for their channels."""

    @reads
    async def of(self, connection: AsyncConnection, channels: Sequence[int]) -> str | None:
        """The slug that the first of these channels has which has one: a thread, its parent."""
        found = await connection.execute(
            sa.select(_c.channel_id, _c.slug).where(_c.channel_id.in_(channels))
        )
        chosen = {row.channel_id: row.slug for row in found}
        return next((chosen[channel] for channel in channels if channel in chosen), None)

    @writes
    async def choose(
        self, connection: AsyncConnection, guild_id: int, channel_id: int, slug: str
    ) -> None:
        """Have a channel mean a brief from now on."""
        await connection.execute(
            insert(connection, channel_briefs)
            .values(guild_id=guild_id, channel_id=channel_id, slug=slug)
            .on_conflict_do_update(index_elements=[_c.channel_id], set_={"slug": slug})
        )

    @writes
    async def clear(self, connection: AsyncConnection, channel_id: int) -> bool:
        """Have a channel mean none; returns whether it meant one."""
        gone = await connection.execute(
            sa.delete(channel_briefs).where(_c.channel_id == channel_id)
        )
        return gone.rowcount > 0
