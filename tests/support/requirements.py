"""What a test needs from outside the project, and what happens where that is absent.

Such a test is skipped with a reason, the summary counts and names it, and
`API_STABILITY_REQUIRE_DATA=1` turns the skip into a failure.
"""

import os
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from typing import NoReturn

import pytest

STRICT_VARIABLE = "API_STABILITY_REQUIRE_DATA"


class Requirement(StrEnum):
    """Something outside the project; its value is how its absence is reported."""

    SHARED_DATA = "shared data absent"
    PACKAGE_INDEX = "no package index"
    PROGRAM = "program absent"


def require_data() -> bool:
    """Whether the absence of a requirement is a failure."""
    return os.environ.get(STRICT_VARIABLE, "") not in {"", "0"}


def report_absent(requirement: Requirement, detail: str) -> NoReturn:
    """Skip the running test because a requirement is absent, or fail it where that is asked."""
    reason = f"{requirement}: {detail}"
    if require_data():
        pytest.fail(f"{reason} (required, because {STRICT_VARIABLE} is set)", pytrace=False)
    pytest.skip(reason)


def find_reason(report: pytest.CollectReport | pytest.TestReport) -> str:
    """Why a report is one of a skip."""
    text = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return text.removeprefix("Skipped: ")


def find_kind(reason: str) -> str:
    """Under which heading a skip is counted."""
    for requirement in Requirement:
        if reason.startswith(requirement):
            return str(requirement)
    return "other reasons"


def sum_up(reasons: Iterable[str]) -> str:
    """One line: how many were skipped, in all and by kind."""
    kinds = Counter(find_kind(reason) for reason in reasons)
    detail = ", ".join(f"{kind}: {count}" for kind, count in sorted(kinds.items()))
    return f"skipped: {kinds.total()}" + (f" ({detail})" if detail else "")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the number of skipped tests, and each of them with its reason."""
    reports = terminalreporter.getreports("skipped")
    reasons = {report.nodeid: find_reason(report) for report in reports}
    terminalreporter.section(sum_up(reasons.values()), sep="-")
    for nodeid, reason in sorted(reasons.items()):
        terminalreporter.write_line(f"{nodeid}: {reason}")
