"""A broken, huge or hostile file costs one diagnostic, never another file's symbols."""

import os
import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from api_stability.model.inventory import Reading
from api_stability.readers.python import find_files, read_python
from api_stability.readers.python.decoding import (
    MAX_BYTES,
    UnreadableSourceError,
    read_bytes,
)
from tests.readers.python.requests import by_id, make_request, write_files

GOOD = {"pkg/__init__.py": "", "pkg/good.py": "def f(): ...\n"}


def read_broken(root: Path, make: Callable[[Path], None], *, name: str = "bad.py") -> Reading:
    write_files(root, GOOD)
    path = root / "pkg" / name
    path.unlink(missing_ok=True)
    make(path)
    return read_python(make_request(root, "pkg"))


def bytes_of(data: bytes) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_bytes(data)

    return write


BROKEN = {
    "syntax-error": bytes_of(b"def f(:\n"),
    "null-bytes": bytes_of(b"x = 1\n\0\n"),
    "bad-encoding": bytes_of(b"x = 1\ny = '\xff'\n"),
    "too-large": bytes_of(b"#" * (MAX_BYTES + 1)),
    "not-a-file": os.mkfifo,
    "unreadable": lambda path: path.symlink_to("nowhere.py"),
    "too-deep": bytes_of(b"x = " + b"-" * 50_000 + b"1\n"),
}


@pytest.mark.parametrize("name", ["bad.py", "__init__.py"])
@pytest.mark.parametrize("code", BROKEN)
def test_one_diagnostic_and_all_else_is_there(code: str, name: str, tmp_path: Path) -> None:
    reading = read_broken(tmp_path, BROKEN[code], name=name)
    found = [(each.grade, each.code, each.file) for each in reading.diagnostics]
    assert found == [("incomplete", code, f"pkg/{name}")]
    assert not reading.source.complete
    assert "pkg.good.f" in by_id(reading)
    assert "pkg" in by_id(reading)


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b"x = 1\ndef f(:\n", "syntax-error", 2),
        (b"# coding: klingon\nx = 1\n", "bad-encoding", 1),
        (b"# coding: rot13\nx = 1\n", "bad-encoding", 1),
        (b"# coding: undefined\nx = 1\n", "bad-encoding", None),
        (b"\xef\xbb\xbf# coding: latin-1\nx = 1\n", "bad-encoding", 1),
        (b"# coding: ascii\n\nx = '\xe4'\n", "bad-encoding", 3),
        (b"x = 1\ny = '\0'\n", "null-bytes", 2),
        (b"x = " + b"(" * 300 + b")" * 300 + b"\n", "syntax-error", 1),
        (b"x = " + b"+".join([b"1"] * 50_000) + b"\n", "too-deep", 1),
        (b"def f():\n  x = 1\n\ny = a" + b".a" * 20_000 + b"\n", "too-deep", 4),
        (b"x = 1\nif 1:\n  pass\n" + b"elif 1:\n  pass\n" * 20_000, "too-deep", 2),
        (b"x = 1\n@f(" + b"+".join([b"1"] * 50_000) + b")\ndef g(): ...\n", "too-deep", 2),
        (b"x = 1\n" * 400_000, "too-large", None),
        (b"class C:\n  def f(self):\n    return (1,\n", "syntax-error", 3),
        (b"@deprecated('half a st", "syntax-error", 1),
        (b'"""Half a docstring.\n\n.. deprecated:: 1\n', "syntax-error", 1),
        (b"<<<<<<< HEAD\nx = 1\n=======\n", "syntax-error", 1),
        ("x = 'ä'\n".encode("latin-1"), "bad-encoding", 1),
        ("x = 'ä'\n".encode("utf-16"), "bad-encoding", 1),
        ("x = 'ä'\n".encode("utf-32"), "bad-encoding", 1),
        (b"# a\nx = '\xff'\n", "bad-encoding", 2),
        (b"# a\rx = 1\ry = '\xff'\r", "bad-encoding", 3),
        (b"x = 1\ry = '\0'\r", "null-bytes", 2),
        (b"#!/bin/sh\n# coding: klingon\n", "bad-encoding", 2),
        (b"# coding: base64\n", "bad-encoding", 1),
        (b"# coding: punycode\nx = 1\n" + b"a9" * 1_000_000, "bad-encoding", 1),
        (b"# coding: idna\nx = 1\n", "bad-encoding", 1),
        (b"# coding: utf-7\nx = '+AAA-'\n", "null-bytes", 2),
        (b"# coding: unicode_escape\nx = '\\ud800'\n", "bad-encoding", 1),
        ("x = 1\u200b\n".encode(), "syntax-error", 1),
        (b"y = 1\rx = (\r", "syntax-error", 2),
        (b"x = " + b"1" * 5_000 + b"\n", "syntax-error", 1),
        (b"return\n\xf0", "bad-encoding", 2),
        (b"x = 1\n  y = 2\n", "syntax-error", 2),
        (b"print 'two'\n", "syntax-error", 1),
        (b"x = '\\ud800\\N{nothing}'\n", "syntax-error", 1),
    ],
)
def test_where_it_is(data: bytes, code: str, line: int | None, tmp_path: Path) -> None:
    (found,) = read_broken(tmp_path, bytes_of(data)).diagnostics
    assert (found.grade, found.code, found.file) == ("incomplete", code, "pkg/bad.py")
    if line is not None:
        assert found.line == line


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xef\xbb\xbfdef f(): ...\n",
        b"# coding: latin-1\ndef f(): '\xe4'\n",
        b"def f(): ...\r\ndef g(): ...\rdef h(): ...\n",
        b"def f():\n\treturn '\\d'\n",  # a warning of the compiler is not ours to raise
        b"f = '\x0c'\n\x0cdef f(): ...\n",
        b"# -*- coding: iso-8859-15 -*-\ndef f(): '\xa4'\n",
        b"x = " + b"(" * 200 + b"1" + b")" * 200 + b"\n",
        b"x = " + b" + ".join([b"1"] * 3000) + b"\n",
        b"x = " + b"a" + b".a" * 3000 + b"\n",
        b"def f(x=" + b" + ".join([b"a"] * 3000) + b"): ...\n",
        b"@f(" + b" + ".join([b"a"] * 3000) + b")\ndef g(): ...\n",
        b"if 1:\n  pass\n" + b"elif 1:\n  pass\n" * 3000,
        b"x = a" + b".b()" * 3000 + b"\n",
        b"x = a" + b"[0]" * 3000 + b"\n",
        b"class C:\n @overload\n def f(x: " + b" | ".join([b"A"] * 3000) + b"): ...\n",
        b"def f(x: " + b"A[" * 190 + b"B" + b"]" * 190 + b"): ...\n",
        b"".join(b" " * n + b"class C:\n" for n in range(99)) + b" " * 99 + b"pass\n",
        b"@d\n" * 5000 + b"def f(): ...\n",
        b"def f(): ...",
        b"# coding: utf-8-sig\ndef f(): ...\n",
        b"\xef\xbb\xbf# coding: utf-8\ndef f(): ...\n",
        b"# coding: utf-7\n+AGQ-ef f(): ...\n",
        b"'''" + b"#" * 2_000_000 + b"'''\n",
        b"match x:\n  case 1:\n    def f(): ...\n",
        "def grüße(): ...\n".encode(),
    ],
)
def test_odd_but_python(data: bytes, tmp_path: Path) -> None:
    reading = read_broken(tmp_path, bytes_of(data))
    assert reading.diagnostics == ()
    assert reading.source.complete


