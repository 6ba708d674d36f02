import os
from collections.abc import Sequence
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncConnection
from structlog.testing import capture_logs

from bot.storage.address import address_of
from bot.storage.database import Database, migrating
from bot.storage.deliveries import Deliveries
from bot.storage.errors import StorageError
from bot.storage.leases import Leases
from bot.storage.migrate import migrate
from bot.storage.plans import Plans
from bot.storage.tables import metadata
from tests.loopback.nursery import forked
from tests.storage.making import LEASE, NOW, on_time, parts, planned, subscribed
from tests.storage.postgres import Postgres

# Whatever a database says about its schema, made by migrations or from `tables.py`.
SQLITE = "SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'alembic%' ORDER BY name"
INDEXES = """
    SELECT indexdef FROM pg_indexes
    WHERE schemaname = 'public' AND tablename <> 'alembic_version' ORDER BY 1
"""
COLUMNS = """
    SELECT table_name, column_name, data_type, is_nullable, column_default
    FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name <> 'alembic_version' ORDER BY 1, ordinal_position
"""
CONSTRAINTS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace AND conrelid <> 'alembic_version'::regclass
    ORDER BY 1, 2
"""
SAID = {"sqlite": [SQLITE], "postgresql": [INDEXES, COLUMNS, CONSTRAINTS]}

MOTTO = """
    ALTER TABLE servers RENAME TO old;
    CREATE TABLE servers (guild_id BIGINT, zone VARCHAR, left_at BIGINT, motto VARCHAR NOT NULL)
