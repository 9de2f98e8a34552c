"""Connections that can be ended from outside, to servers whose certificates are checked."""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import threading
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any
from urllib.request import (
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    UnknownHandler,
)

import msgspec


class Access(msgspec.Struct, frozen=True, kw_only=True):
    """How to introduce oneself, and whom to trust."""

    user_agent: str
    verify: bool = True
    """Whether the certificate of a server is checked."""
    authorities: str | Mapping[str, str] | None = None
    """A file or folder of certificates that are trusted instead of the usual ones; by host."""
    bundle: str | None = None
    """A file of certificates that are trusted beside those of the system."""


class Call:
    """The connections of one caller, which another thread may end at any time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._watched: list[socket.socket] = []
        self.ended = False

    def watch(self, connected: socket.socket) -> None:
        """Close *connected* when the call is ended; at once if it is."""
        # one of our own for the same connection: TLS takes over the other, a response closes it
        twin = connected.dup()
        with self._lock:
            self._watched.append(twin)
        if self.ended:
            self.end()

    def end(self) -> None:
        """Close all connections, whoever waits for them."""
        self.ended = True
        for twin in self._take():
            with contextlib.suppress(OSError):  # the other side was faster
                twin.shutdown(socket.SHUT_RDWR)
            twin.close()

    def forget(self) -> None:
        """Stop watching connections that are no longer used."""
        for twin in self._take():
            twin.close()

    def _take(self) -> list[socket.socket]:
        with self._lock:
            taken, self._watched = self._watched, []
        return taken


def make_opener(host: str, access: Access, call: Call) -> OpenerDirector:
    """What opens http and https and nothing else, and follows no redirect by itself."""
    opener = OpenerDirector()
    for handler in (
        ProxyHandler(),
        UnknownHandler(),
        _WatchedHandler(call),
        _WatchedTLSHandler(call, _make_context(host, access)),
    ):
        opener.add_handler(handler)
    return opener


def _make_context(host: str, access: Access) -> ssl.SSLContext:
    authorities = access.authorities
    if authorities is not None and not isinstance(authorities, str):
        authorities = authorities.get(host)
    context = ssl.create_default_context()
    if not access.verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        return context
    if authorities:
        folder = Path(authorities).is_dir()
        return ssl.create_default_context(
            cafile=None if folder else authorities, capath=authorities if folder else None
        )
    if access.bundle:
        context.load_verify_locations(access.bundle)
    return context


class _Watched(http.client.HTTPConnection):
    """A connection that its `Call` knows from the moment there is one."""

    call: Call

    def connect(self) -> None:
        """Connect."""
        super().connect()
        self.call.watch(self.sock)


class _WatchedTLS(http.client.HTTPSConnection, _Watched):
    """In this order, the connection is known before a server can be slow about TLS."""


def _make_watched(kind: type[_Watched], call: Call, host: str, /, **options: Any) -> _Watched:
    connection = kind(host, **options)
    connection.call = call
    return connection


class _WatchedHandler(HTTPHandler):
    def __init__(self, call: Call) -> None:
        super().__init__()
        self._call = call

    def http_open(self, req: Request) -> http.client.HTTPResponse:
        """Open *req*."""
        make: Any = partial(_make_watched, _Watched, self._call)
        return self.do_open(make, req)


class _WatchedTLSHandler(HTTPSHandler):
    def __init__(self, call: Call, context: ssl.SSLContext) -> None:
        super().__init__(context=context)
        self._call = call
        self._trusted = context

    def https_open(self, req: Request) -> http.client.HTTPResponse:
        """Open *req*."""
        make: Any = partial(_make_watched, _WatchedTLS, self._call)
        return self.do_open(make, req, context=self._trusted)
