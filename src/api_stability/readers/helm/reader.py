"""From charts to symbols: the chart, its values, and what comments and schema say about them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from api_stability.documents.nodes import Mapping
from api_stability.model.ids import HelmId, InvalidIdError, parse_id
from api_stability.model.inventory import Reading
from api_stability.model.symbols import Declaration, Mark
from api_stability.readers.description_marks import first_sentence
from api_stability.readers.documents.reading import parse_documents, read_documents
from api_stability.readers.helm.charts import CHART, SCHEMA, Charts, find_chart_files, is_values
from api_stability.readers.helm.comments import Comment, Comments
from api_stability.readers.helm.schema import MOST, Described, TooManyValuesError, walk_schema
from api_stability.readers.helm.values import Value, shown_default, walk_values
from api_stability.readers.listed import (
    ListedFile,
    ListedRequest,
    Report,
    UnreadableFileError,
    read_listed,
    read_text,
)
from api_stability.readers.listed_symbols import FileSymbols
from api_stability.readers.registry import Progress

_T = TypeVar("_T")


def read_charts(request: ListedRequest, progress: Progress) -> Reading:
    """Read the charts of *request*."""
    charts = Charts()

    def read_file(file: ListedFile, report: Report) -> Iterator[Declaration]:
        reader = _FileReader(request, file, report, charts)
        if file.path.name == CHART:
            yield from reader.chart()
        elif file.path.name == SCHEMA:
            yield from reader.schema()
        elif is_values(file):
            yield from reader.values()
        else:
            report.note("no-values", file, "is no file of values, as its name says; it is not read")

    return read_listed(request, read_file, progress, find_chart_files(request))


class _FileReader:
    """Makes declarations of what one file of a chart holds."""

    def __init__(
        self, request: ListedRequest, file: ListedFile, report: Report, charts: Charts
    ) -> None:
        self._file = file
        self._report = report
        self._chart = charts.of(file, report)
        self._symbols = FileSymbols(request, file)
        self._known: set[tuple[str, ...]] = set()
        """The paths of values that were declared."""

    def chart(self) -> Iterator[Declaration]:
        """The chart itself."""
        root = self._chart.description
        if root is None:
            return
        description = root.text("description")
        marks: tuple[Mark, ...] = ()
        for entry in root.entries:
            if entry.key == "deprecated" and root.truth("deprecated") is True:
                marks += (self._symbols.deprecation("deprecated", entry.line, text=description),)
            elif entry.key == "description":
                marks += self._symbols.said(description, "docstring", entry.line, self._chart.name)
        yield self._symbols.declare(
            HelmId(self._chart.name),
            "chart",
            root.line,
            marks=marks,
            facts={"version": root.text("version"), "app-version": root.text("appVersion")},
            summary=first_sentence(description),
        )

    def values(self) -> Iterator[Declaration]:
        """Every key of a values file; those in items of lists only where they are marked.

        So are values that only a comment names, because they have no default.
        """
        try:
            text = read_text(self._file)
        except UnreadableFileError as error:
            self._report.incomplete(error.code, self._file, error.message, error.line)
            return
        documents = parse_documents(self._file, text, self._report)
        values = [value for document in documents for value in walk_values(document.root)]
        comments = Comments(text, frozenset(".".join(value.path) for value in values))
        for value in self._at_most(values, [value.line for value in values]):
            yield from self._keyed(value, comments.about(value.line, value.path))
        named = list(comments.without_key())
        for path, comment in self._at_most(named, [comment.line for _, comment in named]):
            marks = tuple(self._commented(comment, path[-1]))
            if marks:
                summary = first_sentence(comment.text)
                yield from self._value(path, comment.line, marks, facts={}, summary=summary)

    def _at_most(self, values: list[_T], lines: list[int]) -> list[_T]:
        """As many *values*, which are in *lines*, as anybody maintains."""
        if len(values) > MOST:
            message = f"holds more than {MOST:,} values; the others are not read"
            self._report.incomplete("too-large", self._file, message, lines[MOST])
        return values[:MOST]

    def _keyed(self, value: Value, said: tuple[Comment, ...]) -> Iterator[Declaration]:
        marks = tuple(mark for each in said for mark in self._commented(each, value.path[-1]))
        if value.in_list and not marks:
            return
        summaries = (first_sentence(comment.text) for comment in said)
        yield from self._value(
            value.path,
            value.line,
            marks,
            facts={"default": shown_default(value.node)},
            summary=next(filter(None, summaries), None),
        )

    def schema(self) -> Iterator[Declaration]:
        """Every value that the schema describes; those in items of lists only if marked."""
        for document in read_documents(self._file, self._report):
            if not isinstance(document.root, Mapping):
                continue
            try:
                for value in walk_schema(document.root):
                    marks = tuple(
                        mark for schema in value.schemas for mark in self._described(schema, value)
                    )
                    if not marks and any(step.endswith(("[]", "{}")) for step in value.path):
                        continue
                    yield from self._value(
                        value.path, value.line, marks,
                        facts={"type": value.text("type")},
                        summary=first_sentence(value.text("description")),
                    )  # fmt: skip
            except TooManyValuesError as error:
                message = f"describes more than {MOST:,} values; those that follow are not read"
                self._report.incomplete("too-large", self._file, message, error.line)

    def _described(self, schema: Mapping, value: Described) -> Iterator[Mark]:
        description = schema.text("description")
        for entry in schema.entries:
            if entry.key == "description":
                yield from self._symbols.said(description, "docstring", entry.line, value.path[-1])
            elif entry.key == "deprecated" and schema.truth("deprecated") is True:
                reason = schema.text("deprecationMessage")
                yield self._symbols.deprecation(
                    "deprecated", entry.line, reason=reason, text=description
                )

    def _commented(self, comment: Comment, name: str) -> Iterator[Mark]:
        yield from self._symbols.said(
            comment.text, "comment", comment.line, name, lines=comment.lines
        )
        if comment.deprecated:
            yield self._symbols.deprecation("deprecated", comment.line, text=comment.text)

    def _value(
        self,
        path: tuple[str, ...],
        line: int,
        marks: tuple[Mark, ...],
        *,
        facts: dict[str, str | None],
        summary: str | None,
    ) -> Iterator[Declaration]:
        """The declaration, if the path can be an id."""
        identity = HelmId(self._chart.name, path)
        try:
            parse_id(str(identity))
        except InvalidIdError:
            message = f"has a value {'.'.join(path)!r}, a name that no symbol id can hold"
            say = self._report.unresolved if marks else self._report.note
            say("unnameable", self._file, message, line, str(HelmId(self._chart.name)))
            return
        self._known.add(path)
        outer = (path[:end] for end in range(len(path) - 1, 0, -1))
        above = next((each for each in outer if each in self._known), ())
        yield self._symbols.declare(
            identity,
            "value",
            line,
            enclosing=HelmId(self._chart.name, above),
            marks=marks,
            facts=facts,
            summary=summary,
        )
