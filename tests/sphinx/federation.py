"""Two projects, one documented against the other."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.sphinx.building import Built, build, write_files

THEIR_CODE = '''\
import os

from api_stability import beta, deprecated, experimental

KV = os.environ.get("DYN_KV")


@beta("Names may change")
def start():
    """Start."""


@experimental("Only tried on two machines")
class Store:
    def put(self):
        pass


@deprecated("old", removal="2.0", alternative="start")
def begin():
    pass


def stop():
    pass
'''
THEIRS = {
    "api-stability.toml": (
        'name = "ai-dynamo"\nversion = "1.6.1"\n'
        '[[sources]]\nsurface = "python"\npackages = ["dynamo"]\n'
        '[[sources]]\nsurface = "env"\npaths = ["dynamo"]\n'
        '[[annotations]]\nid = "env:DYN_KV"\nlevel = "beta"\n'
        '[[sources]]\nsurface = "helm"\nfiles = ["chart/*.yaml"]\n'
        '[[annotations]]\nid = "helm:kv:size"\nlevel = "experimental"\n'
        '[[features]]\nid = "kv"\ntitle = "Keys and values"\nsymbols = ["python:dynamo.kv.**"]\n'
    ),
    "chart/Chart.yaml": "name: kv\n",
    "chart/values.yaml": "size: 3\n",
    "dynamo/__init__.py": "",
    "dynamo/kv.py": THEIR_CODE,
    "docs/conf.py": 'project = "dynamo"\nversion = "1.6"\nextensions = ["api_stability.sphinx"]\n',
    "docs/index.rst": """\
Dynamo
======

.. py:module:: dynamo.kv

.. py:function:: start()
.. py:class:: Store

   .. py:method:: put()
.. py:function:: begin()
.. py:function:: stop()

.. envvar:: DYN_KV

.. stability-table::
   :surface: helm
""",
}
OUR_CODE = '''\
from api_stability import beta, deprecated


@deprecated("moved", alternative="dynamo.kv.start", removal="2.0")
def launch():
    """Launch."""


@deprecated("moved", alternative="python:dynamo.kv.stop", removal="2.0")
def halt():
    pass


@beta()
def mine():
    pass
'''
EXTENSIONS = ["sphinx.ext.intersphinx", "myst_parser", "api_stability.sphinx"]
OURS = {
    "pyproject.toml": '[project]\nname = "own"\nversion = "1.0"\n',
    "own/__init__.py": OUR_CODE,
    "docs/conf.py": f"""\
project = "own"
extensions = {EXTENSIONS!r}
intersphinx_mapping = {{"dynamo": ("../../dynamo/html", None)}}
api_stability_inventories = {{
    "dynamo": ("../../dynamo/html", None),
}}
""",
    # no toctree: Sphinx itself writes the pages again whose toctree names a page that is written
    "docs/index.rst": """\
Home
====

Call :py:func:`dynamo.kv.start` with :py:class:`its store <dynamo.kv.Store>`.

Not :py:func:`dynamo.kv.begin`, then :py:func:`dynamo.kv.stop`.

Set :envvar:`DYN_KV`.

Give :stability:symbol:`helm:kv:size`.

See :external+dynamo:py:meth:`dynamo.kv.Store.put`, :any:`dynamo.kv.begin`, :py:func:`own.mine`.

.. py:function:: own.mine(store: dynamo.kv.Store)

   :param dynamo.kv.Store store: The store.

.. py:currentmodule:: dynamo.kv

In scope: :py:func:`start`.
""",
    "docs/myst.md": "---\norphan: true\n---\n# MyST\n\nCall {py:func}`dynamo.kv.start`.\n",
    "docs/tables.rst": """\
:orphan:

Tables
======

.. stability-table::
   :project: dynamo
   :caption: Theirs

.. deprecation-table::
   :project: *
   :caption: All

.. migration-table::
   :caption: Ours
""",
    "docs/sub/roles.rst": """\
:orphan:

Roles
=====

One :stability:`dynamo.kv.start`, two :stability:`env:DYN_KV`, three :stability-feature:`kv`.

.. py:function:: own.launch()
""",
    "docs/plain.rst": ":orphan:\n\nPlain\n=====\n\nWords, and :py:func:`own.mine`.\n",
}


class Federation:
    """Both projects, built again and again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        write_files(folder / "dynamo", THEIRS)
        write_files(folder / "own", OURS)
        self.docs = folder / "own" / "docs"
        self.published = folder / "dynamo" / "html" / "stability.json"

    def build_theirs(self) -> Built:
        return build(self.folder / "dynamo/docs", self.folder / "dynamo/html", strict=True)

    def edit_theirs(self, before: str, after: str) -> None:
        file = self.folder / "dynamo/dynamo/kv.py"
        text = file.read_text("utf-8")
        assert before in text
        file.write_text(text.replace(before, after), encoding="utf-8")
        self.build_theirs()

    def build(
        self,
        name: str = "html",
        *,
        strict: bool = False,
        settings: Mapping[str, Any] | None = None,
        **options: Any,
    ) -> Built:
        return build(
            self.docs, self.folder / "own" / name, strict=strict, settings=settings, **options
        )
