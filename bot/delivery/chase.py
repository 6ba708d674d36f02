"""Corrections chase the posts that they concern: which are marked, and which channels told."""

from collections.abc import Callable, Sequence
from datetime import datetime

import structlog

from bot.archive import brief_at
from bot.domain.corrections import Named, differing_entries, named, published
from bot.storage.amendments import Amendment, Amendments
from bot.storage.errors import StorageError
from bot.storage.posts import Group, Post, Posts
from bot.storage.revisions import Revision, Revisions

log = structlog.get_logger()

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
        self._unreadable: set[tuple[str, int]] = set()

    async def plan(self) -> int:
        """Look through every post that was not yet; any number may do so at once.

        Returns:
            How many deliveries were planned.

        Raises:
            StorageError: the database fails.
        """
        planned = 0
        for slug, latest in (await self._posts.lagging()).items():
            planned += await self._catch_up(slug, latest)
        return planned

    async def catch_up(self, slug: str) -> Revision | None:
        """Look through the posts of one brief up to its newest state.

        A channel that is told of the brief now is to be told of that very state: what a later
        one corrects is told by the correctives that are planned for it.

        Returns:
            The state; None where none is recorded.
        """
        latest = await self._revisions.latest(slug)
        if latest is not None:
            await self._catch_up(slug, latest.number)
        return latest

    async def _catch_up(self, slug: str, latest: int) -> int:
        planned = 0
        for group in await self._posts.behind(slug, latest):
            try:
                planned += await self._look_through(group, latest)
            except StorageError:
                raise  # it fails for all of them
            except Exception:  # one brief's bug must not stop the digests of all
                log.exception("corrections_failed", brief=slug, revision=group.revision)
        return planned

    async def _look_through(self, group: Group, latest: int) -> int:
        then = await brief_at(self._revisions, group.slug, group.revision)
        looked = then
        if group.checked != group.revision:
            looked = await brief_at(self._revisions, group.slug, group.checked)
        now = await brief_at(self._revisions, group.slug, latest)
        if now is None:
            # Of a newer version of us, in a rolling update: that one looks through these posts.
            if (group.slug, latest) not in self._unreadable:  # it would be told with each look
                self._unreadable.add((group.slug, latest))
                log.warning("revision_unreadable", brief=group.slug, revision=latest)
            return 0
        if then is None or looked is None:
            log.error("revision_unreadable", brief=group.slug, revision=group.revision)
            new = []
        else:
            new = published(looked, now)
        if then is None or not new:
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
