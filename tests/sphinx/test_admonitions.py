"""Which objects show an admonition."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.sphinx.building import build, write_files

CODE = """\
from api_stability import deprecated, experimental


@experimental("It is new")
class Box:
    def open(self): ...

    @deprecated("It is slow", removal="2.0")
    def shut(self): ...

    class Lid:
        def turn(self): ...
"""
OLD = """\
__stability__ = "deprecated"


def f(): ...
"""
BOX = """\
.. py:class:: pkg.Box

   .. py:method:: open()
   .. py:method:: shut()

   .. py:class:: Lid

      .. py:method:: turn()
"""
APART = """\
.. py:class:: pkg.Box

.. py:method:: pkg.Box.open()
"""
MODULE = """\
.. py:module:: pkg.old

.. py:function:: f()
"""
SIGNATURES = """\
.. py:class:: pkg.Box
              pkg.Box(size)

   .. py:method:: open()
                  shut()
"""
FILES = {
    "pyproject.toml": '[project]\nname = "pkg"\nversion = "1.0"\n',
    "pkg/__init__.py": CODE,
    "pkg/old.py": OLD,
    "docs/conf.py": 'project = "pkg"\nextensions = ["api_stability.sphinx"]\n',
}


def told(body: str) -> list[str]:
    """The signature and the notices of each object on a page, in order."""
    pattern = r'<dt class="sig[^>]*id="pkg\.([^"]*)"|stability-notice--(\w+)|id="(module-[^"]*)"'
    return ["".join(found) for found in re.findall(pattern, body)]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (BOX, "Box experimental Box.open Box.shut deprecated Box.Lid Box.Lid.turn"),
        (APART, "Box experimental Box.open experimental"),
        (MODULE, "deprecated module-pkg.old old.f"),
        (MODULE.replace(".. py:module", ".. py:currentmodule"), "old.f deprecated"),
        (SIGNATURES, "Box experimental Box.open Box.shut deprecated"),
    ],
)
def test_the_outermost(tmp_path: Path, page: str, expected: str) -> None:
    write_files(tmp_path, {**FILES, "docs/index.rst": f"Home\n====\n\nText.\n\n{page}"})
    settings = {"api_stability_admonitions": "outermost"}
    built = build(tmp_path / "docs", tmp_path / "html", strict=True, settings=settings)
    assert " ".join(told(built.body("index"))) == expected
    everything = build(tmp_path / "docs", tmp_path / "all", strict=True)
    badges = '<span class="stability-badge'
    assert everything.body("index").count(badges) == built.body("index").count(badges)


@pytest.mark.parametrize(
    ("value", "count"), [("all", 5), (True, 5), ("outermost", 2), ("none", 0), (False, 0)]
)
def test_the_setting(tmp_path: Path, value: str | bool, count: int) -> None:
    page = f"Home\n====\n\n{BOX.replace('   .. py:method:: shut()', '')}\n{MODULE}"
    write_files(tmp_path, {**FILES, "docs/index.rst": page})
    settings = {"api_stability_admonitions": value}
    built = build(tmp_path / "docs", tmp_path / "html", strict=True, settings=settings)
    count += count == 5  # the function in the module
    assert len(re.findall("stability-notice--", built.body("index"))) == count


def test_the_setting_rewrites_the_pages_that_it_changes(tmp_path: Path) -> None:
    pages = {"index": "Home\n====\n", "box": f"Box\n===\n\n{BOX}", "plain": "Plain\n=====\n"}
    pages["own"] = "Own\n===\n\n.. py:method:: pkg.Box.shut()\n   :no-index:\n"
    write_files(tmp_path, FILES)
    write_files(tmp_path, {f"docs/{n}.rst": f":orphan:\n\n{text}" for n, text in pages.items()})
    build(tmp_path / "docs", tmp_path / "html")
    settings = {"api_stability_admonitions": "outermost"}
    built = build(tmp_path / "docs", tmp_path / "html", settings=settings)
    assert (built.read, "box" in built.written, "plain" in built.written) == ([], True, False)
    assert build(tmp_path / "docs", tmp_path / "html", settings=settings).written == []
