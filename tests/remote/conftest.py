"""A server, and a network that is nothing but it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.servers import Server, running_server


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("no_proxy", "*")
    with running_server() as running:
        yield running
