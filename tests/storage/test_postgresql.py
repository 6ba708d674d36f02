"""Servers that are away, refuse, or end connections."""

import asyncio
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection
from structlog.testing import capture_logs

from bot.delivery.outbox import IN_FLIGHT
from bot.storage import engine
from bot.storage.database import Database
from bot.storage.errors import StorageError, UnavailableError
from bot.storage.servers import Servers
from bot.storage.subscriptions import Subscriptions
from bot.storage.tables import servers
from tests.storage.making import GUILD, a_subscription
from tests.storage.postgres import Postgres, connected

PID = sa.select(sa.func.pg_backend_pid())

DIES_IN_COMMIT = """
    CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END'
"""
DEFERRED = """
    CREATE CONSTRAINT TRIGGER dies AFTER INSERT ON subscriptions
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION die()
"""


async def _end(address: str, pid: int | None) -> None:
    """End a connection, as a restart of the server does."""
    async with connected(address) as other:
        assert await other.scalar(sa.select(sa.func.pg_terminate_backend(pid, 5_000)))


async def _refusal(address: str) -> str:
    with pytest.raises(StorageError) as refused:
        async with Database.open(address, patience_seconds=0.3):
            pass
    assert isinstance(refused.value, UnavailableError) == ("reached" in str(refused.value))
    return str(refused.value)


async def test_a_transaction_whose_connection_is_lost_is_run_again(
    postgres_address: str,
) -> None:
    attempts = 0

    async def work(connection: AsyncConnection) -> None:
        nonlocal attempts
        attempts += 1
        await connection.execute(sa.insert(servers).values(guild_id=GUILD, zone=f"{attempts}"))
        if attempts == 1:
            await _end(postgres_address, await connection.scalar(PID))
        await connection.execute(sa.select(servers))

    async with Database.open(postgres_address) as database:
        await database.write(work)
        assert await Servers(database).zone(GUILD) == "2"


async def test_a_connection_lost_while_saving_is_not_tried_again_where_that_would_count_twice(
    postgres_address: str,
) -> None:
    async def work(connection: AsyncConnection) -> None:
        await connection.execute(sa.insert(servers).values(guild_id=GUILD, zone="UTC"))
        await _end(postgres_address, await connection.scalar(PID))

    async with Database.open(postgres_address) as database:
        with pytest.raises(StorageError, match="lost while saving"):
            await database.write(work, repeatable=False)
        assert await Servers(database).zone(GUILD) is None


async def test_a_connection_lost_while_saving_is_tried_again_where_that_is_safe(
    postgres_address: str,
) -> None:
    attempts = 0

    async def work(connection: AsyncConnection) -> None:
        nonlocal attempts
        attempts += 1
        await connection.execute(sa.insert(servers).values(guild_id=GUILD, zone=f"{attempts}"))
        if attempts == 1:
            await _end(postgres_address, await connection.scalar(PID))

    async with Database.open(postgres_address) as database:
        await database.write(work)
        assert await Servers(database).zone(GUILD) == "2"


async def test_a_subscription_is_not_kept_twice_where_nobody_knows_whether_it_was_saved(
    postgres_address: str,
) -> None:
    async with Database.open(postgres_address) as database:
        async with connected(postgres_address) as other:
            await other.execute(sa.text(DIES_IN_COMMIT))
            await other.execute(sa.text(DEFERRED))
        with pytest.raises(StorageError, match="lost while saving"):
            await Subscriptions(database).add(a_subscription(), 25)
        assert await Subscriptions(database).of_guild(GUILD) == []


async def test_connections_that_died_while_idle_are_not_noticed(postgres_address: str) -> None:
    async with Database.open(postgres_address) as database:
        await Servers(database).set_zone(GUILD, "UTC")
        await _end(postgres_address, await database.read(lambda c: c.scalar(PID)))
        assert await Servers(database).zone(GUILD) == "UTC"


async def test_a_connection_that_is_lost_every_time_is_an_error_in_the_end(
    postgres_address: str,
) -> None:
    async def work(connection: AsyncConnection) -> None:
        await _end(postgres_address, await connection.scalar(PID))
        await connection.scalar(PID)

    async with Database.open(postgres_address, patience_seconds=0.3) as database:
        with pytest.raises(StorageError, match="cannot be reached"):
            await database.write(work)


async def test_two_who_wait_for_each_other_both_come_through(postgres_address: str) -> None:
    meet = asyncio.Barrier(2)

    async def take(connection: AsyncConnection, first: int, second: int) -> None:
        for number, guild_id in enumerate((first, second)):
            await connection.execute(
                sa.update(servers).where(servers.c.guild_id == guild_id).values(zone=f"{first}")
            )
            # Only the first time round: who is run again is alone.
            if number == 0 and not meet.broken:
                await meet.wait()
        await meet.abort()

    async with Database.open(postgres_address) as database:
        for guild_id in (1, 2):
            await Servers(database).set_zone(guild_id, "")
        await asyncio.gather(
            database.write(lambda c: take(c, 1, 2)), database.write(lambda c: take(c, 2, 1))
        )
        assert await Servers(database).zone(1) == await Servers(database).zone(2)


