"""Requests for tests."""

from pathlib import Path

import msgspec

from api_stability.markers import load_marker_set, shipped_marker_sets
from api_stability.model.inventory import Reading
from api_stability.model.symbols import Declaration
from api_stability.readers.python import read_python
from api_stability.readers.request import PythonRequest


def make_request(root: Path, *packages: str, **options: object) -> PythonRequest:
    """A request for packages of *root* with every shipped marker set."""
    sets = tuple(load_marker_set(name, base=root) for name in shipped_marker_sets())
    request = PythonRequest(
        source_id="python:case",
        project="case",
        root=root,
        packages=packages,
        search_paths=(".",),
        marker_sets=sets,
    )
    return msgspec.structs.replace(request, **options)


def write_files(root: Path, files: dict[str, str]) -> Path:
    """Write source files below *root*."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def read_files(root: Path, files: dict[str, str], *packages: str, **options: object) -> Reading:
    """Write source files and read the packages in them."""
    return read_python(make_request(write_files(root, files), *packages, **options))


def by_id(reading: Reading) -> dict[str, Declaration]:
    """Declarations by id without ``python:``."""
    return {each.id.removeprefix("python:"): each for each in reading.declarations}
