"""Requirement: what the page about Kubernetes' files shows is what is read."""

from __future__ import annotations

import tomllib
from pathlib import Path

from api_stability.config import load_config
from api_stability.pipeline import make_workspace, scan
from tests.example_docs.pages import DOCS, find_blocks

PAGE = DOCS / "surface-kubernetes.md"


def test_the_examples_of_the_page(tmp_path: Path) -> None:
    crd, values, example, metrics, gates = (block.body for block in find_blocks(PAGE, "yaml"))
    (sources,) = (block.body for block in find_blocks(PAGE, "toml"))
    files = {
        "deploy/crds/models/model.yaml": crd,
        "deploy/charts/acme/Chart.yaml": "name: acme\nversion: 1.0.0\n",
        "deploy/charts/acme/values.yaml": values,
        "deploy/charts/more/Chart.yaml": "name: more\nversion: 1.0.0\n",
        "deploy/charts/more/values.yaml": example,
        "docs/metrics.yaml": metrics,
        "docs/feature-gates.yaml": gates,
        "src/code.py": 'import prometheus_client as p\np.Counter("hits", "[EXPERIMENTAL] H")\n',
        "lib/code.rs": "",
        "api-stability.toml": f'name = "acme"\nversion = "1.6"\n{sources}',
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    assert len(tomllib.loads(sources)["sources"]) == 4
    inventory = scan(make_workspace(load_config(tmp_path / "api-stability.toml"))).inventory
    assert inventory.diagnostics == ()
    found = {
        each.id: (each.level, each.deprecation.alternatives if each.deprecation else None)
        for each in inventory.symbols
        if each.marked
    }
    model = "crd:acme.example/Model@v1"
    assert found == {
        f"{model}alpha1": ("experimental", (f"{model}beta1",)),
        f"{model}beta1": ("beta", None),
        f"{model}beta1:spec.lora": ("experimental", None),
        f"{model}beta1:spec.replicas": ("beta", ("spec.scaling",)),
        "helm:acme:disaggregation": ("experimental", None),
        "helm:acme:disaggregation.replicas": ("experimental", None),
        "helm:acme:disaggregation.workers": ("experimental", ("disaggregation.replicas",)),
        "helm:acme:router": ("experimental", None),
        "helm:more:extraEnv": ("beta", None),
        "metric:acme_frontend_requests_total": ("beta", None),
        "metric:acme_queue_depth": ("experimental", ("acme_frontend_queue_depth",)),
        "metric:hits_total": ("experimental", None),
        "feature-gate:TopologyAwareRouting": ("beta", None),
        "feature-gate:LegacyScheduler": ("stable", ()),
    }