def test_line_of_a_mark_after_odd_line_ends(tmp_path: Path) -> None:
    data = b"import warnings\r\n\x0c\r\n@warnings.deprecated('a\xc3\xa4' 'b')\rdef f(): ...\n"
    reading = read_broken(tmp_path, bytes_of(data))
    (mark,) = by_id(reading)["pkg.bad.f"].marks
    assert (mark.line, mark.reason) == (3, "aäb")


def test_links_to_themselves(tmp_path: Path) -> None:
    write_files(tmp_path, GOOD)
    (tmp_path / "pkg" / "loop").symlink_to("loop")
    (tmp_path / "pkg" / "bad.py").symlink_to("bad.py")
    (tmp_path / "pkg" / "sub").mkdir()
    (tmp_path / "pkg" / "sub" / "__init__.py").mkdir()
    (tmp_path / "pkg" / "gone").symlink_to("nowhere")
    reading = read_python(make_request(tmp_path, "pkg"))
    assert [(each.grade, each.code, each.file) for each in reading.diagnostics] == [
        ("incomplete", "unreadable", "pkg/bad.py"),
        ("incomplete", "unreadable", "pkg/loop"),
        ("incomplete", "not-a-file", "pkg/sub/__init__.py"),
    ]
    assert "pkg.good.f" in by_id(reading)


def listen(path: Path) -> None:
    # by another path: the address of a socket has a hundred characters at most
    folder = os.open(path.parent, os.O_RDONLY)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(f"/proc/self/fd/{folder}/{path.name}")
    os.close(folder)


SPECIAL: dict[str, Callable[[Path], object]] = {
    "fifo": os.mkfifo,
    "folder": os.mkdir,
    "socket": listen,
    "zero": lambda path: path.symlink_to("/dev/zero"),
    "random": lambda path: path.symlink_to("/dev/random"),
}


