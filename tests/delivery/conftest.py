"""Databases of both kinds, as the tests of storage have them."""

from tests.storage.conftest import address, database, sqlite_address

__all__ = ["address", "database", "sqlite_address"]
