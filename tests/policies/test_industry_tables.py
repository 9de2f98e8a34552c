"""The tables of the policies that ours builds on are shown as they are, cell by cell."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from api_stability.model.errors import UserError
from api_stability.model.policy import Duration, NoticePeriod
from api_stability.model.views import Span, plain_text
from api_stability.policies import load_policy
from api_stability.views import view_policy_tables
from tests.support.requirements import Requirement, report_absent
from tests.support.shared_data import SHARED_DATA

POLICIES = {"pytorch": "PyTorch", "kubernetes": "Kubernetes", "google": "Google APIs"}


def read_document_table(heading: str) -> list[list[str]]:
    """The first table below the heading that begins with *heading*, without its markup."""
    document = SHARED_DATA.parent / "policy" / "feature-stability-policy.txt"
    if not document.is_file():
        report_absent(Requirement.SHARED_DATA, "there is no policy document")
    section = document.read_text("utf-8").split(f"\n### {heading}", 1)[1]
    lines = re.findall(r"^\|.*\|$", section.split("\n### ", 1)[0], re.MULTILINE)
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [rows[0], *rows[2:]]


def plain(cell: str) -> str:
    return cell.replace("**", "").replace("`", "")


@pytest.mark.parametrize("name", POLICIES)
def test_the_directive_shows_the_table_of_the_document(name: str, tmp_path: Path) -> None:
    expected = read_document_table(POLICIES[name])
    tables = {each.name: each for each in view_policy_tables(load_policy(name, base=tmp_path))}
    shown = tables["policy-classification"]
    assert [column.label for column in shown.columns] == expected[0]
    cells = [[plain_text(cell) for cell in row.cells] for row in shown.rows]
    assert cells == [[plain(cell) for cell in row] for row in expected[1:]]
    code = [
        [
            [span.text for span in cell if isinstance(span, Span) and span.style == "code"]
            for cell in row.cells
        ]
        for row in shown.rows
    ]
    assert code == [[re.findall(r"`([^`]+)`", cell) for cell in row] for row in expected[1:]]


def test_what_the_tables_say_is_what_the_levels_promise(tmp_path: Path) -> None:
    def promised(name: str) -> dict[str, object]:
        return {level.name: level.notice for level in load_policy(name, base=tmp_path).levels}

    assert promised("pytorch") == {
        "prototype": None,
        "beta": None,
        "stable": NoticePeriod(releases=1),
    }
    assert promised("kubernetes") == {
        "alpha": None,
        "beta": NoticePeriod(releases=3, months=9),
        "ga": NoticePeriod(major_only=True),
    }
    assert promised("google") == {
        "alpha": None,
        "beta": NoticePeriod(days=180),
        "stable": NoticePeriod(major_only=True),
    }


def test_kubernetes_promises_by_surface(tmp_path: Path) -> None:
    beta, ga = load_policy("kubernetes", base=tmp_path).levels[1:]
    assert beta.maximum == Duration(releases=3, months=9)
    assert dict(beta.notice_by_surface) == {
        "cli": NoticePeriod(releases=1, months=3),
        "feature-gate": NoticePeriod(releases=1, months=3),
        "metric": NoticePeriod(releases=1, months=4),
    }
    assert dict(ga.notice_by_surface) == {
        "cli": NoticePeriod(releases=2, months=12),
        "feature-gate": NoticePeriod(releases=2, months=6),
        "metric": NoticePeriod(releases=3, months=9),
    }


def test_dynamo_gives_one_release_of_notice_and_three_for_its_interfaces(tmp_path: Path) -> None:
    policy = load_policy("dynamo", base=tmp_path)
    assert policy.ladder.levels == ("experimental", "preview", "stable")
    stable = policy.levels[-1]
    assert stable.notice == NoticePeriod(releases=1)
    assert dict(stable.notice_by_surface) == {
        "crd": NoticePeriod(releases=3),
        "http": NoticePeriod(releases=3),
    }


@pytest.mark.parametrize(
    ("name", "rules"),
    [
        (
            "kubernetes",
            [
                "What is deprecated does not move to a more stable level.",
                "GA is deprecated only when there is a replacement that is at least as stable.",
            ],
        ),
        (
            "google",
            [
                "What is deprecated does not move to a more stable level.",
                (
                    "A less stable channel holds all that a more stable one holds: "
                    "Alpha ⊇ Beta ⊇ Stable."
                ),
            ],
        ),
    ],
)
def test_rules_are_shown(name: str, rules: list[str], tmp_path: Path) -> None:
    tables = {each.name: each for each in view_policy_tables(load_policy(name, base=tmp_path))}
    assert [plain_text(row.cells[0]) for row in tables["policy-rules"].rows] == rules


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("node", {"1.1": "active-development", "3": "legacy", "2": "stable"}),
        ("opentelemetry", {"experimental": "development", "rc": "release-candidate"}),
        ("rust", {"nightly": "unstable", "stable": "stable"}),
        ("pytorch", {"experimental": "beta", "alpha": "prototype"}),
        ("dynamo", {"beta": "preview", "alpha": "experimental", "GA": "stable"}),
        ("kubernetes", {"stable": "ga", "experimental": "alpha"}),
    ],
)
def test_words_mean_what_they_mean_there(name: str, words: dict[str, str], tmp_path: Path) -> None:
    policy = load_policy(name, base=tmp_path)
    assert {word: policy.level_for(word) for word in words} == words


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ('[[tables]]\nname = "levels"\n', "the name 'levels' is taken"),
        ('[[tables]]\nname = "A b"\n', "must be lower-case words and hyphens"),
        ('[[tables]]\nname = "own"\n', "has 1 cells for 2 columns"),
        ("[rules]\ndeprecation-needs-replacement = ['gaa']\n#", "unknown level 'gaa'"),
    ],
)
def test_a_wrong_table_is_said_where_it_is(table: str, message: str, tmp_path: Path) -> None:
    rest = 'title = "t"\ncolumns = ["a", "b"]\nrows = [["x"]]\n' if "tables" in table else ""
    (tmp_path / "p.toml").write_text(f'extends = "kubernetes"\n{table}{rest}', "utf-8")
    with pytest.raises(UserError) as raised:
        load_policy("p.toml", base=tmp_path)
    assert message in str(raised.value)
