"""Findings as text, JSON, and annotations of GitHub; see also `cli.sarif` and `cli.junit`."""

from __future__ import annotations

from collections import Counter
from typing import Final

from api_stability.cli.junit import render_junit
from api_stability.cli.sarif import render_sarif
from api_stability.model.codec import encode_json
from api_stability.model.findings import SEVERITIES, Finding
from api_stability.renderers.printable import printable
from api_stability.rules.checking import Report

FORMATS: Final = ("text", "json", "github", "sarif", "junit")
FINDINGS_FORMAT: Final = "api-stability-findings/1"


def render_report(report: Report, format: str) -> str:  # noqa: A002 - what callers call it
    """Spell *report* in one of `FORMATS`; ends in one line end."""
    return {
        "text": _text,
        "json": _json,
        "github": _github,
        "sarif": render_sarif,
        "junit": render_junit,
    }[format](report)


def _text(report: Report) -> str:
    lines: list[str] = []
    before: str | None = None
    for finding in report.findings:
        if lines and finding.file != before:
            lines.append("")
        before = finding.file
        where = printable(finding.file or "-") + (f":{finding.line}" if finding.line else "")
        told = printable(finding.message)
        lines.append(f"{where}: {finding.severity}[{finding.rule}] {told}")
    if lines:
        lines.append("")
    return "\n".join([*lines, say_total(report)]) + "\n"


def say_total(report: Report) -> str:
    """The last line: how many findings there are of each severity, and how many were waived."""
    counts = Counter(finding.severity for finding in report.findings)
    parts = [
        f"{counts[severity]} {severity}{'' if counts[severity] == 1 else 's'}"
        for severity in reversed(SEVERITIES)
        if counts[severity]
    ]
    told = ", ".join(parts) or "nothing found"
    if report.waived:
        told += f"; {report.waived} waived"
    return told if report.complete else f"{told}; incomplete: a source could not be read completely"


def _json(report: Report) -> str:
    value = {
        "format": FINDINGS_FORMAT,
        "complete": report.complete,
        "waived": report.waived,
        "findings": report.findings,
    }
    return encode_json(value, indent=2).decode()


def _github(report: Report) -> str:
    """Workflow commands (docs.github.com, "Workflow commands for GitHub Actions")."""
    return "".join(f"{_annotation(finding)}\n" for finding in report.findings) + (
        f"{say_total(report)}\n"
    )


def _annotation(finding: Finding) -> str:
    command = {"error": "error", "warning": "warning", "note": "notice"}[finding.severity]
    properties = []
    if finding.file:
        properties.append(f"file={_escape_property(finding.file)}")
        if finding.line:
            properties.append(f"line={finding.line}")
    properties.append(f"title={_escape_property(finding.rule)}")
    # whatever a message holds, it stays one command on one line
    message = printable(finding.message).replace("%", "%25")
    return f"::{command} {','.join(properties)}::{message}"


def _escape_property(text: str) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return escaped.replace(":", "%3A").replace(",", "%2C")
