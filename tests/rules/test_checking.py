"""Selection, severities, waivers and order of findings."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import msgspec
import pytest

from api_stability.config import RulesTable
from api_stability.merge import merge_inventories
from api_stability.model.errors import UserError
from api_stability.model.findings import Finding
from api_stability.pipeline import open_workspace, scan
from api_stability.rules.checking import Report, check_inventory, fails, select_rules
from tests.rules.projects import check_project, write_project
from tests.support.inventories import make_declaration, make_inventory, make_mark

OLD = "from warnings import deprecated\n\n@deprecated('Use g() instead.')\ndef f(): ...\n"
TODAY = "2026-11-20"
UNKNOWN = "unknown rule 'removal-overdu'; did you mean 'removal-overdue'?"


def waiver(**changes: Any) -> str:
    """A waiver of the one finding of `OLD`."""
    values = {
        "id": "python:pkg.f",
        "rule": "deprecated-without-removal",
        "reason": "Decided later.",
        "until": "1.7",
    } | changes
    return "[[waivers]]\n" + "".join(f'{key} = "{value}"\n' for key, value in values.items())


def said(report: Report) -> list[tuple[str, str]]:
    return [(finding.rule, finding.severity) for finding in report.findings]


def check(folder: Path, code: str, **facts: Any) -> Report:
    return check_project(write_project(folder, code, **facts), today=TODAY)


@pytest.mark.parametrize(
    ("version", "changes", "expected", "waived"),
    [
        ("1.6.2", {}, [], 1),
        ("1.7rc1", {}, [], 1),
        (None, {}, [("expired-waiver", "note")], 1),
        ("latest", {}, [("expired-waiver", "note")], 1),
        ("1.6", {"id": "python:pkg.*"}, [], 1),
        ("1.6", {"id": "pkg.f"}, [], 1),
        (
            "1.7",
            {},
            [("expired-waiver", "warning"), ("deprecated-without-removal", "error")],
            0,
        ),
        (
            "1.6",
            {"id": "python:pkg.g"},
            [("unused-waiver", "note"), ("deprecated-without-removal", "error")],
            0,
        ),
        (
            "1.8",
            {"id": "python:pkg.g"},
            [("unused-waiver", "note"), ("deprecated-without-removal", "error")],
            0,
        ),
    ],
)
def test_a_waiver_holds_until_its_version(
    version: str | None,
    changes: dict[str, str],
    expected: list[tuple[str, str]],
    waived: int,
    tmp_path: Path,
) -> None:
    report = check(tmp_path, OLD, version=version, config=waiver(**changes))
    assert said(report) == expected
    assert report.waived == waived


def test_a_waiver_names_the_symbol_by_any_of_its_paths(tmp_path: Path) -> None:
    folder = tmp_path / "pkg"
    folder.mkdir()
    (folder / "__init__.py").write_text("from pkg.inner import f\n__all__ = ['f']\n")
    (folder / "inner.py").write_text(OLD)
    file = write_project(tmp_path, "", config=waiver(id="python:pkg.inner.f"))
    (tmp_path / "pkg.py").unlink()
    assert said(check_project(file)) == []


def test_findings_about_waivers_say_where_they_are_written(tmp_path: Path) -> None:
    report = check(tmp_path, "", config=waiver())
    (finding,) = report.findings
    assert (finding.file, finding.line) == ("api-stability.toml", 8)


def test_an_incomplete_scan_cannot_be_waived(tmp_path: Path) -> None:
    config = waiver(id="**", rule="incomplete-scan")
    report = check(tmp_path, "def f(:\n", config=config)
    assert said(report) == [("unused-waiver", "note"), ("incomplete-scan", "error")]
    assert "cannot be waived" in report.findings[0].message
    assert not report.complete


def test_a_waiver_of_a_rule_that_is_not_applied_is_left_alone(tmp_path: Path) -> None:
    config = waiver() + '[rules]\nselect = ["removal-overdue", "unused-waiver"]\n'
    assert said(check(tmp_path, OLD, config=config)) == []


def test_severities_are_configured_and_what_is_uncertain_stays_a_note(tmp_path: Path) -> None:
    config = '[rules]\nseverity = { deprecated-without-removal = "warning" }\n'
    unknown = (
        "from api_stability import deprecated as d\n@d('Use f().', removal=f())\ndef g(): ...\n"
    )
    code = f"{OLD}\n{unknown}"
    report = check(tmp_path, code, config=config)
    assert said(report) == [
        ("deprecated-without-removal", "warning"),
        ("deprecated-without-removal", "note"),
    ]
    assert not fails(report, "error")
    assert fails(report, "warning")


def test_default_stands_for_the_usual_set() -> None:
    rules = select_rules(RulesTable(select=("default",)), where="a.toml")
    assert [rule.id for rule in rules if rule.default] == [rule.id for rule in rules]
    both = select_rules(RulesTable(select=("removal-overdue", "default")), where="a.toml")
    assert both == rules


@pytest.mark.parametrize(
    ("config", "message"),
    [
        (
            '[rules]\nselect = ["default", "removal-overdu"]\n',
            f"rules.select[1]: {UNKNOWN}",
        ),
        (
            '[rules]\nseverity = { incomplete-scn = "note" }\n',
            "rules.severity: unknown rule 'incomplete-scn'; did you mean 'incomplete-scan'?",
        ),
        (
            waiver(rule="removal-overdu"),
            f"waivers, id = 'python:pkg.f': {UNKNOWN}",
        ),
        (
            waiver(until="soon"),
            "waivers, id = 'python:pkg.f': until 'soon' is no version; write one like \"1.7\"",
        ),
    ],
)
def test_wrong_configuration_is_located(config: str, message: str, tmp_path: Path) -> None:
    file = write_project(tmp_path, OLD, config=config)
    with pytest.raises(UserError) as caught:
        check_project(file)
    assert str(caught.value) == f"{file}: {message}"


def test_what_only_shares_a_deprecation_is_not_reported_again(tmp_path: Path) -> None:
    code = OLD.replace("def f(): ...", "class F:\n    def m(self, x): ...\n    y: int = 0")
    symbols = [finding.symbol for finding in check(tmp_path, code).findings]
    assert symbols == ["python:pkg.F"]


def test_it_is_reported_when_what_encloses_it_is_not_public() -> None:
    hidden = make_declaration("demo._Old", make_mark("deprecated"), public=False)
    member = make_declaration("demo.load", enclosing="python:demo._Old")
    report = check_parts(hidden, member)
    assert [finding.symbol for finding in report.findings] == ["python:demo.load"] * 2


def check_parts(*declarations: Any, projects: frozenset[str] = frozenset({"demo"})) -> Report:
    workspace = open_workspace(Path("/"))
    return check_inventory(
        make_inventory(*declarations),
        workspace.policy,
        rules=RulesTable(),
        waivers=(),
        projects=projects,
        today=dt.date(2026, 11, 20),
        configured={},
        where="a.toml",
    )


def test_only_the_checked_projects_are_reported() -> None:
    old = make_declaration("demo.load", make_mark("deprecated"))
    assert check_parts(old).findings
    assert not check_parts(old, projects=frozenset({"other"})).findings


def test_a_level_of_another_ladder_owes_nothing_that_is_known() -> None:
    mark = make_mark("deprecated", level="frozen")
    assert check_parts(make_declaration("demo.load", mark)).findings == ()


def test_findings_are_located_and_in_order(tmp_path: Path) -> None:
    code = OLD + OLD.replace("f()", "e()")
    findings = check(tmp_path, code).findings
    assert [(f.file, f.line, f.symbol) for f in findings] == [
        ("pkg.py", 3, "python:pkg.f"),
        ("pkg.py", 7, "python:pkg.e"),
    ]


def test_the_result_does_not_depend_on_how_the_inventory_came_about(tmp_path: Path) -> None:
    file = write_project(tmp_path, OLD + "\nclass C:\n    def m(self): ...\n")
    inventory = scan(open_workspace(tmp_path)).inventory
    half = len(inventory.symbols) // 2
    parts = [
        msgspec.structs.replace(inventory, symbols=inventory.symbols[half:]),
        msgspec.structs.replace(inventory, symbols=inventory.symbols[:half]),
    ]
    merged = merge_inventories(parts)
    assert check_project(file, inventory=merged) == check_project(file)


@pytest.mark.parametrize(
    ("severity", "fail_on", "expected"),
    [
        ("error", "error", True),
        ("warning", "error", False),
        ("warning", "warning", True),
        ("note", "warning", False),
        ("note", "note", True),
    ],
)
def test_what_makes_a_check_fail(severity: Any, fail_on: Any, expected: bool) -> None:
    finding = Finding(rule="r", severity=severity, symbol=None, message="m")
    assert fails(Report(findings=(finding,), waived=0, complete=True), fail_on) is expected
