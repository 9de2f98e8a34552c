"""Long names always; short names unless they are someone else's."""

from __future__ import annotations

import re
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from tests.sphinx.building import build
from tests.sphinx.test_warnings import write_project

PAGE = """\
Home
====

.. stability:level:: beta

.. stability:table::

.. stability:deprecation-table::

.. stability:migration-table::

.. stability:policy::

.. stability:feature:: lending

:stability:level:`beta` :stability:feature:`lending`
"""
TAKEN = """
from docutils import nodes
from docutils.parsers.rst import Directive


class Other(Directive):
    def run(self):
        return [nodes.paragraph("", "someone else's")]


def role(*arguments):
    return [nodes.emphasis("", "another role")], []


def setup(app):
    app.add_directive("stability-table", Other)
    app.add_role("stability", role)
"""


def test_long_and_short_names_do_the_same(tmp_path: Path) -> None:
    short = re.sub(r"stability:(\w+-table)", r"\1", PAGE)
    short = short.replace("stability:level", "stability")
    short = re.sub(r"stability:(?=[a-z])", "stability-", short)
    docs = write_project(tmp_path, index=PAGE)
    long = build(docs, tmp_path / "long", strict=True).body("index")
    (docs / "index.rst").write_text(short, encoding="utf-8")
    assert build(docs, tmp_path / "short", strict=True).body("index") == long


def test_a_name_that_is_taken_stays_whose_it_is(tmp_path: Path) -> None:
    page = "Home\n====\n\n.. stability-table::\n\n:stability:`beta`\n\n.. stability:table::\n"
    docs = write_project(tmp_path, index=page)
    conf = (docs / "conf.py").read_text("utf-8")
    # whether it is set up before or after ours
    (docs / "conf.py").write_text(conf + TAKEN, encoding="utf-8")
    built = build(docs, tmp_path / "html", strict=True)
    assert "someone else" in built.body("index")
    assert "<em>another role</em>" in built.body("index")
    assert "stability-table--stability" in built.body("index")
    assert "another extension has a directive 'stability-table'; ours is stability:table" in (
        built.info
    )


def test_it_says_what_sphinx_wants_to_know(tmp_path: Path) -> None:
    docs = write_project(tmp_path, index="Home\n====\n")
    with docutils_namespace():
        app = Sphinx(docs, docs, tmp_path / "out", tmp_path / "trees", "dummy", status=None)
        extension = app.extensions["api_stability.sphinx"]
        assert extension.parallel_read_safe
        assert extension.parallel_write_safe
        assert extension.metadata["env_version"] == 4
