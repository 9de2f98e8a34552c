"""What only the compiler expands: rustdoc's JSON joined to the source.

``documented_crate/made_case.json`` is what rustdoc 1.95 made of the crate beside it, without the
implementations of other crates' traits.
"""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from api_stability.model.errors import UserError
from api_stability.model.inventory import Reading
from api_stability.readers.rust import rustdoc_file
from api_stability.readers.rust.reader import find_files, read_rust
from api_stability.readers.rust.rustdoc_attributes import attribute_texts
from api_stability.readers.rust.rustdoc_file import Documented
from tests.readers.rust.requests import by_id, make_request
from tests.readers.rust.test_cases import as_text
from tests.readers.rust.test_source import plan
from tests.support.golden import Golden

CRATE = Path(__file__).parent / "documented_crate"
NAME = "made_case.json"


def read(root: Path, *names: str) -> Reading:
    return read_rust(make_request(root, rustdoc=names))


@pytest.fixture
def crate(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CRATE, tmp_path / "crate"))


def change(crate: Path, edit: Callable[[dict[str, Any]], object]) -> Reading:
    """The reading with another JSON."""
    data = json.loads((crate / NAME).read_text())
    edit(data)
    (crate / NAME).write_text(json.dumps(data))
    return read(crate, NAME)


def test_reading_is_as_recorded(golden: Golden) -> None:
    golden(as_text(read(CRATE, NAME)), "documented_crate.json")


def test_what_the_source_says_stays() -> None:
    plain, joined = by_id(read(CRATE)), by_id(read(CRATE, NAME))
    # re-exports of what only the macros have
    gained = {"made_case::Kind", "made_case::Old", "made_case::VISIBLE"}
    renamed = {"made_case::Length", "made_case::Length::0"}  # a macro makes a shorter name
    assert {each for each in plain if plain[each] != joined.get(each)} == {*gained, *renamed}
    assert len(joined) > len(plain) + 10


def test_no_symbol_twice() -> None:
    found = read(CRATE, NAME).declarations
    names = [name for each in found for name in (each.id, *each.aliases)]
    assert len(names) == len(set(names))
    assert all(len(each.locations) == 1 for each in found)


def test_only_macros_without_an_answer_are_reported() -> None:
    found = [each for each in read(CRATE, NAME).diagnostics if each.code == "unexpanded-macro"]
    assert [each.line for each in found] == [99]
    assert len(read(CRATE).diagnostics) > 5


def test_a_crate_built_in_another_folder(crate: Path) -> None:
    expected = read(CRATE, NAME)
    text = (crate / NAME).read_text().replace('"src/lib.rs"', '"/builds/x/src/lib.rs"')
    (crate / NAME).write_text(text)
    assert read(crate, NAME) == expected


def test_a_source_that_has_changed_since(crate: Path) -> None:
    source = crate / "src" / "lib.rs"
    source.write_text("// more\n\n" + source.read_text())
    found = read(crate, NAME)
    stale = [each for each in found.diagnostics if each.code == "rustdoc-stale"]
    assert [(each.file, each.line) for each in stale] == [("src/lib.rs", 1)]
    assert "made_case::Foot" not in by_id(found)
    others = {each for each in found.diagnostics if each not in stale}
    assert others == set(read(crate).diagnostics)


