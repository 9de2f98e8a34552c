"""`table`: what the documentation shows."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from api_stability.views import option_specs
from tests.cli.running import error_of, run
from tests.support.golden import Golden
from tests.support.wheels import PublishedWheel


@pytest.mark.parametrize(
    "kind",
    ["stability", "deprecation", "migration", "policy", "removals", "overview"],
)
@pytest.mark.parametrize("ending", ["txt", "md", "html", "rst"])
def test_each_kind_in_each_format(kind: str, ending: str, project: Path, golden: Golden) -> None:
    result = run("table", kind, "-o", f"out.{ending}")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    golden(Path(f"out.{ending}").read_text(), f"golden/table-{kind}.{ending}")


@pytest.mark.parametrize("ending", ["txt", "md", "html", "rst", "csv", "json"])
def test_a_timeline_in_each_format(ending: str, released: Path, golden: Golden) -> None:
    result = run("table", "timeline", "--subject", "symbols", "-o", f"out.{ending}")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    golden(Path(f"out.{ending}").read_text(), f"golden/table-timeline.{ending}")


@pytest.mark.parametrize("ending", ["txt", "md", "html", "rst", "csv", "json"])
def test_changes_in_each_format(ending: str, released: Path, golden: Golden) -> None:
    result = run("table", "changes", "1.0", "-o", f"out.{ending}")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    golden(Path(f"out.{ending}").read_text(), f"golden/table-changes.{ending}")


def test_changes_between_inventories(project: Path) -> None:
    run("scan", "--format", "json", "-o", "old.json")
    Path("src/demo/more.py").write_text("def added(): ...\n")
    run("scan", "--format", "json", "-o", "new.json")
    for sides in (["old.json"], ["old.json", "new.json"], ["old.json", "now"]):
        data = json.loads(run("table", "changes", *sides, "--format", "json").stdout)
        assert [(row["group"], row["subject"]) for row in data["rows"]] == [
            ("Added", "python:demo.more")
        ]


NOTHING_TO_COMPARE = (
    "name what to compare: `table changes OLD NEW`; each is a release of the ledger, an inventory "
    "file, or 'now'"
)
NOT_COMPARED = {
    ("changes",): NOTHING_TO_COMPARE,
    ("changes", "1", "2", "3"): NOTHING_TO_COMPARE,
    ("timeline", "1.0"): "1.0: only `table changes` compares",
    ("changes", "0.9"): "command line: unknown release '0.9'; it is no release of the ledger and "
    "no inventory file; valid: 1.0, 1.1, now",
    ("changes", "pyproject.toml"): "command line: pyproject.toml: this is no JSON: JSON is "
    "malformed: invalid character (byte 1)",
    ("timeline", "--releases", "0"): "command line: --releases: must be 1 or more",
}


@pytest.mark.parametrize("arguments", NOT_COMPARED)
def test_what_cannot_be_compared(arguments: tuple[str, ...], released: Path) -> None:
    message = NOT_COMPARED[arguments]
    assert error_of("table", *arguments) == f"api-stability: error: {message}\n"


def test_data_formats(project: Path) -> None:
    rows = list(csv.reader(io.StringIO(run("table", "deprecation", "--format", "csv").stdout)))
    assert [row[0] for row in rows[1:]] == ["demo.Old", "demo.read"]
    data = json.loads(run("table", "deprecation", "--format", "json").stdout)
    assert [row["subject"] for row in data["rows"]] == ["python:demo.Old", "python:demo.read"]


def test_every_option_of_a_table_is_one_of_the_command() -> None:
    shown = run("table", "--help").stdout
    assert all(f"--{spec.name} " in shown for spec in option_specs())


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (["--level", "beta"], ["demo.load"]),
        (["--level", "beta", "--level", "experimental"], ["demo.load", "demo.Session"]),
        (["--level", "beta,experimental", "--sort", "level"], ["demo.Session", "demo.load"]),
        (["--prefix", "demo.Session", "--inherited"], ["demo.Session", "demo.Session.close"]),
        (["--limit", "1"], ["demo.load"]),
        (["--surface", "cli"], []),
    ],
)
def test_options_select_rows(arguments: list[str], names: list[str], project: Path) -> None:
    data = json.loads(run("table", "stability", "--format", "json", *arguments).stdout)
    assert [row["subject"].removeprefix("python:") for row in data["rows"]] == names


def test_one_part_of_the_policy_needs_no_sources(empty: Path) -> None:
    Path("api-stability.toml").write_text('name = "demo"\n')
    shown = run("table", "policy-graduations", "--format", "csv")
    assert shown.exit_code == 0
    assert "No known critical bug blocks its use" in shown.stdout


def test_a_registry_is_a_document(project: Path, golden: Golden) -> None:
    result = run("table", "registry", "-o", "STABILITY.md")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    golden(Path("STABILITY.md").read_text(), "golden/table-registry.md")
    assert "csv holds one table" in error_of("table", "registry", "--format", "csv")


def test_an_incomplete_source_still_gives_a_table_and_3(project: Path) -> None:
    Path("src/demo/broken.py").write_text("def f(:\n")
    result = run("table", "deprecation", "-q")
    assert result.exit_code == 3
    assert "demo.Old" in result.stdout
    assert result.stderr.startswith("src/demo/broken.py:1: incomplete[syntax-error]: ")


def test_check_compares_with_a_file(project: Path) -> None:
    for kind in ("stability", "overview", "registry", "policy"):
        command = ["table", kind, "-o", "out.md"]
        missing = run(*command, "--check")
        assert (missing.exit_code, missing.stdout) == (
            1,
            "out.md:1: stale: there is no such file; run the same command without --check\n",
        )
        run(*command)
        assert (run(*command, "--check").exit_code, run(*command, "--check").stdout) == (0, "")
        written = Path("out.md").read_text()
        Path("out.md").write_text(f"{written}more\n")
        stale = run(*command, "--check")
        lines = written.count("\n") + 1
        assert (stale.exit_code, stale.stdout) == (
            1,
            f"out.md:{lines}: stale: run the same command without --check\n-more\n",
        )
        assert Path("out.md").read_text() == f"{written}more\n"
        Path("out.md").unlink()


def test_check_needs_a_file_and_a_complete_scan(project: Path) -> None:
    for output in ([], ["-o", "-"]):
        assert error_of("table", "stability", "--check", *output) == (
            "api-stability: error: --check compares with a file: say which one with -o FILE\n"
        )
    Path("src/demo/broken.py").write_text("def f(:\n")
    result = run("table", "stability", "--check", "-o", "out.md", "-q")
    assert (result.exit_code, result.stdout) == (3, "")


def test_of_a_published_wheel(published_wheel: PublishedWheel, empty: Path, golden: Golden) -> None:
    wheel = published_wheel("langchain-core", "1.8.1")
    result = run("table", "migration", "--wheel", wheel, "--format", "markdown")
    assert result.exit_code == 0
    golden(result.stdout, "golden/langchain-core-1.8.1-migration.md")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--level", "bta"], "command line: --level: unknown level 'bta'; did you mean 'beta'?"),
        (["--sort", "nam"], "command line: --sort: unknown value 'nam'; did you mean 'name'?"),
        (
            ["--columns", "nme"],
            "command line: --columns: unknown value 'nme'; did you mean 'name'?",
        ),
        (
            ["--surface", "pyton"],
            "command line: --surface: unknown value 'pyton'; did you mean 'python'?",
        ),
        (["--limit", "few"], "command line: --limit: must be a whole number, not 'few'"),
        (["--limit", "0"], "command line: --limit: must be 1 or more"),
    ],
)
def test_wrong_options(arguments: list[str], message: str, project: Path) -> None:
    assert error_of("table", "stability", *arguments) == f"api-stability: error: {message}\n"


@pytest.mark.parametrize("format", ["csv", "json"])
def test_one_file_of_data_holds_one_table(format: str, project: Path) -> None:  # noqa: A002
    assert error_of("table", "policy", "--format", format) == (
        f"api-stability: error: KIND: {format} holds one table; choose one of policy-levels, "
        "policy-conventions, policy-graduations, policy-deprecation\n"
    )


def test_feature_gates_have_a_timeline_without_a_ledger(shared_data: Path, empty: Path) -> None:
    file = shared_data / "kubernetes" / "versioned_feature_list.excerpt.yaml"
    Path("api-stability.toml").write_text(
        'name = "kubernetes"\nversion = "1.34"\npolicy = "kubernetes"\n'
        f'[[sources]]\nsurface = "feature-gate"\nfiles = ["{file}"]\n'
    )
    gate = ["--subject", "symbols", "--prefix", "AnyVolumeDataSource", "--format", "csv"]
    (head, row) = csv.reader(io.StringIO(run("table", "timeline", *gate).stdout))
    told = dict(zip(head, row, strict=True))
    stages = {"1.18": "Alpha", "1.23": "Alpha", "1.24": "Beta", "1.32": "Beta", "1.33": "GA"}
    assert {release: told[release] for release in stages} == stages
    changes = ["1.32", "1.33", "--prefix", "AnyVolumeDataSource", "--format", "csv"]
    (_, change) = csv.reader(io.StringIO(run("table", "changes", *changes).stdout))
    assert change == ["Graduated", "AnyVolumeDataSource", "Beta", "GA"]
