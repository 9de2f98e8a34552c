"""One file over HTTP, within bounds: time, size, redirects, and what it may grow to when unpacked.

A server may be slow, hostile, or somebody else than one thinks. Time is bounded as a whole, not
only for each read: whoever waits ends the `Call`, which closes its connection.
"""

from __future__ import annotations

import base64
import http.client
import re
from typing import Final
from urllib.parse import quote, unquote, urljoin, urlunsplit
from urllib.request import Request

import msgspec

from api_stability.remote.configured import split_address, without_secrets
from api_stability.remote.connecting import Access, Call, make_opener
from api_stability.remote.problems import Kind, RemoteError
from api_stability.remote.unpacking import Unpacking, too_large

_CHUNK: Final = 65536
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_ABSENT: Final = frozenset({404, 410})
_NOT_MODIFIED: Final = 304
_OK: Final = 200


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """How much is too much."""

    seconds: float = 10.0
    """For everything together."""
    transferred: int = 10_000_000
    """Bytes of one file, as they come."""
    unpacked: int = 100_000_000
    """Bytes of one file, as they are read; also of one that is not fetched."""
    redirects: int = 5


class Known(msgspec.Struct, frozen=True):
    """By what a server can tell that a copy is still good."""

    etag: str | None = None
    last_modified: str | None = None


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What a server sent."""

    body: bytes | None
    """``None``: the copy is still good."""
    known: Known


def fetch(address: str, known: Known, limits: Limits, access: Access, call: Call) -> Answer:
    """What is at an http(s) *address*; raise `RemoteError`.

    Follows a few redirects, to http and https only, and never from https to http. *known*: what is
    said of the copy at hand, if there is one.
    """
    here = address
    for _ in range(limits.redirects + 1):
        try:
            with _open(here, known, limits, access, call) as response:
                if response.status in _REDIRECTS:
                    here = _follow(here, response.headers.get("Location"))
                    continue
                return _receive(response, limits)
        except RemoteError:
            raise
        # a response may be wrong in more ways than there are names for
        except (OSError, http.client.HTTPException, ValueError) as error:
            if call.ended or isinstance(error, TimeoutError):
                raise too_slow(limits) from None
            raise RemoteError("unreachable", _say(error), "look at the address") from None
        finally:
            call.forget()
    raise RemoteError(
        "redirects",
        f"more than {limits.redirects} redirects",
        "give the address they should end at",
    )


def too_slow(limits: Limits) -> RemoteError:
    """The error about a server that takes more than the time there is."""
    return RemoteError(
        "slow",
        f"no whole answer within {limits.seconds:g} seconds",
        "try again, or allow more time",
    )


def _open(
    address: str, known: Known, limits: Limits, access: Access, call: Call
) -> http.client.HTTPResponse:
    parts = split_address(address)
    if parts is None or parts.hostname is None:
        raise RemoteError("unreachable", "this is no http or https address", "correct it")
    plain = urlunsplit(
        parts._replace(
            netloc=parts.netloc.rpartition("@")[2],
            path=quote(parts.path, safe="/%:@!$&'()*+,;=~-._"),
            query=quote(parts.query, safe="/%:@!$&'()*+,;=~-._?"),
            fragment="",
        )
    )
    headers = {
        "User-Agent": access.user_agent,
        "Accept": "application/json, */*;q=0.1",
        "Accept-Encoding": "gzip, deflate",
    }
    if known.etag:
        headers["If-None-Match"] = known.etag
    if known.last_modified:
        headers["If-Modified-Since"] = known.last_modified
    if parts.username is not None:
        secret = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        headers["Authorization"] = f"Basic {base64.b64encode(secret.encode()).decode()}"
    request = Request(plain, headers=headers)  # noqa: S310 - checked: http or https
    opener = make_opener(parts.hostname, access, call)
    response: http.client.HTTPResponse = opener.open(request, timeout=limits.seconds)
    return response


def _follow(here: str, location: str | None) -> str:
    """Where a redirect leads."""
    target = urljoin(here, location or "")
    parts, before = split_address(target), split_address(here)
    if not location or parts is None:
        shown = without_secrets(location or "nowhere")
        raise RemoteError("redirects", f"redirected to {shown}", "give an http or https address")
    if before is not None and before.scheme == "https" and parts.scheme == "http":
        shown = without_secrets(target)
        raise RemoteError(
            "redirects", f"redirected from https to {shown}", "give an https address that stays one"
        )
    return target


def _receive(response: http.client.HTTPResponse, limits: Limits) -> Answer:
    headers = response.headers
    known = Known(headers.get("ETag"), headers.get("Last-Modified"))
    if response.status == _NOT_MODIFIED:
        return Answer(body=None, known=known)
    if response.status != _OK:
        kind: Kind = "absent" if response.status in _ABSENT else "refused"
        raise RemoteError(
            kind,
            f"HTTP {response.status}",
            "correct the address, or ask that project to publish its inventory",
        )
    length = headers.get("Content-Length", "")
    announced = int(length) if re.fullmatch(r"[0-9]{1,18}", length) else None
    if announced is not None and announced > limits.transferred:
        raise too_large(limits.transferred)
    unpacking = Unpacking(headers.get("Content-Encoding", ""), limits.unpacked)
    received = 0
    while chunk := response.read(_CHUNK):
        received += len(chunk)
        if received > limits.transferred:
            raise too_large(limits.transferred)
        unpacking.feed(chunk)
    if announced is not None and received < announced:
        raise RemoteError("broken", "the answer is cut off", "try again")
    return Answer(body=unpacking.finish(), known=known)


def _say(error: Exception) -> str:
    """What went wrong, without the names of classes."""
    reason = getattr(error, "reason", error)
    text = getattr(reason, "strerror", None) or str(reason) or type(reason).__name__
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
