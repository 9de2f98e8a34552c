"""Requirement: a pure-Python library with a ``pyproject.toml`` needs no configuration."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from api_stability.config import LocatedConfig, load_config
from api_stability.discovery import find_name, find_packages, find_version
from api_stability.model.errors import UserError


def locate(folder: Path, pyproject: str, **files: str) -> LocatedConfig:
    (folder / "pyproject.toml").write_text(pyproject, encoding="utf-8")
    for name, text in files.items():
        file = folder / name.replace("__SLASH__", "/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return load_config(folder / "pyproject.toml")


def packages(located: LocatedConfig) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    layout = find_packages(located)
    return (layout.packages, layout.search_paths) if layout else None


PROJECT = '[project]\nname = "my-lib"\nversion = "1.2"\n'


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (["src/my_lib/__init__.py"], (("my_lib",), ("src",))),
        (["src/one/__init__.py", "src/two/__init__.py"], (("one", "two"), ("src",))),
        (["my_lib/__init__.py", "tests/__init__.py"], (("my_lib",), (".",))),
        (["My_Lib/__init__.py"], (("My_Lib",), (".",))),
        (["other/__init__.py", "tests/__init__.py"], (("other",), (".",))),
        (["other/__init__.py", "third/__init__.py"], None),
        (["my_lib.py"], (("my_lib",), (".",))),
        (["src/my_lib.py"], (("my_lib",), ("src",))),
        (["src/google/cloud/kms/__init__.py"], (("google.cloud.kms",), ("src",))),
        (["my/lib/__init__.py", "other/__init__.py"], (("my.lib",), (".",))),
        (["tools/x/__init__.py", "other/__init__.py"], (("other",), (".",))),
        (["src/a/b/c/d/__init__.py"], None),
        (["src/tests/__init__.py", "src/ns/tests/__init__.py"], None),
        ([], None),
    ],
)
def test_layouts(tmp_path: Path, files: list[str], expected: object) -> None:
    located = locate(tmp_path, PROJECT, **dict.fromkeys(files, ""))
    assert packages(located) == expected


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            '[tool.hatch.build.targets.wheel]\npackages = ["lib/x", "/y", "gone"]',
            (("x", "y"), ("lib", ".")),
        ),
        ('[tool.setuptools]\npackages = ["y", "y.z"]', (("y",), (".",))),
        (
            '[tool.setuptools]\npackages = ["x"]\npackage-dir = { "" = "lib" }',
            (("x",), ("lib",)),
        ),
        ('[tool.poetry]\npackages = [{ include = "x", from = "lib" }]', (("x",), ("lib",))),
        ('[tool.poetry]\npackages = [{ include = "y" }, 3]', (("y",), (".",))),
        ('[tool.uv.build-backend]\nmodule-name = "x"\nmodule-root = "lib"', (("x",), ("lib",))),
        ('[tool.uv.build-backend]\nmodule-name = ["y.z"]\nmodule-root = ""', (("y.z",), (".",))),
        ("[tool.hatch.build.targets.wheel]\npackages = 3", (("my_lib",), ("src",))),
    ],
)
def test_what_the_build_backend_ships_goes_first(
    table: str, expected: object, tmp_path: Path
) -> None:
    names = ("src/my_lib", "lib/x", "y", "y/z")
    files = {f"{name}/__init__.py": "" for name in names}
    assert packages(locate(tmp_path, f"{PROJECT}{table}\n", **files)) == expected


def test_poetry_had_a_table_of_its_own(tmp_path: Path) -> None:
    located = locate(tmp_path, '[tool.poetry]\nname = "x-none"\nversion = "1.3"\n')
    assert (find_name(located), find_version(located)) == ("x-none", "1.3")


def test_the_build_backends_own_folders_go_first(tmp_path: Path) -> None:
    table = '[tool.setuptools.packages.find]\nwhere = ["lib"]\n'
    located = locate(
        tmp_path, PROJECT + table, **{"lib/x/__init__.py": "", "src/y/__init__.py": ""}
    )
    assert packages(located) == (("x",), ("lib",))


@pytest.mark.parametrize(
    ("pyproject", "files", "version"),
    [
        (PROJECT, {}, "1.2"),
        (
            (
                '[project]\nname = "x-none"\ndynamic = ["version"]\n'
                '[tool.hatch.version]\npath = "x/about.py"'
            ),
            {"x/about.py": 'import os\n__version__: str = "3.4"\n'},
            "3.4",
        ),
        (
            '[project]\nname = "x-none"\n[tool.setuptools.dynamic]\nversion = {attr = "x.VERSION"}',
            {"src/x/__init__.py": 'VERSION = "5.6"\n'},
            "5.6",
        ),
        (
            '[project]\nname = "x-none"\n[tool.hatch.version]\npath = "x.py"',
            {"x.py": "__version__ = compute()\n"},
            None,
        ),
        ('[project]\nname = "msgspec"\n', {}, "installed"),
        ('[project]\nname = "x-none"\n', {}, None),
    ],
)
def test_versions(
    tmp_path: Path, pyproject: str, files: dict[str, str], version: str | None
) -> None:
    found = find_version(locate(tmp_path, pyproject, **files))
    if version == "installed":
        from importlib.metadata import version as installed

        version = installed("msgspec")
    assert found == version


TAGS = [
    ("v2.3.0", "2.3.0"),
    ("nightly", "2.3.0"),
    ("nightly-2026-01-01", "2.3.0"),
    ("py3-demo-v2.4.0", "2.4.0"),
    ("demo/2.5.0-rc.1", "2.5.0-rc.1"),
]


def test_the_version_of_git_is_its_newest_tag(tmp_path: Path) -> None:
    located = locate(tmp_path, '[tool.api-stability]\nversion = {from = "git"}\n')
    with pytest.raises(UserError, match=r"version: no version was found from 'git' \(a shallow"):
        find_version(located)
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    for command in (["init", "-q"], [*identity, "commit", "-q", "--allow-empty", "-m", "x"]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    for tag, version in TAGS:
        commit = ["commit", "-q", "--allow-empty", "-m", tag]
        for command in (commit, ["tag", tag]):
            subprocess.run(["git", *identity, *command], cwd=tmp_path, check=True)
        assert find_version(located) == version, tag


def test_the_configured_name_goes_first(tmp_path: Path) -> None:
    assert find_name(locate(tmp_path, PROJECT)) == "my-lib"
    assert find_name(locate(tmp_path, PROJECT + '[tool.api-stability]\nname = "n"')) == "n"
    assert find_name(locate(tmp_path, "")) == tmp_path.name
