"""Metrics that Python code defines with ``prometheus_client`` or OpenTelemetry.

Sources: ``prometheus_client``'s ``Counter``, ``Gauge``, ``Histogram``, ``Summary``, ``Info`` and
``Enum``, and the ``…MetricFamily`` of collectors (names are joined from namespace, subsystem, name
and unit, and get the suffix under which they are exposed); ``Meter.create_*`` of OpenTelemetry's
API.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from api_stability.readers.env.paths import Paths
from api_stability.readers.env.python_scopes import Scope
from api_stability.readers.env.texts import Texts
from api_stability.readers.listed import ListedFile, UnreadableFileError, read_text
from api_stability.readers.metric.found import FoundMetric, UnknownMetric, full_name
from api_stability.readers.metric.python_calls import CallCollector
from api_stability.readers.metric.python_classes import Class, Classes
from api_stability.readers.metric.python_files import SUFFIXES, find_base, name_modules
from api_stability.readers.python.folding import source_of
from api_stability.readers.python.projects import Locator, Project

_NEEDLE: Final = re.compile(r"prometheus_client|opentelemetry")
_IMPORTS_API: Final = re.compile(r"^\s*(?:from|import)\s+opentelemetry\b", re.MULTILINE)
_PARAMETERS: Final = ("name", "documentation", "labelnames", "namespace", "subsystem", "unit")
_PARTS: Final = ("namespace", "subsystem", "unit")
_SUFFIXES: Final = {"counter": "_total", "info": "_info"}
_INSTRUMENT: Final = ("name", "unit", "description")
_OBSERVED: Final = ("name", "callbacks", "unit", "description")
_INSTRUMENTS: Final = frozenset({"counter", "up_down_counter", "gauge", "histogram"})


class PythonMetrics:
    """Reads the Python files of one source; a constant may come from another of them."""

    def __init__(self, root: Path, files: Iterable[ListedFile]) -> None:
        self._modules = name_modules(file for file in files if file.path.suffix in SUFFIXES)
        folders = sorted({str(find_base(file.path.parent)) for file in self._modules})
        self._project = Project(Locator(root, folders), self._modules.values())
        self._texts = Texts(self._project, Paths(self._project.world))

    def find(self, file: ListedFile) -> Iterator[FoundMetric | UnknownMetric]:
        """The metrics that *file* defines, in its order; raises `UnreadableFileError`."""
        text = read_text(file)
        if _NEEDLE.search(text) is None:
            return
        module = self._modules[file]
        loaded, tree = self._project.load(module.module), self._project.tree(module.module)
        if loaded is None or tree is None:
            unread = self._project.unread.get(module.module)
            if unread is not None:
                raise UnreadableFileError(unread.code, unread.message, unread.line)
            return
        calls = CallCollector(loaded.files[0])
        try:
            calls.visit(tree)
        except RecursionError:
            message = "holds an expression that is nested too deeply"
            raise UnreadableFileError("too-deep", message) from None
        uses_api = _IMPORTS_API.search(text) is not None
        classes = Classes(self._project.folder, calls)
        for call, scope in calls.calls:
            yield from self._read_call(call, scope, classes, uses_api=uses_api)

    def _read_call(
        self, call: ast.Call, scope: Scope, classes: Classes, *, uses_api: bool
    ) -> Iterator[FoundMetric | UnknownMetric]:
        called = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        kind = called.removeprefix("create_").removeprefix("observable_")
        if uses_api and called.startswith("create_") and kind in _INSTRUMENTS:
            yield from self._read_instrument(call, kind, scope)
        elif not isinstance(call.func, ast.Call):
            found = classes.find(call.func, scope)
            if found is not None:
                yield from self._read_definition(call, found, scope)

    def _read_definition(
        self, call: ast.Call, of: Class, scope: Scope
    ) -> Iterator[FoundMetric | UnknownMetric]:
        given = _arguments(call, _PARAMETERS)
        documentation = self._one(given.get("documentation"), scope)
        names = self._texts.of(given["name"], scope) if "name" in given else None
        if of.made and not (names and documentation):
            return  # what a function of the code's own takes and gives is not known
        parts = {key: self._one(given[key], scope) for key in _PARTS if key in given}
        if not names or any(value is None for value in parts.values()):
            yield _unknown(call)
            return
        for name in names:
            joined = full_name(parts.get("namespace"), parts.get("subsystem"), name)
            yield FoundMetric(
                name=_exposed(joined, of.kind, parts.get("unit")),
                kind=of.kind,
                line=call.lineno,
                help=documentation,
                help_line=_line_of(given.get("documentation"), call),
                labels=self._labels(given.get("labelnames") or given.get("labels"), scope),
            )

    def _read_instrument(
        self, call: ast.Call, kind: str, scope: Scope
    ) -> Iterator[FoundMetric | UnknownMetric]:
        is_observed = isinstance(call.func, ast.Attribute) and "observable" in call.func.attr
        given = _arguments(call, _OBSERVED if is_observed else _INSTRUMENT)
        names = self._texts.of(given["name"], scope) if "name" in given else None
        if not names:
            yield _unknown(call)
        for name in names or ():
            yield FoundMetric(
                name=name,
                kind=kind,
                line=call.lineno,
                help=self._one(given.get("description"), scope),
                help_line=_line_of(given.get("description"), call),
            )

    def _one(self, node: ast.expr | None, scope: Scope) -> str | None:
        """The one text that *node* is; ``None`` where it may be several, or is not known."""
        if isinstance(node, ast.Constant) and node.value is None:
            return ""  # as if it were not given
        texts = self._texts.of(node, scope) if node is not None else None
        return texts[0] if texts and len(texts) == 1 else None

    def _labels(self, node: ast.expr | None, scope: Scope) -> tuple[str, ...]:
        if not isinstance(node, ast.List | ast.Tuple):
            return ()
        return tuple(label for each in node.elts if (label := self._one(each, scope)))


def _exposed(name: str, kind: str, unit: str | None) -> str:
    """The name under which the client exposes a metric.

    Source: prometheus_client's documentation, "Instrumenting": ``_total`` is added to counters
    that have it not yet, and ``_info`` to every info; the unit stands before them.
    """
    if kind == "counter":
        name = name.removesuffix("_total")
    if unit and not name.endswith(f"_{unit}"):
        name += f"_{unit}"
    return name + _SUFFIXES.get(kind, "")


def _arguments(call: ast.Call, order: tuple[str, ...]) -> dict[str, ast.expr]:
    given: dict[str, ast.expr] = {}
    for name, value in zip(order, call.args, strict=False):
        if isinstance(value, ast.Starred):
            break
        given[name] = value
    given.update((each.arg, each.value) for each in call.keywords if each.arg)
    return given


def _line_of(node: ast.expr | None, call: ast.Call) -> int:
    return node.lineno if node is not None else call.lineno


def _unknown(call: ast.Call) -> UnknownMetric:
    return UnknownMetric(" ".join(source_of(call).split())[:200], call.lineno)
