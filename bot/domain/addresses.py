"""Addresses as they stand in links."""

from urllib.parse import quote

# RFC 3986's own characters but brackets, which would end a link in Discord's markdown.
_IN_ADDRESS = ":/?#@!$&'*+,;=%-._~"


def address(url: str) -> str:
    """An address that can stand in a link: other characters percent-encoded, none lost."""
    return quote(url, safe=_IN_ADDRESS)
