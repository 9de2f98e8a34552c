"""Findings as SARIF 2.1.0 (OASIS), which code scanning services read."""

from __future__ import annotations

import hashlib
import json
from typing import Any, Final
from urllib.parse import quote

from api_stability import __version__
from api_stability.model.findings import Finding
from api_stability.rules.checking import Report
from api_stability.rules.registry import find_rules

SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def render_sarif(report: Report) -> str:
    """One run with a rule for each id and a result for each finding; ends in one line end."""
    used = {finding.rule for finding in report.findings}
    rules = [
        {
            "id": rule.id,
            "shortDescription": {"text": rule.title},
            "fullDescription": {"text": rule.why},
            "help": {"text": rule.fix},
            "defaultConfiguration": {"level": rule.severity},
        }
        for rule in find_rules()
        if rule.id in used
    ]
    run = {
        "tool": {"driver": {"name": "api-stability", "version": __version__, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": report.complete}],
        "results": [_result(finding) for finding in report.findings],
    }
    text = json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)
    return text + "\n"


def _result(finding: Finding) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": finding.severity,
        "message": {"text": finding.message},
        # not the line: a finding stays the same when code above it grows
        "partialFingerprints": {"apiStability/v1": _fingerprint(finding)},
    }
    if finding.file:
        place: dict[str, Any] = {"artifactLocation": {"uri": quote(finding.file, errors="replace")}}
        if finding.line:
            place["region"] = {"startLine": finding.line}
        result["locations"] = [{"physicalLocation": place}]
    return result


def _fingerprint(finding: Finding) -> str:
    told = "\0".join((finding.rule, finding.symbol or "", finding.message))
    return hashlib.sha256(told.encode("utf-8", "backslashreplace")).hexdigest()
