"""Mistakes are located warnings that can be suppressed; the page is built all the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sphinx.errors import ConfigError

from tests.sphinx.building import Built, build, write_files
from tests.sphinx.test_rewriting import FILES

MISTAKES = {
    # role or directive, argument and options: subtype, end of the message
    (":stability:`betta`",): ("unknown-level", "unknown level 'betta'; did you mean 'beta'?"),
    (":stability:`pkg.ff`",): (
        "unknown-symbol",
        "unknown symbol 'pkg.ff'; it is not in the inventory",
    ),
    (":stability:`pgk.f`",): ("unknown-symbol", "unknown symbol 'pgk.f'; did you mean 'pkg.f'?"),
    (":stability-feature:`lendin`",): (
        "unknown-feature",
        "unknown feature 'lendin'; did you mean 'lending'?",
    ),
    (".. stability:: exprimental",): (
        "unknown-level",
        "unknown level 'exprimental'; did you mean 'experimental'?",
    ),
    (".. stability:: beta", "   :sinse: 1"): (
        "unknown-option",
        "unknown option 'sinse'; did you mean 'since'?",
    ),
    (".. stability-feature:: lendin",): (
        "unknown-feature",
        "unknown feature 'lendin'; did you mean 'lending'?",
    ),
    (".. stability-table::", "   :project: pgk"): (
        "unknown-project",
        "project: unknown value 'pgk'; did you mean 'pkg'?",
    ),
    (".. stability-feature:: lend ing",): (
        "unknown-feature",
        "unknown feature 'lend ing'; did you mean 'lending'?",
    ),
    (".. stability-table::", "   :prefix: pkg, pgk.f"): (
        "unknown-symbol",
        "unknown symbol 'pgk.f'; did you mean 'pkg.f'?",
    ),
    (".. deprecation-table::", "   :prefix: nothing"): (
        "unknown-symbol",
        "unknown symbol 'nothing'; it is not in the inventory",
    ),
    (".. stability-table::", "   :level: betta"): (
        "unknown-level",
        "unknown level 'betta'; did you mean 'beta'?",
    ),
    (".. stability-table::", "   :feature: lendin"): (
        "unknown-feature",
        "feature: unknown value 'lendin'; did you mean 'lending'?",
    ),
    (".. stability-table::", "   :columns: nam"): (
        "unknown-column",
        "columns: unknown value 'nam'; did you mean 'name'?",
    ),
    (".. stability-table::", "   :surface: pyton"): (
        "unknown-surface",
        "surface: unknown value 'pyton'; did you mean 'python'?",
    ),
    (".. stability-table::", "   :colums: name"): (
        "unknown-option",
        "unknown option 'colums'; did you mean 'columns'?",
    ),
    (".. stability-table::", "   :limit: many"): (
        "invalid-option",
        "limit: must be a whole number, not 'many'",
    ),
    (".. stability-timeline::", "   :releases: few"): (
        "invalid-option",
        "releases: must be a whole number, not 'few'",
    ),
    (".. stability-timeline::", "   :releases: 0"): (
        "invalid-option",
        "releases: must be 1 or more",
    ),
    (".. stability-timeline::", "   :subject: symbols", "   :prefix: pgk.f"): (
        "unknown-symbol",
        "unknown symbol 'pgk.f'; did you mean 'pkg.f'?",
    ),
    (".. stability-timeline::", "   :release: 1"): (
        "unknown-option",
        "unknown option 'release'; did you mean 'releases'?",
    ),
    (".. stability-overview::", "   :surface: pyton"): (
        "unknown-surface",
        "surface: unknown value 'pyton'; did you mean 'python'?",
    ),
    (".. stability-removals::", "   :full: al"): (
        "unknown-page",
        "unknown page 'al'; valid: index",
    ),
    (".. stability-removals::", "   :columns: nam"): (
        "unknown-column",
        "columns: unknown value 'nam'; did you mean 'name'?",
    ),
    (".. stability-changes:: 1.x",): (
        "unknown-release",
        "unknown release '1.x'; it is no release of the ledger and no inventory file; valid: now",
    ),
    (".. stability-changes:: ../pyproject.toml now",): (
        "invalid-option",
        "../pyproject.toml: this is no JSON: JSON is malformed: invalid character (byte 1)",
    ),
    (".. stability-changes:: now", "   :columns: bfore"): (
        "unknown-column",
        "columns: unknown value 'bfore'; did you mean 'before'?",
    ),
    (".. stability-changes:: now", "   :level: betta"): (
        "unknown-level",
        "unknown level 'betta'; did you mean 'beta'?",
    ),
    (".. stability-policy::", "   :tables: levls"): (
        "unknown-table",
        "unknown table 'levls'; did you mean 'levels'?",
    ),
}


def write_project(folder: Path, **pages: str) -> Path:
    names = ("pyproject.toml", "pkg/__init__.py", "docs/conf.py")
    feature = '[[features]]\nid = "lending"\nsymbols = ["python:pkg.f"]\n'
    write_files(folder, {name: FILES[name] for name in names})
    write_files(folder, {"api-stability.toml": feature})
    write_files(folder, {f"docs/{name}.rst": text for name, text in pages.items()})
    return folder / "docs"


def mistaken_project(folder: Path) -> Path:
    text = "Home\n====\n\n" + "".join("\n".join(lines) + "\n\n" for lines in MISTAKES)
    return write_project(folder, index=text)


def find_line(docs: Path, lines: tuple[str, ...]) -> int:
    text = (docs / "index.rst").read_text("utf-8")
    return text[: text.index("\n".join(lines) + "\n\n")].count("\n") + 1


@pytest.fixture(scope="module")
def mistakes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Built]:
    folder = tmp_path_factory.mktemp("mistakes")
    docs = mistaken_project(folder)
    return docs, build(docs, folder / "html")


@pytest.mark.parametrize("lines", MISTAKES, ids=" ".join)
def test_a_mistake(lines: tuple[str, ...], mistakes: tuple[Path, Built]) -> None:
    docs, built = mistakes
    subtype, message = MISTAKES[lines]
    place = f"{docs / 'index.rst'}:{find_line(docs, lines)}"
    assert f"{place}: WARNING: {message} [api_stability.{subtype}]\n" in built.warnings


def test_there_is_one_warning_for_each(mistakes: tuple[Path, Built]) -> None:
    _, built = mistakes
    assert len(built.warnings.splitlines()) == len(MISTAKES)
    assert "betta" in built.body("index")  # the text can be read without the badge


@pytest.mark.parametrize("silence", ["api_stability", "api_stability.*"])
def test_warnings_can_be_suppressed(tmp_path: Path, silence: str) -> None:
    built = build(mistaken_project(tmp_path), tmp_path / "html", suppress_warnings=[silence])
    assert built.warnings == ""


def test_one_cause_can_be_suppressed(tmp_path: Path) -> None:
    built = build(
        mistaken_project(tmp_path),
        tmp_path / "html",
        suppress_warnings=["api_stability.unknown-level", "api_stability.unknown-option"],
    )
    assert len(built.warnings.splitlines()) == len(MISTAKES) - 7


def test_a_prefix_that_may_match_nothing_is_no_mistake(tmp_path: Path) -> None:
    table = ".. stability-table::\n   :prefix: {}\n\n"
    prefixes = ("DYN_BETA_", "python:none.*", "pkg.h", "pkg")
    docs = write_project(tmp_path, index="Home\n====\n\n" + "".join(map(table.format, prefixes)))
    build(docs, tmp_path / "html", strict=True)


def test_a_call_names_its_function(tmp_path: Path) -> None:
    docs = write_project(tmp_path, index="Home\n====\n\n:stability:`pkg.f()`\n")
    assert "stability-badge--beta" in build(docs, tmp_path / "html", strict=True).body("index")


def test_a_warning_shows_what_cannot_be_seen(tmp_path: Path) -> None:
    docs = write_project(tmp_path, index="Home\n====\n")
    feature = '[[features]]\nid = "\\u001b[31m"\nsymbols = ["python:pkg.f"]\n'
    write_files(tmp_path, {"api-stability.toml": feature})
    write_files(docs, {"index.rst": "Home\n====\n\n.. stability-feature:: x\n"})
    assert "unknown feature 'x'; valid: \\x1b[31m [" in build(docs, tmp_path / "html").warnings


def test_the_content_of_a_mistaken_directive_stays(tmp_path: Path) -> None:
    docs = write_project(tmp_path, index="Home\n====\n\n.. stability:: no\n\n   The *words*.\n")
    assert "<p>The <em>words</em>.</p>" in build(docs, tmp_path / "html").body("index")


def test_wrong_settings(tmp_path: Path) -> None:
    docs = write_project(tmp_path, index="Home\n====\n")
    built = build(docs, tmp_path / "html", api_stability_badges=3, api_stability_config=3)
    where, used = "WARNING: api_stability_", "the default, {}, is used [api_stability.config]"
    assert built.warnings.splitlines() == [
        f"{where}config in conf.py: expected `str | null`, got `int`; {used.format(None)}",
        f"{where}badges in conf.py: expected `bool`, got `int`; {used.format(True)}",
    ]


@pytest.mark.parametrize(
    ("files", "settings", "message"),
    [
        (
            {"api-stability.toml": "nam = 1"},
            {},
            "api-stability.toml: unknown key 'nam'; did you mean 'name'?",
        ),
        ({"api-stability.toml": "["}, {}, "api-stability.toml: this is no TOML"),
        ({}, {"api_stability_config": "../no.toml"}, "no.toml: No such file"),
    ],
)
def test_a_wrong_configuration_names_file_and_key(
    tmp_path: Path, files: dict[str, str], settings: dict[str, Any], message: str
) -> None:
    docs = write_project(tmp_path, index="Home\n====\n")
    write_files(tmp_path, files)
    with pytest.raises(ConfigError) as raised:
        build(docs, tmp_path / "html", **settings)
    assert message in str(raised.value)


def test_a_configuration_elsewhere(tmp_path: Path) -> None:
    docs = write_project(tmp_path / "one", index="Home\n====\n\n.. stability:: shaky\n")
    other = '[[sources]]\nsurface = "python"\npackages = ["pkg"]\nsearch-paths = ["../one"]\n'
    level = '[policy]\nextends = "default"\n[policy.levels.beta]\naliases = ["shaky"]\n'
    write_files(tmp_path / "two", {"api-stability.toml": level + other})
    setting = "../../two/api-stability.toml"
    build(docs, tmp_path / "html", strict=True, api_stability_config=setting)


def test_diagnostics_are_located(tmp_path: Path) -> None:
    docs = write_project(tmp_path, index="Home\n====\n")
    code = "from api_stability import beta, WHY\n\n\n@beta(WHY)\ndef f(): ...\n"
    write_files(tmp_path, {"pkg/__init__.py": code, "pkg/broken.py": "def (:\n"})
    lines = build(docs, tmp_path / "html").warnings.splitlines()
    assert len(lines) == 2
    broken, unresolved = sorted(lines, key=lambda line: "unresolved" in line)
    assert f"{tmp_path / 'pkg/broken.py'}:1: WARNING: " in broken
    assert "[api_stability.incomplete]" in broken
    assert f"{tmp_path / 'pkg/__init__.py'}:4: WARNING: " in unresolved
    assert "[api_stability.unresolved]" in unresolved
    # a second build says so again: it is no less incomplete for having been read from a cache
    assert build(docs, tmp_path / "html").warnings.splitlines() == lines


def test_a_damaged_cache_is_made_anew(tmp_path: Path) -> None:
    docs = write_project(tmp_path, index="Home\n====\n\n.. stability-table::\n")
    before = build(docs, tmp_path / "html")
    cache = tmp_path / "html-doctrees" / "api-stability"
    for file in cache.iterdir():
        file.write_text("{", encoding="utf-8")
    after = build(docs, tmp_path / "html")
    assert after.warnings.count("[api_stability.cache]") == 1
    assert after.written == ["index"]
    assert after.body("index") == before.body("index")
    assert build(docs, tmp_path / "html").warnings == ""
