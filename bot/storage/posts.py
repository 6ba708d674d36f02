"""Posts: what everybody could read, where, and which entries of a brief it carried."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.rows import list_column, listed
from bot.storage.store import PURGE, Store, insert, reads, writes
from bot.storage.tables import posts, revisions

_c = posts.c


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPost:
    """A message that was just posted."""

    guild_id: int | None
    """None for direct messages."""
    channel_id: int
    message_id: int
    slug: str
    revision: int
    """The state of the brief that it tells."""
    entries: tuple[str, ...]
    """Ids of the entries whose words stand in it."""
    content: str
    """What was sent, as JSON; marks are added to it, never to what they made of it."""
    posted_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Post(NewPost):
    """A message as it is kept."""

    id: int
    checked: int
    """Up to which revision corrections were looked through for it."""
    amended: bool
    """Whether it was marked as corrected, or is to be."""
    gone: bool
    """Whether it was deleted, as far as is known."""


@dataclass(frozen=True, slots=True)
class Group:
    """Posts that tell the same state of a brief and were looked at as of the same."""

    slug: str
    revision: int
    checked: int


class Posts(Store):
    """The messages that were posted."""

    @writes
    async def add(self, connection: AsyncConnection, post: NewPost) -> None:
        """Keep one; what is kept already stays as it is."""
        await keep(connection, post)

    @reads
    async def get(self, connection: AsyncConnection, post_id: int) -> Post | None:
        """One by its number; None where it is forgotten."""
        return await _one(connection, _c.id == post_id)

    @reads
    async def of_message(self, connection: AsyncConnection, message_id: int) -> Post | None:
        """The one that a message is; None for a message that is none of ours."""
        return await _one(connection, _c.message_id == message_id)

    @reads
    async def lagging(self, connection: AsyncConnection) -> dict[str, int]:
        """Brief → its latest revision, of briefs with posts not looked through up to it."""
        latest = (
            sa.select(revisions.c.slug, sa.func.max(revisions.c.number).label("number"))
            .group_by(revisions.c.slug)
            .subquery()
        )
        rows = await connection.execute(
            sa.select(latest.c.slug, latest.c.number).where(
                sa.exists().where(_c.slug == latest.c.slug, _c.checked < latest.c.number)
            )
        )
        return {row.slug: row.number for row in rows}

    @reads
    async def behind(self, connection: AsyncConnection, slug: str, latest: int) -> list[Group]:
        """The groups of a brief's posts that were not looked through up to a revision."""
        rows = await connection.execute(
            sa.select(_c.revision, _c.checked)
            .where(_c.slug == slug, _c.checked < latest)
            .distinct()
            .order_by(_c.revision, _c.checked)
        )
        return [Group(slug, revision, checked) for revision, checked in rows]

    @reads
    async def of_group(
        self, connection: AsyncConnection, group: Group, after_id: int, most: int
    ) -> list[Post]:
        """The next posts of a group, by number."""
        rows = await connection.execute(
            sa.select(posts)
            .where(
                _c.slug == group.slug,
                _c.revision == group.revision,
                _c.checked == group.checked,
                _c.id > after_id,
            )
            .order_by(_c.id)
            .limit(most)
        )
        return [_post_of(row) for row in rows.mappings()]

    @writes
    async def mark_checked(self, connection: AsyncConnection, group: Group, latest: int) -> None:
        """Note that no correction up to a revision concerns any post of a group."""
        await connection.execute(
            sa.update(posts)
            .where(
                _c.slug == group.slug,
                _c.revision == group.revision,
                _c.checked == group.checked,
            )
            .values(checked=latest)
        )

    @writes
    async def purge(
        self, connection: AsyncConnection, before: datetime, gone_before: datetime
    ) -> int:
        """Forget what was posted before a moment, or before another and was deleted since.

        Returns:
            How many, at most `PURGE`.
        """
        is_old = sa.or_(_c.posted_at < before, sa.and_(_c.gone, _c.posted_at < gone_before))
        old = sa.select(_c.id).where(is_old).order_by(_c.posted_at).limit(PURGE)
        purged = await connection.execute(sa.delete(posts).where(_c.id.in_(old)))
        return purged.rowcount

    @writes
    async def mark_gone(self, connection: AsyncConnection, post_id: int) -> None:
        """Note that a message was deleted."""
        await connection.execute(sa.update(posts).where(_c.id == post_id).values(gone=True))


async def keep(connection: AsyncConnection, post: NewPost) -> None:
    """Keep a post, within a transaction; what is kept already stays as it is."""
    values = {field.name: getattr(post, field.name) for field in fields(post)}
    values |= {"entries": list_column(post.entries), "checked": post.revision}
    await connection.execute(
        insert(connection, posts)
        .values(**values, amended=False, gone=False)
        .on_conflict_do_nothing()
    )


async def _one(connection: AsyncConnection, where: sa.ColumnElement[bool]) -> Post | None:
    row = (await connection.execute(sa.select(posts).where(where))).mappings().one_or_none()
    return None if row is None else _post_of(row)


_FIELDS: Sequence[str] = [field.name for field in fields(Post) if field.name != "entries"]


def _post_of(row: sa.RowMapping) -> Post:
    return Post(entries=listed(row["entries"]), **{name: row[name] for name in _FIELDS})
