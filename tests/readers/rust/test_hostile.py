"""A broken, huge or hostile file costs one diagnostic, never another file's symbols."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from api_stability.model.inventory import Reading
from api_stability.readers.rust.contents import MAX_BYTES
from api_stability.readers.rust.reader import find_files, read_rust
from tests.readers.rust.requests import by_id, make_request, read_files, read_source, write_files

GOOD = {"src/lib.rs": "pub mod bad;\npub mod good;\n", "src/good.rs": "pub fn f() {}\n"}


def read_broken(root: Path, make: Callable[[Path], object]) -> Reading:
    write_files(root, GOOD)
    make(root / "src" / "bad.rs")
    return read_rust(make_request(root))


def bytes_of(data: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(data)


BROKEN: dict[str, Callable[[Path], object]] = {
    "undecodable-file": bytes_of(b"pub fn x() {}\n\n// \xff\n"),
    "too-large": bytes_of(b"/" * (MAX_BYTES + 1)),
    "unreadable-file": lambda path: path.symlink_to("nowhere.rs"),
    "missing-module-file": lambda path: None,
    "syntax-error": bytes_of(b"pub fn f() {}\npub strukt S;\npub fn g() {}\n"),
    "too-deep": bytes_of(b"mod a {\n" * 3_000 + b"}\n" * 3_000),
}


@pytest.mark.parametrize("code", BROKEN)
def test_one_diagnostic_and_all_else_is_there(code: str, tmp_path: Path) -> None:
    reading = read_broken(tmp_path, BROKEN[code])
    found = [each for each in reading.diagnostics if each.grade == "incomplete"]
    expected = "missing-module-file" if code == "unreadable-file" else code
    assert [each.code for each in found] == [expected]
    assert found[0].file in {"src/bad.rs", "src/lib.rs"}
    assert found[0].line is not None
    assert not reading.source.complete
    assert "case::good::f" in by_id(reading)


def test_pipes_and_devices_are_never_opened(tmp_path: Path) -> None:
    write_files(tmp_path, {**GOOD, "src/lib.rs": '#[path = "pipe"]\nmod bad;\npub mod good;\n'})
    os.mkfifo(tmp_path / "src" / "pipe")
    reading = read_rust(make_request(tmp_path))
    assert "case::good::f" in by_id(reading)
    assert not reading.source.complete


@pytest.mark.parametrize(
    ("data", "names"),
    [
        ("pub fn f() {}\npub strukt S;\npub fn g() {}\n", ["f", "g"]),
        ("pub fn f() { let x = ; }\npub fn g() {}\n", ["f", "g"]),
        ("pub fn f() { loop {\npub fn g() {}\n", ["g"]),
        ("pub gen fn f() {}\npub fn g() {}\n", ["g"]),
        ("pub fn f() { gen { yield 1; } }\npub fn g() {}\npub strukt S;\n", ["f", "g"]),
        ("pub trait T = Clone;\npub fn g() {}\n", ["g"]),
        ("<<<<<<< HEAD\npub fn f() {}\n=======\npub fn g() {}\n>>>>>>>\n", []),
        ("pub struct S { pub a: u8, pub b c }\npub fn g() {}\n", ["S", "g"]),
        ("Error: something went wrong\n", []),
        ("pub enum E { A, #[deprecated] B(u8 }\npub fn g() {}", []),
        ("impl {", []),
        ("\0\0\0", []),
        ("pub fn f() {}\n/* never closed", ["f"]),
        ('#[deprecated(note = "never closed)]\npub fn f() {}\n', []),
    ],
)
def test_errors_are_said_where_they_are(data: str, names: list[str], tmp_path: Path) -> None:
    reading = read_source(tmp_path, data)
    assert reading.diagnostics
    assert all(each.line and each.file == "src/lib.rs" for each in reading.diagnostics)
    assert {f"case::{name}" for name in names} <= by_id(reading).keys()


def test_error_in_a_body_costs_nothing(tmp_path: Path) -> None:
    reading = read_source(tmp_path, "pub fn f() {\n    let x = ;\n}\npub fn g() {}\n")
    assert [(each.grade, each.code, each.line) for each in reading.diagnostics] == [
        ("unresolved", "syntax-error-in-body", 2)
    ]
    assert reading.source.complete


def test_body_that_swallows_items(tmp_path: Path) -> None:
    reading = read_source(tmp_path, "pub fn f() {\n    {\n}\n#[deprecated]\npub fn g() {}\n")
    assert {each.grade for each in reading.diagnostics} == {"incomplete"}


BOMBS = {
    "attribute": b"#[cfg(" + b"all(" * 30_000 + b"a" + b")" * 30_000 + b")]\npub fn f() {}\n",
    "use": b"pub use " + b"a::{" * 30_000 + b"b" + b"}" * 30_000 + b";\npub fn f() {}\n",
    "use-of-many": b"pub use a::{" + b"b, " * 100_000 + b"};\npub fn f() {}\n",
    "blocks": b"pub fn f() {" + b"{" * 30_000 + b"}" * 30_000 + b"}\n",
    "type": b"pub struct S(" + b"Box<" * 30_000 + b"u8" + b">" * 30_000 + b");\npub fn f() {}\n",
    "self": b"impl X for " + b"a<" * 30_000 + b">" * 30_000 + b" {}\npub fn f() {}\n",
    "cfg_if": b"cfg_if! { if #[cfg(a)] {" * 600 + b"}}" * 600 + b"\npub fn f() {}\n",
    "cfg_attr": b"#[cfg_attr(a, "
    + b"cfg_attr(a, " * 3_000
    + b"b"
    + b")" * 3_001
    + b"]\npub fn f() {}\n",
    "macro": b"m! { mod a {" * 600 + b"}}" * 600 + b"\npub fn f() {}\n",
    "expression": b"pub const X: u8 = " + b"(" * 30_000 + b")" * 30_000 + b";\npub fn f() {}\n",
    "comment": b"/*" * 30_000 + b"*/" * 30_000 + b"\npub fn f() {}\n",
    "documentation": b"/// **EXPERIMENTAL** [(" * 20_000 + b"\npub fn f() {}\n",
    "stability": b"/// # Stability\n" * 20_000 + b"pub fn f() {}\n",
    "attributes": b"#[cfg(a)]\n" * 20_000 + b"pub fn f() {}\n",
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_bounded(name: str, tmp_path: Path) -> None:
    source = b"pub mod bad;\npub mod good;\n"
    files = {"src/lib.rs": source, "src/bad.rs": BOMBS[name], "src/good.rs": b"pub fn f() {}\n"}
    reading = read_files(tmp_path, files)
    assert "case::good::f" in by_id(reading)
    assert len(reading.diagnostics) <= 60


def test_modules_in_circles(tmp_path: Path) -> None:
    files = {
        "src/lib.rs": '#[path = "lib.rs"]\npub mod again;\npub mod other;\n',
        "src/other.rs": '#[path = "other.rs"]\nmod me;\ninclude!("other.rs");\npub fn f() {}\n',
    }
    reading = read_files(tmp_path, files)
    assert {each.code for each in reading.diagnostics} == {"module-cycle"}
    assert "case::other::f" in by_id(reading)


def test_names_in_circles(tmp_path: Path) -> None:
    source = (
        "pub mod a { pub use super::b::*; pub use super::b::x as y; pub use crate::a; }\n"
        "pub mod b { pub use super::a::*; pub use super::a::y as x; pub use self::b; }\n"
        "pub use self::c as c;\npub use c::c as d;\nimpl d {}\nimpl a::x { pub fn f() {} }\n"
        "pub type A = B;\npub type B = A;\nimpl A { pub fn f() {} }\npub fn end() {}\n"
    )
    assert "case::end" in by_id(read_source(tmp_path, source))


def test_many_paths_end(tmp_path: Path) -> None:
    modules = "".join(
        f"pub mod m{i} {{ pub use crate::*; pub use crate::m{(i + 1) % 12} as n; }}\n"
        for i in range(12)
    )
    reading = read_source(tmp_path, f"{modules}pub fn f() {{}}\n")
    assert "case::f" in by_id(reading)
    assert {each.code for each in reading.diagnostics} <= {"too-many-paths"}


def test_names_that_mean_each_other_in_every_way(tmp_path: Path) -> None:
    names = "".join(
        f"pub mod m{i} {{ "
        + "".join(f"pub use crate::m{(i * 7 + k) % 40}::x; " for k in range(40))
        + "".join(f"pub use crate::m{(i * 3 + k) % 40}::*; " for k in range(40))
        + "impl x { pub fn f() {} } }\n"
        for i in range(40)
    )
    reading = read_source(tmp_path, f"{names}pub fn end() {{}}\n")
    assert "case::end" in by_id(reading)


@pytest.mark.parametrize(
    ("manifest", "code"),
    [
        ("[package\n", "bad-manifest"),
        (b"[package]\nname = '\xff'\n", "undecodable-file"),
        ("a = " + "[" * 5_000, "bad-manifest"),
        ("#" * (1024 * 1024 + 1), "too-large"),
    ],
)
def test_manifests(manifest: str | bytes, code: str, tmp_path: Path) -> None:
    files = {
        "a/Cargo.toml": manifest,
        "b/Cargo.toml": '[package]\nname = "b"\n',
        "b/src/lib.rs": "",
    }
    write_files(tmp_path, files)
    reading = read_rust(make_request(tmp_path, "a", "b"))
    assert [(each.grade, each.code, each.file) for each in reading.diagnostics] == [
        ("incomplete", code, "a/Cargo.toml")
    ]
    assert "b" in by_id(reading)


@pytest.mark.parametrize(
    "manifest",
    [
        "package = 1\nlib = []\nworkspace = 'x'\n",
        "[package]\nname = 1\nedition = 2.5\n[lib]\npath = 3\nname = []\n",
        "[workspace]\nmembers = [1, '../..', '/etc', 'nowhere', '**']\nexclude = 5\n",
        "[package]\nname = 'x'\n[lib]\npath = '../../outside.rs'\n",
        "",
    ],
)
def test_odd_manifests(manifest: str, tmp_path: Path) -> None:
    write_files(tmp_path, {"Cargo.toml": manifest, "src/lib.rs": "pub fn f() {}\n"})
    reading = read_rust(make_request(tmp_path))
    assert all(each.file for each in reading.diagnostics)
    find_files(make_request(tmp_path))


def test_package_without_library(tmp_path: Path) -> None:
    reading = read_files(tmp_path, {"src/main.rs": "pub fn f() {}\n"})
    assert [(each.grade, each.code) for each in reading.diagnostics] == [("note", "no-library")]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xef\xbb\xbfpub fn f() {}\n",
        b"#!/usr/bin/env run\npub fn f() {}\r\npub fn g() {}\r\n",
        b'pub unsafe extern "C" fn f() {}\n',
        b"pub const fn f<const N: usize>() -> [(); N] {}\n",
        b"pub async fn f() -> impl Fn() + use<> { || () }\n",
        b"pub fn f() { if let Some(x) = y && x {} }\n",
        b"pub struct \xc3\x84;\n",
        b"---\n[dependencies]\n---\npub fn g() {}\n",
        b"#!/usr/bin/env cargo\n---cargo\n---\npub fn g() {}\n",
        b'unsafe extern "C" {\n    pub safe fn f();\n    pub unsafe fn g();\n}\n',
        b"pub(in crate) fn f() {}\npub mod m { pub(in super) fn g() {} }\n",
        b"pub fn f<'a, T>(x: &'a T) -> impl Sized + use<'a, T> { x }\n",
        b'pub const C: &core::ffi::CStr = c"text";\n',
        b'#[link(name = "x", kind = "raw-dylib")]\nunsafe extern "C" {}\n',
        b"pub fn f<'a>(x: &'a dyn for<'b> Fn(&'b u8)) {}\n",
    ],
)
def test_odd_but_rust(data: bytes, tmp_path: Path) -> None:
    assert read_source(tmp_path, data).diagnostics == ()
