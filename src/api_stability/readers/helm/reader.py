"""From charts to symbols: the chart, its values, and what comments and schema say about them."""

from __future__ import annotations

from collections.abc import Iterator

from api_stability.documents.nodes import Mapping
from api_stability.model.facts import Facts
from api_stability.model.ids import HelmId, InvalidIdError, parse_id
from api_stability.model.inventory import Reading
from api_stability.model.symbols import Declaration, Form, Location, Mark
from api_stability.readers.description_marks import first_sentence, read_description_marks
from api_stability.readers.documents.reading import parse_documents, read_documents
from api_stability.readers.helm.charts import CHART, SCHEMA, Charts, find_chart_files, is_values
from api_stability.readers.helm.comments import Comment, Comments
from api_stability.readers.helm.schema import MOST, TooManyValuesError, walk_schema
from api_stability.readers.helm.values import shown_default, walk_values
from api_stability.readers.listed import (
    ListedFile,
    ListedRequest,
    Report,
    UnreadableFileError,
    read_listed,
    read_text,
)
from api_stability.readers.prose import read_note
from api_stability.readers.registry import Progress


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
        self._request = request
        self._file = file
        self._report = report
        self._chart = charts.of(file, report)

    def chart(self) -> Iterator[Declaration]:
        root = self._chart.description
        if root is None:
            return
        description = root.text("description")
        marks: tuple[Mark, ...] = ()
        for entry in root.entries:
            if entry.key == "deprecated" and root.truth("deprecated") is True:
                marks += (self._deprecated(entry.line, description),)
            elif entry.key == "description" and description is not None:
                marks += self._said(description, entry.line, "docstring", self._chart.name)
        versions = {"version": root.text("version"), "app-version": root.text("appVersion")}
        yield self._declare(
            HelmId(self._chart.name),
            root.line,
            kind="chart",
            marks=marks,
            facts={key: value for key, value in versions.items() if value is not None},
            summary=first_sentence(description),
        )

    def values(self) -> Iterator[Declaration]:
        """Every key of a values file; those in items of lists only where they are marked."""
        try:
            text = read_text(self._file)
        except UnreadableFileError as error:
            self._report.incomplete(error.code, self._file, error.message, error.line)
            return
        documents = parse_documents(self._file, text, self._report)
        values = [value for document in documents for value in walk_values(document.root)]
        if len(values) > MOST:
            message = f"holds more than {MOST:,} values; the others are not read"
            self._report.incomplete("too-large", self._file, message, values[MOST].line)
            del values[MOST:]
        comments = Comments(text, frozenset(".".join(value.path) for value in values))
        known: set[tuple[str, ...]] = set()
        for value in values:
            said = comments.about(value.line)
            if (named := comments.named.get(".".join(value.path))) is not None:
                said = (named, *said)
            marks = tuple(
                mark for comment in said for mark in self._commented(comment, value.path[-1])
            )
            if value.in_list and not marks:
                continue
            default = shown_default(value.node)
            declared = self._value(
                value.path, value.line, marks, known,
                facts={} if default is None else {"default": default},
                summary=first_sentence(said[0].text) if said else None,
            )  # fmt: skip
            yield from declared

    def schema(self) -> Iterator[Declaration]:
        """Every value that the schema describes; those in items of lists only if marked."""
        known: set[tuple[str, ...]] = set()
        for document in read_documents(self._file, self._report):
            if not isinstance(document.root, Mapping):
                continue
            try:
                for value in walk_schema(document.root):
                    marks = self._described(value.schema, value.line, value.path[-1])
                    if not marks and any(step.endswith(("[]", "{}")) for step in value.path):
                        continue
                    kind = value.schema.text("type")
                    yield from self._value(
                        value.path, value.line, marks, known,
                        facts={"type": kind} if kind else {},
                        summary=first_sentence(value.schema.text("description")),
                    )  # fmt: skip
            except TooManyValuesError:
                message = f"describes more than {MOST:,} values; those that follow are not read"
                self._report.incomplete("too-large", self._file, message)

    def _described(self, schema: Mapping, line: int, name: str) -> tuple[Mark, ...]:
        description = schema.text("description")
        marks = self._said(description, line, "docstring", name) if description else ()
        if schema.truth("deprecated") is True:
            at = next(each.line for each in schema.entries if each.key == "deprecated")
            marks += (self._deprecated(at, description, schema.text("deprecationMessage")),)
        return marks

    def _commented(self, comment: Comment, name: str) -> tuple[Mark, ...]:
        marks = self._said(comment.text, comment.line, "comment", name)
        if comment.deprecated:
            marks += (self._deprecated(comment.line, comment.text),)
        return marks

    def _value(
        self,
        path: tuple[str, ...],
        line: int,
        marks: tuple[Mark, ...],
        known: set[tuple[str, ...]],
        *,
        facts: dict[str, str],
        summary: str | None,
    ) -> Iterator[Declaration]:
        """The declaration, if the path can be an id; *known* are those that were declared."""
        identity = HelmId(self._chart.name, path)
        try:
            parse_id(str(identity))
        except InvalidIdError:
            message = f"has a value {'.'.join(path)!r}, a name that no symbol id can hold"
            say = self._report.unresolved if marks else self._report.note
            say("unnameable", self._file, message, line, str(HelmId(self._chart.name)))
            return
        known.add(path)
        above = next((path[:end] for end in range(len(path) - 1, 0, -1) if path[:end] in known), ())
        yield self._declare(
            identity,
            line,
            kind="value",
            marks=marks,
            facts=facts,
            summary=summary,
            enclosing=str(HelmId(self._chart.name, above)),
        )

    def _said(self, text: str, line: int, form: Form, name: str) -> tuple[Mark, ...]:
        return read_description_marks(
            text,
            source=self._request.source_id,
            form=form,
            file=self._file.name,
            line=line,
            names=(name,),
        )

    def _deprecated(self, line: int, text: str | None, reason: str | None = None) -> Mark:
        note = read_note(reason or text or "")
        return Mark(
            source=self._request.source_id,
            form="field",
            name="deprecated",
            deprecates=True,
            reason=reason,
            since=note.since,
            removal=note.removal,
            alternatives=note.alternatives,
            file=self._file.name,
            line=line,
        )

    def _declare(
        self,
        identity: HelmId,
        line: int,
        *,
        kind: str,
        marks: tuple[Mark, ...],
        facts: dict[str, str],
        summary: str | None,
        enclosing: str | None = None,
    ) -> Declaration:
        place = Location(source=self._request.source_id, file=self._file.name, line=line)
        return Declaration(
            id=str(identity),
            surface="helm",
            kind=kind,
            project=self._request.project,
            enclosing=enclosing,
            marks=marks,
            locations=(place,),
            facts=Facts(facts),
            summary=summary,
        )
