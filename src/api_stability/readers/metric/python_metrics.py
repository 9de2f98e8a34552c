"""Metrics that Python code defines with ``prometheus_client`` or OpenTelemetry.

Sources: ``prometheus_client``'s ``Counter``, ``Gauge``, ``Histogram``, ``Summary``, ``Info`` and
``Enum`` (names are joined from namespace, subsystem, name and unit, and get the suffix under which
they are exposed); ``Meter.create_*`` of OpenTelemetry's API.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Final

from api_stability.readers.listed import UnreadableFileError
from api_stability.readers.metric.found import FoundMetric, UnknownMetric, full_name
from api_stability.readers.metric.python_names import Names

_CLIENT: Final = "prometheus_client"
_API: Final = "opentelemetry"
_CLASSES: Final = frozenset({"Counter", "Gauge", "Histogram", "Summary", "Info", "Enum"})
_SUFFIXES: Final = {"counter": "_total", "info": "_info"}
_PARAMETERS: Final = ("name", "documentation", "labelnames", "namespace", "subsystem", "unit")
_INSTRUMENTS: Final = frozenset({"counter", "up_down_counter", "gauge", "histogram"})


def find_python_metrics(text: str) -> Iterator[FoundMetric | UnknownMetric]:
    """The metrics that *text* defines, in its order; raises `UnreadableFileError`."""
    if _CLIENT not in text and _API not in text:
        return
    tree = _parse(text)
    names = Names(tree)
    uses_api = names.imports_from(_API)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = names.resolve(node.func) or ""
        package, _, last = called.rpartition(".")
        if last in _CLASSES and f"{package}.".startswith(f"{_CLIENT}."):
            yield _client_metric(node, last, names, text)
        elif uses_api and isinstance(node.func, ast.Attribute):
            kind = node.func.attr.removeprefix("create_").removeprefix("observable_")
            if node.func.attr.startswith("create_") and kind in _INSTRUMENTS:
                yield _instrument(node, kind, names, text)


def _parse(text: str) -> ast.Module:
    try:
        return ast.parse(text)
    except SyntaxError as error:
        message = f"is no Python that this interpreter knows: {error.msg}"
        raise UnreadableFileError("syntax-error", message, error.lineno) from None
    except (RecursionError, MemoryError):
        message = "holds an expression that is nested too deeply"
        raise UnreadableFileError("too-deep", message) from None
    except ValueError as error:
        raise UnreadableFileError("syntax-error", f"is no Python: {error}") from None


def _client_metric(
    call: ast.Call, type_name: str, names: Names, text: str
) -> FoundMetric | UnknownMetric:
    given = _arguments(call, _PARAMETERS)
    parts = {key: names.fold(given[key]) for key in ("namespace", "subsystem", "unit", "name")
             if key in given}  # fmt: skip
    if not parts.get("name") or any(value is None for value in parts.values()):
        return _unknown(call, text)
    kind = type_name.casefold()
    name = full_name(parts.get("namespace"), parts.get("subsystem"), parts["name"])
    suffix = _SUFFIXES.get(kind, "")
    name = name.removesuffix(suffix)
    unit = parts.get("unit")
    if unit and not name.endswith(f"_{unit}"):
        name += f"_{unit}"
    documentation = given.get("documentation")
    return FoundMetric(
        name=name + suffix,
        kind=kind,
        line=call.lineno,
        help=names.fold(documentation) if documentation else None,
        help_line=documentation.lineno if documentation else call.lineno,
        labels=_labels(given.get("labelnames"), names),
    )


def _instrument(call: ast.Call, kind: str, names: Names, text: str) -> FoundMetric | UnknownMetric:
    is_observed = isinstance(call.func, ast.Attribute) and "observable" in call.func.attr
    order = ("name", "callbacks", "unit", "description") if is_observed else (
        "name", "unit", "description")  # fmt: skip
    given = _arguments(call, order)
    name = names.fold(given["name"]) if "name" in given else None
    if not name:
        return _unknown(call, text)
    description = given.get("description")
    return FoundMetric(
        name=name,
        kind=kind,
        line=call.lineno,
        help=names.fold(description) if description else None,
        help_line=description.lineno if description else call.lineno,
    )


def _arguments(call: ast.Call, order: tuple[str, ...]) -> dict[str, ast.expr]:
    given: dict[str, ast.expr] = {}
    for name, value in zip(order, call.args, strict=False):
        if isinstance(value, ast.Starred):
            break
        given[name] = value
    given.update((each.arg, each.value) for each in call.keywords if each.arg in order)
    return given


def _labels(node: ast.expr | None, names: Names) -> tuple[str, ...]:
    if not isinstance(node, ast.List | ast.Tuple):
        return ()
    return tuple(label for each in node.elts if (label := names.fold(each)))


def _unknown(call: ast.Call, text: str) -> UnknownMetric:
    written = " ".join((ast.get_source_segment(text, call) or "").split())
    return UnknownMetric(written[:200], call.lineno)
