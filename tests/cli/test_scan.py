"""`scan`: sources, distributions and wheels to an inventory."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from api_stability.model.codec import read_inventory
from tests.cli.running import CODE, error_of, run, write_project
from tests.support.golden import Golden
from tests.support.wheels import PublishedWheel
from tests.test_distributions import install, make_wheel


def test_a_project_without_configuration(project: Path, golden: Golden) -> None:
    result = run("scan")
    assert (result.exit_code, result.stderr) == (0, "")
    golden(result.stdout, "golden/scan.txt")


def test_as_markdown(project: Path, golden: Golden) -> None:
    golden(run("scan", "--format", "markdown").stdout, "golden/scan.md")


def test_only_what_is_marked(project: Path) -> None:
    lines = run("scan", "--marked").stdout.splitlines()
    assert lines[0] == (
        "demo 1.8: 4 marked symbols (1 experimental, 1 beta, 2 deprecated), 0 files unreadable"
    )


def test_from_a_folder_below(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = run("scan")
    monkeypatch.chdir(project / "src" / "demo")
    assert run("scan").stdout == here.stdout
    assert run("scan", project).stdout == here.stdout
    assert run("scan", "../..").stdout == here.stdout


@pytest.mark.parametrize(
    ("folder", "head"),
    [
        ("src", "src (no version): 8 public symbols, 4 marked"),
        ("src/demo", "demo (no version): 8 public symbols, 4 marked"),
        ("wheel", "Demo-Dist 3.1: 1 public symbol, 0 marked"),
        ("parts", "parts (no version): 2 public symbols, 0 marked"),
        ("parts/space/part", "part (no version): 1 public symbol, 0 marked"),
    ],
)
def test_a_folder_is_what_it_holds_whatever_is_above_it(
    folder: str, head: str, project: Path
) -> None:
    for name in ("wheel/pkg", "parts/space/part", "parts/other"):
        (project / name).mkdir(parents=True)
        (project / name / "__init__.py").write_text("")
    info = project / "wheel" / "pkg-3.1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Name: Demo-Dist\nVersion: 3.1\n")
    result = run("scan", folder)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(head)


def test_a_folder_under_a_policy(project: Path) -> None:
    (project / "policy.toml").write_text('extends = "default"\nunmarked = "beta"\n')
    (project / "ours.toml").write_text('policy = "policy.toml"\n')
    run("scan", "src", "--config", "ours.toml", "-o", "out.json")
    inventory = read_inventory(Path("out.json").read_bytes(), where="out.json")
    assert {each.level for each in inventory.symbols if each.basis == "default"} == {"beta"}


def test_the_inventory_is_what_machines_read(project: Path) -> None:
    written = run("scan", "-o", "out/stability.json")
    assert (written.exit_code, written.stdout, written.stderr) == (0, "", "")
    data = Path("out/stability.json").read_bytes()
    assert run("scan", "--format", "json").stdout_bytes == data
    assert run("scan", "--format", "json", "-o", "-").stdout_bytes == data
    inventory = read_inventory(data, where="stability.json")
    assert [found.name for found in inventory.projects] == ["demo"]
    assert list(Path("out").iterdir()) == [Path("out/stability.json")]


def test_a_failing_scan_leaves_the_old_file(project: Path) -> None:
    Path("out.json").write_text("old")
    Path("api-stability.toml").write_text('policy = "none"')
    assert run("scan", "-o", "out.json").exit_code == 2
    assert Path("out.json").read_text() == "old"


def test_an_incomplete_scan_exits_with_3_and_says_why(project: Path) -> None:
    Path("src/demo/broken.py").write_text("def f(:\n")
    result = run("scan")
    assert result.exit_code == 3
    assert ", 1 file unreadable\n" in result.stdout
    assert result.stderr == (
        "src/demo/broken.py:1: incomplete[syntax-error]: demo/broken.py is no Python that this "
        "interpreter knows: invalid syntax; correct or exclude it, or read it with a newer "
        "Python\n"
        "incomplete: python:demo could not be read completely; see above\n"
    )
    assert run("scan", "--quiet", "--format", "json").stderr == result.stderr
    assert not json.loads(run("scan", "-q", "--format", "json").stdout)["complete"]


def test_what_is_not_known_is_said_unless_quiet(project: Path) -> None:
    line = "@deprecated('Slow.', removal=plain())\ndef f{}() -> None: ...\n"
    Path("src/demo/more.py").write_text(
        "from api_stability import deprecated\n" + "".join(line.format(n) for n in range(25))
    )
    lines = run("scan").stderr.splitlines()
    assert lines[0] == (
        "src/demo/more.py:2: unresolved[unresolved-argument]: what api_stability.deprecated says "
        "cannot be known without running it (removal: plain())"
    )
    assert lines[20:] == ["… and 5 more unresolved (5 unresolved-argument); all: --format json"]
    assert run("scan", "-q").stderr == ""


def test_texts_from_code_cannot_control_the_terminal(project: Path) -> None:
    escape = '"""Red \\x1b[31m [bold]text\\u202e."""\n'
    Path("src/demo/__init__.py").write_text(
        f"from api_stability import beta\n@beta()\ndef f():\n    {escape}"
    )
    assert "Red \\x1b[31m [bold]text\\u202e." in run("scan").stdout


def test_a_cache_gives_the_same(project: Path) -> None:
    first = run("scan", "--cache", "cache")
    assert run("scan", "--cache", "cache").stdout == first.stdout
    Path("cache/inventory.json").write_text("{")
    third = run("scan", "--cache", "cache")
    assert third.stdout == first.stdout
    assert third.stderr == "note: the cache in cache was damaged and is made anew\n"


def test_an_installed_distribution(empty: Path) -> None:
    site = empty / "site"
    install(site, {"demo/__init__.py": CODE}, ["demo/__init__.py"])
    result = run("scan", "--dist", "demo", "--path", "site")
    assert result.exit_code == 0
    assert result.stdout.startswith("Demo 1.2: 8 public symbols, 4 marked (")


def test_an_editable_installation_is_its_project(project: Path, tmp_path: Path) -> None:
    origin = json.dumps({"url": project.as_uri(), "dir_info": {"editable": True}})
    install(tmp_path / "site", {}, ["demo.pth"], direct_url__json=origin)
    result = run("scan", "--dist", "demo", "--path", tmp_path / "site")
    assert result.stdout == run("scan").stdout


def test_the_environment_itself(empty: Path) -> None:
    result = run("scan", "--dist", "click")
    assert result.exit_code == 0
    assert result.stdout.startswith("click ")


def test_a_wheel_leaves_nothing_behind(
    empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel = make_wheel(empty, {"demo/__init__.py": CODE, "demo/broken.py": "def f(:\n"})
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    result = run("scan", wheel)
    assert result.exit_code == 3
    assert result.stdout.startswith("Demo 1.2: ")
    assert result.stderr.startswith("demo/broken.py:1: incomplete[syntax-error]: ")
    assert list(temporary.iterdir()) == []
    data = run("scan", wheel, "--format", "json").stdout_bytes
    assert str(temporary).encode() not in data
    shutil.copy(wheel, temporary)
    assert run("scan", temporary / wheel.name, "--format", "json").stdout_bytes == data


def test_somebody_elses_distribution_under_a_policy_of_ones_own(empty: Path) -> None:
    wheel = make_wheel(empty, {"demo/__init__.py": CODE})
    Path("policy.toml").write_text('extends = "default"\nunmarked = "beta"\n')
    Path("mine.toml").write_text('policy = "policy.toml"\n')
    data = json.loads(run("scan", wheel, "--config", "mine.toml", "--format", "json").stdout)
    assert data["projects"][0]["policy"] == "policy"
    assert {s["level"] for s in data["symbols"] if s["basis"] == "default"} == {"beta"}


def test_a_published_wheel(published_wheel: PublishedWheel, empty: Path, golden: Golden) -> None:
    result = run("scan", published_wheel("langchain-core", "1.8.1"))
    assert result.exit_code == 0
    golden(result.stdout, "golden/langchain-core-1.8.1.txt")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["nope"],
            "nope: there is no such file or folder; for an installed distribution: --dist nope",
        ),
        (["no/where"], "no/where: there is no such file or folder"),
        (["gone.whl"], "gone.whl: there is no such file or folder"),
        (["pyproject.toml"], "pyproject.toml: this is no wheel; unpack it and scan the folder"),
        (
            [".", "--dist", "demo"],
            "give one of --dist, --wheel and --inventory, or a wheel or folder",
        ),
        ([".", "--config", "pyproject.toml"], ".: this folder has its own configuration"),
        (["--path", "."], "--path says where to look for --dist; give that too"),
        (
            ["--dist", "demo", "--path", "none"],
            "none: there is no such folder",
        ),
        (["-o", "src"], "src: Is a directory"),
        (
            ["empty"],
            "empty: there is no Python package here, and no configuration that names one",
        ),
        (
            ["two"],
            "two: 2 distributions are installed here; name one: --dist NAME --path two",
        ),
    ],
)
def test_wrong_usage(arguments: list[str], message: str, project: Path) -> None:
    for name in ("empty", "two/a-1.dist-info", "two/b-1.dist-info"):
        (project / name).mkdir(parents=True)
    assert error_of("scan", *arguments) == f"api-stability: error: {message}\n"


def test_nothing_to_read(empty: Path) -> None:
    assert error_of("scan") == (
        f"api-stability: error: nothing to read: no [[sources]] is configured and no package was "
        f"found in {empty} or its src folder; name one, or run `api-stability init`\n"
    )


def test_an_empty_package(empty: Path) -> None:
    write_project(empty, "")
    result = run("scan")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "demo 1.8: 1 public symbol, 0 marked, 0 files unreadable\n"
