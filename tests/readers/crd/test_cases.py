"""Requirement: custom resources with level, deprecation, channel; fields that are marked."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.readers.listed_sources import read_source, show
from tests.support.golden import Golden

CASES = Path(__file__).with_name("cases")


@pytest.mark.parametrize("name", ["widgets", "older", "others", "template", "embedded", "chart"])
def test_a_case_reads_as_reviewed(name: str, golden: Golden) -> None:
    golden(show(read_source("crd", CASES, f"{name}.yaml")), f"cases/{name}.expected.txt")


def test_all_fields_on_request() -> None:
    reading = read_source("crd", CASES, "older.yaml", fields="all")
    fields = [each for each in reading.declarations if each.kind == "field"]
    assert [(each.id, each.enclosing, bool(each.marks)) for each in fields] == [
        ("crd:example.com/Gadget@v1alpha2:spec", "crd:example.com/Gadget@v1alpha2", True),
        ("crd:example.com/Gizmo@v1:spec", "crd:example.com/Gizmo@v1", True),
        ("crd:example.com/Gizmo@v1beta2:spec", "crd:example.com/Gizmo@v1beta2", True),
    ]
    everything = read_source("crd", CASES, "widgets.yaml", fields="all").declarations
    assert "crd:example.com/Widget@v1beta1:spec.limits{}.soft" in {each.id for each in everything}


def test_two_files_that_define_one_resource_are_joined(tmp_path: Path) -> None:
    text = (CASES / "older.yaml").read_text().partition("---")[0]
    (tmp_path / "a.yaml").write_text(text)
    (tmp_path / "b.yaml").write_text(text.replace("names:", "scope: Cluster\n  names:"))
    reading = read_source("crd", tmp_path, "*.yaml")
    version = reading.declarations[0]
    assert [place.file for place in version.locations] == ["a.yaml", "b.yaml"]
    assert dict(version.facts) == {"scope": "Cluster", "served": "true", "storage": "true"}


def test_facts_that_differ_are_listed_in_the_order_of_the_files(tmp_path: Path) -> None:
    text = (CASES / "older.yaml").read_text().partition("---\napi")[2]
    (tmp_path / "a.yaml").write_text("api" + text)
    (tmp_path / "b.yaml").write_text("api" + text.replace("served: true", "served: false"))
    version = read_source("crd", tmp_path, "*.yaml").declarations[0]
    assert version.id == "crd:example.com/Gizmo@v1"
    assert version.facts["served"] == "true, false"
    assert version.facts["storage"] == "true"


@pytest.mark.parametrize(
    ("encode", "name"),
    [
        (lambda text: text.encode("utf-8-sig"), "a.yaml"),
        (lambda text: text.encode("utf-16"), "a.yaml"),
        (lambda text: text.replace("\n", "\r\n").encode(), "a.yaml"),
        (lambda text: ("#\ta tab\n" + text).encode(), "a.yaml"),
        (lambda text: b"---\n---\n" + text.encode() + b"...\n---\n", "a.yaml"),
        (lambda text: json.dumps(yaml.safe_load(text), indent=1).encode(), "a.json"),
    ],
)
def test_a_manifest_however_it_is_encoded(
    tmp_path: Path, encode: Callable[[str], bytes], name: str
) -> None:
    text = (CASES / "older.yaml").read_text().partition("---")[0]
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain" / "a.yaml").write_text(text)
    (tmp_path / name).write_bytes(encode(text))
    plain = read_source("crd", tmp_path, "plain/a.yaml").declarations
    encoded = read_source("crd", tmp_path, name)
    assert [(each.id, each.facts, each.summary) for each in encoded.declarations] == [
        (each.id, each.facts, each.summary) for each in plain
    ]
    assert encoded.diagnostics == ()
    assert encoded.declarations
