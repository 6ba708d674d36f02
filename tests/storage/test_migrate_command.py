"""`briefbot migrate` on a real PostgreSQL server; tests/test_cli_database.py has it on SQLite."""

import asyncio

from bot.cli import EX_CONFIG
from bot.storage.database import Database
from tests.storage.making import subscribed
from tests.storage.postgres import Postgres
from tests.test_cli import briefbot, briefs

__all__ = ["briefs"]  # the fixture that gives each test an empty working folder


async def test_a_new_database_of_a_server_is_brought_up_to_date(postgres_address: str) -> None:
    for _ in range(2):
        result = await asyncio.to_thread(briefbot, "migrate", DATABASE_URL=postgres_address)
        assert (result.exit_code, result.stdout) == (0, "The database is up to date.\n")
    async with Database.open(postgres_address) as database:
        await subscribed(database)


def test_a_database_that_the_server_does_not_have_is_named(postgres: Postgres) -> None:
    result = briefbot("migrate", DATABASE_URL=postgres.address_of("nowhere"))
    assert (result.exit_code, result.stdout) == (EX_CONFIG, "")
    assert "There is no database" in result.stderr
    assert "Create it, or check DATABASE_URL." in result.stderr
