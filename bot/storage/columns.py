"""What columns are made of: moments, numbers of rows, and the names of indexes and keys."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import BigInteger
from typing_extensions import override

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


class Instant(sa.types.TypeDecorator[datetime]):
    """A moment: an aware datetime in Python, epoch milliseconds in the database.

    What is finer than a millisecond is cut off. The one place where the two are converted.
    """

    impl = BigInteger
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> int | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        return (value - _EPOCH) // _MILLISECOND

    @override
    def process_result_value(self, value: int | None, dialect: sa.Dialect) -> datetime | None:
        return None if value is None else _EPOCH + value * _MILLISECOND


def instant(moment: datetime) -> sa.BindParameter[datetime]:
    """A moment where SQL is built of functions, which would not know its type."""
    return sa.literal(moment, Instant)


# Only a column declared as INTEGER numbers its rows by itself on SQLite, and only with
# AUTOINCREMENT does it never give a number again. Messages are told apart by such numbers.
RowNumber = BigInteger().with_variant(sa.Integer, "sqlite")

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ix": "ix_%(column_0_N_label)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)
