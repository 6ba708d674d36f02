"""What corrections say: in the channels that were told otherwise, and on the posts that did."""

import json
from collections.abc import Sequence

from bot.archive import brief_at, read
from bot.delivery.posting import Json, mark
from bot.delivery.sending import Composed
from bot.domain.brief import Brief, Correction
from bot.domain.corrections import named, published
from bot.storage.amendments import Amendments
from bot.storage.delivery import Delivery
from bot.storage.posts import Post
from bot.storage.revisions import Revisions
from bot.views.amended import corrective_message, corrective_parts, marked_message
from bot.views.digest import carried


class Corrector:
    """Composes correctives and marks, of the newest state of a brief.

    Args:
        revisions: every published state of every brief.
        amendments: which posts are wrong.
    """

    def __init__(self, revisions: Revisions, amendments: Amendments) -> None:
        self._revisions = revisions
        self._amendments = amendments

    async def corrective(self, delivery: Delivery) -> Composed | None:
        """What a channel is told; None where the corrections are gone by now.

        What waits behind it is told with it: a correction that was corrected since would tell
        what no longer holds, if it were told alone.
        """
        behind = await self._amendments.waiting(delivery)
        subject = {each for told in (delivery, *behind) for each in told.subject}
        latest = await self._revisions.latest(delivery.slug)
        brief = await read(latest)
        if latest is None or brief is None:
            return None
        found = [each for each in brief.corrections if each.id in subject]
        if not found:
            return None
        channel = delivery.target_id or 0
        wrong = await self._amendments.wrong(channel, delivery.slug, subject)
        parts = corrective_parts(brief, found, delivery.guild_id or 0, channel, wrong)
        return Composed(
            [
                (
                    corrective_message(
                        brief, parts, number, mark(delivery.name_of(number)), latest.number
                    ),
                    carried(part),
                )
                for number, part in enumerate(parts, start=1)
            ],
            None,
            latest.number,
            [told.id for told in behind],
        )

    async def marked(self, post: Post) -> Json | None:
        """What a post says with its marks; None where no correction concerns it any more."""
        then = await brief_at(self._revisions, post.slug, post.revision)
        now = await read(await self._revisions.latest(post.slug))
        if then is None or now is None:
            return None
        corrections = _concerning(post, then, now)
        return marked_message(json.loads(post.content), corrections) if corrections else None


def _concerning(post: Post, then: Brief, now: Brief) -> Sequence[Correction]:
    """All corrections since it was posted that name what it carries, the oldest first."""
    concerns = named(published(then, now), then, now)
    ids = {each.id for entry in post.entries for each in concerns.get(entry, ())}
    found = [correction for correction in now.corrections if correction.id in ids]
    return sorted(found, key=lambda correction: correction.at.sort_key)
