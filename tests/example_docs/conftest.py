"""The example documentation, built once for all tests and all processes that run them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.example_docs.pages import DOCS
from tests.support.wheels import PublishedWheel, exclusive
from tools.engines import ENGINES

RELEASES = {"langchain-core": "1.8.1", "anyio": "4.16.0", "ai-dynamo": "1.6.1"}
OFFLINE = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "", "PIP_CONFIG_FILE": os.devnull}


@dataclass(frozen=True, slots=True)
class Site:
    """A build: the sources that were built, and what came out."""

    docs: Path
    output: Path
    messages: str
    """All that the build said on standard error."""

    def inventory(self) -> dict[str, Any]:
        """The published inventory."""
        found: dict[str, Any] = json.loads((self.output / "stability.json").read_bytes())
        return found


def copy_docs(folder: Path) -> Path:
    """Copy the documentation's sources, without anything generated."""
    ignored = shutil.ignore_patterns("__pycache__", "_generated", "*.png")
    shutil.copytree(DOCS, folder / "example_docs", ignore=ignored)
    for engine in ENGINES:
        shutil.copy(DOCS.with_name(engine.config), folder)
    return folder / "example_docs"


def build(docs: Path, environment: Mapping[str, str] = {}, *arguments: str) -> Site:
    """Build *docs* as ``make docs`` does; every warning is an error."""
    output, doctrees = docs.parent / "site", docs.parent / "doctrees"
    strict = ["-W", "--keep-going", "-n", "-q", "-j", "2", *arguments]
    answer = subprocess.run(
        [sys.executable, "-m", "sphinx", *strict, "-d", str(doctrees), str(docs), str(output)],
        env={**os.environ, **environment},
        check=False,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
        timeout=300,
    )
    assert answer.returncode == 0, answer.stderr
    return Site(docs, output, answer.stderr)


def build_once(base: Path, name: str, wheels: Mapping[str, Path], **environment: str) -> Site:
    """Build in a folder that all test processes share; whoever comes first does it."""
    home = base / f"guide-{name}"
    with exclusive(base / f"guide-{name}.lock"):
        said = home / "messages.txt"
        if not said.exists():
            shutil.rmtree(home, ignore_errors=True)
            docs = copy_docs(home)
            for release, wheel in wheels.items():
                cache = home / "build" / "published-packages" / release
                cache.mkdir(parents=True)
                shutil.copy(wheel, cache)
            said.write_text(build(docs, environment).messages, encoding="utf-8")
    return Site(home / "example_docs", home / "site", said.read_text(encoding="utf-8"))


def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all processes of a test run."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The documentation, built where no package can be fetched."""
    return build_once(shared_folder(tmp_path_factory), "offline", {}, **OFFLINE)


@pytest.fixture(scope="session")
def published_site(
    tmp_path_factory: pytest.TempPathFactory, published_wheel: PublishedWheel
) -> Site:
    """The documentation with the pages about published packages."""
    wheels = {
        f"{name}-{version}": published_wheel(name, version) for name, version in RELEASES.items()
    }
    return build_once(shared_folder(tmp_path_factory), "published", wheels, **OFFLINE)
