"""The process that parses may die: that costs the file that killed it, and nothing else."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from api_stability.readers.rust import process
from api_stability.readers.rust.contents import UnparsedError
from api_stability.readers.rust.facts import FileFacts
from api_stability.readers.rust.process import ParserProcess
from api_stability.readers.rust.reader import read_rust
from tests.readers.rust.requests import by_id, make_request, write_files

FRAGILE = (
    "import json, os, sys, time\n"
    "sys.path[:0] = json.loads(sys.argv[1])\n"
    "from api_stability.readers.rust import parsing, worker\n"
    "read = parsing.RustParser.read\n"
    "def fragile(self, data):\n"
    "    if b'crash' in data: os.abort()\n"
    "    if b'hang' in data: time.sleep(60)\n"
    "    if b'raise' in data: raise RecursionError\n"
    "    return read(self, data)\n"
    "parsing.RustParser.read = fragile\n"
    "worker.main()\n"
)


def parse(parser: ParserProcess, data: bytes) -> FileFacts:
    with tempfile.NamedTemporaryFile(suffix=".rs") as file:
        file.write(data)
        file.flush()
        return parser.parse(Path(file.name))


def test_a_crash_costs_one_file() -> None:
    with ParserProcess((), program=FRAGILE) as parser:
        assert parse(parser, b"pub fn f() {}").items[0].name == "f"
        with pytest.raises(UnparsedError) as caught:
            parse(parser, b"crash")
        assert caught.value.code == "parser-crashed"
        assert parse(parser, b"pub fn g() {}").items[0].name == "g"


def test_a_file_that_takes_too_long() -> None:
    with ParserProcess((), seconds=0.3, program=FRAGILE) as parser:
        begun = time.monotonic()
        with pytest.raises(UnparsedError):
            parse(parser, b"hang")
        assert time.monotonic() - begun < 20
        assert parse(parser, b"pub fn g() {}").items[0].name == "g"


def test_what_python_raises() -> None:
    with ParserProcess((), program=FRAGILE) as parser, pytest.raises(UnparsedError) as caught:
        parse(parser, b"raise")
    assert caught.value.code == "unparsed"


def test_not_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "MAX_DEATHS", 2)
    codes = []
    with ParserProcess((), program="raise SystemExit(1)") as parser:
        for _ in range(4):
            with pytest.raises(UnparsedError) as caught:
                parse(parser, b"")
            codes.append(caught.value.code)
    assert codes == ["parser-crashed"] * 2 + ["parser-given-up"] * 2


def test_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with ParserProcess(()) as parser, pytest.raises(UnparsedError) as caught:
        parse(parser, b"")
    assert caught.value.code == "no-parser-process"


def test_reading_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_PROGRAM", FRAGILE)
    monkeypatch.setattr(
        ParserProcess.__init__, "__kwdefaults__", {"seconds": 60, "program": FRAGILE}
    )
    files = {"src/lib.rs": "pub mod a;\npub mod b;\n", "src/a.rs": "// crash\n", "src/b.rs": ""}
    reading = read_rust(make_request(write_files(tmp_path, files)))
    assert [(each.code, each.file) for each in reading.diagnostics] == [
        ("parser-crashed", "src/a.rs")
    ]
    assert "case::b" in by_id(reading)


def test_modules_of_the_project_are_not_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"json.py": "raise SystemExit(3)\n", "msgspec.py": "raise SystemExit(3)\n"}
    write_files(tmp_path, {**files, "src/lib.rs": "pub fn f() {}\n"})
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert read_rust(make_request(tmp_path)).diagnostics == ()


def test_this_process_never_loads_the_parser(tmp_path: Path) -> None:
    write_files(tmp_path, {"src/lib.rs": "pub fn f() {}\n"})
    program = (
        "import sys; from pathlib import Path\n"
        "from api_stability.readers.rust.reader import read_rust\n"
        "from api_stability.readers.rust.request import RustRequest\n"
        "request = RustRequest(source_id='s', project='p', root=Path(sys.argv[1]), crates=('.',))\n"
        "assert read_rust(request).declarations\n"
        "assert 'tree_sitter' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=True)
