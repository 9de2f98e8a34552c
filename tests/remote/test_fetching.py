"""One file over HTTP, within bounds, from servers that are not kind."""

from __future__ import annotations

import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import time
import zlib
from pathlib import Path
from typing import Any

import pytest

from api_stability.remote.connecting import Access, Call
from api_stability.remote.fetching import Known, Limits, _follow, fetch
from api_stability.remote.problems import RemoteError
from tests.support.servers import (
    Request,
    Server,
    cut_off,
    drip,
    endless,
    redirect,
    running_server,
    status,
)

ACCESS = Access(user_agent="test/1")
BODY = b'{"format": "api-stability/1"}' * 100


def get(address: str, access: Access = ACCESS, **limits: Any) -> bytes:
    answer = fetch(address, Known(), Limits(**{"seconds": 5, **limits}), access, Call())
    assert answer.body is not None
    return answer.body


def fail(address: str, access: Access = ACCESS, **limits: Any) -> RemoteError:
    with pytest.raises(RemoteError) as caught:
        get(address, access=access, **limits)
    return caught.value


def test_a_file(server: Server) -> None:
    assert get(server.serve("/a%20b/s.json", BODY).replace("%20", " ")) == BODY
    (headers,) = server.headers
    assert headers["user-agent"] == "test/1"
    assert "authorization" not in headers


def test_a_name_and_a_password(server: Server) -> None:
    address = server.serve("/s.json", BODY).replace("http://", "http://me:p%40ss@")
    assert get(address) == BODY
    assert server.headers[0]["authorization"] == "Basic bWU6cEBzcw=="


def test_a_password_is_for_one_host(server: Server) -> None:
    with running_server() as other:
        other.serve("/s.json", BODY)
        address = server.answer("/s.json", redirect(f"{other.base}/s.json"))
        assert get(address.replace("http://", "http://me:secret@")) == BODY
        assert "authorization" not in other.headers[0]


PACKED = {
    "gzip": gzip.compress(BODY),
    "x-gzip": gzip.compress(BODY[:9]) + gzip.compress(BODY[9:]),
    "deflate": zlib.compress(BODY),
    "identity": BODY,
}


@pytest.mark.parametrize("encoding", PACKED)
def test_packed(server: Server, encoding: str) -> None:
    assert get(server.serve("/", PACKED[encoding], Content_Encoding=encoding)) == BODY


def test_packed_without_a_header(server: Server) -> None:
    packed = zlib.compress(BODY, wbits=-15)
    assert get(server.serve("/", packed, Content_Encoding="deflate")) == BODY


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_what_is_packed_and_cut_off_or_broken(server: Server, encoding: str) -> None:
    address = server.serve("/", PACKED[encoding][:-9], Content_Encoding=encoding)
    assert "cut off" in str(fail(address))
    address = server.serve("/", b"\x1f\x8b" + BODY, Content_Encoding=encoding)
    assert "cannot be unpacked" in str(fail(address))


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_bomb(server: Server, encoding: str) -> None:
    packer = zlib.compressobj(9, wbits=31 if encoding == "gzip" else 15)
    bomb = packer.compress(bytes(50_000_000)) + packer.flush()
    assert len(bomb) < 100_000
    address = server.serve("/", bomb, Content_Encoding=encoding)
    assert "more than 1 MB" in str(fail(address, unpacked=1_000_000))


def test_a_packing_that_nobody_asked_for(server: Server) -> None:
    assert "br" in str(fail(server.serve("/", BODY, Content_Encoding="br")))


def test_too_large(server: Server) -> None:
    assert "more than 0.001 MB" in str(fail(server.serve("/", BODY), transferred=1000))
    endlessly = server.answer("/endless", endless(BODY))
    assert "more than 1 MB" in str(fail(endlessly, transferred=1_000_000))


def test_cut_off(server: Server) -> None:
    assert "cut off" in str(fail(server.answer("/", cut_off(BODY))))


@pytest.mark.parametrize(
    ("code", "kind"), [(404, "absent"), (410, "absent"), (500, "refused"), (401, "refused")]
)
def test_other_answers(server: Server, code: int, kind: str) -> None:
    error = fail(server.answer("/", status(code, BODY)))
    assert (error.kind, f"HTTP {code}" in str(error)) == (kind, True)


