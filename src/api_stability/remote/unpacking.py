"""Compressed data, unpacked as it comes and never beyond a limit."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Any, Final

from api_stability.remote.problems import RemoteError

_GZIP: Final = 16 + zlib.MAX_WBITS


def too_large(limit: int) -> RemoteError:
    """The error about what is larger than *limit* bytes."""
    size = f"{limit / 1_000_000:g} MB"
    return RemoteError(
        "too-large", f"more than {size}", "allow more, or have it written by `scan --marked`"
    )


class Unpacking:
    """Collects at most *limit* bytes of what was packed as *encoding* says.

    *encoding* is that of a Content-Encoding header: gzip, deflate, or nothing. Raises `RemoteError`
    for any other one, for what it does not fit, and for more than *limit*.
    """

    def __init__(self, encoding: str, limit: int) -> None:
        self._limit = limit
        self._size = 0
        self._parts: list[bytes] = []
        self._make = _find_maker(encoding.strip().casefold())
        self._inner: Any = None

    def feed(self, data: bytes) -> None:
        """Take the next piece of what was packed."""
        if self._make is None:
            self._keep(data)
            return
        while data:
            if self._inner is None:
                self._inner = self._make(data)
            try:
                unpacked = self._inner.decompress(data, self._limit - self._size + 1)
            except zlib.error as error:
                raise RemoteError("broken", f"cannot be unpacked: {error}", "try again") from None
            self._keep(unpacked)
            if self._inner.eof:  # several may follow each other
                data, self._inner = self._inner.unused_data.lstrip(b"\0"), None
            else:
                data = self._inner.unconsumed_tail

    def finish(self) -> bytes:
        """All that was unpacked; raise `RemoteError` when the end is missing."""
        if self._inner is not None:
            raise RemoteError("broken", "the packed answer is cut off", "try again")
        return b"".join(self._parts)

    def _keep(self, data: bytes) -> None:
        self._size += len(data)
        if self._size > self._limit:
            raise too_large(self._limit)
        self._parts.append(data)


def _find_maker(encoding: str) -> Callable[[bytes], Any] | None:
    if encoding in ("", "identity"):
        return None
    if encoding in ("gzip", "x-gzip"):
        return lambda _data: zlib.decompressobj(_GZIP)
    if encoding == "deflate":
        return _make_deflate
    raise RemoteError(
        "broken", f"packed as {encoding[:40]!r}, which was not asked for", "tell those who run it"
    )


def _make_deflate(data: bytes) -> Any:
    """With or without the header of zlib: servers send both under this name."""
    has_header = len(data) > 1 and data[0] & 15 == 8 and (data[0] * 256 + data[1]) % 31 == 0
    return zlib.decompressobj(zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS)
