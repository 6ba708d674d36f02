import pytest

from bot.storage.address import place_of
from bot.storage.errors import StorageError


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("data/briefbot.db", "data/briefbot.db"),
        ("/var/lib/brief bot/100%.db", "/var/lib/brief bot/100%.db"),
        ("sqlite:///data/briefbot.db", "data/briefbot.db"),
        ("sqlite:////var/lib/briefbot.db", "/var/lib/briefbot.db"),
        ("sqlite+aiosqlite:///briefbot.db", "briefbot.db"),
    ],
)
def test_a_file_is_given_as_a_path_or_an_address(address: str, path: str) -> None:
    place = place_of(address)
    assert (place.kind, str(place.path), place.name) == ("sqlite", path, path)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+asyncpg"])
def test_a_server_is_given_as_hosters_write_it(scheme: str) -> None:
    place = place_of(f"{scheme}://bot:s3cret@db.example.org:5433/brief")
    assert place.kind == "postgresql"
    assert place.url == "postgresql://bot:s3cret@db.example.org:5433/brief"
    assert place.name == "db.example.org:5433/brief"


def test_settings_for_tls_and_sockets_are_kept_and_those_only_for_libpq_are_not() -> None:
    tls = place_of(
        "postgres://u@h/d?sslmode=verify-full&sslrootcert=/ca.pem&channel_binding=require"
    )
    assert tls.url == "postgresql://u@h/d?sslmode=verify-full&sslrootcert=%2Fca.pem"
    socket = place_of("postgresql://bot@/brief?host=/run/postgresql")
    assert socket.url == "postgresql://bot@/brief?host=%2Frun%2Fpostgresql"
    assert socket.name == "/run/postgresql/brief"


@pytest.mark.parametrize("address", ["", ":memory:", "sqlite://", "sqlite:///:memory:"])
def test_a_database_that_would_forget_everything_is_refused(address: str) -> None:
    with pytest.raises(StorageError, match="needs a file"):
        place_of(address)


def test_another_kind_of_database_is_refused_without_its_password() -> None:
    with pytest.raises(StorageError, match="begins with mysql://") as refused:
        place_of("mysql://bot:s3cret@db/brief")
    assert "s3cret" not in str(refused.value)


@pytest.mark.parametrize(
    "hosts", ["db", "db:5432", "[::1]", "[::1]:5432", "one:5432,two:5433", "", "db:", "[::1],db:1"]
)
def test_hosts_and_ports_are_taken_as_libpq_takes_them(hosts: str) -> None:
    address = f"postgresql://bot:hunter2@{hosts}/brief"
    assert place_of(address).url == address


@pytest.mark.parametrize("hosts", ["db:port", "db:1:2", "::1", "[::1", "one:5432,two:x"])
def test_an_address_that_cannot_be_read_is_refused_without_its_password(hosts: str) -> None:
    with pytest.raises(StorageError, match="DATABASE_URL cannot be read") as refused:
        place_of(f"postgresql://bot:hunter2@{hosts}/brief")
    assert "hunter2" not in str(refused.value)
