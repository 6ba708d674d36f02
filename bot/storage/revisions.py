"""Revisions: every published state of every brief, so that “since” is a fact."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.store import Store, insert, reads, writes
from bot.storage.subscriptions import wake
from bot.storage.tables import revisions


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """That a brief was published."""

    slug: str
    number: int
    """Counts from 1 within the brief."""
    hash: str
    published_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision(Published):
    """One published state of a brief."""

    content: str


class Revisions(Store):
    """The published states of briefs."""

    @writes
    async def record(  # noqa: PLR0913, PLR0917 -- the connection is put in
        self,
        connection: AsyncConnection,
        slug: str,
        meaning: str,
        content: str,
        now: datetime,
        written_at: datetime | None = None,
        wake_at: datetime | None = None,
    ) -> Revision:
        """Record a state, unless it is the latest one already; any number may do so at once.

        With a new one, the digests that tell it as it happens are to run at `wake_at`.

        `meaning` is the hash of what the brief means: only another one makes a new revision.
        `content` is the text of the brief's file, and `written_at` when that was changed last: a
        process that was frozen, or runs on an older copy, must not publish the past anew.

        Returns:
            The revision with this hash, new or as it was recorded before; the latest one, with
            another hash, where that was read from a file that was changed later.
        """
        while True:
            latest = await _one(connection, slug)
            if latest is not None and latest.hash == meaning:
                return latest
            if latest is not None and await _is_older(connection, latest, written_at):
                return latest
            new = Revision(
                slug=slug,
                number=1 if latest is None else latest.number + 1,
                hash=meaning,
                content=content,
                published_at=now,
            )
            added = await connection.execute(
                insert(connection, revisions)
                .values(
                    slug=slug,
                    number=new.number,
                    hash=meaning,
                    content=content,
                    published_at=now,
                    written_at=written_at,
                )
                .on_conflict_do_nothing()
            )
            # Another process took the number meanwhile: its revision is the latest now.
            if added.rowcount == 1:
                if wake_at is not None:
                    await wake(connection, slug, wake_at)
                return new

    @reads
    async def latest(self, connection: AsyncConnection, slug: str) -> Revision | None:
        """The newest state of a brief; None where none was recorded."""
        return await _one(connection, slug)

    @reads
    async def get(self, connection: AsyncConnection, slug: str, number: int) -> Revision | None:
        """A state by its number; None where there is no such."""
        return await _one(connection, slug, revisions.c.number == number)

    @reads
    async def at(self, connection: AsyncConnection, slug: str, moment: datetime) -> Revision | None:
        """The state that was the newest at some moment; None before the first."""
        return await _one(connection, slug, revisions.c.published_at <= moment)

    @reads
    async def listed(self, connection: AsyncConnection, slug: str) -> list[Published]:
        """All states of a brief without their text, the newest first."""
        c = revisions.c
        rows = await connection.execute(
            sa.select(c.number, c.hash, c.published_at)
            .where(c.slug == slug)
            .order_by(c.number.desc())
        )
        return [
            Published(slug=slug, number=number, hash=hash_, published_at=published_at)
            for number, hash_, published_at in rows
        ]


async def _one(
    connection: AsyncConnection, slug: str, *narrower: sa.ColumnElement[bool]
) -> Revision | None:
    """The newest of a brief's revisions that meet the conditions."""
    c = revisions.c
    row = (
        await connection.execute(
            sa.select(c.number, c.hash, c.published_at, c.content)
            .where(c.slug == slug, *narrower)
            .order_by(c.number.desc())
            .limit(1)
        )
    ).one_or_none()
    if row is None:
        return None
    number, hash_, published_at, content = row
    return Revision(
        slug=slug, number=number, hash=hash_, published_at=published_at, content=content
    )


async def _is_older(
    connection: AsyncConnection, latest: Revision, written_at: datetime | None
) -> bool:
    """Whether a file was changed last before the one that the latest state was read from."""
    known = await connection.scalar(
        sa.select(revisions.c.written_at).where(
            revisions.c.slug == latest.slug, revisions.c.number == latest.number
        )
    )
    return known is not None and written_at is not None and written_at < known
