"""Challenges: what readers think is wrong, and what the curators answered."""

from dataclasses import fields
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain import limits
from bot.domain.challenge import Challenge, NewChallenge
from bot.domain.errors import NotFoundError
from bot.storage.errors import AnsweredError, TooManyChallengesError
from bot.storage.rows import Row, enqueue, list_column, listed, planned_row
from bot.storage.store import Store, reads, writes, writes_once
from bot.storage.tables import challenges, deliveries, is_open, traces

_c = challenges.c
_DAY = timedelta(days=1)
_REPLIES = deliveries.c.kind == "reply"


class Challenges(Store):
    """What is kept for the curators."""

    @writes_once
    async def add(
        self, connection: AsyncConnection, new: NewChallenge, trace: str | None = None
    ) -> Challenge:
        """Keep a new one; how many a person may hand in holds over all processes.

        `trace` is by what they are known for a day after they asked to be forgotten.

        Raises:
            TooManyChallengesError: they handed in as many as they may in a day, or wait for as
                many answers about this brief.
            StorageError: also where it is unknown whether it was saved.
        """
        if new.user_id is not None:
            await _one_at_a_time(connection, new.user_id)
        await _check_room(connection, new, trace)
        values = {field.name: getattr(new, field.name) for field in fields(NewChallenge)}
        values |= {"entries": list_column(new.entries), "state": "open"}
        added = await connection.execute(
            sa.insert(challenges).values(**values).returning(challenges)
        )
        return _challenge_of(added.mappings().one())

    @reads
    async def waiting(self, connection: AsyncConnection) -> list[Challenge]:
        """Those that nobody answered yet, the oldest first."""
        rows = await connection.execute(
            sa.select(challenges).where(_c.state == "open").order_by(_c.id)
        )
        return [_challenge_of(row) for row in rows.mappings()]

    @reads
    async def get(self, connection: AsyncConnection, number: int) -> Challenge | None:
        """One by its number; None where there is none."""
        row = await connection.execute(sa.select(challenges).where(_c.id == number))
        found = row.mappings().one_or_none()
        return None if found is None else _challenge_of(found)

    @writes
    async def answer(
        self, connection: AsyncConnection, number: int, text: str, now: datetime
    ) -> Challenge:
        """Answer one, and put the reply to whoever handed it in into the outbox, where they are
        still known.

        Raises:
            NotFoundError: there is none of that number.
            AnsweredError: it was answered before.
        """
        answered = {"state": "answered", "answer": text, "answered_at": now}
        changed = await connection.execute(
            sa.update(challenges)
            .where(_c.id == number, _c.state == "open")
            .values(answered)
            .returning(challenges)
        )
        row = changed.mappings().one_or_none()
        if row is None:
            return await self._answered_so(connection, number, answered)
        challenge = _challenge_of(row)
        if challenge.user_id is not None:
            await enqueue(connection, [_reply(challenge, now, challenge.user_id)])
        return challenge

    async def _answered_so(
        self, connection: AsyncConnection, number: int, answered: dict[str, str | datetime]
    ) -> Challenge:
        """It, if this very answer counted the first time that its transaction ran."""
        row = await connection.execute(sa.select(challenges).where(_c.id == number))
        found = row.mappings().one_or_none()
        if found is None:
            raise NotFoundError("challenge", str(number))
        if any(found[name] != value for name, value in answered.items()):
            raise AnsweredError(number)
        return _challenge_of(found)

    @writes
    async def forget(self, connection: AsyncConnection, answered_before: datetime) -> int:
        """Forget who handed in what was answered before a moment, and where they were told.

        Returns:
            Of how many challenges.
        """
        forgotten = await connection.execute(
            sa.update(challenges)
            .where(_c.answered_at < answered_before, _c.user_id.is_not(None))
            .values(user_id=None)
        )
        await connection.execute(
            sa.update(deliveries)
            .where(
                _REPLIES,
                ~is_open,
                deliveries.c.settled_at < answered_before,
                deliveries.c.target_id.is_not(None),
            )
            .values(target_id=None, channel_id=None)
        )
        return forgotten.rowcount

    @writes
    async def forget_traces(self, connection: AsyncConnection, handed_in_before: datetime) -> None:
        """Forget the traces of those who asked to be forgotten, which no limit counts any more."""
        await connection.execute(sa.delete(traces).where(traces.c.handed_in_at <= handed_in_before))

    @writes
    async def forget_person(
        self, connection: AsyncConnection, user_id: int, trace: str, now: datetime
    ) -> int:
        """Forget at their request who handed in some challenges; they get no more answers.

        What they handed in within a day keeps `trace`, or the limits would begin anew.

        Returns:
            Of how many challenges.
        """
        await connection.execute(
            sa.delete(deliveries).where(_REPLIES, deliveries.c.target_id == user_id)
        )
        kept = sa.select(_c.id, sa.literal(trace), _c.created_at).where(
            _c.user_id == user_id, _c.created_at > now - _DAY
        )
        await connection.execute(
            sa.insert(traces).from_select(["challenge_id", "trace", "handed_in_at"], kept)
        )
        forgotten = await connection.execute(
            sa.update(challenges).where(_c.user_id == user_id).values(user_id=None)
        )
        return forgotten.rowcount


async def _one_at_a_time(connection: AsyncConnection, user_id: int) -> None:
    """Make others who hand in for this person wait; on SQLite every writer waits anyway."""
    if connection.dialect.name == "postgresql":
        await connection.execute(sa.select(sa.func.pg_advisory_xact_lock(user_id)))


async def _check_room(connection: AsyncConnection, new: NewChallenge, trace: str | None) -> None:
    lately = _c.created_at > new.created_at - _DAY
    traced = _c.id.in_(sa.select(traces.c.challenge_id).where(traces.c.trace == trace))
    theirs = sa.or_(_c.user_id == new.user_id, sa.and_(traced, lately))
    waiting = await _counted(connection, theirs, _c.state == "open", _c.slug == new.slug)
    if waiting >= limits.OPEN_CHALLENGES:
        raise TooManyChallengesError(
            f"You already have {waiting} challenges about this brief waiting for an answer, which "
            "is the limit. You can send another once one of them is answered."
        )
    today = await _counted(connection, theirs, lately)
    if today >= limits.CHALLENGES_A_DAY:
        raise TooManyChallengesError(
            f"You have sent {today} challenges within a day, which is the limit. "
            "Please come back tomorrow."
        )


async def _counted(connection: AsyncConnection, *where: sa.ColumnElement[bool]) -> int:
    counted = sa.select(sa.func.count()).select_from(challenges).where(*where)
    return await connection.scalar(counted) or 0


def _reply(challenge: Challenge, now: datetime, user_id: int) -> Row:
    return planned_row(
        "reply",
        challenge.reply_name,
        now,
        slug=challenge.slug,
        guild_id=challenge.guild_id,
        target_id=user_id,
        subject=[str(challenge.id)],
    )


_FIELDS = [field.name for field in fields(Challenge) if field.name != "entries"]


def _challenge_of(row: sa.RowMapping) -> Challenge:
    return Challenge(entries=listed(row["entries"]), **{name: row[name] for name in _FIELDS})