async def test_all_that_is_in_flight_waits_while_a_process_is_frozen_in_a_transaction(
    postgres_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "IDLE_SECONDS", 1)
    is_held, thawed = asyncio.Event(), asyncio.Event()

    async def freeze(connection: AsyncConnection) -> None:
        await _note(connection, "frozen")
        is_held.set()
        await thawed.wait()

    async with (
        Database.open(postgres_address) as frozen,
        Database.open(postgres_address) as database,
    ):
        await Servers(database).set_zone(GUILD, "")
        holding = asyncio.create_task(frozen.write(freeze))
        await is_held.wait()
        with capture_logs() as logs:
            await asyncio.gather(
                *(database.write(lambda c: _note(c, "told")) for _ in range(IN_FLIGHT))
            )
        assert await Servers(database).zone(GUILD) == "told"
        assert logs == []  # to wait in a queue is no failure
        thawed.set()
        await holding  # its connection is gone, so that it is run again
        assert await Servers(database).zone(GUILD) == "frozen"


async def _note(connection: AsyncConnection, zone: str) -> None:
    where = servers.c.guild_id == GUILD
    await connection.execute(sa.update(servers).where(where).values(zone=zone))


async def test_a_server_that_is_away_is_an_error_that_says_so() -> None:
    refusal = await _refusal("postgresql://bot:s3cret@127.0.0.1:1/brief")
    assert "127.0.0.1:1/brief cannot be reached" in refusal
    assert "s3cret" not in refusal


async def test_an_unknown_host_is_an_error_that_says_so() -> None:
    assert "cannot be reached" in await _refusal("postgresql://bot@nowhere.invalid/brief")


async def test_a_database_that_does_not_exist_is_an_error_that_says_so(
    postgres: Postgres,
) -> None:
    assert "There is no database" in await _refusal(postgres.address_of("nowhere"))


async def test_a_user_that_the_server_refuses_is_an_error_that_says_so(
    postgres: Postgres,
) -> None:
    parts = urlsplit(postgres.address)
    address = parts._replace(netloc=f"nobody:wrong@{parts.netloc.rpartition('@')[2]}").geturl()
    assert "rejected the user or the password" in await _refusal(address)


async def test_a_read_only_server_is_an_error_that_says_so(
    postgres: Postgres, postgres_address: str
) -> None:
    name = urlsplit(postgres_address).path.strip("/")
    await postgres.run(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on')
    assert "is read-only" in await _refusal(postgres_address)


async def test_settings_that_only_libpq_knows_do_no_harm(postgres_address: str) -> None:
    joined = "&" if "?" in postgres_address else "?"
    address = f"{postgres_address}{joined}channel_binding=prefer&application_name=briefbot"
    async with Database.open(address) as database:
        name = await database.read(lambda c: c.scalar(sa.text("SHOW application_name")))
        assert name == "briefbot"


@pytest.mark.parametrize(
    "settings",
    [
        "no_such_setting=1",  # 42704
        "shared_buffers=1",  # 55P02
        "work_mem=lots",  # 22023
        "options=-c%20nothing",  # 42601
        "replication=database",  # 08P01
        "search_path=nowhere",  # 3F000
    ],
)
async def test_settings_that_the_server_does_not_take_are_not_waited_for(
    postgres: Postgres, settings: str
) -> None:
    async with postgres.database() as address:  # without a table yet
        joined = "&" if "?" in address else "?"
        refusal = await _refusal(f"{address}{joined}{settings}")
    assert "rejected the settings for the database" in refusal
    assert "Check what follows the ? in DATABASE_URL" in refusal


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (
            "sslmode=verify-full&sslrootcert=/nowhere.crt",
            "The file /nowhere.crt cannot be read: No such file or directory. Check sslrootcert",
        ),
        (
            "sslmode=require&sslcert=/nowhere.crt&sslkey=/nowhere.key",
            "The file /nowhere.crt cannot be read: No such file or directory. Check sslcert",
        ),
        (f"sslmode=verify-ca&sslrootcert={__file__}", "No secure connection"),
    ],
)
async def test_certificates_that_cannot_be_used_are_not_waited_for(
    settings: str, said: str
) -> None:
    refusal = await _refusal(f"postgresql://bot:s3cret@127.0.0.1:1/brief?{settings}")
    assert said in refusal
    assert "s3cret" not in refusal


@pytest.mark.parametrize(
    ("settings", "answer", "said"),
    [
        ("sslmode=require", b"N", "No secure connection"),
        ("sslmode=require", b"S\x15\x03\x01\x00\x02\x02\x28", "No secure connection"),
        # Authentication by Kerberos 5.
        ("sslmode=disable", b"R\0\0\0\x08\0\0\0\x02", "how the server lets users log in"),
    ],
)
async def test_a_server_that_speaks_otherwise_is_not_waited_for(
    settings: str, answer: bytes, said: str
) -> None:
    served = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1024)
        writer.write(answer)
        await writer.drain()
        writer.close()
        await writer.wait_closed()
        served.set()

    async with await asyncio.start_server(serve, "127.0.0.1") as server:
        port = server.sockets[0].getsockname()[1]
        assert said in await _refusal(f"postgresql://bot@127.0.0.1:{port}/brief?{settings}")
        await served.wait()


async def test_a_socket_that_is_not_there_yet_is_waited_for(tmp_path: Path) -> None:
    with pytest.raises(UnavailableError, match="cannot be reached"):
        async with Database.open(f"postgresql://bot@/brief?host={tmp_path}", patience_seconds=0.3):
            pass
