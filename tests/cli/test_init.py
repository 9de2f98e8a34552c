"""`init`: a first configuration."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api_stability.cli.first_config import FirstConfig, write_toml
from api_stability.config import Config, LocatedConfig, load_config, read_toml
from api_stability.discovery import PackageLayout
from api_stability.pipeline import open_workspace
from api_stability.sites import find_watched
from tests.cli.running import error_of, run
from tests.support.golden import Golden

SAID = "demo 1.8: 8 public symbols, 4 marked (1 experimental, 1 beta, 2 deprecated), "


def test_it_writes_what_it_found(project: Path, golden: Golden) -> None:
    before = run("scan").stdout
    result = run("init")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == (
        f"{SAID}0 files unreadable\napi-stability.toml: written; try `api-stability scan`\n"
    )
    golden(Path("api-stability.toml").read_text(), "golden/init.toml")
    assert run("scan").stdout == before


def test_of_another_folder(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project.parent)
    result = run("init", "--config", "project/pyproject.toml")
    assert result.exit_code == 0
    assert result.stderr.endswith(
        "\nproject/api-stability.toml: written; try `api-stability scan`\n"
    )
    assert load_config(project / "api-stability.toml").config.sources


def test_it_says_how_a_site_is_set_up(project: Path) -> None:
    Path("mkdocs.yml").write_text("site_name: demo\n")
    Path("zensical.toml").write_text('[project]\nsite_name = "demo"\n')
    watched = find_watched(open_workspace(project))
    paths = ["api-stability.toml", *(str(path.relative_to(project)) for path in watched.folders)]
    assert len(paths) > 1
    listed = ", ".join(f'"{path}"' for path in sorted(paths))
    assert run("init").stderr.splitlines()[2:] == [
        "mkdocs.yml: add `api_stability` to its plugins",
        f"  and where Zensical builds it, `watch: [{listed}]`",
        "zensical.toml: add `[project.markdown_extensions.api_stability]`, and to `[project]`",
        f"  `watch = [{listed}]`: its cache sees no other changes",
    ]


def test_a_dry_run_writes_nothing(project: Path) -> None:
    result = run("init", "--dry-run")
    assert result.stderr == f"{SAID}0 files unreadable\n"
    assert not Path("api-stability.toml").exists()
    run("init")
    assert Path("api-stability.toml").read_text() == result.stdout
    assert run("init", "--dry-run").stdout == result.stdout


def test_it_does_not_overwrite(project: Path) -> None:
    Path("api-stability.toml").write_text("mine")
    assert error_of("init") == (
        "api-stability: error: api-stability.toml: it is there already; overwrite it with --force\n"
    )
    assert Path("api-stability.toml").read_text() == "mine"
    assert run("init", "--force").exit_code == 0
    assert load_config(Path("api-stability.toml")).config.sources


def test_a_configuration_in_pyproject_counts(project: Path) -> None:
    with Path("pyproject.toml").open("a") as file:
        file.write('[tool.api-stability]\npolicy = "default"\n')
    assert error_of("init") == (
        "api-stability: error: pyproject.toml: tool.api-stability: there is a configuration "
        "already; with --force another file is written, which then counts instead\n"
    )


def test_what_cannot_be_read_is_named(project: Path, golden: Golden) -> None:
    Path("src/demo/broken.py").write_text("def f(:\n")
    result = run("init")
    assert result.exit_code == 0
    assert result.stderr.splitlines()[1] == "  unreadable: demo/broken.py"
    golden(Path("api-stability.toml").read_text(), "golden/init-unreadable.toml")


def test_nothing_is_found(empty: Path, golden: Golden) -> None:
    result = run("init")
    assert result.exit_code == 0
    assert result.stderr.splitlines()[0] == (
        f"no Python package was found in {empty} or its src folder"
    )
    golden(Path("api-stability.toml").read_text(), "golden/init-nothing.toml")
    assert error_of("scan").startswith("api-stability: error: api-stability.toml: sources[0]")


def test_broken_pyproject(empty: Path) -> None:
    Path("pyproject.toml").write_text("x = ")
    assert error_of("init").startswith(
        "api-stability: error: pyproject.toml: this is no TOML: Invalid value"
    )


_texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@given(
    name=_texts,
    packages=st.lists(_texts, min_size=1, max_size=2),
    unreadable=st.lists(_texts, max_size=2),
)
def test_whatever_is_found_is_written_as_toml(
    name: str, packages: list[str], unreadable: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    nowhere = Path("/")
    found = FirstConfig(
        located=LocatedConfig(config=Config(), file=None, root=nowhere, pyproject=None),
        name=name,
        version=None,
        named_in_pyproject=False,
        configured_in_pyproject=False,
        layout=PackageLayout(packages=tuple(packages), search_paths=("src",)),
    )
    file = tmp_path_factory.getbasetemp() / "written.toml"
    file.write_text(write_toml(found, tuple(unreadable)), encoding="utf-8", newline="")
    table = read_toml(file)
    assert table["name"] == name
    assert table["sources"][0]["packages"] == packages


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--config", "none/pyproject.toml"], "none/pyproject.toml: there is no such file"),
        (["-o", "ci/stability.toml"], "ci/stability.toml: a configuration stands in its project's"),
    ],
)
def test_it_is_written_where_its_paths_are_right(
    arguments: list[str], message: str, project: Path
) -> None:
    before = sorted(project.rglob("*"))
    assert error_of("init", *arguments).startswith(f"api-stability: error: {message}")
    assert sorted(project.rglob("*")) == before


def test_it_may_have_another_name(project: Path) -> None:
    run("init", "-o", "stability.toml")
    assert run("scan", "--config", "stability.toml").stdout == run("scan").stdout
