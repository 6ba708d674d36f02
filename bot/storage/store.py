"""How a store's method becomes one transaction."""

from collections.abc import Awaitable, Callable, Coroutine
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.database import Database

P = ParamSpec("P")
S = TypeVar("S", bound="Store")
T = TypeVar("T")
_Method = Callable[Concatenate[S, AsyncConnection, P], Awaitable[T]]
_Transaction = Callable[Concatenate[S, P], Coroutine[Any, Any, T]]

# How many rows one transaction forgets, so that others are not held up.
PURGE = 5_000


class Store:
    """What is remembered about one noun.

    Every method raises StorageError where the database fails for longer than its patience.
    """

    def __init__(self, database: Database) -> None:
        self.database = database


def reads(method: "_Method[S, P, T]") -> "_Transaction[S, P, T]":
    """Run it in a transaction that only reads; the connection is put in for the caller."""

    @wraps(method)
    async def transaction(self: S, *args: P.args, **kwargs: P.kwargs) -> T:
        return await self.database.read(lambda link: method(self, link, *args, **kwargs))

    return transaction


def writes(method: "_Method[S, P, T]") -> "_Transaction[S, P, T]":
    """Run it in a transaction that writes.

    Where the connection is lost while committing, it is run again; it must come to the same
    when the first time counted after all.
    """

    @wraps(method)
    async def transaction(self: S, *args: P.args, **kwargs: P.kwargs) -> T:
        return await self.database.write(lambda link: method(self, link, *args, **kwargs))

    return transaction


def writes_once(method: "_Method[S, P, T]") -> "_Transaction[S, P, T]":
    """Run it like `writes`, but raise StorageError where nobody knows whether it was saved."""

    @wraps(method)
    async def transaction(self: S, *args: P.args, **kwargs: P.kwargs) -> T:
        return await self.database.write(
            lambda link: method(self, link, *args, **kwargs), repeatable=False
        )

    return transaction


def insert(connection: AsyncConnection, table: sa.Table) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that may say what to do on a conflict, which SQL's own cannot."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)
