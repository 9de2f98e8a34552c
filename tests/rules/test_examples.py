"""The examples on a rule's page are its tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from api_stability.rules import Example, Rule, find_rules
from tests.rules.projects import check_project, write_project

CASES = [(rule, example) for rule in find_rules() for example in rule.examples]


@pytest.mark.parametrize(
    ("rule", "example"), CASES, ids=[f"{rule.id}: {example.title}" for rule, example in CASES]
)
def test_the_rule_says_what_its_page_says(rule: Rule, example: Example, tmp_path: Path) -> None:
    file = write_project(tmp_path, example.code, version=example.version, config=example.config)
    report = check_project(file, today=example.today)
    said = [finding.message for finding in report.findings if finding.rule == rule.id]
    assert said == list(example.says)
