"""Objects that are on no surface: what the author's own text says of them is their badge."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.sphinx.building import build, write_files

PAGE = """\
Others
======

.. js:function:: lift(box)

   .. stability:: beta

.. c:function:: int lower(int box)
                int sink(int box)

   Lowers it.

   .. deprecated:: 1.2
      Use :c:func:`drop`.

.. c:function:: int drop(int box)

   .. note::

      .. stability:: experimental

.. cpp:class:: template<typename T> \\
               Crane

   .. stability:: experimental
   .. deprecated:: 2.0

.. rst:directive:: hoist

   .. stability:: shaky

.. py:function:: depot.drop(box)

   .. deprecated:: 1.0
"""
MYST = "# MyST\n\n```{js:function} push(box)\n:::{stability} beta\n:::\n```\n"


@pytest.mark.parametrize("builder", ["html", "text"])
def test_badges_of_other_languages(builder: str, tmp_path: Path) -> None:
    docs = write_files(
        tmp_path,
        {
            "pyproject.toml": '[project]\nname = "depot"\nversion = "3.0"\n',
            "depot/__init__.py": "def drop(box): ...\n",
            "docs/conf.py": 'project = "depot"\nmyst_enable_extensions = ["colon_fence"]\n'
            'extensions = ["myst_parser", "api_stability.sphinx"]\n',
            "docs/index.rst": f"{PAGE}\n.. toctree::\n\n   m\n",
            "docs/m.md": MYST,
        },
    )
    built = build(docs / "docs", tmp_path / "out", builder=builder)
    assert built.warnings.count("WARNING") == 1
    assert "index.rst:30: WARNING: unknown level 'shaky'" in built.warnings
    if builder == "text":
        text = built.page("index.txt")
        assert "lift(box) [Beta]" in text
        assert "int lower(int box) [Deprecated]" in text
        return
    found = re.findall(r"<dt .*?</dt>", built.body("index") + built.body("m"), flags=re.DOTALL)
    badges = {
        re.sub(r"<.*?>|\s+", "", signature.partition('<span class="stability')[0]): re.findall(
            r"stability-badge[^>]*>(\w+)<", signature
        )
        for signature in found
    }
    assert badges == {
        "lift(box)": ["Beta"],
        "intlower(intbox)": ["Deprecated"],
        "intsink(intbox)": ["Deprecated"],
        "intdrop(intbox)¶": [],
        "template&lt;typenameT&gt;classCrane": ["Experimental", "Deprecated"],
        "..hoist::¶": [],
        "depot.drop(box)¶": [],
        "push(box)": ["Beta"],
    }