def test_nobody_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        address = f"http://127.0.0.1:{closed.getsockname()[1]}/"
    assert fail(address).kind == "unreachable"
    assert fail("http://nowhere.invalid/").kind == "unreachable"


def test_what_speaks_no_http(server: Server) -> None:
    def nonsense(request: Request) -> None:
        request.wfile.write(b"\0\0nonsense\r\n\r\n")

    address = server.answer("/", nonsense)
    assert fail(address).kind == "unreachable"


def test_a_few_redirects(server: Server) -> None:
    server.serve("/5", BODY)
    for number in range(5):
        server.answer(f"/{number}", redirect(f"{number + 1}", (301, 302, 303, 307, 308)[number]))
    assert get(f"{server.base}/0") == BODY
    server.answer("/first", redirect("/0"))
    assert "more than 5 redirects" in str(fail(f"{server.base}/first"))


def test_redirects_in_a_circle(server: Server) -> None:
    server.answer("/a", redirect("/b"))
    server.answer("/b", redirect("/a"))
    assert fail(f"{server.base}/a").kind == "redirects"
    assert len(server.asked) == 6


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://127.0.0.1/", "data:,x", "javascript:x", "//", ""]
)
def test_redirects_to_no_web_server(server: Server, target: str) -> None:
    error = fail(server.answer("/a", redirect(target)))
    assert error.kind == "redirects"


def test_a_redirect_never_leaves_tls() -> None:
    assert _follow("http://a/", "https://b/x") == "https://b/x"
    assert _follow("https://a/y", "x") == "https://a/x"
    with pytest.raises(RemoteError, match="from https to http://b/x"):
        _follow("https://a/", "http://me:secret@b/x")


@pytest.mark.parametrize("where", ["headers", "body"])
def test_a_slow_answer_ends_with_its_call(server: Server, where: str) -> None:
    head = b"HTTP/1.0 200 OK\r\nContent-Length: 9999\r\n"
    data = head + b"X: " + b"x" * 9000 if where == "headers" else head + b"\r\n" + BODY
    address = server.answer("/", drip(data))
    call, started = Call(), time.monotonic()
    threading.Timer(0.5, call.end).start()
    with pytest.raises(RemoteError) as caught:
        fetch(address, Known(), Limits(seconds=30), ACCESS, call)
    assert caught.value.kind == "slow"
    assert time.monotonic() - started < 5


def test_a_call_that_has_ended_asks_nobody(server: Server) -> None:
    call = Call()
    call.end()
    with pytest.raises(RemoteError):
        fetch(server.serve("/", BODY), Known(), Limits(), ACCESS, call)
    assert server.asked == []


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Of a server that nobody knows."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl to make a certificate with")
    file = tmp_path / "server.pem"
    made = subprocess.run(
        [
            *(openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"),
            *("-keyout", tmp_path / "key.pem", "-out", tmp_path / "only.pem"),
        ],
        capture_output=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    file.write_bytes((tmp_path / "key.pem").read_bytes() + (tmp_path / "only.pem").read_bytes())
    return file


def test_certificates(server: Server, certificate: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    address = server.serve("/", BODY).replace("http:", "https:")
    assert "certificate" in str(fail(address))
    only = str(certificate.with_name("only.pem"))
    for access in (
        Access(user_agent="", verify=False),
        Access(user_agent="", authorities=only),
        Access(user_agent="", authorities={"127.0.0.1": only}),
        Access(user_agent="", bundle=only),
    ):
        assert get(address, access=access) == BODY
    assert "certificate" in str(fail(address, Access(user_agent="", authorities={"b": only})))
    missing = Access(user_agent="", authorities=f"{only}.gone")
    assert fail(address, missing).kind == "unreachable"


def test_a_server_that_is_slow_about_tls() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        call, started = Call(), time.monotonic()
        threading.Timer(0.3, call.end).start()
        address = f"https://127.0.0.1:{listening.getsockname()[1]}/"
        with pytest.raises(RemoteError) as caught:
            fetch(address, Known(), Limits(seconds=30), ACCESS, call)
    assert caught.value.kind == "slow"
    assert time.monotonic() - started < 5
