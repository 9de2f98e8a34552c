"""What can be wrong in a configuration is said in one line with its place, never a traceback."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import error_of, run, write_project

SOURCE = '[[sources]]\nsurface = "python"\npackages = ["demo"]\nsearch-paths = ["src"]\n'
HERE = "api-stability: error: api-stability.toml: "

CASES: dict[str, tuple[str | bytes, str]] = {
    "unknown policy": (
        'policy = "defualt"\n',
        "policy: unknown policy 'defualt'; did you mean 'default'?",
    ),
    "missing policy file": (
        'policy = "policies/own.toml"\n',
        "policy: policy 'policies/own.toml': No such file or directory",
    ),
    "unknown key": ('polcy = "default"\n', "unknown key 'polcy'; did you mean 'policy'?"),
    "key of another type": ("name = 3\n", "name: expected text, got a "),
    "unknown surface": (
        '[[sources]]\nsurface = "pyton"\n',
        "sources[0]: unknown surface 'pyton'; did you mean 'python'?",
    ),
    "no surface": (
        '[[sources]]\npackages = ["demo"]\n',
        "sources[0]: missing key 'surface'; valid:",
    ),
    "unknown option of a source": (
        f"{SOURCE}search-path = []\n",
        "sources[0]: unknown key 'search-path'; did you mean 'search-paths'?",
    ),
    "missing search path": (
        SOURCE.replace('"src"', '"srx"'),
        "sources[0].search-paths[0]: there is no folder 'srx'",
    ),
    "unknown marker set": (f'{SOURCE}markers = ["owm"]\n', "sources[0].markers: "),
    "unknown word": (
        f'{SOURCE}public = "name"\n',
        "sources[0].public: unknown word 'name'; did you mean 'names'?",
    ),
    "no package": (SOURCE.replace('"demo"', ""), "sources[0].packages: "),
    "unknown level in an annotation": (
        '[[annotations]]\nid = "python:demo.load"\nlevel = "betta"\n',
        "annotations, id = 'python:demo.load': unknown level 'betta'; did you mean 'beta'?",
    ),
    "unknown level of a feature": (
        '[[features]]\nid = "kv"\nlevel = "betta"\n',
        "features, id = 'kv': unknown level 'betta'; did you mean 'beta'?",
    ),
    "unknown key of an annotation": (
        '[[annotations]]\nid = "a"\nlevle = "beta"\n',
        "annotations[0]: unknown key 'levle'; did you mean 'level'?",
    ),
    "missing key": ('[[features]]\ntitle = "KV"\n', "features[0]: missing key `id`"),
    "unknown severity": (
        '[rules]\nseverity = { removal-overdue = "warnin" }\n',
        "rules.severity.removal-overdue: unknown word 'warnin'; did you mean 'warning'?",
    ),
    "unknown fail-on": (
        '[rules]\nfail-on = "eror"\n',
        "rules.fail-on: unknown word 'eror'; did you mean 'error'?",
    ),
    "unknown rule": (
        '[rules]\nselect = ["removal-overdu"]\n',
        "rules.select[0]: unknown rule 'removal-overdu'; did you mean 'removal-overdue'?",
    ),
    "waiver without a reason": (
        '[[waivers]]\nid = "a"\nrule = "removal-overdue"\nuntil = "1"\n',
        "waivers[0]: missing key `reason`",
    ),
    "waiver until a word": (
        '[[waivers]]\nid = "a"\nrule = "removal-overdue"\nreason = "x"\nuntil = "soon"\n',
        "waivers, id = 'a': until 'soon' is no version; write one like \"1.7\"",
    ),
    "missing annotations file": (
        'annotations-file = "a.toml"\n',
        "annotations-file: there is no file 'a.toml'",
    ),
    "missing inventory": ('inventories = ["other.json"]\n', "inventories[0]: there is no file"),
    "unknown origin of the version": (
        'version = { from = "pypi" }\n',
        "version.from: unknown word 'pypi'; valid: distribution, git, pyproject",
    ),
    "no version where it should be": (
        'version = { from = "git" }\n',
        "version: no version was found from 'git' (a shallow clone has no tags); write it here",
    ),
    "incomplete level": (
        '[policy]\nextends = "default"\n[policy.levels.gamma]\nlabel = "x"\n',
        "policy.levels.gamma: missing key `summary`",
    ),
    "no TOML": ("x = \n", "this is no TOML: Invalid value (at line 1, column 5)"),
    "no text": (b"\xff\xfe", "this is no UTF-8 text: 'utf-8' codec can't decode byte 0xff"),
}


@pytest.mark.parametrize("command", ["scan", "check"])
@pytest.mark.parametrize("case", CASES)
def test_wrong_configuration(case: str, command: str, project: Path) -> None:
    text, message = CASES[case]
    if case == "unknown rule" or case.startswith("waiver until"):
        command = "check"
    Path("api-stability.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    said = re.sub(r"(?<=api-stability\.toml):\d+", "", error_of(command))  # of an entry: its line
    assert said.startswith(HERE + message), said
    assert said.count("\n") == 1


def test_in_pyproject_it_says_the_table(project: Path) -> None:
    with Path("pyproject.toml").open("a") as file:
        file.write('[tool.api-stability]\npolcy = "x"\n')
    assert error_of("scan") == (
        "api-stability: error: pyproject.toml: tool.api-stability: "
        "unknown key 'polcy'; did you mean 'policy'?\n"
    )


def test_what_windows_editors_write_is_read(project: Path) -> None:
    Path("api-stability.toml").write_bytes(b'\xef\xbb\xbfname = "other"\r\nversion = "2"\r\n')
    assert run("scan").stdout.startswith("other 2: ")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check", "-o", "x.md"], "x.md: this command writes no .md file; it writes text, json, "),
        (["merge", "a.json", "-o", "x.CSV"], "x.CSV: this command writes no .CSV file; it writes"),
        (["table", "policy-levels", "-o", "x.sarif"], "x.sarif: this command writes no .sarif"),
    ],
)
def test_a_name_that_says_a_format_which_is_not_written(
    arguments: list[str], message: str, project: Path
) -> None:
    Path("a.json").write_bytes(run("scan", "--format", "json").stdout_bytes)
    assert error_of(*arguments).startswith(f"api-stability: error: {message}")
    assert not list(Path().glob("x.*"))


@pytest.mark.parametrize("command", ["scan", "check", "table", "explain", "merge"])
def test_a_missing_configuration(command: str, project: Path) -> None:
    words = {"table": ["policy"], "explain": ["demo"], "merge": ["a.json", "--format", "text"]}
    Path("a.json").write_bytes(run("scan", "--format", "json").stdout_bytes)
    arguments = [command, *words.get(command, []), "--config", "none.toml"]
    assert error_of(*arguments) == ("api-stability: error: none.toml: No such file or directory\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["scn"], "No such command 'scn'; did you mean 'scan'?"),
        (
            ["frobnicate"],
            "No such command 'frobnicate'; valid: check, explain, init, merge, render,",
        ),
        (["scan", "--formt", "json"], "No such option"),
        (
            ["scan", "--format", "jsn"],
            "Invalid value for '--format': 'jsn' is none of them; did you mean 'json'?",
        ),
        (
            ["table", "stabilty"],
            "Invalid value for 'KIND': 'stabilty' is none of them; did you mean 'stability'?",
        ),
        (
            ["check", "--fail-on", "warn"],
            "Invalid value for '--fail-on': 'warn' is none of them; did you mean 'warning'?",
        ),
        (["table"], "Missing argument 'KIND'"),
        (["merge"], "Missing argument 'INVENTORIES...'"),
    ],
)
def test_wrong_words_on_the_command_line(arguments: list[str], message: str, project: Path) -> None:
    assert f"\nError: {message}" in error_of(*arguments)


VERSIONS: dict[str, Any] = {
    "invalid-version": ("since='soon', removal='2.0'", "since 'soon' of demo.f is no version"),
    "removal-before-since": (
        "since='1.10', removal='1.9'",
        "demo.f is to be removed in 1.9, before it is deprecated in 1.10",
    ),
}


@pytest.mark.parametrize("code", VERSIONS)
def test_wrong_versions_are_located_diagnostics(code: str, empty: Path) -> None:
    arguments, message = VERSIONS[code]
    write_project(
        empty,
        "from api_stability import deprecated\n\n"
        f"@deprecated('Use g().', {arguments})\ndef f(): ...\n",
    )
    result = run("scan")
    assert result.exit_code == 0
    assert result.stderr.startswith(f"src/demo/__init__.py:3: unresolved[{code}]: ")
    assert message in result.stderr.replace("python:", "")


def test_a_version_that_is_none_is_found_by_the_check(empty: Path) -> None:
    write_project(
        empty,
        "from api_stability import deprecated\n\n"
        "@deprecated('Use g().', removal='2.0')\ndef f(): ...\n",
        config='version = "latest"\n',
    )
    result = run("check")
    assert result.exit_code == 1
    assert result.stdout.startswith(
        "api-stability.toml: error[removal-overdue] the version 'latest' of demo is none, so "
        'removals cannot be checked; write one like "1.4"\n'
    )
