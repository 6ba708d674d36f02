"""Corrections chase the posts that they concern: which are marked, and which channels told."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TypeAlias

import structlog

from bot.archive import brief_at
from bot.delivery.posting import GoneError, Json, Poster
from bot.delivery.sending import Composed, Log, Sender
from bot.domain.corrections import Named, differing_entries, named, published
from bot.storage.amendments import Amendment, Amendments
from bot.storage.deliveries import Deliveries
from bot.storage.delivery import Delivery
from bot.storage.posts import Group, Post, Posts
from bot.storage.revisions import Revisions

log = structlog.get_logger()

ComposeCorrective: TypeAlias = Callable[[Delivery], Awaitable[Composed | None]]
ComposeMarked: TypeAlias = Callable[[Post], Awaitable[Json | None]]

_PAGE = 200


class Chase:
    """Looks which posts the latest corrections concern, and plans what becomes of them.

    Args:
        revisions: what was published.
        posts: what was posted.
        amendments: where it is planned.
        clock: the time now.
    """

    def __init__(
        self,
        revisions: Revisions,
        posts: Posts,
        amendments: Amendments,
        clock: Callable[[], datetime],
    ) -> None:
        self._revisions = revisions
        self._posts = posts
        self._amendments = amendments
        self._clock = clock

    async def plan(self) -> int:
        """Look through every post that was not yet; any number may do so at once.

        Returns:
            How many deliveries were planned.
        """
        planned = 0
        for slug, latest in (await self._posts.lagging()).items():
            for group in await self._posts.behind(slug, latest):
                try:
                    planned += await self._look_through(group, latest)
                except Exception:  # one brief's bug must not stop the digests of all
                    log.exception("corrections_failed", brief=slug, revision=group.revision)
        return planned

    async def _look_through(self, group: Group, latest: int) -> int:
        then = await brief_at(self._revisions, group.slug, group.revision)
        looked = then
        if group.checked != group.revision:
            looked = await brief_at(self._revisions, group.slug, group.checked)
        now = await brief_at(self._revisions, group.slug, latest)
        if then is None or looked is None or now is None:
            log.error("revision_unreadable", brief=group.slug, revision=group.revision)
            new = []
        else:
            new = published(looked, now)
        if then is None or now is None or not new:
            await self._posts.mark_checked(group, latest)
            return 0
        concerns = named(new, then, now)
        differing = differing_entries(then, now)
        quiet = {correction.id for correction in new if correction.kind == "refile"}
        planned = last = 0
        while page := await self._posts.of_group(group, last, _PAGE):
            amendments = [_amendment(post, concerns, differing, quiet) for post in page]
            planned += await self._amendments.plan(amendments, latest, self._clock())
            last = page[-1].id
        if planned:
            log.info("corrections_planned", brief=group.slug, revision=latest, deliveries=planned)
        return planned


def _amendment(post: Post, concerns: Named, differing: set[str], quiet: set[str]) -> Amendment:
    """What becomes of a post.

    It is wrong where an entry that it carried is told differently now. One that is marked already
    is marked anew whenever a correction names what it carries: its mark may be wrong by now.
    """
    wrong = _ids(concerns, [entry for entry in post.entries if entry in differing])
    marked = _ids(concerns, post.entries) if post.amended else wrong
    is_told = post.guild_id is not None  # nobody asked to be written to in private
    return Amendment(
        post,
        marked=() if post.gone else marked,
        told=tuple(each for each in wrong if each not in quiet) if is_told else (),
    )


def _ids(concerns: Named, entries: Sequence[str]) -> tuple[str, ...]:
    found = (correction.id for entry in entries for correction in concerns.get(entry, ()))
    return tuple(dict.fromkeys(found))


class CorrectiveErrand:
    """Tells a channel what was wrong in what it was told.

    Args:
        chase: plans what else the channel is to be told, so that it is told at once.
        sender: sends it.
        compose: says what it tells; None where no correction stands any more.
    """

    def __init__(self, chase: Chase, sender: Sender, compose: ComposeCorrective) -> None:
        self._chase = chase
        self._sender = sender
        self._compose = compose

    async def __call__(self, delivery: Delivery, logged: Log) -> None:
        """Post it; see `Sender.send`."""
        await self._chase.plan()
        compose = partial(self._compose, delivery)
        await self._sender.send(delivery, delivery.target_id or 0, compose, logged)


class BannerErrand:
    """Marks posts as corrected, by editing them.

    Args:
        posts: what they say.
        sender: holds the delivery meanwhile.
        deliveries: what became of the marking.
        poster: edits.
        compose: what a post says with its marks; None where it needs none.
        clock: the time now.
    """

    def __init__(  # noqa: PLR0913, PLR0917 -- its parts
        self,
        posts: Posts,
        sender: Sender,
        deliveries: Deliveries,
        poster: Poster,
        compose: ComposeMarked,
        clock: Callable[[], datetime],
    ) -> None:
        self._posts = posts
        self._sender = sender
        self._deliveries = deliveries
        self._poster = poster
        self._compose = compose
        self._clock = clock

    async def __call__(self, delivery: Delivery, logged: Log) -> None:
        """Edit the post: the same edit twice is one.

        Raises:
            PostingError: Discord did not do it.
        """
        post = await self._posts.get(delivery.post_id or 0)
        message = await self._compose(post) if post is not None and not post.gone else None
        if post is None or message is None:
            await self._deliveries.quiet(delivery, self._clock())
            return
        try:
            edited = await self._sender.request(
                delivery,
                post.channel_id,
                lambda: self._poster.edit(post.channel_id, post.message_id, message),
            )
        except GoneError:
            await self._posts.mark_gone(post.id)
            await self._deliveries.quiet(delivery, self._clock())
            logged.info("post_gone", message=post.message_id)
            return
        if edited is None:
            logged.info("lease_lost")
            return
        await self._deliveries.done(delivery, self._clock())
        logged.info("post_marked", message=post.message_id)
