"""Requirement: whatever is the matter with a file is one located diagnostic, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from api_stability.model.inventory import Diagnostic
from api_stability.readers.documents.reading import read_documents
from api_stability.readers.listed import ListedFile, Report


def read(path: Path) -> tuple[int, list[tuple[str, str, str | None, int | None]]]:
    report = Report("demo")
    documents = read_documents(ListedFile(path.name, path), report)
    return len(documents), [_short(each) for each in sorted(report.diagnostics)]


def _short(each: Diagnostic) -> tuple[str, str, str | None, int | None]:
    return each.grade, each.code, each.file, each.line


@pytest.mark.parametrize(
    ("name", "data", "documents", "diagnostics"),
    [
        ("a.yaml", b"a: 1\n---\nb: 2\n", 2, []),
        ("a.yaml", b"a: 1\n---\nb: [\n", 1, [("incomplete", "syntax-error", 4)]),
        ("a.yaml", b"a: \xff\n", 0, [("incomplete", "undecodable-file", 1)]),
        ("a.yaml", "a: é\n".encode("utf-16"), 1, []),
        ("a.yaml", "a: é\n".encode("utf-8-sig"), 1, []),
        ("a.yaml", b"\xff\xfea", 0, [("incomplete", "undecodable-file", 1)]),
        ("a.yaml", b"a: 1\na: 2\na: 3\n", 1, [("unresolved", "duplicate-key", 2)]),
        ("a.yaml", b"a: 1\n{{ x }}\n", 1, [("note", "helm-template", 2)]),
        ("a.yaml", b"a: '{{ x }}'\n", 1, []),
        (
            "a.yaml",
            b"a: [\n{{ x }}\n",
            0,
            [("incomplete", "syntax-error", 3), ("note", "helm-template", 2)],
        ),
        ("a.json", b'{"a": 1}', 1, []),
        ("a.json", b'{"a": NaN}', 1, [("unresolved", "invalid-value", 1)]),
        ("a.json", b'{"a": 1,\n "a": 2}', 1, [("unresolved", "duplicate-key", 2)]),
        ("a.json", b"[" * 100_000, 0, [("incomplete", "too-deep", 1)]),
        ("a.json", b'{"a": {{ x }}}', 0, [("incomplete", "syntax-error", 1)]),
        ("a.yaml", b"a: 1\x00\n", 0, [("incomplete", "syntax-error", 1)]),
        ("a.yaml", b"", 0, []),
    ],
)
def test_a_file(
    tmp_path: Path,
    name: str,
    data: bytes,
    documents: int,
    diagnostics: list[tuple[str, str, int]],
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    expected = [(grade, code, name, line) for grade, code, line in diagnostics]
    assert read(path) == (documents, expected)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    with path.open("wb") as file:
        file.truncate(17 * 1024 * 1024)
    assert read(path) == (0, [("incomplete", "too-large", "a.yaml", 1)])


def test_a_file_that_is_gone_is_said(tmp_path: Path) -> None:
    assert read(tmp_path / "a.yaml") == (0, [("incomplete", "unreadable-file", "a.yaml", None)])
