"""The ``[[sources]]`` table."""

import sys
from pathlib import Path

import pytest

from api_stability.model.errors import UserError
from api_stability.model.validation import convert_table
from api_stability.readers.registry import SourceContext, load_reader
from api_stability.readers.rust import syntax
from api_stability.readers.rust.reader import find_files, read_rust
from tests.readers.rust.requests import by_id, make_request, read_source, write_files


def plan(root: Path, **table: object) -> object:
    reader = load_reader("rust")
    assert reader is not None
    options = convert_table(table, reader.options, where="x.toml", at="sources[0]")
    context = SourceContext(project="case", root=root, where="x.toml", key="sources[0]")
    return reader.plan(options, context)


def test_reads_what_is_planned(tmp_path: Path) -> None:
    write_files(tmp_path, {"lib/Cargo.toml": '[package]\nname = "x-y"\n', "lib/src/lib.rs": ""})
    reader = load_reader("rust")
    assert reader is not None
    request = plan(tmp_path, crates=["lib"])
    told: list[tuple[str, int, int]] = []
    reading = reader.read(request, lambda *each: told.append(each))
    assert [each.id for each in reading.declarations] == ["rust:x_y"]
    assert reading.source.id == "rust:lib"
    assert told[-1] == ("rust:lib", 1, 1)
    assert [path.name for path in reader.find_files(request)] == ["Cargo.toml", "lib.rs"]


def test_folder_without_manifest(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"sources\[0\].crates\[0\]: there is no Cargo.toml"):
        plan(tmp_path, crates=["nowhere"])


def test_unknown_option(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="crates"):
        plan(tmp_path, crate=["."])


def test_missing_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(tmp_path, {})
    for name in ("tree_sitter", "tree_sitter_rust"):
        monkeypatch.setitem(sys.modules, name, None)
    syntax.load_language.cache_clear()
    with pytest.raises(UserError, match=r"api-stability\[rust\]"):
        plan(tmp_path, crates=["."])


def test_include_and_exclude(tmp_path: Path) -> None:
    source = "pub fn a() {}\npub mod m { pub fn b() {} pub fn c() {} }\n"
    options = {"include": ("rust:case::m::**",), "exclude": ("rust:case::m::b",)}
    assert list(by_id(read_source(tmp_path, source, **options))) == ["case::m::c"]


def test_hidden_is_public_where_that_is_asked_for(tmp_path: Path) -> None:
    source = "#[doc(hidden)] pub fn f() {}\n"
    assert not by_id(read_source(tmp_path, source))["case::f"].public
    assert by_id(read_source(tmp_path, source, public="all"))["case::f"].public


def test_only_what_is_marked(tmp_path: Path) -> None:
    source = "#[deprecated] pub mod m { pub fn f() {} }\npub fn g() {}\n"
    found = by_id(read_source(tmp_path, source, marked_only=True))
    assert list(found) == ["case::m", "case::m::f"]


def test_files_outside_the_folder_are_known(tmp_path: Path) -> None:
    files = {
        "a/Cargo.toml": '[package]\nname = "a"\n',
        "a/src/lib.rs": '#[path = "../../shared.rs"]\npub mod shared;\n',
        "shared.rs": "pub fn f() {}\n",
        "a/target/debug/build/x.rs": "",
    }
    request = make_request(write_files(tmp_path, files), "a")
    assert "a::shared::f" in by_id(read_rust(request))
    names = [path.resolve().relative_to(tmp_path).as_posix() for path in find_files(request)]
    assert names == ["a/Cargo.toml", "shared.rs", "a/src/lib.rs"]


def test_self_is_the_module_itself_in_the_oldest_edition_too(tmp_path: Path) -> None:
    source = (
        "pub mod inner { pub fn outer_one() {} }\n"
        "pub mod m { mod inner { pub fn inner_one() {} } pub use self::inner::*; }\n"
    )
    files = {"Cargo.toml": '[package]\nname = "case"\n', "src/lib.rs": source}
    found = by_id(read_rust(make_request(write_files(tmp_path, files))))
    assert "case::m::inner_one" in found
    assert "case::m::outer_one" not in found


def test_syntax_that_the_grammar_does_not_know(tmp_path: Path) -> None:
    source = (
        "---\n[dependencies]\n---\n"
        'unsafe extern "C" {\n    #[deprecated]\n    pub safe fn f();\n}\n'
    )
    found = read_source(tmp_path, source)
    assert found.diagnostics == ()
    assert [place.line for place in by_id(found)["case::f"].locations] == [6]
    assert by_id(found)["case::f"].marks
