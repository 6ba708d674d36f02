from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.storage.address import address_of
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
    place = address_of(address)
    assert (place.kind, str(place.path), place.name) == ("sqlite", path, path)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+asyncpg"])
def test_a_server_is_given_as_hosters_write_it(scheme: str) -> None:
    place = address_of(f"{scheme}://bot:s3cret@db.example.org:5433/brief")
    assert place.kind == "postgresql"
    assert place.url == "postgresql://bot:s3cret@db.example.org:5433/brief"
    assert place.name == "db.example.org:5433/brief"


def test_settings_for_tls_and_sockets_are_kept_and_those_only_for_libpq_are_not() -> None:
    tls = address_of(
        "postgres://u@h/d?sslmode=verify-full&sslrootcert=/ca.pem&channel_binding=require"
    )
    assert tls.url == "postgresql://u@h/d?sslmode=verify-full&sslrootcert=%2Fca.pem"
    socket = address_of("postgresql://bot@/brief?host=/run/postgresql")
    assert socket.url == "postgresql://bot@/brief?host=%2Frun%2Fpostgresql"
    assert socket.name == "/run/postgresql/brief"


@pytest.mark.parametrize("address", ["", ":memory:", "sqlite://", "sqlite:///:memory:"])
def test_a_database_that_would_forget_everything_is_refused(address: str) -> None:
    with pytest.raises(StorageError, match="needs a file"):
        address_of(address)


def test_another_kind_of_database_is_refused_without_its_password() -> None:
    with pytest.raises(StorageError, match="begins with mysql://") as refused:
        address_of("mysql://bot:s3cret@db/brief")
    assert "s3cret" not in str(refused.value)


@pytest.mark.parametrize(
    "hosts", ["db", "db:5432", "[::1]", "[::1]:5432", "one:5432,two:5433", "", "db:", "[::1],db:1"]
)
def test_hosts_and_ports_are_taken_as_libpq_takes_them(hosts: str) -> None:
    address = f"postgresql://bot:hunter2@{hosts}/brief"
    assert address_of(address).url == address


@pytest.mark.parametrize(
    "hosts",
    [
        "db:port", "db:1:2", "::1", "[::1", "one:5432,two:x", "db:65536", "db:99999",
        "one,two:99999", "a..b", "%FF", "other@db",
    ],
)  # fmt: skip
def test_an_address_that_cannot_be_read_is_refused_without_its_password(hosts: str) -> None:
    with pytest.raises(StorageError, match="DATABASE_URL cannot be read") as refused:
        address_of(f"postgresql://bot:hunter2@{hosts}/brief")
    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://u:a/hunter2@h/db", "postgresql://u:12/hunter2@h/db",
        "postgresql://u:12?hunter2@h/db", "postgresql://u:12#hunter2@h/db",
        "postgresql://u:hunter2@/db?host=h:99999", "postgresql://u:hunter2@h/db?port=99999",
        "postgresql://u:hunter2@h/db?port=five",
    ],
)  # fmt: skip
def test_what_is_not_written_as_it_should_be_is_refused_without_the_password(address: str) -> None:
    with pytest.raises(StorageError, match="DATABASE_URL cannot be read") as refused:
        address_of(address)
    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql:/u:hunter2@h/db", "postgresql:u:hunter2@h/db", "postgres//h/db",
        "postgres//u:hunter2@h/db", "postgres/u:hunter2@h/db", "//u:hunter2@h/db", "//h/db",
        "u:hunter2@h/db", "u:hunter2@h://db", "h:5432/db", "file:briefbot.db?mode=ro",
        "sqlite:/data/briefbot.db", "sqlite:briefbot.db", "sqlite//briefbot.db",
        "host=h user=u password=hunter2 dbname=db", "Server=h;Database=db;Password=hunter2",
        "DATABASE_URL=postgresql://u:hunter2@h/db", "'postgresql://u:hunter2@h/db'",
        "psql postgresql://u:hunter2@h/db", "hunter2://h/db", "sqlite:///u:hunter2@h/db",
        "sqlite:///u:hunter2@h/db?mode=ro&uri=true", "data/brief\0bot.db", "data/\x1b[2J.db",
    ],
)  # fmt: skip
def test_what_is_no_address_is_not_taken_for_the_path_of_a_file(address: str) -> None:
    with pytest.raises(
        StorageError, match="neither the path of a file nor a supported address"
    ) as refused:
        address_of(address)
    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("sqlite://briefbot.db", "three slashes"),
        ("sqlite://u:hunter2@h/db", "three slashes"),
        ("sqlite:///briefbot.db?timeout=hunter2", "What follows the [?] in DATABASE_URL"),
    ],
)
def test_an_address_of_a_file_that_is_not_written_so_is_refused(address: str, said: str) -> None:
    with pytest.raises(StorageError, match=said) as refused:
        address_of(address)
    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize(
    "path",
    [
        "bot@home.db", "postgres/briefbot.db", "sqlite", "/srv/12:30/brief.db", "C:\\bot\\brief.db",
        "/srv/user=bot/brief.db", "/data//brief.db", "./a:b.db",
    ],
)  # fmt: skip
def test_a_path_may_hold_odd_signs(path: str) -> None:
    assert address_of(path).path == Path(path)


def test_what_stands_around_an_address_and_how_its_scheme_is_written_does_not_matter() -> None:
    assert address_of(" PostgreSQL://u@h/db\n") == address_of("postgresql://u@h/db")


# Where a password stands, in addresses that are right and in such as people write.
FORMS = [
    "postgresql://u:{}@h/db", "postgres://u:{}@h:5432/db?sslmode=require", "postgres://{}@h/db",
    "postgresql:/u:{}@h/db", "postgresql:u:{}@h/db", "postgres//u:{}@h/db", "//u:{}@h/db",
    "u:{}@h/db", "u:{}@h", "u:{}@h://db", "mysql://u:{}@h/db", "postgresql+psycopg://u:{}@h/db",
    "sqlite://u:{}@h/db", "sqlite:///u:{}@h/db", "sqlite:///x.db?password={}", "{}://h/db",
    "host=h password={} dbname=db", "Server=h;Password={}", "postgresql://h/db?user=u&password={}",
    "postgresql://u:{}@h:99999/db", "postgresql://u:{}@[::1/db", "postgresql://u:{}@h:port/db",
    "postgresql://u:{}@one,two:5433/db", "DATABASE_URL=postgres://u:{}@h/db", "jdbc:postgresql://u:{}@h/db",
]  # fmt: skip
AROUND = st.text("aZ09:/@?#[]%+=&;, \\.-\n\u00e9\u212a\uff20", max_size=6)


@given(st.sampled_from(FORMS), AROUND, AROUND)
def test_no_password_is_ever_shown(form: str, before: str, after: str) -> None:
    address = form.format(f"{before}hunter2{after}")
    try:
        told = address_of(address).name
    except StorageError as refused:
        told = str(refused)
    assert "hunter2" not in told
