"""What the outbox says: digests, correctives and marks, replies; each of recorded states."""

import asyncio
import json
from collections.abc import Callable, Sequence
from datetime import datetime

from discord import ui

from bot.archive import brief_at, brief_of
from bot.content.folder import BriefFolder
from bot.delivery.poster import MARK_LENGTH, Json, mark
from bot.delivery.sending import Composed, StateUnreadableError
from bot.domain.brief import Brief, Correction
from bot.domain.change import Change, ChangeKind, without_reworded
from bot.domain.corrections import named, published, worth_telling
from bot.domain.delivery import CorrectiveDelivery, DigestDelivery, ReplyDelivery
from bot.domain.subscription import Subscription
from bot.storage.amendments import Amendments
from bot.storage.challenges import Challenges
from bot.storage.posts import Post
from bot.storage.revisions import Revision, Revisions
from bot.views.correctives import corrective_body, corrective_parts, marked_body
from bot.views.digest import (
    Digest,
    Occasion,
    carried,
    changes_digest,
    digest_body,
    digest_view,
    quiet_digest,
    standing_digest,
)
from bot.views.replies import reply_body

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

    async def compose(
        self, subscription: Subscription, delivery: DigestDelivery, latest: Revision
    ) -> Composed | None:
        """What a delivery tells of a state; None for nothing. See `Composed`.

        Raises:
            StateUnreadableError: this version cannot read the state.
        """
        brief = await _read(latest)
        found = await self._changes(subscription, latest, brief)
        digest = self._digest(subscription, brief, found)
        if digest is None:
            return None
        occasion = Occasion(
            now=self._clock(),
            since=subscription.last_delivered_at,
            due=delivery.slot if delivery.late else None,
            role=subscription.role_id,
            revision=latest.number,
            since_revision=subscription.last_revision,
        )
        name, entries = mark(delivery.name_of(1)), carried(digest.blocks)
        kind = ChangeKind.CORRECTION
        return Composed(
            [(digest_body(brief, digest, occasion, name), entries)],
            subscription.last_revision,
            latest.number,
            # One that found no room is not heard of.
            corrections=[
                change.entry
                for change in found or ()
                if change.kind is kind and change.entry in entries
            ],
        )

    async def preview(self, subscription: Subscription) -> Sequence[ui.LayoutView]:
        """The message that would be posted now; none where the digest would stay silent."""
        latest = await self._revisions.latest(subscription.slug)
        brief = await brief_of(latest)
        if latest is None or brief is None:
            return []
        found = await self._changes(subscription, latest, brief)
        digest = self._digest(subscription, brief, found)
        occasion = Occasion(
            now=self._clock(),
            since=subscription.last_delivered_at,
            revision=latest.number,
            since_revision=subscription.last_revision,
            is_preview=True,
        )
        return [] if digest is None else [digest_view(brief, digest, occasion, _NO_MARK)]

    def _digest(
        self, subscription: Subscription, brief: Brief, found: Sequence[Change] | None
    ) -> Digest | None:
        """What is told of what changed; None if it stays silent, as where all is only reworded."""
        if found is None:
            return standing_digest(brief)
        if without_reworded(found):
            return changes_digest(brief, found, with_summary=subscription.include == "summary")
        if subscription.quiet == "full":
            return standing_digest(brief)
        quiet_slots = subscription.quiet_slots + 1  # with this one
        if subscription.quiet == "line" or quiet_slots % self._quiet_slots == 0:
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
        channel = subscription.place_id
        heard = await self._amendments.told(channel, subscription.slug)
        return await asyncio.to_thread(worth_telling, before, brief, heard)


class Corrector:
    """Composes correctives and marks, of the newest state of a brief.

    Args:
        revisions: every published state of every brief.
        amendments: which posts are wrong.
    """

    def __init__(self, revisions: Revisions, amendments: Amendments) -> None:
        self._revisions = revisions
        self._amendments = amendments

    async def corrective(self, delivery: CorrectiveDelivery, latest: Revision) -> Composed | None:
        """What a channel is told of a state; None where the corrections are gone from it.

        What waits behind it is told with it: a correction that was corrected since would tell
        what no longer holds, if it were told alone.

        Raises:
            StateUnreadableError: this version cannot read the state.
        """
        behind = await self._amendments.waiting(delivery, latest.number)
        subject = {each for told in (delivery, *behind) for each in told.corrections}
        brief = await _read(latest)
        found = [each for each in brief.corrections if each.id in subject]
        if not found:
            return None
        channel = delivery.target_id
        wrong = await self._amendments.wrong(channel, delivery.slug, subject)
        parts = corrective_parts(brief, found, delivery.guild_id, channel, wrong)
        return Composed(
            [
                (
                    corrective_body(
                        brief, parts, number, mark(delivery.name_of(number)), latest.number
                    ),
                    carried(part),
                )
                for number, part in enumerate(parts, start=1)
            ],
            None,
            latest.number,
            [told.id for told in behind],
            [each.id for each in found],
        )

    async def marked(self, post: Post) -> Json | None:
        """What a post says with its marks; None where no correction concerns it any more.

        Raises:
            StateUnreadableError: this version cannot read the newest state.
        """
        latest = await self._revisions.latest(post.slug)
        then = await brief_at(self._revisions, post.slug, post.revision)
        now = latest and await _read(latest)
        if then is None or now is None:
            return None
        corrections = _concerning(post, then, now)
        return marked_body(json.loads(post.content), corrections) if corrections else None


async def _read(latest: Revision) -> Brief:
    brief = await brief_of(latest)
    if brief is None:
        raise StateUnreadableError(latest.number)
    return brief


def _concerning(post: Post, then: Brief, now: Brief) -> Sequence[Correction]:
    """All corrections since it was posted that name what it carries, the oldest first."""
    concerns = named(published(then, now), then, now)
    ids = {each.id for entry in post.entries for each in concerns.get(entry, ())}
    found = [correction for correction in now.corrections if correction.id in ids]
    return sorted(found, key=lambda correction: correction.at.sort_key)


class Replier:
    """Composes replies.

    Args:
        challenges: what was answered.
        folder: the briefs that it is about.
    """

    def __init__(self, challenges: Challenges, folder: BriefFolder) -> None:
        self._challenges = challenges
        self._folder = folder

    async def compose(self, delivery: ReplyDelivery) -> Composed | None:
        """What is told; None where the challenge was forgotten with its server."""
        challenge = await self._challenges.get(delivery.challenge_id)
        if challenge is None:
            return None
        held = self._folder.held(challenge.slug)
        name = mark(challenge.reply_name)
        message = reply_body(challenge, held.brief if held else None, name)
        return Composed([(message, ())], None, challenge.revision)
