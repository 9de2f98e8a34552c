"""Requirement: a hostile file costs one located diagnostic, and never another file's symbols."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest

from api_stability.model.codec import encode_json
from tests.readers.listed_sources import read_source

SECONDS = 15
GOOD = {
    "crd": (
        "good.yaml",
        "kind: CustomResourceDefinition\n"  # noqa: ISC004 - one text
        "spec: {group: g.io, names: {kind: K}, versions: [{name: v1}]}\n",
        "crd:g.io/K@v1",
    ),
    "helm": ("good/values.yaml", "# ALPHA: new\na: 1\n", "helm:good:a"),
    "metric": ("good.yaml", "- {name: m, type: Gauge, stabilityLevel: BETA}\n", "metric:m"),
    "feature-gate": ("good.yaml", "- {name: G, preRelease: Beta}\n", "feature-gate:G"),
}
BAD = {
    "alias bomb": (
        b"a: &a [x,x,x,x,x,x,x,x,x,x]\n"
        + b"".join(
            b"%c: &%c [%s]\n" % (98 + n, 98 + n, b",".join([b"*%c" % (97 + n)] * 10))
            for n in range(9)
        ),
        "too-large",
    ),
    "merge bomb": (
        b"a: &a {"
        + b",".join(b"k%d: 1" % n for n in range(1000))
        + b"}\n"
        + b"".join(b"m%d: {<<: *a}\n" % n for n in range(1000)),
        "too-large",
    ),
    "deep": (b"a: " + b"[" * 30_000 + b"]" * 30_000, "too-deep"),
    "truncated": (
        b"kind: CustomResourceDefinition\nspec: {group: g.io, names: {ki",
        "syntax-error",
    ),
    "no UTF-8": (b"a: 1\nb: \xe9\n", "undecodable-file"),
    "a zero": (b"a: \x00\n", "syntax-error"),
    "a chain of merges": (
        b"a0: &a0 {k: 1}\n"
        + b"".join(
            b"a%d: &a%d {<<: [*a%d, *a%d], k%d: 1}\n" % (n + 1, n + 1, n, n, n) for n in range(3000)
        ),
        "too-large",
    ),
    "an alias of itself": (b"a: &a\n  b: *a\n", "syntax-error"),
    "deep keys": (b"? " * 30_000 + b"x", "too-deep"),
    "a template that opens only": (b"a: {{ b\n" * 300_000, "syntax-error"),
    "compressed": (b"\x1f\x8b\x08\x00abc", "undecodable-file"),
    "10 MB of documents": (b"---\n" * 2_500_000, "too-large"),
    "17 MB": (b"a" * 17 * 2**20, "too-large"),
}


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize("surface", GOOD)
def test_one_diagnostic_and_nothing_else_lost(tmp_path: Path, surface: str, bad: str) -> None:
    name, text, symbol = GOOD[surface]
    good = tmp_path / name
    good.parent.mkdir(exist_ok=True)
    good.write_text(text)
    data, code = BAD[bad]
    (tmp_path / "bad-values.yaml").write_bytes(data)
    start = process_time()
    reading = read_source(surface, tmp_path, "**/*.yaml")
    assert process_time() - start < SECONDS
    incomplete = [each for each in reading.diagnostics if each.grade == "incomplete"]
    assert [(each.code, each.file) for each in incomplete] == [(code, "bad-values.yaml")]
    assert incomplete[0].line
    assert symbol in {each.id for each in reading.declarations}
    assert not reading.source.complete


@pytest.mark.parametrize("surface", GOOD)
def test_a_tree_of_aliases_is_walked_in_bounded_time(tmp_path: Path, surface: str) -> None:
    """As many paths as the bounds of documents allow, more than anybody wrote."""
    layers = "".join(
        f"    p{n + 1}: &p{n + 1} {{type: object, properties: {{l: *p{n}, r: *p{n}}}}}\n"
        for n in range(15)
    )
    text = (
        "kind: CustomResourceDefinition\nspec:\n  group: g.io\n  names: {kind: K}\n  parts:\n"
        f"    p0: &p0 {{description: '(beta) Leaf'}}\n{layers}"
        "  versions:\n  - {name: v1, served: true, storage: true,\n"
        "     schema: {openAPIV3Schema: *p15}}\n"
    )
    name = GOOD[surface][0]
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text(text)
    start = process_time()
    options = {"fields": "all"} if surface == "crd" else {}
    reading = read_source(surface, tmp_path, "**/*.yaml", **options)
    assert process_time() - start < SECONDS
    assert len(reading.declarations) <= 50_001
    encode_json(reading)


@pytest.mark.parametrize("surface", GOOD)
def test_unquoted_versions_stay_as_they_are_written(tmp_path: Path, surface: str) -> None:
    texts = {
        "crd": GOOD["crd"][1].replace("v1}", "v1, deprecated: true}"),
        "helm": "# Deprecated since 1.10: use b\na: 1.10\n",
        "metric": "- {name: m, type: Gauge, deprecatedVersion: 1.10}\n",
        "feature-gate": "- name: G\n  versionedSpecs: [{preRelease: Beta, version: 1.10}]\n",
    }
    name = GOOD[surface][0]
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text(texts[surface])
    (symbol,) = read_source(surface, tmp_path, "**/*.yaml").declarations
    assert {mark.since for mark in symbol.marks} <= {"1.10", None}
    assert surface == "crd" or "1.10" in {mark.since for mark in symbol.marks}


def test_ten_megabytes_are_too_many_values(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("- {name: x, y: z}\n" * 600_000)
    start = process_time()
    reading = read_source("metric", tmp_path, "*.yaml")
    assert process_time() - start < SECONDS
    assert [each.code for each in reading.diagnostics] == ["too-large"]
