"""The documents of a listed file; whatever is the matter with it becomes one located diagnostic."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from api_stability.documents.json_documents import read_json
from api_stability.documents.nodes import Document, DocumentError
from api_stability.documents.yaml_documents import read_yaml
from api_stability.readers.documents.templates import (
    Blanked,
    blank_templates,
    restore_actions,
)
from api_stability.readers.listed import ListedFile, Report, UnreadableFileError, read_text


def read_documents(file: ListedFile, report: Report) -> tuple[Document, ...]:
    """All documents of *file*, up to where it breaks; never raises.

    A file called ``*.json`` is read as JSON, any other as YAML. A Helm template is read without its
    actions, with a note that says so.
    """
    try:
        return parse_documents(file, read_text(file), report)
    except UnreadableFileError as error:
        report.incomplete(error.code, file, error.message, error.line)
        return ()


def parse_documents(file: ListedFile, text: str, report: Report) -> tuple[Document, ...]:
    """As `read_documents`, of a *text* that is read already."""
    is_json = file.name.endswith(".json")
    documents, error = _parse_json(text) if is_json else _parse_yaml(text)
    blanked = None if is_json else _blank(text, documents, error)
    if blanked is not None:
        documents, error = _parse_yaml(blanked.text, restore_actions)
        message = "is a Helm template: read without its conditions and values"
        report.note("helm-template", file, message, blanked.line)
    if error is not None:
        what = "; what follows is not read" if documents else ""
        report.incomplete(error.code, file, error.message + what, error.line)
    _report_oddities(file, documents, report, is_template=blanked is not None)
    return tuple(documents)


def _blank(text: str, documents: list[Document], error: DocumentError | None) -> Blanked | None:
    """*text* without template actions, where they are why it cannot be read as it is."""
    is_broken = error is not None and error.code == "syntax-error"
    if is_broken or any(each.unnamed for each in documents):
        return blank_templates(text)
    return None


_Parsed: TypeAlias = tuple[list[Document], DocumentError | None]


def _parse_json(text: str) -> _Parsed:
    try:
        return [read_json(text)], None
    except DocumentError as error:
        return [], error


def _parse_yaml(text: str, spell: Callable[[str], str] | None = None) -> _Parsed:
    documents: list[Document] = []
    try:
        documents.extend(read_yaml(text, spell))
    except DocumentError as error:
        return documents, error
    return documents, None


def _report_oddities(
    file: ListedFile, documents: list[Document], report: Report, *, is_template: bool
) -> None:
    repeated = [each for document in documents for each in document.repeated]
    if repeated:
        key, line = repeated[0]
        others = f" (and {len(repeated) - 1} others)" if len(repeated) > 1 else ""
        advice = "see that it is what is meant" if is_template else "remove one"
        message = f"has the key {key!r}{others} twice in one map: the later one counts; {advice}"
        report.unresolved("duplicate-key", file, message, line)
    invalid = [each for document in documents for each in document.invalid]
    if invalid:
        value, line = invalid[0]
        message = f"has the value {value}, for which JSON has no word; it counts as null"
        report.unresolved("invalid-value", file, message, line)
