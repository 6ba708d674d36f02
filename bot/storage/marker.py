"""A note of which database was worked with, so that one that vanished is not begun anew."""

import os
from pathlib import Path

import structlog

from bot.storage.address import Address
from bot.storage.errors import StorageError

log = structlog.get_logger()


class Marker:
    """The note, in a file that lies outside of the database.

    Args:
        path: of the file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def names(self, place: Address) -> bool:
        """Whether that database was worked with last."""
        return self._text() == _name(place)

    def gone(self, place: Address) -> StorageError:
        """What to say where it is gone."""
        return StorageError(
            f"The database {place.name} is gone or empty, although this bot has used it: it "
            "held the subscriptions and what was posted. Put it back, or restore a backup "
            f"(`briefbot backup` makes them). To start from scratch, delete {self._path}."
        )

    def write(self, place: Address) -> None:
        """Note that it is worked with.

        Raises:
            StorageError: the note cannot be written.
        """
        before = self._text()
        if before == _name(place):
            return
        if before is not None:
            log.warning("database_is_another", database=place.name, before=before)
        # Whole or not at all, so that half a name is never taken for another database.
        partial = self._path.with_name(f".{self._path.name}.{os.getpid()}")
        try:
            partial.write_text(_name(place) + "\n")
            partial.replace(self._path)
        except OSError as error:
            raise StorageError(f"{self._path} cannot be written: {error.strerror}.") from error

    def _text(self) -> str | None:
        try:
            return self._path.read_text(errors="replace").removesuffix("\n")
        except OSError:
            return None


def _name(place: Address) -> str:
    """A name that is the same from whatever folder the bot is started."""
    return place.name if place.path is None else str(place.path.resolve())
