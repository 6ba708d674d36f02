"""What a digest says: from what its channel was told last to what stands now."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

from discord import ui

from bot.archive import brief_at, read
from bot.delivery.posting import MARK_LENGTH, mark
from bot.delivery.sending import Composed
from bot.domain.brief import Brief
from bot.domain.changes import Change
from bot.domain.corrections import worth_telling
from bot.storage.amendments import Amendments
from bot.storage.delivery import Delivery
from bot.storage.revisions import Revision, Revisions
from bot.storage.subscription import Subscription
from bot.views.digest import (
    Occasion,
    Parts,
    carried,
    changes_digest,
    digest_message,
    digest_view,
    quiet_digest,
    standing_digest,
)

# A preview is no delivery.
_NO_MARK = "0" * MARK_LENGTH


class Composer:
    """Composes digests of recorded revisions.

    Args:
        revisions: every published state of every brief.
        amendments: which corrections a channel is told of by itself.
        clock: the time now.
        quiet_slots: after so many silent slots, one line says that nothing is new.
    """

    def __init__(
        self,
        revisions: Revisions,
        amendments: Amendments,
        clock: Callable[[], datetime],
        quiet_slots: int,
    ) -> None:
        self._revisions = revisions
        self._amendments = amendments
        self._clock = clock
        self._quiet_slots = quiet_slots

    async def compose(self, subscription: Subscription, delivery: Delivery) -> Composed | None:
        """What a delivery tells; None for nothing. See `Composed`."""
        latest = await self._revisions.latest(delivery.slug)
        brief = await read(latest)
        if latest is None or brief is None:
            return None
        parts = await self._parts(subscription, latest, brief, subscription.quiet_slots + 1)
        if parts is None:
            return None
        occasion = Occasion(
            now=self._clock(),
            since=subscription.last_delivered_at,
            due=delivery.slot if delivery.late else None,
            role=subscription.role_id,
            revision=latest.number,
        )
        marks = [mark(delivery.name_of(number)) for number in range(1, len(parts) + 1)]
        return Composed(
            [
                (
                    digest_message(brief, parts, number, occasion, name),
                    carried(parts[number - 1]),
                )
                for number, name in enumerate(marks, start=1)
            ],
            subscription.last_revision,
            latest.number,
        )

    async def preview(self, subscription: Subscription) -> Sequence[ui.LayoutView]:
        """The messages that would be posted now; none where the digest would stay silent."""
        latest = await self._revisions.latest(subscription.slug)
        brief = await read(latest)
        if latest is None or brief is None:
            return []
        parts = await self._parts(subscription, latest, brief, subscription.quiet_slots + 1)
        occasion = Occasion(
            now=self._clock(),
            since=subscription.last_delivered_at,
            revision=latest.number,
            is_preview=True,
        )
        return [
            digest_view(brief, parts or (), number, occasion, _NO_MARK)
            for number, _ in enumerate(parts or (), start=1)
        ]

    async def _parts(
        self, subscription: Subscription, latest: Revision, brief: Brief, quiet: int
    ) -> Parts | None:
        """The parts of a digest; None if it stays silent. `quiet` slots have had nothing to say."""
        found = await self._changes(subscription, latest, brief)
        if found is None:
            return standing_digest(brief)
        if found:
            return changes_digest(brief, found, with_summary=subscription.include == "summary")
        if subscription.quiet == "full":
            return standing_digest(brief)
        if subscription.quiet == "line" or quiet % self._quiet_slots == 0:
            return quiet_digest()
        return None

    async def _changes(
        self, subscription: Subscription, latest: Revision, brief: Brief
    ) -> list[Change] | None:
        """What changed since this channel was told last; None if it never was."""
        if subscription.last_revision is None:
            return None
        if subscription.last_revision == latest.number:
            return []
        before = await brief_at(self._revisions, subscription.slug, subscription.last_revision)
        if before is None:
            return None
        channel = subscription.thread_id or subscription.channel_id
        told = await self._amendments.told(channel, subscription.slug)
        return await asyncio.to_thread(worth_telling, before, brief, told)
