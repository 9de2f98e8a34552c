"""Every rule is registered, described, and named as its file."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

import api_stability.rules
from api_stability.model.errors import UserError
from api_stability.rules import Rule, registry
from api_stability.rules.registry import RULES, find_rule, find_rules

FOLDER = Path(api_stability.rules.__file__).parent
DESCRIBED = sorted(file.stem for file in FOLDER.glob("*.toml"))


def test_every_described_rule_is_registered_and_no_other() -> None:
    assert [f"api_stability.rules.{name}:RULE" for name in DESCRIBED] == sorted(RULES)


@pytest.mark.parametrize("name", DESCRIBED)
def test_the_file_is_named_as_the_id(name: str) -> None:
    assert (FOLDER / f"{name}.py").is_file()
    assert find_rule(name.replace("_", "-")).id == name.replace("_", "-")


def test_rules_are_sorted() -> None:
    ids = [rule.id for rule in find_rules()]
    assert ids == sorted(ids)


@pytest.mark.parametrize("rule", find_rules(), ids=lambda rule: rule.id)
def test_a_rule_has_accepted_and_not_accepted_examples(rule: Rule) -> None:
    assert any(not example.says for example in rule.examples)
    assert any(example.says for example in rule.examples)
    assert rule.title.endswith(".")


def test_an_unknown_rule_is_answered_with_the_nearest() -> None:
    with pytest.raises(UserError) as caught:
        find_rule("removal-overdu", where="a.toml", key="rules.select[0]")
    assert str(caught.value) == (
        "a.toml: rules.select[0]: unknown rule 'removal-overdu'; did you mean 'removal-overdue'?"
    )


@pytest.fixture
def added(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[EntryPoint]]:
    """Entry points that another distribution adds."""
    entries: list[EntryPoint] = []
    monkeypatch.setattr(registry, "entry_points", lambda group: entries)
    find_rules.cache_clear()
    yield entries
    find_rules.cache_clear()


def test_another_distribution_adds_a_rule(added: list[EntryPoint]) -> None:
    added.append(EntryPoint("house-style", "tests.rules.house_style:RULE", registry.GROUP))
    assert find_rule("house-style").title == "Names are short."


def test_what_is_no_rule_is_an_error(added: list[EntryPoint]) -> None:
    added.append(EntryPoint("house-style", "tests.rules.house_style:check", registry.GROUP))
    with pytest.raises(UserError, match=r"'house-style' of .* is no Rule"):
        find_rules()
