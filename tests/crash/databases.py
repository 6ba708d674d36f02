"""A new database of each kind, for runs outside of pytest as well."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Literal, TypeAlias

from tests.storage.postgres import serving

Kind: TypeAlias = Literal["sqlite", "postgresql"]
KINDS: tuple[Kind, ...] = ("sqlite", "postgresql")


@asynccontextmanager
async def new_database(kind: Kind, folder: Path) -> AsyncGenerator[str]:
    """The address of an empty database that ends with the block."""
    if kind == "sqlite":
        yield str(folder / "briefbot.db")
        return
    with serving() as server:
        async with server.database() as address:
            yield address
