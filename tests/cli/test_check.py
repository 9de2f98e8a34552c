"""`check`: findings, formats and exit codes."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.cli.running import error_of, run, write_project
from tests.support.golden import Golden

CLEAN = "def load() -> None: ...\n"
DATED = (
    "from api_stability import deprecated\n\n"
    "@deprecated('Use g().', removal='2027-03-01')\ndef f(): ...\n"
)
UNKNOWN = "unknown rule 'removal-overdu'; did you mean 'removal-overdue'?"
OTHER = "from api_stability import deprecated\n\n@deprecated('x')\ndef f(): ...\n"


@pytest.mark.parametrize(
    ("format", "name"),
    [
        ("text", "check.txt"),
        ("json", "check.json"),
        ("github", "check.github.txt"),
        ("sarif", "check.sarif"),
        ("junit", "check.xml"),
    ],
)
def test_each_format(format: str, name: str, project: Path, golden: Golden) -> None:  # noqa: A002
    result = run("check", "--format", format)
    assert (result.exit_code, result.stderr) == (1, "")
    golden(result.stdout, f"golden/{name}")
    assert run("check", "--format", format).stdout == result.stdout


def test_a_file_name_says_the_format(project: Path) -> None:
    assert run("check", "-o", "report.sarif").exit_code == 1
    assert json.loads(Path("report.sarif").read_text())["version"] == "2.1.0"
    run("check", "-o", "report.xml")
    assert ET.parse("report.xml").getroot().tag == "testsuite"


def test_sarif_recognises_a_finding_when_the_day_or_the_line_changes(empty: Path) -> None:
    code = "from api_stability import deprecated\n@deprecated('x', removal='2027-01-01')\n"
    write_project(empty, f"{code}def f(): ...\n")
    seen = []
    for today, line in (("2027-01-02", ""), ("2027-01-03", "\n")):
        Path("src/demo/__init__.py").write_text(f"{line}{code}def f(): ...\n")
        report = json.loads(run("check", "--format", "sarif", "--today", today).stdout)
        found = [result["partialFingerprints"] for result in report["runs"][0]["results"]]
        assert len({found[0]["apiStability/v1"], found[1]["apiStability/v1"]}) == 2
        seen.append(found)
    assert seen[0] == seen[1]


def test_every_finding_has_a_place(empty: Path) -> None:
    """Code scanning refuses a report with a result that has no location."""
    write_project(
        empty,
        "from api_stability import deprecated\n@deprecated('Use g.', removal='2')\ndef f(): ...\n",
        config='version = "latest"\n',
    )
    report = json.loads(run("check", "--format", "sarif").stdout)
    places = [result["locations"][0]["physicalLocation"] for result in report["runs"][0]["results"]]
    assert places == [{"artifactLocation": {"uri": "api-stability.toml"}}]


def test_nothing_found(empty: Path) -> None:
    write_project(empty, CLEAN)
    result = run("check")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "nothing found\n", "")


def test_why_a_scan_is_incomplete_is_said_without_its_rule(project: Path) -> None:
    Path("src/demo/broken.py").write_text("def f(:\n")
    for quiet in ([], ["--quiet"]):
        result = run("check", "--select", "removal-overdue", *quiet)
        assert result.exit_code == 3
        assert result.stderr.startswith("src/demo/broken.py:1: incomplete[syntax-error]: ")
        assert result.stderr.count("\n") == 1


def test_an_incomplete_scan_beats_findings(project: Path) -> None:
    Path("src/demo/broken.py").write_text("def f(:\n")
    result = run("check", "--select", "incomplete-scan")
    assert result.exit_code == 3
    assert result.stdout == (
        "src/demo/broken.py:1: error[incomplete-scan] python:demo was not read completely: "
        "[syntax-error] demo/broken.py is no Python that this interpreter knows: invalid syntax; "
        "correct or exclude it, or read it with a newer Python\n"
        "\n"
        "1 error; incomplete: a source could not be read completely\n"
    )


@pytest.mark.parametrize(
    "config",
    [
        '[rules]\nselect = ["removal-overdue"]\n',
        '[rules]\nseverity = { incomplete-scan = "note" }\n',
        '[[waivers]]\nid = "**"\nrule = "incomplete-scan"\nreason = "x"\nuntil = "9"\n',
    ],
)
def test_an_incomplete_scan_never_passes(config: str, empty: Path) -> None:
    write_project(empty, "def f(:\n", config=config)
    assert run("check").exit_code == 3
    assert run("check", "--ignore", "incomplete-scan").exit_code == 3


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([], 1),
        (["--select", "removal-overdue"], 0),
        (["--select", "deprecated-without-removal, removal-overdue"], 1),
        (["--ignore", "deprecated-without-removal,deprecated-without-alternative"], 0),
        (["--select", "default", "--fail-on", "note"], 1),
    ],
)
def test_which_rules_are_applied(arguments: list[str], code: int, project: Path) -> None:
    assert run("check", *arguments).exit_code == code


def test_what_fails_is_configured_or_asked_for(empty: Path) -> None:
    severity = "[rules.severity]\n" + "".join(
        f'{name} = "warning"\n'
        for name in ("deprecated-without-removal", "deprecated-without-alternative")
    )
    write_project(empty, OTHER, config=severity)
    assert run("check").exit_code == 0
    assert run("check", "--fail-on", "warning").exit_code == 1
    Path("api-stability.toml").write_text('[rules]\nfail-on = "warning"\n' + severity)
    assert run("check").exit_code == 1
    assert run("check", "--fail-on", "error").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "epoch", "told"),
    [
        (["--today", "2027-02-28"], None, None),
        (["--today", "2027-03-01"], None, "today"),
        (["--today", "2027-03-02"], None, "1 day ago"),
        ([], "1803945600", "1 day ago"),
        (["--today", "2027-03-11"], "1803945600", "10 days ago"),
    ],
)
def test_dates_are_compared_with_today(
    arguments: list[str],
    epoch: str | None,
    told: str | None,
    empty: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write_project(empty, DATED)
    if epoch is not None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    result = run("check", "--select", "removal-overdue", *arguments)
    if told is None:
        assert (result.exit_code, result.stdout) == (0, "nothing found\n")
    else:
        assert result.exit_code == 1
        assert result.stdout.startswith(
            "src/demo/__init__.py:3: error[removal-overdue] demo.f was to be removed on "
            f"2027-03-01, {told}; remove it, or move the date\n"
        )


def test_an_inventory_gives_the_same_findings(project: Path) -> None:
    run("scan", "-o", "stability.json")
    here = run("check")
    assert run("check", "--inventory", "stability.json").stdout == here.stdout


def test_an_inventory_of_another_project_is_seen_for_itself(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("scan", "-o", tmp_path / "stability.json")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "api-stability.toml").write_text(
        'name = "other"\n[rules]\nselect = ["removal-overdue"]\n'
    )
    monkeypatch.chdir(elsewhere)
    result = run("check", "--inventory", "../stability.json")
    assert result.exit_code == 1
    assert result.stdout.startswith("src/demo/__init__.py:26: error[deprecated-without-")


def test_other_projects_in_an_inventory_are_not_ours(project: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    write_project(other, OTHER, name="other")
    run("scan", other, "-o", "other.json")
    Path("api-stability.toml").write_text(
        'inventories = ["other.json"]\n[[sources]]\nsurface = "python"\n'
        'packages = ["demo"]\nsearch-paths = ["src"]\n'
    )
    Path("src/demo/__init__.py").write_text(CLEAN)
    assert run("check").stdout == "nothing found\n"
    everything = run("check", "--all-projects")
    assert everything.exit_code == 1
    assert "other.f" in everything.stdout


def test_paths_are_seen_from_here(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project / "src")
    assert run("check").stdout.startswith("demo/__init__.py:26: ")
    monkeypatch.chdir(project.parent)
    result = run("check", "--config", "project/pyproject.toml")
    assert result.stdout.startswith("project/src/demo/__init__.py:26: ")


def test_annotations_cannot_be_broken_out_of(empty: Path) -> None:
    write_project(
        empty,
        "from api_stability import deprecated\n\n"
        "@deprecated('x', removal='1\\n::error::100%')\ndef f(): ...\n",
    )
    lines = run("check", "--format", "github", "-q").stdout.splitlines()
    assert lines[0].startswith("::error file=src/demo/__init__.py,line=3,title=deprecated-without-")
    assert sum(line.startswith("::") for line in lines) == 2
    assert "100%25" in lines[1]


def test_configuration_problems_are_said_on_the_way(empty: Path) -> None:
    config = '[[annotations]]\nid = "python:demo.gone"\nlevel = "beta"\n'
    write_project(empty, CLEAN, config=config)
    result = run("check")
    assert result.stderr == (
        "api-stability.toml:1: unresolved[annotation-without-symbol]: the annotation for "
        "python:demo.gone matches no symbol; correct or remove it\n"
    )
    assert run("check", "-q").stderr == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--today", "tomorrow"], "--today: 'tomorrow' is no date; write one like 2027-03-01"),
        (["--today", "2027-02-30"], "--today: '2027-02-30' is no date; write one like 2027-03-01"),
        (
            ["--select", "removal-overdu"],
            f"command line: --select: {UNKNOWN}",
        ),
        (
            ["--ignore", "removal-overdu"],
            f"command line: --ignore: {UNKNOWN}",
        ),
        (["--inventory", "none.json"], "none.json: No such file or directory"),
    ],
)
def test_wrong_usage(arguments: list[str], message: str, project: Path) -> None:
    assert error_of("check", *arguments) == f"api-stability: error: {message}\n"


def test_a_wrong_epoch(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert error_of("check") == (
        "api-stability: error: SOURCE_DATE_EPOCH: 'soon' is no number of seconds since 1970\n"
    )
