"""The body of an answer, unpacked; never more than may be kept."""

import zlib

from aiohttp import ClientResponse

from bot.fetching.errors import NotReadError

_UNPACKS_GZIP = 31
"""The window of zlib with the head and the end that gzip has."""


async def unpacked_body(response: ClientResponse, most_bytes: int) -> bytes:
    """The body, unpacked.

    Counted are the bytes that come as well as those they unpack to: both can be without end.

    Raises:
        NotReadError: it is larger, cut short, or packed in a way that was not asked for.
    """
    encoding = response.headers.get("Content-Encoding", "").lower()
    if encoding not in ("", "identity", "gzip"):
        raise NotReadError(f"compressed as {encoding}, which was not asked for")
    if (response.content_length or 0) > most_bytes:
        raise _too_large(most_bytes)
    packed = zlib.decompressobj(_UNPACKS_GZIP) if encoding == "gzip" else None
    body, taken = bytearray(), 0
    try:
        async for chunk in response.content.iter_chunked(65_536):
            taken += len(chunk)
            left = most_bytes + 1 - len(body)
            body += packed.decompress(chunk, left) if packed else chunk
            if max(taken, len(body)) > most_bytes:
                raise _too_large(most_bytes)
            if packed and packed.eof:
                break
    except zlib.error:
        raise NotReadError("its compressed data is damaged") from None
    if packed and taken and not packed.eof:
        raise NotReadError("its compressed data is cut off")
    return bytes(body)


def _too_large(most_bytes: int) -> NotReadError:
    kibibytes = most_bytes // 1024
    size = f"{kibibytes} KiB" if kibibytes < 1024 else f"{kibibytes / 1024:g} MiB"
    return NotReadError(f"larger than {size}")
