"""Findings as SARIF 2.1.0 (OASIS), which code scanning services read."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
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
    seen: Counter[str] = Counter()
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
        "results": [_result(finding, seen) for finding in report.findings],
    }
    text = json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)
    return text + "\n"


def _result(finding: Finding, seen: Counter[str]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": finding.severity,
        "message": {"text": finding.message},
        "partialFingerprints": {"apiStability/v1": _fingerprint(finding, seen)},
    }
    location: dict[str, Any] = {}
    if finding.file:
        place: dict[str, Any] = {"artifactLocation": {"uri": quote(finding.file, errors="replace")}}
        if finding.line:
            place["region"] = {"startLine": finding.line}
        location["physicalLocation"] = place
    if finding.symbol:
        location["logicalLocations"] = [{"fullyQualifiedName": finding.symbol}]
    if location:
        result["locations"] = [location]
    return result


def _fingerprint(finding: Finding, seen: Counter[str]) -> str:
    """What a finding is recognised by, tomorrow and when code above it has grown.

    Neither its line nor its message, which may say "12 days ago"; findings of one rule about one
    thing are told apart by their order, in which *seen* counts them.
    """
    about = "\0".join((finding.rule, finding.symbol or finding.file or ""))
    seen[about] += 1
    told = f"{about}\0{seen[about]}"
    return hashlib.sha256(told.encode("utf-8", "backslashreplace")).hexdigest()
