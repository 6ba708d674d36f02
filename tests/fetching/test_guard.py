"""No request goes to an address that is not public, by whatever way it is named."""

import ipaddress

import pytest
from yarl import URL

from bot.fetching.errors import NotReadError
from bot.fetching.guard import ForbiddenAddressError, Guard, resolved
from bot.fetching.reader import Reader
from tests.fetching.pages import LOOPBACK, reader, site, told_of_loopback

NOT_PUBLIC = [
    "127.0.0.1", "127.8.9.10", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255",
    "192.168.1.1", "169.254.169.254", "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1",
    "255.255.255.255", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "ff02::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1", "64:ff9b::808:808",
    "2002:7f00:1::", "2002:808:808::1", "2001::1", "2001:db8::1", "3fff::1", "64:ff9b:1::1",
    "fec0::1", "192.0.0.8", "192.88.99.1", "::127.0.0.1", "localhost", "",
]  # fmt: skip
PUBLIC = ["8.8.8.8", "1.1.1.1", "93.184.215.14", "2606:4700:4700::1111", "2a00:1450:4001::1"]


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_what_is_not_plainly_public_is_not_permitted(address: str) -> None:
    assert not Guard().permits(address)


async def test_a_name_is_looked_up_as_its_addresses_without_the_port() -> None:
    assert await resolved("127.0.0.1", 443) == ["127.0.0.1"]


@pytest.mark.parametrize("address", PUBLIC)
def test_what_is_public_is_permitted(address: str) -> None:
    assert Guard().permits(address)


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd", "ftp://a.example/x", "data:text/html,x", "gopher://a.example", "http://a.example:22/",
        "https://a.example:8443/", "http://name@a.example/", "http://name:word@a.example/",
        "http:///nothing", "//a.example/", "http://:word@a.example/", "javascript:x",
    ],
)  # fmt: skip
def test_what_is_not_of_the_web_is_refused(address: str) -> None:
    with pytest.raises(ForbiddenAddressError):
        Guard().check(URL(address))


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "localhost", "0.0.0.0", "2130706433", "0x7f000001", "127.1", "[::1]",
        "[::ffff:127.0.0.1]", "10.0.0.1", "169.254.169.254", "192.168.0.1", "[fe80::1]",
    ],
)  # fmt: skip
async def test_nothing_is_asked_of_this_machine_or_its_neighbours(host: str) -> None:
    async with Reader(Guard(), pause_seconds=0, timeout_seconds=2) as refusing:
        with pytest.raises(NotReadError, match=r"refused|no address|cannot be reached"):
            await refusing.read(f"http://{host}/latest/meta-data")


async def test_a_site_on_loopback_is_reached_only_by_a_guard_that_is_told_so() -> None:
    async with site() as here:
        address = here.put("/page", "<p>Hello</p>")
        async with reader(Guard(ports=None)) as refusing:
            with pytest.raises(NotReadError, match=r"127\.0\.0\.1 is not a public address"):
                await refusing.read(address)
        assert here.asked == []
        async with reader() as told:
            assert b"Hello" in (await told.read(address)).content


async def test_a_name_that_leads_to_a_private_address_is_refused() -> None:
    async def inward(_host: str, _port: int) -> list[str]:
        return ["192.168.1.1", "10.0.0.1"]

    async with reader(Guard(lookup=inward)) as refusing:
        with pytest.raises(NotReadError, match=r"a\.example is at 192\.168\.1\.1"):
            await refusing.read("http://a.example/page")


async def test_of_a_name_with_both_kinds_of_address_only_the_public_one_is_connected_to() -> None:
    async def both(_host: str, _port: int) -> list[str]:
        return ["169.254.169.254", "127.0.0.1"]

    async with site() as here:
        here.put("/page", "<p>Hello</p>")
        port = URL(here.address).port
        guard = Guard(allowed=LOOPBACK, ports=None, lookup=both)
        async with reader(guard) as told:
            assert await told.read(f"http://a.example:{port}/page")


async def test_a_name_that_changes_its_answer_gains_nothing() -> None:
    """DNS rebinding: each connection goes to the very address that was checked for it."""
    answers = iter([["127.0.0.1"], ["10.0.0.1"], ["10.0.0.1"]])
    asked: list[str] = []

    async def rebinding(host: str, _port: int) -> list[str]:
        asked.append(host)
        return next(answers)

    async with site() as here:
        here.put("/robots.txt", "")
        here.put("/page", "<p>Hello</p>")
        port = URL(here.address).port
        guard = Guard(allowed=LOOPBACK, ports=None, lookup=rebinding)
        async with reader(guard) as told:
            with pytest.raises(NotReadError, match=r"is at 10\.0\.0\.1"):
                await told.read(f"http://a.example:{port}/page")
        assert here.asked == ["/robots.txt"]
    assert len(asked) == 2


@pytest.mark.parametrize(
    "target",
    [
        "http://10.0.0.1/",
        "http://169.254.169.254/latest",
        "file:///etc/passwd",
        "http://[::1]/",
        "http://name:word@127.0.0.1/",
        "data:text/html,x",
        "//10.0.0.1/",
        "http://[::ffff:10.0.0.1]/",
    ],
)
async def test_a_redirect_inwards_is_refused(target: str) -> None:
    async with site() as here:
        address = here.lead("/page", target)
        async with reader() as told:
            with pytest.raises(NotReadError, match="refused"):
                await told.read(address)


def test_a_guard_permits_besides_only_what_it_is_told() -> None:
    guard = told_of_loopback()
    assert guard.permits("127.0.0.1")
    assert not guard.permits("10.0.0.1")
    assert not guard.permits("::1")
    assert Guard(allowed=[ipaddress.ip_network("::1/128")]).permits("::1")
