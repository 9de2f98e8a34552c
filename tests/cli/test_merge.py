"""`merge`: several inventories as one."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.running import error_of, run, write_project

OTHER = "from api_stability import beta\n\n@beta()\ndef f(): ...\n"


def scan_both(folder: Path) -> None:
    """Write `demo.json` and `other.json`."""
    write_project(folder / "other", OTHER, name="other")
    run("scan", "-o", "demo.json")
    run("scan", folder / "other", "-o", "other.json")


def test_the_order_makes_no_difference(project: Path, tmp_path: Path) -> None:
    scan_both(tmp_path)
    merged = run("merge", "demo.json", "other.json", "-o", "merged.json")
    assert (merged.exit_code, merged.stdout, merged.stderr) == (0, "", "")
    data = Path("merged.json").read_bytes()
    assert run("merge", "other.json", "demo.json").stdout_bytes == data
    assert run("merge", "merged.json").stdout_bytes == data
    assert run("merge", "demo.json", "merged.json").stdout_bytes == data
    assert [found["name"] for found in json.loads(data)["projects"]] == ["demo", "other"]


def test_alone_it_is_the_same(project: Path) -> None:
    run("scan", "-o", "demo.json")
    assert run("merge", "demo.json").stdout_bytes == Path("demo.json").read_bytes()


def test_as_text(project: Path, tmp_path: Path) -> None:
    scan_both(tmp_path)
    assert run("merge", "demo.json", "other.json", "--format", "text").stdout == (
        "demo 1.8: 8 public symbols, 4 marked (1 experimental, 1 beta, 2 deprecated), "
        "0 files unreadable\n"
        "other 1.8: 2 public symbols, 1 marked (1 beta), 0 files unreadable\n"
    )


def test_an_incomplete_one_makes_all_incomplete(project: Path) -> None:
    Path("src/demo/broken.py").write_text("def f(:\n")
    run("scan", "-o", "demo.json")
    result = run("merge", "demo.json", "-o", "out.json")
    assert result.exit_code == 3
    assert result.stderr == "incomplete: not every source of these was read completely\n"
    assert not json.loads(Path("out.json").read_text())["complete"]


def test_what_is_no_inventory(project: Path) -> None:
    Path("a.json").write_text('{"format": "api-stability/9"}')
    assert error_of("merge", "a.json") == (
        "api-stability: error: a.json: this is no inventory that this version reads: format is "
        "'api-stability/9', expected 'api-stability/1'; write it again with "
        "`api-stability scan --format json`\n"
    )
    assert error_of("merge", "none.json") == (
        "api-stability: error: none.json: No such file or directory\n"
    )
    Path("a.json").write_bytes(b"\xff\xfe")
    assert error_of("merge", "a.json").startswith("api-stability: error: a.json: this is no JSON: ")


def test_two_versions_of_one_project(project: Path) -> None:
    run("scan", "-o", "a.json")
    Path("pyproject.toml").write_text('[project]\nname = "demo"\nversion = "1.9"\n')
    run("scan", "-o", "b.json")
    assert error_of("merge", "a.json", "b.json") == (
        "api-stability: error: project 'demo' has two different values for 'version': '1.8' and "
        "'1.9'; merge inventories of one version and one policy\n"
    )
