"""Findings as a JUnit report, which CI servers read: one test case for each rule."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from api_stability.model.findings import Finding
from api_stability.renderers.printable import printable
from api_stability.rules.checking import Report


def render_junit(report: Report) -> str:
    """A suite with one case for each finding, or one that passes; ends in one line end."""
    suite = ET.Element(
        "testsuite",
        name="api-stability",
        tests=str(max(1, len(report.findings))),
        failures=str(sum(finding.severity != "note" for finding in report.findings)),
        errors="0",
    )
    for finding in report.findings:
        _add_case(suite, finding)
    if not report.findings:
        ET.SubElement(suite, "testcase", classname="api-stability", name="check")
    ET.indent(suite)
    declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f"{declaration}{ET.tostring(suite, encoding='unicode')}\n"


def _add_case(suite: ET.Element, finding: Finding) -> None:
    case = ET.SubElement(
        suite,
        "testcase",
        classname=finding.rule,
        name=printable(finding.symbol or finding.file or finding.rule),
    )
    if finding.file:
        case.set("file", printable(finding.file))
    if finding.line:
        case.set("line", str(finding.line))
    message = printable(finding.message)
    if finding.severity == "note":
        ET.SubElement(case, "system-out").text = message
    else:
        ET.SubElement(case, "failure", type=finding.severity, message=message)
