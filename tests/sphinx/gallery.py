"""A project that shows every part of ours, most of them on one page."""

from __future__ import annotations

from pathlib import Path

from tests.sphinx.building import copy_root, write_files

THEMES = ("furo", "pydata_sphinx_theme", "sphinx_book_theme", "sphinx_rtd_theme", "alabaster")
DARK_THEMES = THEMES[:3]
"""Those that have a dark side at all."""

ROWS = 210
"""Of the long table: enough for them to be written without nodes."""

GALLERY = """\
Gallery
=======

Badges
------

Text with :stability:`experimental`, :stability:`beta`, :stability:`stable`,
:stability:`deprecated`,
:stability-feature:`lending`, :stability:`library.borrow`, and a link to :py:func:`library.lend`.

.. option:: --plain

A heading :stability:`beta`
~~~~~~~~~~~~~~~~~~~~~~~~~~~

.. stability:: experimental
   :since: 1.2
   :reason: *Stars* are <text>.
   :opt-in: set `X`

   The author's own words, and a list:

   * one :stability:`beta`
   * two

.. stability:: beta

.. stability:: deprecated
   :removal: 2.0

Objects
-------

.. automodule:: library
   :members:
   :undoc-members:
   :no-index:

Feature
-------

.. stability-feature:: lending

   More from the author.

Tables
------

.. stability-table::
   :caption: Everything
   :group-by: level
   :limit: 12

.. deprecation-table::
   :limit: 6

.. migration-table::

.. stability-removals::
   :limit: 6

.. stability-table::
   :subject: features

.. stability-timeline::

.. stability-timeline::
   :subject: symbols
   :releases: 2
   :limit: 6
   :pre-releases:
   :caption: Releases

.. stability-changes:: 1.2 1.4
   :group-by: surface
   :limit: 6

.. stability-policy::

Overview
--------

.. stability-overview::
"""
LONG = """\
Long
====

.. stability-table::
   :prefix: library.shelf
   :columns: name, status, since, reason
"""
GROUPED = """\
Grouped
=======

.. stability-table::
   :prefix: library.shelf
   :group-by: level
"""
PLAIN = """\
Plain
=====

What the themes make of the same things by themselves.

.. note:: With ``code``, **strong** text,
   `a link <https://example.org/>`_ and :py:func:`library.lend`.

.. tip:: With ``code``, **strong** text,
   `a link <https://example.org/>`_ and :py:func:`library.lend`.

.. warning:: With ``code``, **strong** text,
   `a link <https://example.org/>`_ and :py:func:`library.lend`.

   term
      * Text :py:func:`library.lend`

.. danger:: With ``code``, **strong** text,
   `a link <https://example.org/>`_ and :py:func:`library.lend`.

.. table:: Some

   ===== ==================================================
   a     b
   ===== ==================================================
   a     ``code`` `other <https://b.org/>`_
   a     :py:func:`library.lend`
   a     ``code``
   a     :py:func:`library.lend` `other <https://b.org/>`_
   ===== ==================================================
"""
HIDDEN = "exclude_patterns = ['hand.rst', 'guide*', 'history*']\n"


def write_gallery(folder: Path) -> Path:
    """The folder of its documentation."""
    docs = copy_root("library", folder)
    marks = (
        '@deprecated("Never steady.", since="1.{n}", removal="2.0")',
        '@beta("Since {n}.")',
        '@experimental("Young.")',
    )
    functions = [
        f'{marks[number % 3].format(n=number)}\ndef place_{number}():\n    """Place {number}."""\n'
        for number in range(ROWS)
    ]
    header = "from api_stability import beta, deprecated, experimental\n"
    configuration = (docs / "conf.py").read_text("utf-8")
    places = '["summaries", "parameters", "contents", "references"]'
    index = (
        (docs / "index.rst")
        .read_text("utf-8")
        .replace("   hand\n", "   gallery\n   grouped\n   long\n   plain\n")
    )
    kept = [line for line in index.splitlines() if not line.startswith(("   guide", "   history"))]
    return (
        write_files(
            folder,
            {
                "library/shelf.py": "\n\n".join([header, *functions]),
                "docs/conf.py": f"{configuration}{HIDDEN}api_stability_badges_in = {places}\n",
                "docs/index.rst": "\n".join(kept) + "\n",
                "docs/gallery.rst": GALLERY,
                "docs/grouped.rst": GROUPED,
                "docs/long.rst": LONG,
                "docs/plain.rst": PLAIN,
            },
        )
        / "docs"
    )
