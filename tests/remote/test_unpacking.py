"""However it comes in pieces, what was packed is what is unpacked, up to the limit exactly."""

from __future__ import annotations

import contextlib
import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api_stability.remote.problems import RemoteError
from api_stability.remote.unpacking import Unpacking

PACK = {
    "": lambda data: data,
    "gzip": gzip.compress,
    "deflate": zlib.compress,
}


def unpack(data: bytes, encoding: str, limit: int, size: int) -> bytes:
    unpacking = Unpacking(encoding, limit)
    for start in range(0, len(data), size):
        unpacking.feed(data[start : start + size])
    return unpacking.finish()


@given(
    data=st.binary(max_size=200), encoding=st.sampled_from(sorted(PACK)), size=st.integers(2, 50)
)
def test_what_was_packed_is_unpacked(data: bytes, encoding: str, size: int) -> None:
    packed = PACK[encoding](data)
    assert unpack(packed, encoding, len(data), size) == data
    if data:
        with pytest.raises(RemoteError, match="more than"):
            unpack(packed, encoding, len(data) - 1, size)


@given(data=st.binary(min_size=1, max_size=200), encoding=st.sampled_from(["gzip", "deflate"]))
def test_anything_else_is_an_error_or_text(data: bytes, encoding: str) -> None:
    with contextlib.suppress(RemoteError):
        assert len(unpack(data, encoding, 1000, 7)) <= 1000
