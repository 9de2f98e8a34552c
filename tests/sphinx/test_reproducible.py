"""Clean builds in other folders, locales, time zones, with other hash seeds and several processes:
the same bytes.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from tests.sphinx.edited_project import EditedProject

BUILDERS = ("html", "latex", "text", "man", "gettext", "xml")
PROGRAM = """
import sys
from sphinx.cmd.build import main
docs, out, jobs, *builders = sys.argv[1:]
for name in builders:
    trees = f"{out}/trees-gettext" if name == "gettext" else f"{out}/trees"
    if main(["-q", "-b", name, "-j", jobs, "-d", trees, docs, f"{out}/{name}"]):
        sys.exit(name)
"""
CONF = """
today = "Today"
latex_documents = [("index", "pkg.tex", "pkg", "We", "manual")]
man_pages = [("index", "pkg", "pkg", ["We"], 1)]
"""
OF_SPHINX = frozenset({".buildinfo", "environment.pickle"})
"""Files that name folders or times."""


def build_all(folder: Path, *, seed: str, zone: str, locale: str, jobs: str) -> dict[str, bytes]:
    """Every file that is made of the same project in *folder*, by its path."""
    project = EditedProject(folder / "project", Random(11))
    for _ in range(12):
        project.edit()
    project.around.place = "path"
    project.around.others = {"other.f1": "beta", "other.f3": "experimental"}
    docs = project.write()
    names = "".join(f"   {name}\n" for name in project.docnames)
    (docs / "index.rst").write_text(f"Home\n====\n\n.. toctree::\n\n{names}", encoding="utf-8")
    inventories = 'api_stability_inventories = {"other": ("../other", None)}\n'
    with (docs / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(CONF + inventories)
    environment = {
        **os.environ,
        "PYTHONHASHSEED": seed,
        "TZ": zone,
        "LC_ALL": locale,
        "LANG": locale,
        "SOURCE_DATE_EPOCH": "1800000000",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(docs), str(folder / "out"), jobs, *BUILDERS],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = {}
    for name in BUILDERS:
        for file in (folder / "out" / name).rglob("*"):
            if file.is_file() and file.name not in OF_SPHINX:
                found[str(file.relative_to(folder))] = _read(file, folder)
    return found


def _read(file: Path, folder: Path) -> bytes:
    """What the file has, without what Sphinx says of this folder and this hour."""
    data = file.read_bytes()
    if file.suffix == ".xml":  # the path of the page's source
        data = data.replace(str(folder).encode(), b"")
    lines = data.splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(b'"POT-Creation-Date'))


def test_clean_builds_are_the_same(tmp_path: Path) -> None:
    one = build_all(tmp_path / "one", seed="1", zone="UTC", locale="C.UTF-8", jobs="1")
    other = build_all(
        tmp_path / "another folder/deeper",
        seed="4711",
        zone="Asia/Kathmandu",
        locale=find_locale(),
        jobs="4",
    )
    assert len([name for name in one if name.endswith(".html")]) > 40
    assert any(b"stability-badge" in data for data in one.values())
    assert one.keys() == other.keys()
    different = [name for name, data in one.items() if other[name] != data]
    assert not different


def find_locale() -> str:
    """One that spells numbers or letters in another way, where it is installed; else the oldest."""
    try:
        known = subprocess.run(
            ["locale", "-a"], capture_output=True, text=True, check=False
        ).stdout.split()
    except OSError:
        pytest.skip("there is no program that lists locales")
    wanted = ("tr_TR.utf8", "tr_TR.UTF-8", "de_DE.utf8", "de_DE.UTF-8")
    return next((name for name in wanted if name in known), "C")
