"""The files by which a server and we know each other, as DATABASE_URL names them."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from bot.storage.address import Address
from bot.storage.errors import StorageError

_OPTIONS = ("sslrootcert", "sslcert", "sslkey", "sslcrl")


def check_certificates(place: Address) -> None:
    """Look whether they can be read; nothing for SQLite.

    asyncpg raises the same FileNotFoundError for them and for a socket that is not there yet,
    which is to be waited for.

    Raises:
        StorageError: one cannot be read.
    """
    if place.kind != "postgresql":
        return
    options = parse_qs(urlsplit(place.url).query)
    for option in _OPTIONS:
        for path in options.get(option, ()):
            try:
                Path(path).open("rb").close()
            except OSError as error:
                raise StorageError(
                    f"The file {path} cannot be read: {error.strerror}. Check {option} in "
                    "DATABASE_URL."
                ) from error
