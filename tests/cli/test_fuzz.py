"""Whatever stands in a configuration, the command ends with one of its exit codes."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cli.running import run, write_project

_KEYS = """
    name version policy sources inventories features annotations annotations-file waivers
    waivers-file ledger-file rules select severity fail-on id title symbols level issue
    proposal opt-in
    deprecated since removal alternatives reason until rule surface packages search-paths
    markers public include exclude from extends levels label unmarked
"""
_WORDS = """
    demo src python beta stable default own names error removal-overdue 1.0 2.0 git pyproject
    python:demo.** python:demo.load pyproject.toml . .. ** / api-stability.toml
"""
_keys = st.sampled_from(_KEYS.split())
_words = st.sampled_from(_WORDS.split()) | st.text(max_size=5)
_scalars = _words | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.dates()
_values = st.recursive(
    _scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_keys, inner, max_size=4),
    max_leaves=8,
)
_tables = st.dictionaries(_keys, _values, max_size=5)
_sources = st.fixed_dictionaries(
    {"surface": st.just("python"), "packages": st.just(["demo"]), "search-paths": st.just(["src"])},
    optional={"exclude": st.lists(_words), "include": st.lists(_words), "public": _words},
)
_rows = {
    "id": _words,
    "rule": st.sampled_from(["removal-overdue", "incomplete-scan", "deprecated-without-removal"]),
    "reason": _words,
    "until": _words,
}
_likely = st.fixed_dictionaries(
    {"sources": st.lists(_sources, max_size=2)},
    optional={
        "version": _words,
        "waivers": st.lists(st.fixed_dictionaries(_rows), max_size=2),
        "features": st.lists(
            st.fixed_dictionaries({"id": _words, "symbols": st.lists(_words)}), max_size=2
        ),
        "annotations": st.lists(
            st.fixed_dictionaries(
                {"id": _words}, optional={"level": _words, "deprecated": _values}
            ),
            max_size=2,
        ),
    },
)


def to_toml(value: Any) -> str:
    """A value as inline TOML."""
    if isinstance(value, dict):
        inner = ", ".join(f"{to_toml(key)} = {to_toml(item)}" for key, item in value.items())
        return f"{{{inner}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(to_toml, value))}]"
    if isinstance(value, str):
        escaped = (f"\\U{ord(c):08X}" if not c.isprintable() or c in '"\\' else c for c in value)
        return f'"{"".join(escaped)}"'
    return str(value).lower() if not hasattr(value, "isoformat") else value.isoformat()


@contextlib.contextmanager
def standing_in_a_project(config: str) -> Iterator[None]:
    """A project with *config* as the current folder."""
    with tempfile.TemporaryDirectory() as folder:
        write_project(Path(folder), config=config)
        before = Path.cwd()
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(before)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    table=st.one_of(_tables, _likely, _likely),
    command=st.sampled_from(["scan", "check", "explain"]),
)
def test_any_configuration_ends_well(table: dict[str, Any], command: str) -> None:
    config = "".join(f"{to_toml(key)} = {to_toml(value)}\n" for key, value in table.items())
    with standing_in_a_project(config):
        result = run(command, *(["load"] if command == "explain" else []))
    assert result.exit_code in {0, 1, 2, 3}
    assert "Traceback" not in result.output


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(arguments=st.lists(_words | st.sampled_from(["--dist", "--format", "-o", "-"]), max_size=4))
def test_any_arguments_end_well(arguments: list[str]) -> None:
    # a test does not read the whole machine
    words = [word for word in arguments if "\0" not in word and word not in ("..", "/")]
    with standing_in_a_project(""):
        for command in ("scan", "check", "table", "explain", "merge"):
            result = run(command, *words)
            assert result.exit_code in {0, 1, 2, 3}


@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=60) | st.text().map(str.encode))
def test_any_bytes_as_configuration_or_inventory(data: bytes) -> None:
    with standing_in_a_project(""):
        Path("api-stability.toml").write_bytes(data)
        assert run("scan").exit_code in {0, 2}
        Path("api-stability.toml").unlink()
        Path("a.json").write_bytes(data)
        assert run("check", "--inventory", "a.json").exit_code == 2
