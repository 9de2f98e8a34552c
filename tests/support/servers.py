"""A web server in a thread of the test's process, which answers as a test wants, also badly."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeAlias

Answer: TypeAlias = Callable[["Request"], None]


class Request(BaseHTTPRequestHandler):
    """One request; an answer writes to it."""

    server: Server

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.server.headers.append({name.lower(): text for name, text in self.headers.items()})
        answer = self.server.answers.get(self.path.partition("?")[0], status(404, b"<html>"))
        with contextlib.suppress(OSError):  # the other side may have had enough
            answer(self)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base's name
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """Answers by path; ``asked`` and ``headers`` are what it was asked."""

    daemon_threads = True
    request_queue_size = 64
    # what waits for the end of a test must not wait for a slow answer
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Request)
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.stopping = threading.Event()

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that has gone away is no error."""

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def serve(self, path: str, body: bytes, **headers: str) -> str:
        """Serve *body* at *path*; the address."""
        return self.answer(path, status(200, body, **headers))

    def answer(self, path: str, answer: Answer) -> str:
        self.answers[path] = answer
        return self.base + path


@contextlib.contextmanager
def running_server() -> Iterator[Server]:
    """A server, for as long as the context lasts."""
    server = Server()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.stopping.set()
        server.shutdown()
        server.server_close()
        thread.join()


def status(code: int, body: bytes = b"", **headers: str) -> Answer:
    """Answer with *code* and *body*; a header ``Content_Type`` is ``Content-Type``."""

    def answer(request: Request) -> None:
        request.send_response(code)
        named = {name.replace("_", "-"): text for name, text in headers.items()}
        for name, text in {"Content-Length": str(len(body)), **named}.items():
            request.send_header(name, text)
        request.end_headers()
        request.wfile.write(body)

    return answer


def redirect(target: str, code: int = 302) -> Answer:
    return status(code, b"elsewhere", Location=target)


@dataclass
class Tagged:
    """Answers with a body and its tag, and with 304 to whoever has it."""

    body: bytes
    tag: str = '"1"'
    codes: list[int] = field(default_factory=list)

    def __call__(self, request: Request) -> None:
        fresh = request.headers.get("If-None-Match") == self.tag
        self.codes.append(304 if fresh else 200)
        body = b"" if fresh else self.body
        status(self.codes[-1], body, ETag=self.tag)(request)


def drip(data: bytes, seconds: float = 0.05) -> Answer:
    """One byte at a time, headers included, and never the last one: no read waits long."""

    def answer(request: Request) -> None:
        for byte in data:
            if request.server.stopping.wait(seconds):
                return
            request.wfile.write(bytes([byte]))
            request.wfile.flush()
        request.server.stopping.wait(60)

    return answer


def silence(request: Request) -> None:
    """No answer at all."""
    request.server.stopping.wait(60)


def cut_off(body: bytes) -> Answer:
    """Half of *body*, announced as the whole."""

    def answer(request: Request) -> None:
        request.send_response(200)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body[: len(body) // 2])

    return answer


def endless(chunk: bytes, *, seconds: float = 30) -> Answer:
    """*chunk* again and again, without saying how long it will be."""

    def answer(request: Request) -> None:
        request.send_response(200)
        request.end_headers()
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            request.wfile.write(chunk)

    return answer
