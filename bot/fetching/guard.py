"""Which addresses may be connected to: public ones, on the ports of the web.

A name is looked up once for each connection, and the connection goes to the very address that
was checked, so that a name whose answer changes (DNS rebinding) gains nothing. The socket is
checked once more, since an address written as a number is never looked up.
"""

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeAlias, cast

from aiohttp import AddrInfoType, TCPConnector
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network
Lookup: TypeAlias = Callable[[str, int], Awaitable[Sequence[str]]]
"""A name and a port → the addresses of that name."""

_Info: TypeAlias = tuple[int, int, int, str, tuple[object, ...]]
"""Family, type, protocol, name and place, as getaddrinfo gives them."""

WEB_PORTS = frozenset({80, 443})
# The block that public IPv6 addresses come from (IANA's registry), and those in it that carry an
# IPv4 address (6to4, Teredo) or are for examples.
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
_NOT_PLAIN = tuple(
    map(ipaddress.IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"))
)
# Of IPv4, blocks that older Pythons call global: protocol assignments and relays of 6to4.
_SPECIAL = tuple(map(ipaddress.IPv4Network, ("192.0.0.0/24", "192.88.99.0/24")))


class ForbiddenAddressError(OSError):
    """An address that is not connected to; its text says why."""


async def resolved(host: str, port: int) -> list[str]:
    """The addresses of a name, as the system finds them."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Guard:
    """Decides on addresses.

    Args:
        allowed: networks that are permitted though not public; for tests.
        ports: that may be connected to; any where None, for tests.
        lookup: finds the addresses of a name.
    """

    def __init__(
        self,
        *,
        allowed: Sequence[Network] = (),
        ports: frozenset[int] | None = WEB_PORTS,
        lookup: Lookup = resolved,
    ) -> None:
        self._allowed = tuple(allowed)
        self._ports = ports
        self.lookup = lookup

    def check(self, url: URL) -> None:
        """Refuse what is not of the web.

        Raises:
            ForbiddenAddressError: another scheme, another port, a name and password.
        """
        if url.scheme not in ("http", "https") or not url.host:
            raise ForbiddenAddressError(f"“{url.scheme}:” is not a web address")
        if self._ports is not None and url.port not in self._ports:
            raise ForbiddenAddressError(f"port {url.port} is not a web port")
        if url.user is not None or url.password is not None:
            raise ForbiddenAddressError("addresses with a user name and password are not read")

    def permits(self, address: str) -> bool:
        """Whether an IP address may be connected to."""
        try:
            parsed = ipaddress.ip_address(address)
        except ValueError:
            return False
        return is_public(parsed) or any(parsed in network for network in self._allowed)

    def connector(self) -> TCPConnector:
        """What connects to permitted addresses only, each time anew."""
        return TCPConnector(
            resolver=_Resolver(self),
            socket_factory=self._socket,  # pyright: ignore[reportUnknownMemberType] -- the same
            use_dns_cache=False,
            force_close=True,
        )

    def _socket(self, info: AddrInfoType) -> socket.socket:  # pyright: ignore[reportUnknownParameterType] -- aiohttp's own type says no more
        family, kind, protocol, _, place = cast("_Info", info)
        address = str(place[0])
        if not self.permits(address):
            raise ForbiddenAddressError(f"{address} is not a public address")
        return socket.socket(family, kind, protocol)


def is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Whether an address is of a machine on the public internet, and says so plainly."""
    if isinstance(address, ipaddress.IPv4Address):
        is_special = address.is_multicast or any(address in block for block in _SPECIAL)
        return address.is_global and not is_special
    is_plain = address in _GLOBAL_UNICAST and not any(address in block for block in _NOT_PLAIN)
    return is_plain and address.is_global


class _Resolver(AbstractResolver):
    def __init__(self, guard: Guard) -> None:
        self._guard = guard

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_UNSPEC,  # noqa: ARG002 -- aiohttp's signature
    ) -> list[ResolveResult]:
        found = await self._guard.lookup(host, port)
        permitted = [address for address in found if self._guard.permits(address)]
        if not found:
            raise OSError(f"{host} has no address")
        if not permitted:
            raise ForbiddenAddressError(f"{host} is at {found[0]}, which is not a public address")
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=socket.IPPROTO_TCP,
                flags=socket.AI_NUMERICHOST,
            )
            for address in permitted
        ]

    async def close(self) -> None:
        pass
