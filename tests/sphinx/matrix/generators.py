"""Generators of API documentation, and what each makes of the sample project.

An `Item` is one thing on a page: from where its text starts, and whether it has a badge and an
admonition. What has neither is to be the same, to the byte, as without the extension.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Item:
    """One thing on a page."""

    kind: str
    page: str
    start: str
    """The text that it starts with, once on the page."""
    end: str = '<dt class="sig'
    """What begins the next thing."""
    badge: str | None = None
    """The text of its badge."""
    admonition: bool = False


@dataclass(frozen=True)
class Generator:
    """One way to write documentation."""

    name: str
    extensions: tuple[str, ...]
    pages: Mapping[str, str]
    items: tuple[Item, ...]
    settings: Mapping[str, Any] = field(default_factory=dict)


def described(kind: str, page: str, name: str, badge: str | None = None, **more: Any) -> Item:
    """A described object, which has an admonition where it has a badge."""
    more.setdefault("admonition", badge is not None)
    return Item(kind, page, f'id="{name}"', badge=badge, **more)


E = "Experimental"
MARKED_AND_NOT = (
    ("class", "depot.Crane", E),
    ("class", "depot.Belt", None),
    ("exception", "depot.Jam", E),
    ("exception", "depot.Spill", None),
    ("function", "depot.lift", "Deprecated"),
    ("function", "depot.drop", None),
    ("planned", "depot.stack", "Deprecated from 9.0 on"),
    ("async function", "depot.fetch", E),
    ("async function", "depot.bring", None),
    ("data", "depot.LIMIT", E),
    ("data", "depot.ROOM", None),
    ("method", "depot.Yard.open", E),
    ("method", "depot.Yard.close", None),
    ("classmethod", "depot.Yard.build", E),
    ("classmethod", "depot.Yard.rent", None),
    ("staticmethod", "depot.Yard.measure", E),
    ("staticmethod", "depot.Yard.paint", None),
    ("property", "depot.Yard.owner", E),
    ("property", "depot.Yard.street", None),
    ("attribute", "depot.Yard.size", E),
    ("attribute", "depot.Yard.name", None),
)


def python_items(page: str, *without: str) -> tuple[Item, ...]:
    """Every kind of Python object, described on *page*, except those kinds."""
    return tuple(
        described(kind, page, name, badge)
        for kind, name, badge in MARKED_AND_NOT
        if kind not in without
    )


def parameters(page: str) -> tuple[Item, ...]:
    """The parameters of ``pack``, in a list of fields."""
    return (
        Item("parameter", page, "<strong>quick</strong>", "</li>", "Deprecated since 1.2"),
        Item("parameter", page, "<strong>rest</strong>", "</li>"),
    )


def modules(attic: str, cellar: str, end: str = "</section>") -> tuple[Item, ...]:
    """The two modules; what an admonition says needs no badge beside it."""
    return (
        Item("module", attic, 'id="module-depot.attic"', end, admonition=True),
        Item("module", cellar, 'id="module-depot.cellar"', end),
    )


def rows(page: str) -> tuple[Item, ...]:
    """Rows of a summary."""
    return (
        Item("row", page, '#depot.lift" title="depot.lift"', "</tr>", "Deprecated"),
        Item("row", page, '#depot.drop" title="depot.drop"', "</tr>"),
    )


OVERLOADS = (
    Item("overload", "index", '<span class="pre">weigh</span>', "</dt>", E),
    described("overloaded", "index", "depot.weigh", E, end="</dd>"),
)
API = """\
Depot
=====

.. automodule:: depot
   :members:
   :undoc-members:

Attic
-----

.. automodule:: depot.attic

Cellar
------

.. automodule:: depot.cellar
"""
HAND = """\
By hand
=======

.. py:module:: depot

.. py:class:: Crane()
.. py:class:: Belt()
.. py:exception:: Jam
.. py:exception:: Spill
.. py:function:: lift(box)
.. py:function:: drop(box)
.. py:function:: stack(box)
.. py:function:: fetch(box)
   :async:
.. py:function:: bring(box)
   :async:
.. py:data:: LIMIT
.. py:data:: ROOM
.. py:function:: weigh(box: int) -> int
                 weigh(box: str) -> str

.. py:class:: Yard()

   .. py:method:: open()
   .. py:method:: close()
   .. py:method:: build()
      :classmethod:
   .. py:method:: rent()
      :classmethod:
   .. py:method:: measure()
      :staticmethod:
   .. py:method:: paint()
      :staticmethod:
   .. py:property:: owner
   .. py:property:: street
   .. py:attribute:: size
   .. py:attribute:: name

