"""The recorder sees what it is there to see, so that an empty record means something."""

import sys
from pathlib import Path

from tests.support.execution import RecordCall, RecordExecution, write_canary

CANARY = {
    "canary/__init__.py": '"""First."""\nfrom __future__ import annotations\nfrom . import inner\n',
    "canary/inner.py": "VALUE = 1\n",
}


def test_an_import_is_recorded(tmp_path: Path, record_execution: RecordExecution) -> None:
    canary = write_canary(tmp_path / "site packages", CANARY)
    record = record_execution([sys.executable, "-c", "import canary"], cwd=canary.folder)
    assert record.returncode == 0, record.stderr
    assert record.imports_of("canary") == ("canary", "canary.inner")
    assert {Path(path).name for path in record.executed_under(canary.folder)} == {
        "__init__.py",
        "inner.py",
    }
    assert canary.was_executed()


def test_an_import_in_a_child_process_is_recorded(
    tmp_path: Path, record_execution: RecordExecution
) -> None:
    canary = write_canary(tmp_path / "project", CANARY)
    code = (
        "import subprocess, sys; subprocess.run([sys.executable, '-c', "
        "'import importlib; importlib.import_module(\"canary.inner\")'])"
    )
    record = record_execution([sys.executable, "-c", code], cwd=canary.folder)
    assert record.executed_under(canary.folder)
    assert any("canary.inner" in command for command in record.started_processes())
    assert len({event.process for event in record.events}) == 2


def test_reading_is_not_executing(tmp_path: Path, record_call: RecordCall) -> None:
    canary = write_canary(tmp_path / "project", CANARY)
    source = canary.folder / "canary" / "inner.py"
    record = record_call("ast:parse", source.read_text(), str(source))
    assert record.returncode == 0, record.stderr
    assert not record.executed_under(canary.folder)
    assert not record.imports_of("canary")
    assert not canary.was_executed()

    record = record_call("linecache:getlines", str(source))
    assert record.opened_under(canary.folder) == (str(source),)
    assert not record.executed_under(canary.folder)


def test_network_use_is_recorded(record_call: RecordCall) -> None:
    record = record_call("socket:create_connection", ["localhost", 9])
    assert any("localhost" in address for address in record.connections())
