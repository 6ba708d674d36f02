"""Databases of both kinds, as the tests of storage have them."""

from tests.storage.conftest import (
    address,
    database,
    migrated_file,
    monkeypatch_session,
    postgres,
    sqlite_address,
)

__all__ = [
    "address",
    "database",
    "migrated_file",
    "monkeypatch_session",
    "postgres",
    "sqlite_address",
]
