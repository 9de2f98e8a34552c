"""The guide names every option, rule and message, with the words of their declarations."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from api_stability.markers.loader import shipped_marker_sets
from api_stability.markers.model import ROLES
from tests.example_docs.option_tables import (
    TABLES,
    render_columns,
    render_options,
    render_rules,
    render_settings,
    render_table_options,
)
from tests.example_docs.pages import DOCS, PROJECT

SOURCE = PROJECT / "src" / "api_stability"


def read(page: str) -> str:
    return (DOCS / f"{page}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("title", TABLES)
def test_options_of_the_configuration(title: str) -> None:
    assert f"### {title}\n\n{render_options(TABLES[title])}\n" in read("configure")


def test_the_configuration_that_is_shown_is_the_one_in_use() -> None:
    used = (DOCS / "api-stability.toml").read_text(encoding="utf-8")
    assert f"```toml\n{used}```" in read("configure")


def test_options_of_directives_and_of_conf_py() -> None:
    page = read("directives")
    assert render_table_options() in page
    assert render_columns("symbols") in page
    assert render_columns("features") in page
    assert render_settings() in page


def test_rules() -> None:
    assert render_rules() in read("command-line")


@pytest.mark.parametrize("name", [*shipped_marker_sets(), *ROLES])
def test_marker_sets_and_roles(name: str) -> None:
    assert f"`{name}`" in read("markers")


def find_codes(names: str, *folders: str) -> set[str]:
    """Texts in kebab-case that are arguments of calls whose name matches."""
    calls = (
        node
        for folder in folders
        for file in sorted((SOURCE / folder).rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and re.search(names, name_of(node.func))
    )
    return {text for call in calls for text in texts_of(call)}


def name_of(node: ast.expr) -> str:
    return ast.unparse(node).rpartition(".")[2]


def texts_of(call: ast.Call) -> Iterator[str]:
    keywords = (keyword.value for keyword in call.keywords if keyword.arg == "code")
    for argument in (*call.args, *keywords):
        text = argument.value if isinstance(argument, ast.Constant) else None
        if isinstance(text, str) and re.fullmatch(r"[a-z]+(-[a-z]+)*", text):
            yield text


def test_every_message_of_a_scan_is_explained() -> None:
    calls = "report|note|UnreadableSource|[dD]iagnostic|^Cut$"
    codes = find_codes(calls, "readers", "resolve")
    assert {"syntax-error", "unresolved-argument", "pattern-without-match"} <= codes
    page = read("troubleshooting")
    assert [code for code in sorted(codes) if code not in page] == []


def test_every_warning_of_sphinx_is_explained() -> None:
    module = (SOURCE / "directives" / "problems.py").read_text(encoding="utf-8")
    subtypes = find_codes("^(warn|Problem)$", "sphinx")
    subtypes |= set(re.findall(r'"(unknown-[a-z]+|invalid-[a-z]+)"', module))
    assert "unknown-feature" in subtypes
    page = read("troubleshooting")
    assert [subtype for subtype in sorted(subtypes) if f".{subtype}`" not in page] == []


def test_every_mistake_on_a_page_is_explained() -> None:
    codes = find_codes("^(Mistake|replace)$", "pages") | {"unclosed-comment"}
    assert {"unclosed-fence", "unclosed-region"} <= codes
    rows = re.findall(r"^\| `([a-z-]+)`[^|]*\| ", read("render"), flags=re.MULTILINE)
    rows += re.findall(r"^\| `[a-z-]+`, `([a-z-]+)` \|", read("render"), flags=re.MULTILINE)
    assert set(rows) == codes


def test_a_code_that_is_explained_exists() -> None:
    rows = re.findall(r"^\| (`[^|]*`) \|", read("troubleshooting"), flags=re.MULTILINE)
    named = {code for row in rows for code in re.findall(r"`(?:api_stability)?\.?([a-z-]+)`", row)}
    sources = "".join(
        path.read_text(encoding="utf-8") for path in sorted(Path(SOURCE).rglob("*.py"))
    )
    assert [code for code in sorted(named) if f'"{code}"' not in sources] == []