.. py:function:: pack(box, quick=False, *rest)

   :param quick:
   :param rest: More boxes.

.. program:: depot-click

.. option:: --old
.. option:: --new

.. program:: depot-click serve

.. option:: --fast
.. option:: --slow

.. program:: depot-arg

.. option:: place

.. envvar:: DEPOT_EXPERIMENTAL_CRANE
.. envvar:: DEPOT_GATE

Attic
-----

.. py:module:: depot.attic

Cellar
------

.. py:module:: depot.cellar
"""
OTHERS = """\
Others
======

.. js:module:: depot
.. js:function:: lift(box)
.. js:class:: Crane()
.. js:data:: LIMIT
.. c:function:: int lift(int box)
.. c:macro:: LIMIT
.. cpp:class:: Crane
.. cpp:function:: int depot::lift(int box)
.. rst:directive:: lift
.. rst:role:: crane
.. py:function:: depot.drop(box)
"""
OPTION = "cmdoption-depot-click"


GENERATORS = (
    Generator(
        "autodoc",
        ("sphinx.ext.autodoc",),
        {"index.rst": API},
        (
            *python_items("index"),
            *parameters("index"),
            *OVERLOADS[1:],
            *modules("index", "index"),
        ),
    ),
    Generator(
        "autodoc-legacy",
        ("sphinx.ext.autodoc",),
        {"index.rst": API},
        (*python_items("index"), *parameters("index"), *OVERLOADS[1:], *modules("index", "index")),
        {"autodoc_use_legacy_class_based": True},
    ),
    Generator(
        "napoleon",
        ("sphinx.ext.autodoc", "sphinx.ext.napoleon"),
        {"index.rst": "Depot\n=====\n\n.. autofunction:: depot.described.wrap\n"},
        (
            Item("parameter", "index", "<strong>quick</strong>", "</li>", "Deprecated since 1.2"),
            Item("parameter", "index", "<strong>box</strong>", "</li>"),
        ),
    ),
    Generator(
        "napoleon-keywords",
        ("sphinx.ext.autodoc", "sphinx.ext.napoleon"),
        {"index.rst": "Depot\n=====\n\n.. autofunction:: depot.described.wrap\n"},
        (
            Item("parameter", "index", "<strong>quick</strong>", "</li>", "Deprecated since 1.2"),
            Item("parameter", "index", "<strong>box</strong>", "</li>"),
        ),
        {"napoleon_use_param": False},
    ),
    Generator(
        "numpydoc",
        ("sphinx.ext.autodoc", "sphinx.ext.autosummary", "numpydoc"),
        {"index.rst": "Depot\n=====\n\n.. autofunction:: depot.described.wrap\n"},
        (
            Item("parameter", "index", "<strong>quick</strong>", "</dt>", "Deprecated since 1.2"),
            Item("parameter", "index", "<strong>box</strong>", "</dt>"),
        ),
    ),
    Generator(
        "autosummary",
        ("sphinx.ext.autodoc", "sphinx.ext.autosummary"),
        {
            "index.rst": "Depot\n=====\n\n.. autosummary::\n   :toctree: made\n\n   depot\n"
            "   depot.lift\n   depot.drop\n   depot.Yard\n   depot.attic\n   depot.cellar\n"
        },
        (
            *rows("index"),
            Item("row", "index", 'title="depot.attic"', "</tr>", E),
            Item("row", "index", 'title="depot.cellar"', "</tr>"),
            described("function", "made/depot.lift", "depot.lift", "Deprecated"),
            described("function", "made/depot.drop", "depot.drop"),
            *rows("made/depot"),
            *modules("made/depot.attic", "made/depot.cellar"),
        ),
        {"autosummary_generate": True},
    ),
    Generator(
        "autoapi",
        ("autoapi.extension",),
        {"index.rst": "Depot\n=====\n"},
        (
            *python_items("autoapi/depot/index"),
            *parameters("autoapi/depot/index"),
            *rows("autoapi/depot/index"),
            *modules("autoapi/depot/attic/index", "autoapi/depot/cellar/index"),
        ),
        {"autoapi_dirs": ["../depot"], "autoapi_keep_files": True},
    ),
    Generator(
        "autodoc2",
        ("autodoc2",),
        {"index.rst": "Depot\n=====\n\n.. toctree::\n\n   apidocs/index\n"},
        (
            *python_items("apidocs/depot/depot"),
            *rows("apidocs/depot/depot"),
            *modules("apidocs/depot/depot.attic", "apidocs/depot/depot.cellar"),
        ),
        {"autodoc2_packages": ["../depot"], "autodoc2_hidden_objects": ["inherited", "private"]},
    ),
    Generator(
        "by hand",
        (),
        {"index.rst": HAND},
        (
            *python_items("index"),
            *parameters("index"),
            *OVERLOADS,
            *modules("index", "index"),
            described("option", "index", f"{OPTION}-old", E),
            described("option", "index", f"{OPTION}-new"),
            described("option", "index", f"{OPTION}-serve-fast", "Beta", admonition=False),
            described("option", "index", f"{OPTION}-serve-slow"),
            described("argument", "index", "cmdoption-depot-arg-arg-place", E),
            described("variable", "index", "envvar-DEPOT_EXPERIMENTAL_CRANE", E),
            described("variable", "index", "envvar-DEPOT_GATE", end="</dl>"),
        ),
    ),
    Generator(
        "other languages",
        (),
        {"index.rst": OTHERS},
        (Item("page", "index", "<h1>Others", "<footer"),),
    ),
    Generator(
        "http",
        ("sphinxcontrib.httpdomain",),
        {"index.rst": "Depot\n=====\n\n.. http:post:: /lift\n\n.. http:post:: /drop\n"},
        (
            described("operation", "index", "post--lift", E),
            described("operation", "index", "post--drop"),
        ),
    ),
    Generator(
        "rust",
        ("sphinxcontrib_rust",),
        {
            "index.rst": "Depot\n=====\n\n.. rust:function:: depot::lift\n   :index: 1\n\n"
            ".. rust:function:: depot::drop\n   :index: 1\n"
        },
        (
            described("function", "index", "depot-lift", E),
            described("function", "index", "depot-drop"),
        ),
        # what makes pages from crates is a program of its own, which is not needed here
        {"rust_crates": {}, "rust_doc_dir": ".", "rust_rustdocgen": sys.executable},
    ),
    Generator(
        "click",
        ("sphinx_click",),
        {
            "index.rst": "Depot\n=====\n\n.. click:: depot.clicks:main\n   :prog: depot-click\n"
            "   :nested: full\n"
        },
        (
            described("option", "index", f"{OPTION}-old", E),
            described("option", "index", f"{OPTION}-new"),
            described("option", "index", f"{OPTION}-serve-fast", "Beta", admonition=False),
            described("option", "index", f"{OPTION}-serve-slow"),
            Item("variable", "index", "DEPOT_EXPERIMENTAL_OLD</span>", "</dl>", E, admonition=True),
            Item("command", "index", 'id="depot-click-probe"', "</section>", admonition=True),
            Item("command", "index", 'id="depot-click-stop"', "</section>"),
        ),
    ),
    Generator(
        "argparse",
        ("sphinxarg.ext",),
        {"index.rst": "Depot\n=====\n\n.. argparse::\n   :ref: depot.arg.make_parser\n"},
        (
            Item("option", "index", "--old, -o", "</dd>", E),
            Item("option", "index", "--new", "</dd>"),
            Item("argument", "index", "<kbd>place", "</dd>", E),
            Item("option", "index", "<kbd>--fast", "</dd>", "Beta"),
            Item("option", "index", "<kbd>--slow", "</dd>"),
            Item("command", "index", 'id="depot-arg-probe"', "</section>", admonition=True),
            Item("command", "index", 'id="depot-arg-stop"', "</section>"),
        ),
    ),
    Generator(
        "argparse-cli",
        ("sphinx_argparse_cli",),
        {
            "index.rst": "Depot\n=====\n\n.. sphinx_argparse_cli::\n   :module: depot.arg\n"
            "   :func: make_parser\n"
        },
        (
            Item("option", "index", 'id="depot-arg---old"', "</li>", E),
            Item("option", "index", 'id="depot-arg---new"', "</li>"),
            Item("argument", "index", 'id="depot-arg-place"', "</li>", E),
            Item("option", "index", 'id="depot-arg-place-serve---fast"', "</li>", "Beta"),
            Item("option", "index", 'id="depot-arg-place-serve---slow"', "</li>"),
            Item("command", "index", 'id="depot-arg-place-probe"', "<pre", admonition=True),
            Item("command", "index", 'id="depot-arg-place-stop"', "<pre"),
        ),
    ),
    Generator(
        "cyclopts",
        ("cyclopts.ext.sphinx",),
        {"index.rst": "Depot\n=====\n\n.. cyclopts:: depot.cyc:app\n"},
        (
            Item("option", "index", "--fast", "</dd>", "Beta"),
            Item("option", "index", "--slow", "</dd>"),
            Item(
                "command", "index", 'id="cyclopts-depot-cyc-probe"', "</section>", admonition=True
            ),
            Item("command", "index", 'id="cyclopts-depot-cyc-stop"', "</section>"),
        ),
    ),
)