@pytest.mark.parametrize("make", SPECIAL.values(), ids=SPECIAL)
@pytest.mark.parametrize("name", ["bad.py", "__init__.py"])
def test_what_is_no_file_is_never_opened(
    name: str, make: Callable[[Path], None], tmp_path: Path
) -> None:
    reading = read_broken(tmp_path, make, name=name)
    assert [each.code for each in reading.diagnostics] == ["not-a-file"]
    assert "pkg.good.f" in by_id(reading)


def test_pipe_that_takes_the_place_of_a_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.py")
    with pytest.raises(UnreadableSourceError, match="no regular file"):
        read_bytes(str(tmp_path / "x.py"))


def test_file_that_has_another_size_than_it_says() -> None:
    """As one that grows, or that the system makes up."""
    assert read_bytes("/proc/self/status").count(b"\n") > 10


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
@pytest.mark.parametrize("name", ["bad.py", "__init__.py"])
def test_file_that_may_not_be_read(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Root may read everything, so somebody else tries."""
    write_files(tmp_path, GOOD)
    (tmp_path / "pkg" / name).unlink(missing_ok=True)
    (tmp_path / "pkg" / name).touch(mode=0)
    tmp_path.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    request = make_request(Path(), "pkg")
    os.seteuid(65534)
    try:
        reading = read_python(request)
    finally:
        os.seteuid(0)
    (found,) = reading.diagnostics
    assert (found.grade, found.code, found.file) == ("incomplete", "unreadable", f"pkg/{name}")
    assert "Permission denied" in found.message
    assert "pkg.good.f" in by_id(reading)


def test_folder_that_cannot_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(tmp_path, {**GOOD, "pkg/sub/x.py": ""})
    scandir = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("sub"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    reading = read_python(make_request(tmp_path, "pkg"))
    found = [(each.grade, each.code, each.file) for each in reading.diagnostics]
    assert found == [("incomplete", "unreadable", "pkg/sub")]
    assert "pkg.good.f" in by_id(reading)


def test_links_to_folders(tmp_path: Path) -> None:
    write_files(tmp_path, {**GOOD, "images/a/1.png": "", "pkg/sub/x.py": ""})
    (tmp_path / "pkg" / "loop").symlink_to("..", target_is_directory=True)
    (tmp_path / "pkg" / "sub" / "again").symlink_to("../sub", target_is_directory=True)
    (tmp_path / "pkg" / "sub" / "other").symlink_to("../../pkg", target_is_directory=True)
    (tmp_path / "pkg" / "data").symlink_to(tmp_path / "images", target_is_directory=True)
    reading = read_python(make_request(tmp_path, "pkg"))
    assert {(each.grade, each.code, each.file) for each in reading.diagnostics} == {
        ("note", "linked-folder", "pkg/loop"),
        ("note", "linked-folder", "pkg/sub/again"),
        ("note", "linked-folder", "pkg/sub/other"),
        ("note", "outside-link", "pkg/data"),
    }
    assert reading.source.complete
    assert sorted(by_id(reading)) == ["pkg", "pkg.good", "pkg.good.f", "pkg.sub", "pkg.sub.x"]


def test_linked_folder_with_python_is_missing(tmp_path: Path) -> None:
    write_files(tmp_path, {**GOOD, "outside/deep/secret.py": ""})
    (tmp_path / "pkg" / "out").symlink_to(tmp_path / "outside", target_is_directory=True)
    reading = read_python(make_request(tmp_path, "pkg"))
    found = [(each.grade, each.code, each.file) for each in reading.diagnostics]
    assert found == [("incomplete", "outside-link", "pkg/out")]
    left_out = read_python(make_request(tmp_path, "pkg", exclude=("python:pkg.out",)))
    assert left_out.source.complete


def test_linked_files_are_read(tmp_path: Path) -> None:
    """Some installers link every file of a package to a store outside of it."""
    write_files(tmp_path, {"store/a.py": "def f(): ...\n", "store/init.py": ""})
    (tmp_path / "pkg").mkdir()
    (tmp_path / "pkg" / "__init__.py").symlink_to(tmp_path / "store" / "init.py")
    (tmp_path / "pkg" / "a.py").symlink_to(tmp_path / "store" / "a.py")
    assert "pkg.a.f" in by_id(read_python(make_request(tmp_path, "pkg")))


def test_excluded_file_leaves_the_reading_complete(tmp_path: Path) -> None:
    write_files(tmp_path, {**GOOD, "pkg/tests/data/bad.py": "def f(:", "pkg/tests/x.py": "x = 1"})
    reading = read_python(make_request(tmp_path, "pkg", exclude=("**.tests.**",)))
    assert [each.grade for each in reading.diagnostics] == ["note"]
    assert reading.source.complete
    assert "pkg.tests.x" not in by_id(reading)


def test_names_of_files_that_no_text_can_hold(tmp_path: Path) -> None:
    write_files(tmp_path, GOOD)
    folder = os.fsencode(tmp_path / "pkg") + b"/"
    for name in (b"caf\xe9.py", b"a\nb.py", b"\xed\xa0\x80.py", b"a\x1b[31m.py"):
        os.close(os.open(folder + name, os.O_CREAT))
    os.mkdir(folder + b"d\xe9")  # noqa: PTH102 - bytes
    assert read_python(make_request(tmp_path, "pkg")).diagnostics == ()


def test_names_that_no_import_can_reach(tmp_path: Path) -> None:
    files = {"pkg/a-b.py": "(", "pkg/c-d/x.py": "(", "pkg/.hidden/x.py": "(", "pkg/1.py": "("}
    write_files(tmp_path, {**GOOD, **files, "pkg/__pycache__/x.py": "("})
    reading = read_python(make_request(tmp_path, "pkg"))
    assert reading.diagnostics == ()
    assert len(find_files(make_request(tmp_path, "pkg"))) == 2


def test_cycles_end(tmp_path: Path) -> None:
    files = {
        "pkg/__init__.py": "from pkg.a import *\nfrom pkg import a as z, pkg\nimport pkg as me\n"
        "__all__ = ['me', 'a', 'x', 'y']\n__all__ += a.__all__\n",
        "pkg/a.py": "from pkg.b import *\nfrom pkg.b import x as y\nx = y\ny = x\n"
        "from pkg import __all__\n__all__ = ['x'] + b.__all__\nfrom pkg import b\n"
        "@x\ndef f(): ...\n",
        "pkg/b.py": "from pkg.a import *\nfrom pkg.a import y as x\nimport pkg as pkg\n"
        "from pkg import a as a\n__all__ = a.__all__\n@x(y)\n@pkg.pkg.pkg.me.x\nclass C(C): ...\n",
    }
    reading = read_python(make_request(write_files(tmp_path, files), "pkg"))
    assert reading.source.complete
    assert {"pkg", "pkg.a", "pkg.b", "pkg.b.C"} <= by_id(reading).keys()


NEWER = {
    "generic-functions-3.12": "def f[T](x: T) -> T: ...\n",
    "type-statement-3.12": "type X = int\n",
    "nested-quotes-3.12": "x = f'{'a'}'\n",
    "parameter-default-3.13": "class C[T = int]: ...\n",
    "template-strings-3.14": "x = t'{y}'\n",
    "except-without-parentheses-3.14": "try:\n    pass\nexcept A, B:\n    pass\n",
}


@pytest.mark.parametrize("name", NEWER)
def test_newer_syntax_is_read_or_said(name: str, tmp_path: Path) -> None:
    """What the running Python knows is read; else it is one located diagnostic."""
    reading = read_broken(tmp_path, bytes_of(NEWER[name].encode()))
    try:
        compile(NEWER[name], "bad.py", "exec")
    except SyntaxError:
        (found,) = reading.diagnostics
        assert (found.grade, found.code, found.file) == ("incomplete", "syntax-error", "pkg/bad.py")
        assert found.line
        assert "this interpreter" in found.message
    else:
        assert reading.diagnostics == ()
    assert "pkg.good.f" in by_id(reading)


DOCSTRINGS = {
    "spaces": "x" + " " * 100_000 + ": y",
    "colons": ":" * 100_000,
    "dots": ".. deprecated:: 1" + "." * 100_000,
    "words": ".. deprecated:: " + "Name " * 20_000,
    "brackets": "x (" * 30_000 + ": y",
    "stairs": "\n".join(" " * (n % 500) + "deprecated:" for n in range(20_000)),
    "fields": "\n".join(":param x: Deprecated: y" for _ in range(5_000)),
    "underlines": "\n".join("Deprecated\n----------" for _ in range(5_000)),
}


@pytest.mark.parametrize("section", ["", "Args:\n    ", "Parameters\n----------\n"])
@pytest.mark.parametrize("name", DOCSTRINGS)
def test_docstrings_take_time_by_their_length(name: str, section: str, tmp_path: Path) -> None:
    text = f"{section}{DOCSTRINGS[name]}\n\n.. deprecated:: 1.0\n"
    start = time.process_time()
    reading = read_broken(tmp_path, bytes_of(f"def f():\n    {text!r}\n".encode()))
    assert time.process_time() - start < 5
    assert reading.source.complete
    assert [each.code for each in reading.diagnostics] == []
