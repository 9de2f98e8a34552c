"""What our domain documents by itself: references to it, and the index page."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.sphinx.building import Built, build, write_files

FILES = {
    "api-stability.toml": """\
name = "library"
version = "1.0"

[[sources]]
surface = "python"
packages = ["library"]

[[sources]]
surface = "metric"
files = ["metrics.yaml"]

[[sources]]
surface = "helm"
files = ["chart/values.yaml"]

[[features]]
id = "lending"
title = "Lending books"
symbols = ["metric:loans_total"]
""",
    "library/__init__.py": "",
    "metrics.yaml": "- name: loans_total\n  help: Loans.\n  stabilityLevel: BETA\n",
    "chart/Chart.yaml": "apiVersion: v2\nname: library\nversion: 1.0.0\n",
    "chart/values.yaml": "shelf:\n  # Deprecated: use shelf.rows\n  height: 2\n",
    "docs/conf.py": 'extensions = ["api_stability.sphinx", "myst_parser"]\nproject = "library"\n',
    "docs/index.rst": """\
Home
====

.. toctree::
   :glob:

   *
""",
    "docs/tables.rst": """\
Tables
======

.. only:: latex

   .. stability-table::

.. stability-table::

.. stability-table::
   :surface: metric

.. envvar:: LIBRARY_HOME

.. stability-feature:: lending

.. stability-policy::
""",
    "docs/references.rst": """\
References
==========

:stability:symbol:`metric:loans_total`, :stability:symbol:`the gauge <loans_total>`,
:any:`helm:library:shelf.height`, :any:`library:shelf.height`, :any:`lending`, :any:`beta`,
:any:`policy`, :stability:policy:`what beta means <beta>`.
""",
    "docs/myst.md": "# MyST\n\n{stability:symbol}`metric:loans_total` {any}`lending`\n",
}
ROW = "tables.html#stability-metric-loans-total"


def write_project(folder: Path, **changed: str) -> Path:
    return write_files(folder, {**FILES, **changed}) / "docs"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("references")
    return build(write_project(folder), folder / "html", strict=True)


def find_links(text: str) -> list[tuple[str, str]]:
    """Address and text of every internal reference."""
    found = re.findall(r'<a class="reference internal" href="([^"]*)"[^>]*>(.*?)</a>', text)
    return [(address, re.sub("<.*?>", "", words)) for address, words in found]


def test_every_role_leads_to_its_place(built: Built) -> None:
    helm = "tables.html#stability-helm-library-shelf-height"
    policy = "tables.html#stability-policy"
    assert find_links(built.body("references")) == [
        (ROW, "metric:loans_total"),
        (ROW, "the gauge"),
        (helm, "helm:library:shelf.height"),
        (helm, "library:shelf.height"),
        ("tables.html#stability-feature-lending", "lending"),
        (policy, "beta"),
        (policy, "policy"),
        (policy, "what beta means"),
    ]
    assert find_links(built.body("myst")) == [
        (ROW, "metric:loans_total"),
        ("tables.html#stability-feature-lending", "lending"),
    ]


def test_a_row_has_one_anchor(built: Built) -> None:
    ids = re.findall(r'id="(stability-[^"]*)"', built.body("tables"))
    assert sorted(ids) == [
        "stability-feature-lending",
        "stability-helm-library-shelf-height",
        "stability-metric-loans-total",
        "stability-policy",
    ]


@pytest.mark.parametrize("builder", ["dirhtml", "singlehtml", "latex", "text", "man", "texinfo"])
def test_references_in_other_outputs(builder: str, tmp_path: Path) -> None:
    built = build(write_project(tmp_path), tmp_path / "out", builder=builder, strict=True)
    if builder == "latex":
        text = next(built.outdir.glob("*.tex")).read_text("utf-8")
        label = re.escape(r"\detokenize{tables:stability-metric-loans-total}")
        assert len(re.findall(rf"\\label{{{label}}}", text)) == 1
        assert len(re.findall(rf"\\hyperref\[{label}\]", text)) >= 3
        assert r"\renewcommand{\indexname}{Stability index}" in text
    elif builder == "singlehtml":
        text = built.page("index.html")
        assert set(re.findall(r'href="#(stability-[^"]*)"', text)) <= set(
            re.findall(r'id="([^"]*)"', text)
        )


def test_an_unknown_symbol_is_a_missing_reference(tmp_path: Path) -> None:
    page = "Oh\n==\n\n:stability:symbol:`metric:loans_totl` :any:`metric:loans_totl`\n"
    docs = write_project(tmp_path, **{"docs/references.rst": page})
    built = build(docs, tmp_path / "html", settings={"nitpicky": True})
    assert built.warnings.count("reference target not found: metric:loans_totl") == 2


def test_a_reference_follows_the_data(tmp_path: Path) -> None:
    docs = write_project(tmp_path)
    build(docs, tmp_path / "html", strict=True)
    renamed = FILES["metrics.yaml"].replace("loans_total", "lendings_total")
    write_files(tmp_path, {"metrics.yaml": renamed})
    changed = build(docs, tmp_path / "html")
    assert changed.read == []
    # "index" because its toctree names a page that is written
    assert changed.written == ["index", "myst", "references", "tables"]
    assert ROW not in changed.page("references.html")
    again = build(docs, tmp_path / "html")
    assert again.written == []
    write_files(tmp_path, {"metrics.yaml": FILES["metrics.yaml"]})
    assert build(docs, tmp_path / "html").written == changed.written


def test_the_object_inventory_has_what_no_other_domain_documents(built: Built) -> None:
    import zlib

    data = (built.outdir / "objects.inv").read_bytes().split(b"\n", 4)[4]
    found = [line for line in zlib.decompress(data).decode().splitlines() if "stability:" in line]
    assert [line.partition(" stability:")[0] for line in found] == [
        "beta",
        "experimental",
        "helm:library:shelf.height",
        "lending",
        "metric:loans_total",
        "policy",
        "stable",
    ]


def test_the_index_page(built: Built) -> None:
    body = built.body("stability-index")
    assert "<h1>Stability index<" in body
    assert find_links(body) == [
        ("tables.html#stability-helm-library-shelf-height", "library:shelf.height"),
        (ROW, "loans_total"),
    ]
    assert "stability-badge--beta" in body
    page = built.page("stability-index.html")
    assert "api-stability.css" in page
    assert "api-stability.js" in page


def test_the_index_page_of_a_web_site_of_data(tmp_path: Path) -> None:
    built = build(write_project(tmp_path), tmp_path / "json", builder="json", strict=True)
    assert "loans_total" in json.loads(built.page("stability-index.fjson"))["body"]


def test_no_index_page_where_nothing_is_marked(tmp_path: Path) -> None:
    config = FILES["api-stability.toml"].partition('[[sources]]\nsurface = "metric"')[0]
    changed = {
        "api-stability.toml": config,
        "docs/tables.rst": "Tables\n======\n",
        "docs/references.rst": "R\n=\n",
        "docs/myst.md": "# M\n",
    }
    docs = write_project(tmp_path, **changed)
    built = build(docs, tmp_path / "html", strict=True)
    assert not (built.outdir / "stability-index.html").exists()
