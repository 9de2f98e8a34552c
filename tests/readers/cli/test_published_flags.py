"""Every flag that a published wheel's code writes down is read, or explained."""

import ast
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from api_stability.model.symbols import Declaration
from tests.readers.cli.reading import read_programs
from tests.support.wheels import PublishedWheel, get_or_skip

CONFIG = Path("example_docs/published/ai-dynamo.toml")
NO_PROGRAM_TAKES = {
    # groups/http_args.py offers them to whoever adds its group; no program of the wheel does
    *("--http-concurrency", "--http-connect-timeout", "--http-keepalive-timeout"),
    *("--http-max-connections", "--http-max-keepalive", "--http-pool-timeout", "--http-timeout"),
}
FROM_TABLES_AND_LOOPS = {
    *("--aic-model-path", "--ais-model-path", "--disable-piecewise-cuda-graph"),
    *(f"--benchmark-decode-{each}-granularity" for each in ("batch", "length")),
    *(f"--benchmark-prefill{each}-granularity" for each in ("", "-batch", "-kv-read")),
    *("--host-offload-d2h-bandwidth-gbps", "--host-offload-h2d-bandwidth-gbps"),
}
OBSOLETE = {
    *("--assume-kv-reuse", "--default-itl-target", "--default-ttft-target"),
    *("--dyn-endpoint-types", "--kv-events", "--kv-overlap-score-weight"),
    *("--track-active-blocks", "--track-output-blocks"),
}
"""``obsolete_flag=``: still understood."""
HIDDEN = {
    *("--admission-control", "--disable-piecewise-cuda-graph", "--dyn-enable-structural-tag"),
    *("--dyn-structural-tag-schema", "--dyn-structural-tag-scope"),
    "--router-kv-overlap-score-weight",
}
"""No program shows them."""


@pytest.fixture(scope="module")
def root(unpacked_wheel: PublishedWheel) -> Path:
    return get_or_skip(unpacked_wheel, "ai-dynamo", "1.6.1")


@pytest.fixture(scope="module")
def options(root: Path, pytestconfig: pytest.Config) -> list[Declaration]:
    config = tomllib.loads((pytestconfig.rootpath / CONFIG).read_text(encoding="utf-8"))
    (source,) = (each for each in config["sources"] if each["surface"] == "cli")
    reading = read_programs(root, source["programs"], markers=tuple(source["markers"]))
    assert [each for each in reading.diagnostics if each.grade == "incomplete"] == []
    assert len(source["programs"]) == 28
    return [each for each in reading.declarations if each.kind == "option"]


def written(root: Path) -> Iterator[str]:
    """The flags in calls that add options, outside of tests, found by their text alone."""
    for path in sorted(root.rglob("*.py")):
        if "tests" in path.relative_to(root).parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name not in {"add_argument", "add_negatable_bool_argument"}:
                continue
            given = [*node.args, *(k.value for k in node.keywords if k.arg == "flag_name")]
            texts = [each.value for each in given if isinstance(each, ast.Constant)]
            yield from (t for t in texts if isinstance(t, str) and t.startswith("-"))


def names(options: list[Declaration]) -> set[str]:
    return {each.id.rpartition(" ")[2] for each in options}


def spellings(options: list[Declaration]) -> Mapping[str, Declaration]:
    return {
        symbol.rpartition(" ")[2]: each for each in options for symbol in (each.id, *each.aliases)
    }


def test_every_flag_that_is_written_is_read(root: Path, options: list[Declaration]) -> None:
    flags = set(written(root))
    assert len(flags) == 440
    read = {flag for flag in spellings(options) if not flag.startswith("--no-") or flag in flags}
    assert flags - read == NO_PROGRAM_TAKES
    assert read - flags == FROM_TABLES_AND_LOOPS | OBSOLETE | {"--help", "-h"}


def test_the_counts(options: list[Declaration]) -> None:
    shown = [each for each in options if each.public]
    assert (len(options), len(names(options)), len(spellings(options))) == (1022, 431, 525)
    assert (len(shown), len(names(shown)), len(spellings(shown))) == (997, 425, 517)
    assert names(options) - names(shown) == HIDDEN
