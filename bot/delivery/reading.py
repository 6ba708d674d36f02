"""The briefs that recorded revisions hold."""

import asyncio
from functools import lru_cache

from bot.content.parse import parse
from bot.content.problems import InvalidFileError
from bot.domain.brief import Brief
from bot.storage.revisions import Revision, Revisions


async def read(revision: Revision | None) -> Brief | None:
    """The brief that a revision holds; None for one that this version cannot read any more."""
    if revision is None:
        return None
    return await asyncio.to_thread(_brief, revision.slug, revision.content)


async def brief_at(revisions: Revisions, slug: str, number: int) -> Brief | None:
    """The brief as it was published under that number; None where there is none to be read."""
    return await read(await revisions.get(slug, number))


@lru_cache(maxsize=64)
def _brief(slug: str, content: str) -> Brief | None:
    try:
        return parse(content.encode(), f"{slug}.yaml").brief
    except InvalidFileError:
        return None
