"""The briefs in memory, found by name; one snapshot, swapped whole."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from bot.content.search import Index
from bot.domain import limits
from bot.domain.brief import Brief
from bot.domain.errors import ChooseBriefError, NoBriefsError, NotFoundError
from bot.domain.folding import closest, fold
from bot.domain.quotations import Checks

MadeT = TypeVar("MadeT")


class Library:
    """Some briefs and the means to find things in them. Never changed: a reload makes another."""

    def __init__(
        self, indexes: Iterable[Index] = (), checks: Mapping[str, Checks] | None = None
    ) -> None:
        """Of briefs by their indexes, and slug → what their excerpts say of their quotes."""
        self._indexes: Mapping[str, Index] = {
            index.brief.slug: index for index in sorted(indexes, key=lambda i: i.brief.slug)
        }
        given = checks or {}
        self._checks = {
            slug: given[slug] if slug in given else Checks(index.brief)
            for slug, index in self._indexes.items()
        }
        self._made: dict[tuple[str, object], Any] = {}

    @property
    def briefs(self) -> list[Brief]:
        """All briefs, by slug."""
        return [index.brief for index in self._indexes.values()]

    @property
    def slugs(self) -> list[str]:
        """The names of all briefs."""
        return list(self._indexes)

    def get(self, asked: str | None) -> Brief:
        """The brief of that slug or title; the only one, if none was named.

        Raises:
            NotFoundError: with the nearest titles.
            ChooseBriefError: none was named, and there are several.
            NoBriefsError: there is none at all.
        """
        if not self._indexes:
            raise NoBriefsError
        if asked is None or not asked.strip():
            if len(self._indexes) > 1:
                raise ChooseBriefError([brief.title for brief in self.briefs])
            return self.briefs[0]
        if asked in self._indexes:
            return self._indexes[asked].brief
        folded = fold(asked.strip())
        named = [brief for brief in self.briefs if folded in (brief.slug, fold(brief.title))]
        matching = named or self.matching(asked)
        if len(matching) == 1:
            return matching[0]
        by_title = {brief.title: brief for brief in self.briefs}
        offers = [brief.title for brief in matching] or closest(asked, by_title, most=3)
        raise NotFoundError("brief", asked, offers, list(by_title))

    def index(self, brief: Brief) -> Index:
        """The search index made of a brief."""
        return self._indexes[brief.slug]

    def checks(self, brief: Brief) -> Checks:
        """What the excerpts of its sources say of a brief's quotes."""
        return self._checks[brief.slug]

    def once(self, brief: Brief, make: Callable[[Brief], MadeT]) -> MadeT:
        """What `make` makes of the brief; made once, since neither ever changes.

        Args:
            brief: one of this library's.
            make: a function that outlives the library, not a lambda or a closure.
        """
        if (brief.slug, make) not in self._made:
            self._made[brief.slug, make] = make(brief)
        made: MadeT = self._made[brief.slug, make]
        return made

    def matching(self, typed: str) -> list[Brief]:
        """Briefs whose title or slug holds what was typed, at most as many as a menu shows."""
        wanted = fold(typed).split()
        found = [
            brief
            for brief in self.briefs
            if all(word in fold(f"{brief.title} {brief.slug}") for word in wanted)
        ]
        return found[: limits.CHOICES]
