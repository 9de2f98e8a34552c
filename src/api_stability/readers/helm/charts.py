"""Which files make a chart, and what it is called."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Final

import msgspec

from api_stability.documents.nodes import Mapping
from api_stability.readers.documents.reading import read_documents
from api_stability.readers.listed import ListedFile, ListedRequest, Report, find_listed

CHART: Final = "Chart.yaml"
SCHEMA: Final = "values.schema.json"
VALUES: Final = "values.yaml"


class Chart(msgspec.Struct, frozen=True):
    """What a chart's folder says about it as a whole."""

    name: str
    file: ListedFile | None = None
    """``None`` where there is no ``Chart.yaml``: the name is then the folder's."""
    description: Mapping | None = None


def find_chart_files(request: ListedRequest) -> tuple[ListedFile, ...]:
    """The listed files, and what belongs to the same charts: ``Chart.yaml`` and the schema.

    Where only ``Chart.yaml`` is listed, ``values.yaml`` beside it as well.
    """
    found = {file.name: file for file in find_listed(request.root, request.files)}
    for file in tuple(found.values()):
        if not (is_values(file) or file.path.name == CHART):
            continue
        beside = (CHART, SCHEMA, VALUES) if file.path.name == CHART else (CHART, SCHEMA)
        for name in beside:
            path = file.path.with_name(name)
            if path.is_file():
                shown = str(PurePosixPath(file.name).with_name(name))
                found.setdefault(shown, ListedFile(shown, path))
    return tuple(sorted(found.values()))


def is_values(file: ListedFile) -> bool:
    """Whether *file* is called as files of values are: ``values.yaml``, ``prod-values.yaml``."""
    return file.path.suffix in {".yaml", ".yml"} and "values" in file.path.stem.casefold()


class Charts:
    """The charts of a source, each read once."""

    def __init__(self) -> None:
        self._charts: dict[PurePosixPath, Chart] = {}

    def of(self, file: ListedFile, report: Report) -> Chart:
        """The chart that *file* belongs to."""
        folder = PurePosixPath(file.name).parent
        if folder not in self._charts:
            self._charts[folder] = _read_chart(file, folder, report)
        return self._charts[folder]


def _read_chart(file: ListedFile, folder: PurePosixPath, report: Report) -> Chart:
    path = file.path.with_name(CHART)
    fallback = file.path.resolve().parent.name
    if not path.is_file():
        message = f"has no {CHART} beside it: the chart is called {fallback!r}, as its folder is"
        report.note("no-chart", file, message)
        return Chart(_nameable(fallback))
    described = ListedFile(str(folder / CHART), path)
    roots = [document.root for document in read_documents(described, report)]
    root = roots[0] if roots and isinstance(roots[0], Mapping) else None
    name = root.text("name") if root else None
    if root is not None and (name is None or _nameable(name) != name):
        message = f"gives no `name` that can be one: the chart is called {fallback!r}"
        report.unresolved("invalid-chart", described, message, root.line)
        name = None
    return Chart(name or _nameable(fallback), described, root)


def _nameable(name: str) -> str:
    return "".join("-" if each.isspace() or each == ":" else each for each in name) or "chart"
