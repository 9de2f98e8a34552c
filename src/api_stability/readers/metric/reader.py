"""From lists and definitions of metrics to symbols."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

import msgspec

from api_stability.model.inventory import Reading
from api_stability.model.symbols import Declaration, Mark
from api_stability.readers.description_marks import first_sentence
from api_stability.readers.documents.reading import read_documents
from api_stability.readers.listed import (
    ListedFile,
    ListedRequest,
    Report,
    UnreadableFileError,
    find_listed,
    read_listed,
    read_text,
)
from api_stability.readers.listed_symbols import FileSymbols
from api_stability.readers.metric.found import FoundMetric, UnknownMetric
from api_stability.readers.metric.lists import find_listed_metrics
from api_stability.readers.metric.python_files import SUFFIXES
from api_stability.readers.metric.python_metrics import PythonMetrics
from api_stability.readers.metric.rust_metrics import find_rust_metrics
from api_stability.readers.registry import Progress

_Find: TypeAlias = Callable[[ListedFile], Iterator[FoundMetric | UnknownMetric]]
_LISTS: Final = frozenset({".yaml", ".yml", ".json"})
_INTERNAL: Final = "internal"
"""Kubernetes' word for a metric that is not public; it is no level of any ladder."""


def read_metrics(request: ListedRequest, progress: Progress) -> Reading:
    """Read every list and every file of code that *request* names."""
    files = find_listed(request.root, request.files)
    python = PythonMetrics(request.root, files)
    code: dict[str, _Find] = {
        **dict.fromkeys(SUFFIXES, python.find),
        ".rs": lambda file: find_rust_metrics(read_text(file)),
    }

    def read_file(file: ListedFile, report: Report) -> Iterator[Declaration]:
        symbols = FileSymbols(request, file)
        if file.path.suffix in _LISTS:
            documents = read_documents(file, report)
            for metric in find_listed_metrics(documents, file, report):
                yield _declare(metric, symbols)
        elif file.path.suffix in code:
            yield from _read_code(file, code[file.path.suffix], symbols, report)
        else:
            message = "is neither a list (YAML, JSON) nor Python nor Rust, as its name says"
            report.note("no-metrics", file, message)

    reading = read_listed(request, read_file, progress, files)
    words = {mark.raw_level for each in reading.declarations for mark in each.marks}
    internal = tuple(sorted(word for word in words if word and word.casefold() == _INTERNAL))
    return msgspec.structs.replace(reading, not_levels=internal)


def _read_code(
    file: ListedFile, find: _Find, symbols: FileSymbols, report: Report
) -> Iterator[Declaration]:
    try:
        for found in find(file):
            if isinstance(found, FoundMetric):
                yield _declare(found, symbols)
            else:
                message = f"defines a metric whose name is not literal: {found.source_text}"
                report.unresolved("dynamic-name", file, message, found.line)
    except UnreadableFileError as error:
        report.incomplete(error.code, file, error.message, error.line)


def _declare(metric: FoundMetric, symbols: FileSymbols) -> Declaration:
    level = metric.said.level
    return symbols.declare(
        f"metric:{metric.name}",
        metric.kind,
        metric.line,
        public=level is None or level.casefold() != _INTERNAL,
        marks=tuple(_marks(metric, symbols)),
        facts={"labels": ", ".join(metric.labels) or None},
        summary=first_sentence(metric.help),
    )


def _marks(metric: FoundMetric, symbols: FileSymbols) -> Iterator[Mark]:
    said = metric.said
    if said.level is not None:
        yield symbols.level("field", said.level_name, said.level, said.level_line)
    if said.deprecated:
        yield symbols.deprecation(
            said.deprecated_name,
            said.deprecated_line,
            reason=said.reason,
            text=metric.help,
            since=said.since,
            alternatives=said.alternatives,
        )
    yield from symbols.said(metric.help, "help", metric.help_line, metric.name)
