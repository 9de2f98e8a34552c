"""Requirement: one configuration file, found upwards, every error located."""

from __future__ import annotations

from pathlib import Path

import pytest

from api_stability.config import VersionFrom, find_config, load_config
from api_stability.model.errors import UserError
from api_stability.model.ledger import Ledger
from api_stability.workspace import make_workspace


def write(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_the_nearest_file_upwards_is_found_and_our_own_goes_first(tmp_path: Path) -> None:
    outer = write(tmp_path, "pyproject.toml", "")
    inner = write(tmp_path, "sub/api-stability.toml", "")
    write(tmp_path, "sub/pyproject.toml", "")
    (tmp_path / "sub" / "deep").mkdir()
    (tmp_path / "other").mkdir()
    assert find_config(tmp_path / "sub" / "deep") == inner
    assert find_config(tmp_path / "other") == outer


def test_a_whole_file(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        "api-stability.toml",
        """
        name = "dynamo"
        version = {from = "git"}
        [[sources]]
        surface = "python"
        packages = ["dynamo"]
        [[features]]
        id = "kv-disagg"
        symbols = ["python:dynamo.kv.**"]
        opt-in = "pass --enable"
        [[annotations]]
        id = "metric:old"
        deprecated = { since = "1.4", alternatives = ["metric:new"] }
        [rules]
        severity = { removal-overdue = "warning" }
        """,
    )
    located = load_config(file)
    assert located.root == tmp_path
    assert located.config.name == "dynamo"
    assert located.config.version == VersionFrom(origin="git")
    assert located.config.sources[0]["packages"] == ["dynamo"]
    assert located.config.features[0].opt_in == "pass --enable"
    assert located.config.annotations[0].deprecated is not None
    assert located.config.rules.fail_on == "error"


def test_a_table_in_pyproject(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        "pyproject.toml",
        '[project]\nname = "demo"\n[tool.api-stability]\npolicy = "default"\n',
    )
    located = load_config(file)
    assert located.config.policy == "default"
    assert located.pyproject is not None
    assert located.pyproject["project"]["name"] == "demo"


@pytest.mark.parametrize("name", ["more.toml", "more.yaml"])
def test_annotations_and_waivers_from_files_of_their_own(tmp_path: Path, name: str) -> None:
    toml = '[[annotations]]\nid = "env:X"\nlevel = "beta"\n'
    yaml = "annotations:\n- {id: 'env:X', level: beta}\n"
    write(tmp_path, f"stability/{name}", toml if name.endswith("toml") else yaml)
    file = write(
        tmp_path,
        "api-stability.toml",
        f'annotations-file = "stability/{name}"\n[[annotations]]\nid = "env:Y"\nlevel = "beta"\n',
    )
    assert [table.id for table in load_config(file).config.annotations] == ["env:Y", "env:X"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("nmae = 'x'", "unknown key 'nmae'; did you mean 'name'?"),
        ("version = {from = 'gti'}", "version.from: unknown word 'gti'; did you mean 'git'?"),
        ("version = 1.0", "version: expected text or a table, got a number"),
        ("[[features]]\nid = 'a'\nopt_in = 'x'", "features[0]: unknown key 'opt_in'; did you mean"),
        ("[[features]]\ntitle = 'a'", "features[0]: missing key `id`"),
        (
            "[[annotations]]\nid = 'env:X'\ndeprecated = {removel = '1'}",
            "annotations[0].deprecated: unknown key 'removel'; did you mean 'removal'?",
        ),
        ("[rules]\nfail-on = 'eror'", "rules.fail-on: unknown word 'eror'; did you mean 'error'?"),
        (
            "[rules.severity]\nremoval-overdue = 'fatal'",
            "rules.severity.removal-overdue: unknown word 'fatal'; valid: error, note, warning",
        ),
        ("[[waivers]]\nid = 'x'\nrule = 'y'\nreason = 'z'", "waivers[0]: missing key `until`"),
        ("annotations-file = 'no.toml'", "annotations-file: there is no file 'no.toml'"),
        ("ledger-file = 'no.json'", "ledger-file: there is no file 'no.json'"),
        ("ledger-file = 3", "ledger-file: expected text, got a whole number"),
        ("name = ", "this is no TOML: "),
        ("x = " + "[" * 4000, "this is no TOML that anybody wrote: nested too deeply"),
    ],
)
def test_errors_name_file_and_key(tmp_path: Path, text: str, message: str) -> None:
    file = write(tmp_path, "api-stability.toml", text)
    with pytest.raises(UserError) as raised:
        load_config(file)
    assert str(raised.value).startswith(f"{file}: {message}")


def test_errors_in_pyproject_name_the_table(tmp_path: Path) -> None:
    file = write(tmp_path, "pyproject.toml", "[tool.api-stability]\nsourcs = []\n")
    with pytest.raises(UserError, match=r"tool\.api-stability: unknown key 'sourcs'; did you mean"):
        load_config(file)


def test_errors_in_a_second_file_name_that_file(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", "annotations:\n- {idd: x}\n")
    file = write(tmp_path, "api-stability.toml", "annotations-file = 'a.yaml'")
    with pytest.raises(UserError, match=r"a\.yaml:2: annotations\[0\]: unknown key 'idd'"):
        load_config(file)
    write(tmp_path, "a.yaml", "annotations: [")
    with pytest.raises(UserError, match=r"a\.yaml:2: this is no YAML"):
        load_config(file)


LEDGERS = {
    "{": "this is no valid ledger: ",
    "": "this is no valid ledger: ",
    '{"format": "api-stability-ledger/2", "project": "demo"}': "this is no ledger that this "
    "version reads: format is 'api-stability-ledger/2', expected 'api-stability-ledger/1'",
    '{"format": "api-stability-ledger/1", "project": "demo", "entries": [{"id": 1}]}': "this is no "
    "valid ledger: ",
    '{"format": "api-stability-ledger/1", "project": "omed"}': "project: the ledger is that of "
    "project 'omed', not of 'demo'; correct one of the two names",
}


@pytest.mark.parametrize("text", LEDGERS)
def test_a_ledger_that_is_none_is_located(text: str, tmp_path: Path) -> None:
    ledger = write(tmp_path, "ci/ledger.json", text)
    file = write(tmp_path, "api-stability.toml", "name = 'demo'\nledger-file = 'ci/ledger.json'")
    with pytest.raises(UserError) as raised:
        make_workspace(load_config(file))
    assert str(raised.value).startswith(f"{ledger}: {LEDGERS[text]}")


def test_without_a_ledger_there_is_an_empty_one(tmp_path: Path) -> None:
    file = write(tmp_path, "api-stability.toml", "name = 'demo'")
    assert make_workspace(load_config(file)).ledger == Ledger(project="demo")


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "annotations: []\n"])
def test_an_empty_annotations_file_is_one(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(text)
    (tmp_path / "api-stability.toml").write_text('annotations-file = "a.yaml"\n')
    assert load_config(tmp_path / "api-stability.toml").config.annotations == ()


def test_nothing_where_something_is_expected(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("annotations:\n")
    (tmp_path / "api-stability.toml").write_text('annotations-file = "a.yaml"\n')
    with pytest.raises(UserError, match=r"a\.yaml:1: annotations: expected a list, got nothing"):
        load_config(tmp_path / "api-stability.toml")
