"""Requirement: annotations and features in files of their own; every error with its line."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from api_stability.config import load_config
from api_stability.config_files import find_toml_lines, read_table
from api_stability.model.errors import UserError
from api_stability.model.inventory import Inventory
from api_stability.model.symbols import Symbol
from api_stability.pipeline import open_workspace, scan

API = "def load(): ...\ndef save(): ...\ndef drop(): ...\n"
TRACKER = """\
generated: 2026-03-01
symbols:
  python:demo.load:
    stability: preview
    deprecated: false
    note: Still changing.
    owner: somebody
  demo.save: {stability: stable, deprecated: true, note: Use load., removal_target: 1.10}
  python:demo.drop: {stability: null, deprecated: null}
  python:demo.gone:
    stability: beta
"""


def make_project(folder: Path, config: str, **files: str) -> Path:
    (folder / "demo.py").write_text(API)
    (folder / "api-stability.toml").write_text(
        f'name = "demo"\n{config}\n[[sources]]\nsurface = "python"\npackages = ["demo"]\n'
    )
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text)
    return folder


def scan_project(folder: Path) -> Inventory:
    return scan(open_workspace(folder)).inventory


def find(inventory: Inventory, name: str) -> Symbol:
    return next(symbol for symbol in inventory.symbols if symbol.id == f"python:demo.{name}")


def test_a_tracker_decides_like_annotations(tmp_path: Path) -> None:
    folder = make_project(tmp_path, 'annotations-file = "a.yaml"', a_yaml=TRACKER)
    inventory = scan_project(folder)
    load, save, drop = (find(inventory, name) for name in ("load", "save", "drop"))
    assert (load.level, load.basis, load.deprecation) == ("beta", "annotation", None)
    (mark,) = load.marks
    assert (mark.raw_level, mark.reason, mark.file, mark.line) == (
        "preview",
        "Still changing.",
        "a.yaml",
        3,
    )
    assert save.level == "stable"
    assert save.deprecation is not None
    assert (save.deprecation.removal, save.deprecation.reason) == ("1.10", "Use load.")
    assert not drop.marked
    assert [(each.code, each.file, each.line) for each in inventory.diagnostics] == [
        ("annotation-without-symbol", "a.yaml", 10)
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.yaml", "annotations:\n- id: python:demo.load\n  level: beta\n  since: 1.10\n"),
        ("a.yaml", "common: &c {level: beta, since: 1.10}\n"),
        ("a.toml", '[[annotations]]\nid = "python:demo.load"\nlevel = "beta"\nsince = "1.10"\n'),
    ],
)
def test_annotations_know_their_lines(name: str, text: str, tmp_path: Path) -> None:
    if "&c" in text:
        text = "annotations:\n- {id: 'python:demo.save', level: &l beta, since: &s 1.10}\n"
        text += "- {id: 'python:demo.load', level: *l, since: *s}\n"
    (tmp_path / name).write_text(text)
    folder = make_project(tmp_path, f'annotations-file = "{name}"')
    (mark,) = find(scan_project(folder), "load").marks
    assert (mark.level, mark.since, mark.file) == ("beta", "1.10", name)
    assert mark.line == (3 if "*l" in text else 2 if name == "a.yaml" else 1)


@pytest.mark.parametrize("name", ["f.yaml", "f.toml"])
def test_features_from_a_file_of_their_own(name: str, tmp_path: Path) -> None:
    toml = '[[features]]\nid = "io"\nsymbols = ["python:demo.*"]\nlevel = "beta"\n'
    yaml = "features:\n- {id: io, symbols: ['python:demo.*'], level: beta}\n"
    (tmp_path / name).write_text(toml if name.endswith("toml") else yaml)
    folder = make_project(tmp_path, f'features-file = "{name}"\n[[features]]\nid = "more"')
    inventory = scan_project(folder)
    assert [feature.id for feature in inventory.features] == ["io", "more"]
    assert find(inventory, "load").feature == "io"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("annotations:\n\n- {id: a, levl: beta}", "a.yaml:3: annotations[0]: unknown key 'levl'"),
        ("annotations:\n- {id: a, level: betta}", "a.yaml:2: annotations, id = 'a': unknown level"),
        ("annotations:\n- id: a\n- 1", "a.yaml:3: annotations[1]: expected a table, got "),
        ("annotation: []", "a.yaml:1: unknown key 'annotation'; did you mean 'annotations'?"),
        ("- 1", "a.yaml:1: expected a table with 'annotations'"),
        ("symbols: [1]", "a.yaml:1: symbols: expected a table, got a list"),
        (
            "symbols:\n  x: 1\n",
            "a.yaml:2: symbols.x: expected a table, got text",
        ),
        (
            "symbols:\n  env:X: {stability: flaky}\n",
            "a.yaml:2: annotations, id = 'env:X': unknown level 'flaky'",
        ),
        (
            "symbols:\n  env:X: {stability: beta}\n  env:X: {stability: beta}\n",
            "a.yaml:3: the key 'env:X' is there twice; remove one",
        ),
        ("a: [\n", "a.yaml:2: this is no YAML: "),
        ("a: " + "[" * 30_000, "a.yaml:1: this nests deeper than 200 levels"),
        ("a: &a [*a]\n", "a.yaml:1: this is no YAML: no value before *a is called so"),
        ("symbols:\n  {{ name }}: {stability: beta}\n", "a.yaml:2: this key is a list or a map"),
        ("symbols: {}\n---\nsymbols: {}\n", "a.yaml:2: this is a second document; one is read"),
        (
            "a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n"
            + "".join(
                f"{y}: &{y} [{', '.join([f'*{x}'] * 10)}]\n" for x, y in pairwise("abcdefgh")
            ),
            "a.yaml:6: this holds more than 1,000,000 values",
        ),
        ("symbols:\n  env:X: {stability: beta, deprecated: yes}\n", "a.yaml:2: symbols.env:X.dep"),
        ("symbols:\n  env:X: {stability: [beta]}\n", "a.yaml:2: symbols.env:X.stability: expect"),
        ("symbols:\n  env:X: [stability]\n", "a.yaml:2: symbols.env:X: expected a table, got "),
    ],
)
def test_errors_name_file_line_and_key(text: str, message: str, tmp_path: Path) -> None:
    folder = make_project(tmp_path, 'annotations-file = "a.yaml"', a_yaml=text)
    with pytest.raises(UserError) as raised:
        scan_project(folder)
    assert str(raised.value).startswith(f"{folder}/{message}")


def test_merge_keys_do_not_multiply(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    lines = ["a0: &a0 {x: 1}"]
    lines += [f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}" for n in range(1, 60)]
    file.write_text("\n".join(lines[:10]))
    assert read_table(file).table["a9"] == {"x": "1"}
    file.write_text("\n".join(lines))
    with pytest.raises(UserError, match=r"a\.yaml:18: this holds more than 1,000,000 values"):
        read_table(file)


def test_headers_of_toml_are_counted() -> None:
    text = "[[annotations]]\n[[tool.api-stability.annotations]]\n[annotations]\n[[features]]\n"
    assert find_toml_lines(text) == {
        ("annotations",): 1,
        ("annotations", 0): 1,
        ("annotations", 1): 2,
        ("features",): 4,
        ("features", 0): 4,
    }


def test_a_line_that_moves_is_no_stale_answer(tmp_path: Path) -> None:
    text = "annotations:\n- {id: 'python:demo.load', level: beta}\n"
    folder = make_project(tmp_path, 'annotations-file = "a.yaml"', a_yaml=text)
    cache = tmp_path / "cache"
    scan(open_workspace(folder), cache=cache)
    (folder / "a.yaml").write_text("\n" + text)
    again = scan(open_workspace(folder), cache=cache).inventory
    assert find(again, "load").marks[0].line == 3


def test_the_file_must_be_there(tmp_path: Path) -> None:
    folder = make_project(tmp_path, 'features-file = "none.toml"')
    with pytest.raises(UserError, match=r"features-file: there is no file 'none\.toml'"):
        load_config(folder / "api-stability.toml")


def test_an_empty_tracker_decides_nothing(tmp_path: Path) -> None:
    folder = make_project(tmp_path, 'annotations-file = "a.yaml"', a_yaml="symbols:\n")
    assert not scan_project(folder).diagnostics


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("f.toml", b"\n[[features]]\nid = 'io'\nlevel = 'bta'\n", "f.toml:2: features, id = 'io'"),
        (
            "f.toml",
            b"[[features]]\nid = 'io'\n[[features]]\nid = 'io'\n",
            "f.toml:3: features, id = 'io': two features have this id",
        ),
        ("f.toml", b"\n[features]\nid = 'io'\n", "f.toml:2: features: expected a list"),
        ("f.toml", b"\nfeature = 1\n", "f.toml:2: unknown key 'feature'"),
        ("f.yaml", b"\nfeatures: io\n", "f.yaml:2: features: expected a list"),
        ("f.yaml", b"features:\n- id: '\xff'\n", "f.yaml:2: this is no UTF-8 text"),
        ("f.toml", b"features = " + b"[" * 30_000, "f.toml: this is no TOML that anybody wrote"),
    ],
)
def test_errors_in_features_name_their_file(
    name: str, data: bytes, message: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    folder = make_project(tmp_path, f'features-file = "{name}"')
    with pytest.raises(UserError) as raised:
        scan_project(folder)
    assert str(raised.value).startswith(f"{folder}/{message}")