BROKEN: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "bad-json"),
    "truncated": ((CRATE / NAME).read_bytes()[:5_000], "bad-json"),
    "not-a-number": (b'{"format_version": 57, "root": NaN}', "bad-json"),
    "no-text": (b'\xff\xfe{"format_version": 57}', "bad-json"),
    "zero": (b"\0" * 100, "bad-json"),
    "older": (b'{"format_version": 56, "index": [], "root": "0:0"}', "rustdoc-format"),
    "no-version": (b"{}", "rustdoc-format"),
    "other-shape": (b'{"format_version": 99, "items": []}', "rustdoc-format"),
    "a-list": (b"[1, 2]", "rustdoc-format"),
    "deep": (b'{"format_version": 57, "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "too-deep"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_costs_one_diagnostic(name: str, crate: Path) -> None:
    data, code = BROKEN[name]
    (crate / NAME).write_bytes(data)
    found, plain = read(crate, NAME), read(crate)
    assert found.declarations == plain.declarations
    [said] = set(found.diagnostics) - set(plain.diagnostics)
    assert (said.grade, said.code, said.file, said.line) == ("incomplete", code, NAME, 1)
    if code == "rustdoc-format":
        assert "57" in said.message
        assert "cargo" in said.message


def test_a_file_that_is_too_large(crate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rustdoc_file, "MAX_BYTES", 100)
    assert "too-large" in {each.code for each in read(crate, NAME).diagnostics}


def test_a_file_of_another_crate(crate: Path) -> None:
    def rename(data: dict[str, Any]) -> None:
        data["index"][str(data["root"])]["name"] = "other"

    found = change(crate, rename)
    assert {each.code for each in found.diagnostics} >= {"rustdoc-crate"}
    assert found.declarations == read(crate).declarations


def test_two_files_of_one_crate(crate: Path) -> None:
    shutil.copy(crate / NAME, crate / "again.json")
    found = read(crate, NAME, "again.json")
    assert [each.file for each in found.diagnostics if each.code == "rustdoc-crate"] == [
        "again.json"
    ]
    assert found.declarations == read(crate, NAME).declarations


def circle(data: dict[str, Any]) -> None:
    for each in data["index"].values():
        if "module" in each["inner"]:
            each["inner"]["module"]["items"] = [int(number) for number in data["index"]]


def odd_names(data: dict[str, Any]) -> None:
    for number, each in data["index"].items():
        if each["name"] and int(number) != data["root"]:
            each["name"] = "a::b{c} \0"


def odd_places(data: dict[str, Any]) -> None:
    for number, each in enumerate(data["index"].values()):
        each["span"] = [
            None,
            {"filename": "/etc/passwd", "begin": [-5, 0], "end": [0, 0]},
            {"filename": "../" * 5_000 + "\0", "begin": [1 << 60, 0], "end": [0, 0]},
        ][number % 3]


def odd_insides(data: dict[str, Any]) -> None:
    for each in data["index"].values():
        each["inner"] = {kind: ["x", None, 1 << 62] for kind in each["inner"]}


def long_paths(data: dict[str, Any]) -> None:
    for each in data["paths"].values():
        each["path"] = [*each["path"][:1], *["m"] * 3_000, each["path"][-1]]


@pytest.mark.parametrize("edit", [circle, odd_names, odd_places, odd_insides, long_paths])
def test_odd_content_takes_nothing_away(
    edit: Callable[[dict[str, Any]], None], crate: Path
) -> None:
    plain = by_id(read(crate))
    found = change(crate, edit)
    assert {each.split("::")[1] for each in plain if "::" in each} - {"Length"} <= {
        each.split("::")[1] for each in by_id(found) if "::" in each
    }
    assert all(each.file for each in found.diagnostics)


def documented(**fields: object) -> Documented:
    plain = {"crate_id": 0, "name": "x", "span": None, "visibility": "public", "docs": None}
    whole = {**plain, "attrs": [], "deprecation": None, "inner": {"function": {}}, **fields}
    return msgspec.convert(whole, Documented)


STABILITY = "#[attr = Stability {x: Stability {level: "
PLACE = "span: a.rs:11:15: 11:19 (#0) }"
PRINTED = {
    f'{STABILITY}Unstable {{reason: Some("a \\"b\\""),\nissue: 12}}, feature: "f"}}}}]': (
        'unstable(feature = "f", reason = "a \\"b\\"", issue = "12")'
    ),
    f'{STABILITY}Stable {{x({{ major: 1, minor: 2, patch: 3 }})}},\nfeature: "f"}}}}]': (
        'stable(feature = "f", since = "1.2.3")'
    ),
    f'#[attr = CfgTrace([All([Not(NameValue {{ name: "unix", value: None, {PLACE}, '
    f'a.rs:1:2: 3:4 (#0)), Any([NameValue {{ name: "feature", value: Some("a"), {PLACE}], '
    "a.rs:1:2: 3:4 (#0))], a.rs:1:2: 3:4 (#0))])]": 'cfg(all(not(unix), any(feature = "a")))',
    "#[doc(hidden)]": "doc(hidden)",
    '#[doc(cfg(feature = "a"))]': 'doc(cfg(feature = "a"))',
}


@pytest.mark.parametrize("printed", PRINTED)
def test_attributes_as_the_compiler_prints_them(printed: str) -> None:
    found = list(attribute_texts(documented(attrs=[{"other": printed}]), None))
    assert found == [PRINTED[printed]]


def test_attributes_that_say_nothing() -> None:
    attrs = ["non_exhaustive", {"must_use": {"reason": None}}, {"other": "#[attr = Inline(Hint)]"}]
    assert not list(attribute_texts(documented(attrs=attrs), None))


def test_an_inherited_deprecation_is_not_its_own() -> None:
    outer = documented(deprecation={"since": "1.0", "note": 'say "x"'})
    same = documented(deprecation={"since": "1.0", "note": 'say "x"'})
    own = documented(deprecation={"since": None, "note": None})
    assert list(attribute_texts(outer, None)) == ['deprecated(since = "1.0", note = "say \\"x\\"")']
    assert not list(attribute_texts(same, outer))
    assert list(attribute_texts(own, outer)) == ["deprecated"]


def test_the_file_is_planned_for(crate: Path) -> None:
    assert crate / NAME in find_files(make_request(crate, rustdoc=(NAME,)))
    with pytest.raises(UserError, match=r"sources\[0\].rustdoc\[0\].*no file 'x.json'.*cargo"):
        plan(crate, crates=["."], rustdoc=["x.json"])
    plan(crate, crates=["."], rustdoc=[NAME])
