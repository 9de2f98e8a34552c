"""Shipped marker sets against the published packages that they describe."""

import ast
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from api_stability.markers import load_marker_set
from api_stability.markers.model import DecoratorMarker, Parameter
from api_stability.markers.signature import parameters_of
from tests.support.wheels import PublishedWheel

PUBLISHED = {
    "astropy": ("astropy", "8.0.2"),
    "dagster": ("dagster", "1.13.28"),
    "dask": ("dask", "2026.8.0"),
    "debtcollector": ("debtcollector", "3.1.0"),
    "deprecated": ("Deprecated", "1.3.1"),
    "deprecation": ("deprecation", "2.1.0"),
    "great-expectations": ("great_expectations", "1.24.1"),
    "huggingface-hub": ("huggingface_hub", "2.4.0"),
    "ibis": ("ibis-framework", "12.0.0"),
    "langchain-core": ("langchain-core", "1.8.1"),
    "legacy-api-wrap": ("legacy-api-wrap", "1.5"),
    "matplotlib": ("matplotlib", "3.11.2"),
    "mlflow": ("mlflow-skinny", "3.17.2"),
    "optuna": ("optuna", "5.0.0"),
    "pandas": ("pandas", "3.1.1"),
    "polars": ("polars", "2.1.0"),
    "prefect": ("prefect", "3.9.1"),
    "qiskit": ("qiskit", "2.6.2"),
    "ray": ("ray", "2.60.0"),
    "scikit-image": ("scikit-image", "0.26.0"),
    "scikit-learn": ("scikit-learn", "1.9.1"),
    "scipy": ("scipy", "1.17.1"),
    "semantic-kernel": ("semantic-kernel", "1.45.0"),
    "sqlalchemy": ("sqlalchemy", "2.1.9"),
    "streamlit": ("streamlit", "1.67.0"),
    "sympy": ("sympy", "1.14.0"),
    "transformers": ("transformers", "5.23.0"),
    "twisted": ("twisted", "26.10.0"),
    "xarray": ("xarray", "2026.9.0"),
}


def read_module(wheel: zipfile.ZipFile, module: str) -> ast.Module | None:
    base = module.replace(".", "/")
    for name in (f"{base}.py", f"{base}/__init__.py"):
        if name in wheel.namelist():
            return ast.parse(wheel.read(name))
    return None


def is_bound(tree: ast.Module, name: str) -> bool:
    """Whether a module defines, assigns or imports a name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and any(
            (each.asname or each.name) == name for each in node.names
        ):
            return True
        if isinstance(node, ast.ImportFrom) and node.names[0].name == "*":
            return True
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == name:
            return True
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name:
            return True
    return False


def find_signatures(tree: ast.Module, name: str) -> Iterator[tuple[Parameter, ...]]:
    """Those of every definition of a name, overloads and what is assigned to it included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name == name:
            yield parameters_of(node.args)
        elif isinstance(node, ast.ClassDef) and node.name == name:
            for each in node.body:
                if isinstance(each, ast.FunctionDef) and each.name == "__init__":
                    yield parameters_of(each.args)[1:]
        match node:
            case ast.Assign(targets=[ast.Name(id=bound)], value=ast.Name(id=other)):
                if bound == name != other:
                    yield from find_signatures(tree, other)


def agrees(stated: tuple[Parameter, ...], defined: tuple[Parameter, ...]) -> bool:
    """Whether a definition can be called as stated; ``**kwargs`` takes what it does not name."""
    named = tuple(each for each in defined if each.kind not in {"*", "**"})
    if named == defined or stated == defined:
        return stated == defined
    return stated[: len(named)] == named


@pytest.mark.parametrize("name", PUBLISHED)
def test_paths_and_signatures_are_as_published(name: str, published_wheel: PublishedWheel) -> None:
    distribution, version = PUBLISHED[name]
    marker_set = load_marker_set(name, base=Path())
    assert f"of {distribution} {version}" in marker_set.source
    with zipfile.ZipFile(published_wheel(distribution, version)) as wheel:
        for marker in marker_set.decorators:
            check_marker(marker, wheel)


def check_marker(marker: DecoratorMarker, wheel: zipfile.ZipFile) -> None:
    for path in marker.paths:
        module, _, last = path.rpartition(".")
        tree = read_module(wheel, module)
        assert tree is not None, f"there is no module {module}"
        assert is_bound(tree, last), f"{module} has no {last}"
    module, _, last = marker.paths[0].rpartition(".")
    tree = read_module(wheel, module)
    assert tree is not None
    signatures = list(find_signatures(tree, last))
    assert any(agrees(marker.parameters or (), each) for each in signatures), (
        marker.paths[0],
        marker.parameters,
        signatures,
    )