"""


async def _said(connection: AsyncConnection) -> list[Sequence[Any]]:
    said: list[Sequence[Any]] = []
    for statement in SAID[connection.dialect.name]:
        said += [tuple(row) for row in await connection.execute(sa.text(statement))]
    return said


async def test_migrations_give_what_the_tables_say(database: Database) -> None:
    def differences(connection: sa.Connection) -> list[Any]:
        options = {"compare_type": True, "compare_server_default": True}
        return compare_metadata(MigrationContext.configure(connection, opts=options), metadata)

    assert await database.read(lambda connection: connection.run_sync(differences)) == []


async def test_migrations_give_the_very_schema_that_the_tables_give(empty_address: str) -> None:
    async with Database.open(empty_address) as database:
        migrated = await database.read(_said)
    async with migrating(address_of(empty_address)) as connection:
        await connection.run_sync(metadata.drop_all)
        await connection.run_sync(metadata.create_all)
        made = await _said(connection)
    assert migrated == made


async def test_opening_again_changes_nothing(empty_address: str) -> None:
    async with Database.open(empty_address) as database:
        subscription = await subscribed(database)
    async with Database.open(empty_address) as database:
        assert await Plans(database).plan(NOW, on_time) == 1
        assert len(await Deliveries(database).recent(subscription.id, 9)) == 1


@pytest.mark.slow
async def test_any_number_of_processes_may_start_on_an_empty_database(empty_address: str) -> None:
    started = [
        await forked("tests.storage.worker", ["start", empty_address], os.environ) for _ in range(6)
    ]
    for process in started:
        _, errors = await process.communicate()
        assert process.returncode == 0, errors.decode()
    async with Database.open(empty_address) as database:
        # Each has left one subscription.
        assert await Plans(database).plan(NOW, on_time) == 6


async def test_a_newer_database_that_has_all_we_need_is_used_with_a_warning(
    empty_address: str,
) -> None:
    async with Database.open(empty_address):
        pass
    async with migrating(address_of(empty_address)) as connection:
        await connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
        await connection.execute(sa.text("ALTER TABLE servers ADD COLUMN motto VARCHAR"))
        await connection.execute(sa.text("ALTER TABLE rate ADD COLUMN burst INTEGER DEFAULT 1"))
        await connection.execute(sa.text("CREATE TABLE novelties (id INTEGER)"))
    with capture_logs() as logs:
        async with Database.open(empty_address) as database:
            await subscribed(database)
            assert await Plans(database).plan(NOW, on_time) == 1
    (warning,) = logs
    assert (warning["event"], warning["revisions"]) == ("database_newer", ["9999"])
    async with migrating(address_of(empty_address)) as connection:
        assert await connection.scalar(sa.text("SELECT version_num FROM alembic_version")) == "9999"


@pytest.mark.parametrize(
    ("change", "obstacle"),
    [
        ("ALTER TABLE servers RENAME COLUMN zone TO timezone", "there is no servers.zone"),
        ("DROP TABLE rate", "there is no table rate"),
        (MOTTO, "servers.motto must be given"),
    ],
)
async def test_a_newer_database_that_lacks_something_is_refused_with_what_it_lacks(
    empty_address: str, change: str, obstacle: str
) -> None:
    async with Database.open(empty_address):
        pass
    async with migrating(address_of(empty_address)) as connection:
        await connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
        for statement in change.split(";"):
            await connection.execute(sa.text(statement))
    with pytest.raises(StorageError, match=r"newer briefbot \(revision 9999\)") as refused:
        async with Database.open(empty_address):
            pass
    assert obstacle in str(refused.value)


async def test_altering_a_table_keeps_the_rows_that_refer_to_it(sqlite_address: str) -> None:
    async with Database.open(sqlite_address) as database:
        subscription = await planned(database)
        async with migrating(database.place) as connection:

            def alter(connection: sa.Connection) -> None:
                operations = Operations(MigrationContext.configure(connection))
                with operations.batch_alter_table("subscriptions", recreate="always") as batch:
                    batch.alter_column("slug", type_=sa.Text())

            await connection.run_sync(alter)
        assert len(await Deliveries(database).recent(subscription.id, 9)) == 1


async def _explained(connection: AsyncConnection, statement: str, parameters: Any) -> str:  # noqa: ANN401 -- the driver's own
    steps = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
    return " ".join(step["detail"] for step in steps.mappings())


async def test_the_pulse_finds_its_work_by_indexes(sqlite_address: str) -> None:
    asked: list[tuple[str, Any]] = []

    def note(*execution: Any) -> None:  # noqa: ANN401 -- SQLAlchemy's event gives six things
        asked.append((execution[2], execution[3]))

    event.listen(sa.Engine, "before_cursor_execute", note)
    try:
        async with Database.open(sqlite_address) as database:
            asked.clear()
            await planned(database)
            await Leases(database).claim(NOW, "a", LEASE, 9)
    finally:
        event.remove(sa.Engine, "before_cursor_execute", note)
    async with migrating(address_of(sqlite_address)) as connection:
        plans = {
            statement: await _explained(connection, statement, parameters)
            for statement, parameters in asked
            if "next_run_at <=" in statement
            or "paused_until <=" in statement
            or "not_before <=" in statement
        }
    used = sorted(plan.partition(" INDEX ")[2].split()[0] for plan in plans.values())
    assert used == ["ix_deliveries_longest", "ix_subscriptions_due", "ix_subscriptions_paused"]
    assert any("ix_deliveries_order" in plan for plan in plans.values())


@pytest.mark.parametrize(
    "statements",
    [
        ["CREATE TABLE servers (id INTEGER)"],
        ["CREATE TABLE songs (id INTEGER)", "CREATE TABLE revisions (id INTEGER)"],
        [
            "CREATE TABLE songs (id INTEGER)",
            "CREATE TABLE alembic_version (version_num VARCHAR(32))",
            "INSERT INTO alembic_version VALUES ('0001')",
        ],
    ],
    ids=["a name of ours", "others too", "numbered as ours"],
)
async def test_another_programs_database_is_refused_and_not_touched(
    empty_address: str, statements: list[str]
) -> None:
    async with migrating(address_of(empty_address)) as connection:
        for statement in statements:
            await connection.execute(sa.text(statement))
        before = await connection.run_sync(_tables)
    with pytest.raises(StorageError, match=r"another program: .* \((revisions, )?s\w+\)\. Give"):
        async with Database.open(empty_address):
            pass
    async with migrating(address_of(empty_address)) as connection:
        assert await connection.run_sync(_tables) == before


def _tables(connection: sa.Connection) -> list[str]:
    return sorted(sa.inspect(connection).get_table_names())


async def test_a_strangers_database_is_not_touched(postgres: Postgres) -> None:
    async with postgres.database() as address:
        async with migrating(address_of(address)) as connection:
            await connection.execute(sa.text("CREATE TABLE alembic_version (version_num VARCHAR)"))
            await connection.execute(sa.text("INSERT INTO alembic_version VALUES ('theirs')"))
        with pytest.raises(StorageError, match="there is no table deliveries"):
            async with Database.open(address):
                pass


async def test_what_was_on_its_way_in_the_first_schema_is_kept_and_goes_on(
    empty_address: str,
) -> None:
    async with migrating(address_of(empty_address)) as connection:
        await connection.run_sync(migrate, "first", "0001")
        for statement in FIRST_ROWS:
            await connection.execute(sa.text(statement))
    async with Database.open(empty_address) as database:
        (delivery,) = await Leases(database).claim(NOW, "a", LEASE, 9)
        assert (delivery.id, delivery.kind) == (41, "digest")
        assert delivery.name == "7:1700000000000:1"
        frozen = await Leases(database).freeze(delivery, parts("one", "two"), (None, 1), NOW)
        assert frozen is not None
        assert await Deliveries(database).sent(frozen.id, 1, 2, NOW)
        (second,) = await Leases(database).claim(NOW, "a", LEASE, 9)
        # A number is never given again: 77 was, and is gone. PostgreSQL's sequence is not touched.
        assert second.id > 77 or database.place.kind == "postgresql"


FIRST_ROWS = [
    """INSERT INTO subscriptions (id, guild_id, channel_id, target, slug, frequency, cron, zone,
    include, quiet, publish, paused, told, quiet_slots, created_by, created_at) VALUES
    (7, 1, 2, 'text', 'ferry', 'daily', '0 9 * * *', 'UTC', 'changes', 'silent', false, false,
    false, 0, 5, 1)""",
    *(
        f"""INSERT INTO deliveries (id, subscription_id, slug, slot, part, parts, state, open, late,
        not_before, attempts, created_at) VALUES
        ({number}, 7, 'ferry', {slot}, 1, 1, 'planned', true, false, 1, 0, 1)"""  # noqa: S608 -- numbers of ours
        for number, slot in ((41, 1_700_000_000_000), (77, 1_700_000_000_001))
    ),
    "DELETE FROM deliveries WHERE id = 77",
]
