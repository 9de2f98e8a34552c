"""`explain`: why a symbol is at its level; what rules and levels mean."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from api_stability.rules import find_rules
from tests.cli.running import error_of, run, write_project
from tests.support.golden import Golden

NONE = "there is no symbol, rule, level or feature"
CONFIG = """\
[[sources]]
surface = "python"
packages = ["demo"]
search-paths = ["src"]

[[annotations]]
id = "python:demo.plain"
level = "beta"
reason = "Decided in review."

[[features]]
id = "files"
title = "Files"
symbols = ["python:demo.load", "python:demo.read"]
opt-in = "`pip install demo[files]`"
"""


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("python:demo.load", "explicit"),
        ("demo.read", "deprecated"),
        ("Session.close", "inherited"),
        ("Old.run", "inherited-deprecation"),
        ("demo.plain", "annotation"),
        ("demo", "default"),
        ("demo.experimental.stats.mean", "inferred"),
        ("demo.experimental.stats.median", "both"),
        ("files", "feature"),
        ("beta", "level"),
        ("preview", "level"),
        ("deprecated", "deprecation"),
        ("removal-overdue", "rule"),
    ],
)
def test_a_page(name: str, file: str, project: Path, golden: Golden) -> None:
    Path("api-stability.toml").write_text(CONFIG)
    package = Path("src/demo/experimental")
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "stats.py").write_text(
        "from api_stability import beta\n\ndef mean(): ...\n\n@beta()\ndef median(): ...\n"
    )
    result = run("explain", name)
    assert (result.exit_code, result.stderr) == (0, "")
    golden(result.stdout, f"golden/explain-{file}.txt")


def test_every_rule_has_a_page(empty: Path) -> None:
    for rule in find_rules():
        result = run("explain", rule.id)
        assert result.exit_code == 0
        assert result.stdout.startswith(f"{rule.id}: {rule.title}\n")
        data = json.loads(run("explain", rule.id, "--format", "json").stdout)
        assert len(data["examples"]) == len(rule.examples)


@pytest.mark.parametrize("name", ["demo.load", "beta", "deprecated"])
def test_as_data(name: str, project: Path) -> None:
    assert json.loads(run("explain", name, "--format", "json").stdout)


def test_what_encloses_a_feature_is_no_secret(project: Path) -> None:
    Path("api-stability.toml").write_text(CONFIG)
    data = json.loads(run("explain", "feature:files", "--format", "json").stdout)
    assert data["symbols"] == ["python:demo.load", "python:demo.read"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "demo.laod",
            "there is no symbol, rule, level or feature 'demo.laod'; did you mean 'demo.load'?",
        ),
        (
            "python:demo.laod",
            f"{NONE} 'python:demo.laod'; did you mean 'demo.load'?",
        ),
        (
            "removal-overdu",
            f"{NONE} 'removal-overdu'; did you mean 'removal-overdue'?",
        ),
        (
            "sesion",
            "there is no symbol, rule, level or feature 'sesion'; did you mean 'demo.Session'?",
        ),
        (
            "zzz",
            "there is no symbol, rule, level or feature 'zzz'; see `api-stability scan`",
        ),
    ],
)
def test_an_unknown_name(name: str, message: str, project: Path) -> None:
    assert error_of("explain", name) == f"api-stability: error: {message}\n"


def test_an_ambiguous_name_lists_what_it_may_be(empty: Path) -> None:
    write_project(empty, "class A:\n    def f(self): ...\n\nclass B:\n    def f(self): ...\n")
    assert error_of("explain", "f") == (
        "api-stability: error: 'f' is ambiguous; one of: python:demo.A.f, python:demo.B.f\n"
    )
