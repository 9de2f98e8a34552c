"""Whole texts compared with files that were reviewed: golden files.

`--update-golden` writes the files anew; the change is then reviewed like any other.
"""

import difflib
from collections.abc import Callable
from pathlib import Path

import pytest

REWRITTEN = "golden file rewritten"

Golden = Callable[[str, str | Path], None]
"""`golden(text, name)`: `text` is the content of the file `name`, relative to the test's folder."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that rewrites."""
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="rewrite golden files with what the tests produce now",
    )


def read_exactly(path: Path) -> str:
    """The text of a file, line endings as they are."""
    return path.read_bytes().decode("utf-8")


def write_exactly(path: Path, text: str) -> None:
    """Write a text, line endings as they are, and the folder when it is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8"))


def show_difference(expected: str, actual: str, name: str) -> str:
    """A unified diff that also shows a missing last line end and other line endings."""
    lines = difflib.unified_diff(
        expected.splitlines(keepends=True),
        actual.splitlines(keepends=True),
        fromfile=f"{name} (expected)",
        tofile=f"{name} (actual)",
    )
    return "".join(
        line.replace("\r", "␍")
        if line.endswith("\n")
        else line.replace("\r", "␍") + "\n\\ no newline at the end\n"
        for line in lines
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a text whole with a file in the test's own folder."""
    update: bool = request.config.getoption("update_golden")

    def compare(text: str, name: str | Path) -> None:
        path = request.path.parent / name
        expected = read_exactly(path) if path.is_file() else None
        if text == expected:
            return
        if update:
            write_exactly(path, text)
            shown = path.relative_to(request.config.rootpath).as_posix()
            # A property travels with the report from a worker process to the summary.
            request.node.user_properties.append((REWRITTEN, shown))
            return
        if expected is None:
            pytest.fail(
                f"There is no golden file {path}; --update-golden writes it.", pytrace=False
            )
        pytest.fail(
            f"{show_difference(expected, text, str(name))}\n"
            "When the new text is right, --update-golden writes it.",
            pytrace=False,
        )

    return compare


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """List the golden files that were rewritten."""
    rewritten = {
        str(value)
        for reports in terminalreporter.stats.values()
        for report in reports
        if isinstance(report, pytest.TestReport)
        for name, value in report.user_properties
        if name == REWRITTEN
    }
    if rewritten:
        terminalreporter.section(f"golden files rewritten: {len(rewritten)}", sep="-")
        for name in sorted(rewritten):
            terminalreporter.write_line(name)
