"""Amendments: posts that turned out wrong are to be marked, and their channels told, once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.corrections import WrongPost
from bot.domain.delivery import CorrectiveDelivery, Kind
from bot.storage.correctives import ToldChannel, hear
from bot.storage.posts import Post
from bot.storage.rows import Row, corrective_of, enqueue, listed, planned_row
from bot.storage.store import Store, reads, writes
from bot.storage.tables import correctives, deliveries, posts


@dataclass(frozen=True, slots=True)
class Amendment:
    """A post, and what corrections have to do with it."""

    post: Post
    marked: tuple[str, ...] = ()
    """Ids of the corrections that it is to be marked with; none where it is right as it is."""
    told: tuple[str, ...] = ()
    """Those that its channel is to be told of, unless it is already."""


class Amendments(Store):
    """What becomes of posts that corrections concern."""

    @writes
    async def plan(
        self,
        connection: AsyncConnection,
        amendments: Sequence[Amendment],
        latest: int,
        now: datetime,
    ) -> int:
        """Put marks and correctives into the outbox; any number may do so at once.

        The posts count as looked through up to the revision `latest`. A channel is told of a
        correction once, however many of its posts were wrong.

        Returns:
            How many deliveries were planned.
        """
        rows = [_banner(amendment, latest, now) for amendment in amendments if amendment.marked]
        rows += await self._correctives(connection, amendments, latest, now)
        planned = await enqueue(connection, rows)
        await _note(connection, amendments, latest)
        return planned

    async def _correctives(
        self,
        connection: AsyncConnection,
        amendments: Iterable[Amendment],
        latest: int,
        now: datetime,
    ) -> list[Row]:
        new: dict[int, tuple[Post, list[str]]] = {}
        for amendment in amendments:
            post = amendment.post
            channel = ToldChannel(post.slug, post.channel_id, post.guild_id)
            if heard := await hear(connection, channel, amendment.told, now):
                new.setdefault(post.channel_id, (post, []))[1].extend(heard)
        return [
            _row(post, "corrective", f"c:{post.slug}:{channel}:{told[0]}", told, latest, now)
            for channel, (post, told) in new.items()
        ]

    @reads
    async def told(self, connection: AsyncConnection, channel_id: int, slug: str) -> set[str]:
        """Ids of the corrections that a channel was told of, or is about to be.

        By a corrective, or by a digest that is frozen.
        """
        c = correctives.c
        rows = await connection.scalars(
            sa.select(c.correction).where(c.slug == slug, c.channel_id == channel_id)
        )
        return set(rows)

    @reads
    async def waiting(
        self, connection: AsyncConnection, corrective: CorrectiveDelivery, latest: int
    ) -> list[CorrectiveDelivery]:
        """The correctives of the same brief that wait behind one for the same channel.

        Not those of a state after `latest`: whoever tells that one knows nothing of theirs.
        """
        d = deliveries.c
        rows = await connection.execute(
            sa.select(deliveries)
            .where(
                d.kind == "corrective",
                d.target_id == corrective.target_id,
                d.slug == corrective.slug,
                d.id != corrective.id,
                d.revision_to <= latest,
                d.open.is_(sa.true()),
                d.content.is_(None),
                d.owner.is_(None),
            )
            .order_by(d.id)
        )
        return [corrective_of(row) for row in rows.mappings()]

    @reads
    async def wrong(
        self, connection: AsyncConnection, channel_id: int, slug: str, corrections: Iterable[str]
    ) -> list[WrongPost]:
        """The posts of a channel that some corrections mark, the oldest first."""
        d = deliveries.c
        rows = await connection.execute(
            sa.select(posts.c.message_id, posts.c.posted_at, d.subject)
            .join(deliveries, d.post_id == posts.c.id)
            .where(d.kind == "banner", d.slug == slug, d.target_id == channel_id)
            .order_by(posts.c.id)
        )
        wanted = set(corrections)
        found = {
            WrongPost(message, at): None
            for message, at, subject in rows
            if not wanted.isdisjoint(listed(subject))
        }
        return list(found)


async def _note(connection: AsyncConnection, amendments: Iterable[Amendment], latest: int) -> None:
    for amended in (True, False):
        ids = [each.post.id for each in amendments if bool(each.marked) is amended]
        values = {"checked": latest, **({"amended": True} if amended else {})}
        await connection.execute(sa.update(posts).where(posts.c.id.in_(ids)).values(values))


def _banner(amendment: Amendment, latest: int, now: datetime) -> Row:
    post = amendment.post
    return _row(post, "banner", f"b:{post.id}:{latest}", amendment.marked, latest, now)


def _row(  # noqa: PLR0913, PLR0917 -- what differs
    post: Post, kind: Kind, key: str, corrections: Sequence[str], latest: int, now: datetime
) -> Row:
    return planned_row(
        kind,
        key,
        now,
        slug=post.slug,
        guild_id=post.guild_id,
        target_id=post.channel_id,
        subject=corrections,
        post_id=post.id if kind == "banner" else None,
        revision_to=latest,
    )
