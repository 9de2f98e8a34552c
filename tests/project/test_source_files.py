"""Rules that every file keeps."""

import ast
import os
import re
from functools import cache
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
SOURCE = PROJECT / "src" / "api_stability"
MODULES = sorted(SOURCE.rglob("*.py"))

MOST_LINES = 400

NOT_OURS = {".git", ".venv", ".cache", "build", "dist", "__pycache__", ".hypothesis"}

# Written so that they do not match themselves.
FORBIDDEN = {
    "a path of one machine": r"(?<![\w.~-])/(?:work|root|home/[a-z]\w*|Users/[A-Z]\w*)/[\w.-]",
    "a package index": r"files[.]pythonhosted[.]org|pypi[.]org/simple|(?:extra-)?index-url\s*[=:]",
    "how a text came about": r"\bsub-?agents?\b|\b(?:earlier|previous) (?:session|conversation)\b",
}


def name_of(path: Path) -> str:
    """A file's path in the project, as the name of a test."""
    return path.relative_to(PROJECT).as_posix()


def is_ours(folder: str) -> bool:
    """Whether a folder holds what was written for the project, rather than made by a tool."""
    return folder not in NOT_OURS and not (folder.startswith(".") and folder.endswith("_cache"))


@cache
def find_text_files() -> tuple[Path, ...]:
    """All of our files that hold text."""
    files = []
    for parent, folders, names in os.walk(PROJECT):
        # Changed in place: what is not ours is not walked, an environment has many thousand files.
        folders[:] = sorted(filter(is_ours, folders))
        files += [Path(parent, name) for name in sorted(names)]
    return tuple(path for path in files if b"\0" not in path.read_bytes()[:1024])


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_has_a_docstring(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_is_not_too_long(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_mentions(what: str) -> None:
    pattern = re.compile(FORBIDDEN[what])
    mentions = [
        f"{name_of(path)}:{number}: {line.strip()}"
        for path in find_text_files()
        for number, line in enumerate(
            path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1
        )
        if pattern.search(line)
    ]
    assert not mentions, "\n".join(mentions)


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("a path of one machine", "see /" + "work/notes.txt"),
        ("a path of one machine", "cache = '/home" + "/ann/.cache'"),
        ("a package index", "--index" + "-url=https://example.org"),
    ],
)
def test_a_mention_is_recognised(what: str, text: str) -> None:
    assert re.search(FORBIDDEN[what], text)


@pytest.mark.parametrize(
    "text", ["https://example.org/work/page", "lib/root/x", "~/work/x", "/tmp"]
)
def test_other_text_is_not(text: str) -> None:
    assert not any(re.search(pattern, text) for pattern in FORBIDDEN.values())
