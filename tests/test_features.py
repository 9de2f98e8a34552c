"""Requirement: one feature over five surfaces: its level, its conflict, the way in on each."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from api_stability.model.index import Index
from api_stability.pipeline import open_workspace, scan
from api_stability.renderers import render_feature
from api_stability.rules.checking import check_inventory
from api_stability.rules.places import find_places
from api_stability.views import view_feature

FILES = {
    "api-stability.toml": """\
name = "demo"
version = "1.5"
features-file = "features.toml"
annotations-file = "decisions.yaml"
[[sources]]
surface = "python"
packages = ["demo"]
[[sources]]
surface = "env"
paths = ["demo.py"]
prefix = "DEMO_"
[[sources]]
surface = "crd"
files = ["crd.yaml"]
[[sources]]
surface = "http"
files = ["openapi.yaml"]
[[sources]]
surface = "helm"
files = ["chart/values.yaml"]
""",
    "features.toml": """\
[[features]]
id = "kv"
title = "KV cache"
symbols = ["python:demo.enable_kv", "env:DEMO_*KV", "crd:**/Cache@*", "http:POST /v1*/kv",
           "helm:demo:cache.kv"]
opt-in = "set `DEMO_KV`"
""",
    "decisions.yaml": """\
symbols:
  helm:demo:cache.kv:
    stability: experimental
""",
    "demo.py": """\
import os

from api_stability import experimental

KV = os.environ.get("DEMO_KV")


@experimental()
def enable_kv() -> None: ...
""",
    "crd.yaml": """\
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: caches.demo.org}
spec:
  group: demo.org
  names: {kind: Cache, plural: caches}
  scope: Namespaced
  versions:
    - {name: v1alpha1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}
""",
    "openapi.yaml": """\
openapi: 3.1.0
info: {title: demo, version: "1.5"}
paths:
  /v1/kv:
    post: {x-experimental: true}
""",
    "chart/Chart.yaml": "apiVersion: v2\nname: demo\nversion: 1.5.0\n",
    "chart/values.yaml": "cache:\n  # -- whether to cache\n  kv: false\n",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    for name, text in FILES.items():
        file = folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def test_one_feature_over_five_surfaces(project: Path) -> None:
    workspace = open_workspace(project)
    inventory = scan(workspace).inventory
    assert not inventory.diagnostics
    (feature,) = inventory.features
    assert feature.level == "experimental"
    assert feature.symbols == (
        "crd:demo.org/Cache@v1alpha1",
        "env:DEMO_KV",
        "helm:demo:cache.kv",
        "http:POST /v1/kv",
        "python:demo.enable_kv",
    )
    index = Index(inventory)
    card = render_feature(view_feature(feature, index, workspace.policy), "text")
    lines = [line.strip() for line in card.splitlines()]
    assert lines[0] == "KV cache [Experimental]"
    assert (
        "Surfaces disagree: Experimental Python, Kubernetes resources, HTTP and Helm values; "
        "Stable Environment variables"
    ) in lines
    assert "demo:cache.kv [Experimental (pass --set cache.kv=…)]" in lines
    assert "demo.org/Cache@v1alpha1 [Experimental (write apiVersion: demo.org/v1alpha1)]" in lines


def test_its_conflict_is_reported_where_it_is_declared(project: Path) -> None:
    workspace = open_workspace(project)
    name = "features.toml"
    report = check_inventory(
        scan(workspace).inventory,
        workspace.policy,
        rules=workspace.config.rules,
        waivers=(),
        projects=frozenset({"demo"}),
        today=dt.date(2026, 11, 20),
        configured=find_places([(name, (project / name).read_text(encoding="utf-8"))]),
        where="",
    )
    (finding,) = [each for each in report.findings if each.rule == "conflicting-surfaces"]
    assert (finding.file, finding.line) == (name, 2)
    assert "DEMO_KV is stable (nothing marks it)" in finding.message
    assert "demo.enable_kv is experimental" in finding.message
