"""Leases: each delivery is held by one at a time, frozen once, and sent by who holds it."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.delivery import AnyDelivery, Delivery, DigestDelivery, FrozenPart
from bot.storage.columns import instant
from bot.storage.correctives import ToldChannel, hear, unhear
from bot.storage.errors import AlreadyToldError
from bot.storage.holding import bury, changed, changed_row, held, ready, siblings
from bot.storage.rows import delivery_of, enqueue, further_rows, said
from bot.storage.store import Store, writes
from bot.storage.tables import deliveries, is_open, live, subscriptions

log = structlog.get_logger()

_c = deliveries.c
# Tries that failed do not put it behind others. Of what was planned at once, further parts
# go first: their beginning stands in the channel already.
_longest_waiting = (_c.created_at, _c.part.desc(), _c.id)


class Leases(Store):
    """Who holds which delivery of the outbox.

    Who claims a delivery holds it until its lease ends. A method that takes a Delivery acts for
    the claim that it came from, and changes nothing where another claim holds it since.
    """

    @writes
    async def claim(
        self, connection: AsyncConnection, now: datetime, owner: str, lease: timedelta, batch: int
    ) -> list[AnyDelivery]:
        """Take deliveries that are due and that nobody holds; any number may do so at once.

        Of a subscription only the first open one is taken, by slot and part; none of one that
        is paused or suspended. Of what goes to one place otherwise, only the first of each kind:
        Discord limits the edits of a channel, and the latest mark of a post has to be the last.
        `owner` names the process, and holds no “/”.

        One whose row is malformed is given up with the parts after it, and logged.

        Returns:
            At most `batch`, the longest waiting first, as they are now that they are claimed.
        """
        ids = await connection.scalars(
            sa.select(_c.id)
            .join(subscriptions, subscriptions.c.id == _c.subscription_id, isouter=True)
            .where(ready, _c.not_before <= now)
            .order_by(*_longest_waiting)
            .limit(batch)
            .with_for_update(of=deliveries, skip_locked=True)
        )
        places = {delivery_id: place for place, delivery_id in enumerate(ids)}
        if not places:
            return []
        claimed = await connection.execute(
            sa.update(deliveries)
            .where(_c.id.in_(places))
            .values(owner=_token(owner), not_before=now + lease)
            .returning(deliveries)
        )
        taken: list[AnyDelivery] = []
        for row in claimed.mappings().all():
            try:
                taken.append(delivery_of(row))
            except (ValueError, TypeError) as error:  # one row must not keep all others back
                log.exception("delivery_malformed", delivery=row["id"])
                await bury(connection, row, type(error).__name__, now)
        return sorted(taken, key=lambda delivery: places[delivery.id])

    @writes
    async def following(
        self,
        connection: AsyncConnection,
        delivery: Delivery,
        now: datetime,
        owner: str,
        lease: timedelta,
    ) -> AnyDelivery | None:
        """Take the part after one that was sent, before all that waits.

        Returns:
            It, as it is now that it is claimed; None where there is none, or somebody has it.
        """
        may_post = sa.or_(
            _c.subscription_id.is_(None),
            sa.exists().where(subscriptions.c.id == _c.subscription_id, live),
        )
        part = (_c.slot == delivery.slot, _c.part == delivery.part + 1)
        return await changed(
            connection,
            [*siblings(delivery), *part, is_open, _c.not_before <= now, may_post],
            {"owner": _token(owner), "not_before": now + lease},
        )

    @writes
    async def freeze(  # noqa: PLR0913, PLR0917 -- the connection is put in
        self,
        connection: AsyncConnection,
        delivery: Delivery,
        parts: Sequence[FrozenPart],
        revisions: tuple[int | None, int | None],
        now: datetime,
        absorbed: Sequence[int] = (),
        channel_id: int = 0,
    ) -> AnyDelivery | None:
        """Fix what is sent, before any of it is; further parts become deliveries of their own.

        `revisions` are those that the digest tells of: from which (None for the first digest)
        to which. `absorbed` are deliveries that wait behind this one and that it tells as well:
        they are settled with it. The channel `channel_id` has heard of the corrections that the
        parts tell, as of now.

        Raises:
            AlreadyToldError: it had heard of one before; nothing is changed.

        Returns:
            The delivery with what to send: what was frozen first, if it was before. None where
            the lease is lost: then nothing may be sent.
        """
        frozen = await changed_row(
            connection,
            [*held(delivery), _c.content.is_(None)],
            {
                "parts": len(parts),
                "revision_from": revisions[0],
                "revision_to": revisions[1],
                **said(delivery, parts[0]),
            },
        )
        if frozen is None:
            before = await connection.execute(sa.select(deliveries).where(*held(delivery)))
            row = before.mappings().one_or_none()
            return None if row is None else delivery_of(row)
        await enqueue(connection, further_rows(frozen, delivery, parts, now))
        if absorbed:
            told = {"state": "cancelled", "open": False, "settled_at": now}
            waiting = (is_open, _c.content.is_(None), _c.owner.is_(None))
            await connection.execute(
                sa.update(deliveries).where(_c.id.in_(absorbed), *waiting).values(told)
            )
        held_now = delivery_of(frozen)
        if isinstance(held_now, DigestDelivery):
            await _tell(connection, held_now, parts, channel_id, now)
        return held_now

    @writes
    async def sending(
        self,
        connection: AsyncConnection,
        delivery: Delivery,
        now: datetime,
        lease: timedelta,
        channel_id: int,
    ) -> bool:
        """Note, before a request leaves, that one may leave now; renews the lease.

        When and where the first one may have gone is kept, until `unsent`.

        Returns:
            Whether it is still held; otherwise nothing may be sent.
        """
        values = {
            "attempts": _c.attempts + 1,
            "not_before": now + lease,
            "first_sent_at": sa.func.coalesce(_c.first_sent_at, instant(now)),
            "channel_id": sa.func.coalesce(_c.channel_id, sa.literal(channel_id, sa.BigInteger)),
        }
        return await changed(connection, held(delivery), values) is not None

    @writes
    async def unsent(self, connection: AsyncConnection, delivery: Delivery) -> bool:
        """Note that it was looked for where it may have gone, and is not there.

        Returns:
            Whether it is still held.
        """
        values = {"first_sent_at": None, "channel_id": None}
        return await changed(connection, held(delivery), values) is not None

    @writes
    async def thaw(self, connection: AsyncConnection, delivery: Delivery) -> bool:
        """Let what was surely not sent be composed anew, unless other parts were made with it.

        Returns:
            Whether it is still held.
        """
        anew = sa.and_(_c.part == 1, _c.parts == 1)
        # Composed anew, a corrective tells the same; a digest what is not told by then.
        await unhear(connection, *held(delivery), anew, _c.kind == "digest")
        values = {
            "first_sent_at": None,
            "channel_id": None,
            "content": sa.case((anew, sa.null()), else_=_c.content),
        }
        return await changed(connection, held(delivery), values) is not None

    @writes
    async def retry(
        self,
        connection: AsyncConnection,
        delivery: Delivery,
        not_before: datetime,
        error: str,
        *,
        free: bool = False,
    ) -> bool:
        """Let go of it until a moment; `free` takes back the attempt that `sending` counted.

        Returns:
            Whether it was still held.
        """
        values: dict[str, object] = {"not_before": not_before, "error": error, "owner": None}
        if free:
            values["attempts"] = sa.case(
                (_c.attempts > delivery.attempts, _c.attempts - 1), else_=_c.attempts
            )
        return await changed(connection, held(delivery), values) is not None

    @writes
    async def hand_back(self, connection: AsyncConnection, owner: str, now: datetime) -> int:
        """Let go of all that a process still holds, so that others take it at once.

        Returns:
            How many it held.
        """
        handed = await connection.execute(
            sa.update(deliveries)
            .where(is_open, _c.owner.startswith(f"{owner}/", autoescape=True))
            .values(owner=None, not_before=now)
        )
        return handed.rowcount


def _token(owner: str) -> str:
    """One for each claim: a task that slept through its lease must not pass for the one that
    claimed the delivery anew, not even within a process.
    """
    return f"{owner}/{secrets.token_hex(8)}"


async def _tell(
    connection: AsyncConnection,
    delivery: DigestDelivery,
    parts: Sequence[FrozenPart],
    channel_id: int,
    now: datetime,
) -> None:
    """Note that a channel hears of the corrections that a digest tells."""
    told = [correction for part in parts for correction in part.tells]
    if not told:
        return
    guild = await connection.scalar(
        sa.select(subscriptions.c.guild_id).where(subscriptions.c.id == delivery.subscription_id)
    )
    channel = ToldChannel(delivery.slug, channel_id, guild)
    if await hear(connection, channel, told, now) != told:
        raise AlreadyToldError
