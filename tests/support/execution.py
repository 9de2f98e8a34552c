"""Record what a command imports, executes, opens and starts, to prove what it does not.

The command runs in a process of its own under an audit hook (PEP 578), and so do the Python
processes that it starts.
"""

import ast
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pytest

AUDIT_SITE = Path(__file__).with_name("audit_site")
LOG_VARIABLE = "API_STABILITY_AUDIT_LOG"

CALL = """
import importlib, json, sys
module, _, name = sys.argv[1].partition(":")
getattr(importlib.import_module(module), name)(*json.loads(sys.argv[2]))
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class AuditEvent:
    """One thing that a process did."""

    name: str
    """The audit event's name, such as `open`."""
    subject: str
    """To what: a module's name, an absolute path, a command line, an address."""
    process: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ExecutionRecord:
    """What became of a command, and all that its processes did."""

    returncode: int
    stdout: str
    stderr: str
    events: tuple[AuditEvent, ...]

    def imports_of(self, module: str) -> tuple[str, ...]:
        """Modules that import statements asked for, of this name or inside it.

        `importlib.import_module` raises no such event; `executed_under` sees what it loads.
        """
        return tuple(
            name for name in self._subjects("import") if f"{name}.".startswith(f"{module}.")
        )

    def executed_under(self, folder: Path) -> tuple[str, ...]:
        """Files of a folder whose code was executed."""
        return self._paths_under("exec", folder)

    def opened_under(self, folder: Path) -> tuple[str, ...]:
        """Files of a folder that were opened, to read or to write."""
        return self._paths_under("open", folder)

    def started_processes(self) -> tuple[str, ...]:
        """Command lines and programs that were started; Python reports some starts twice."""
        return self._subjects("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn")

    def connections(self) -> tuple[str, ...]:
        """Addresses that were connected to, and host names that were looked up."""
        return self._subjects("socket.connect", "socket.getaddrinfo")

    def _subjects(self, *names: str) -> tuple[str, ...]:
        return tuple(event.subject for event in self.events if event.name in names)

    def _paths_under(self, name: str, folder: Path) -> tuple[str, ...]:
        # Links are followed on both sides: temporary folders are often behind one.
        root = os.path.realpath(folder)
        return tuple(
            path
            for path in self._subjects(name)
            if os.path.commonpath([root, os.path.realpath(path)]) == root
        )


def read_events(log: Path) -> tuple[AuditEvent, ...]:
    """The recorded events, in order."""
    lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
    return tuple(
        AuditEvent(name=name, subject=subject, process=process)
        for name, subject, process in map(json.loads, lines)
    )


class RecordExecution(Protocol):
    """Run a command and return the record of it."""

    def __call__(
        self,
        command: Sequence[str | Path],
        *,
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
    ) -> ExecutionRecord:
        """`env` is added to the variables of this process."""


RecordCall = Callable[..., ExecutionRecord]
"""`record_call("module:function", *arguments)`, with arguments that JSON can hold."""


@pytest.fixture
def record_execution(tmp_path_factory: pytest.TempPathFactory) -> RecordExecution:
    """Run a command under the audit hook.

    The command is Python, or starts it; without `-I` or `-E`, which would switch the hook off.
    """

    def run(
        command: Sequence[str | Path],
        *,
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
    ) -> ExecutionRecord:
        log = tmp_path_factory.mktemp("audit") / "events.jsonl"
        variables = {**os.environ, **(env or {}), LOG_VARIABLE: str(log)}
        path = [str(AUDIT_SITE), variables.get("PYTHONPATH", "")]
        variables["PYTHONPATH"] = os.pathsep.join(filter(None, path))
        answer = subprocess.run(
            command,
            cwd=cwd,
            env=variables,
            check=False,
            capture_output=True,
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
            timeout=300,
        )
        events = read_events(log)
        if not events:
            # Nothing recorded would look like nothing done.
            pytest.fail(f"{command} ran without the audit hook:\n{answer.stderr}", pytrace=False)
        return ExecutionRecord(
            returncode=answer.returncode,
            stdout=answer.stdout,
            stderr=answer.stderr,
            events=events,
        )

    return run


@pytest.fixture
def record_call(record_execution: RecordExecution) -> RecordCall:
    """Call a function, by name, in a process of its own under the audit hook."""

    def call(function: str, *arguments: Any, cwd: Path | None = None) -> ExecutionRecord:
        command = [sys.executable, "-c", CALL, function, json.dumps(arguments)]
        return record_execution(command, cwd=cwd)

    return call


@dataclass(frozen=True, kw_only=True, slots=True)
class Canary:
    """A project on disk that leaves a trace when any module of it is executed."""

    folder: Path
    """What holds the packages: the folder that would be on `sys.path`."""
    trace: Path

    def was_executed(self) -> bool:
        """Whether the trace is there."""
        return self.trace.exists()


def write_canary(folder: Path, modules: Mapping[str, str]) -> Canary:
    """Write modules (path to source) into a folder, each of which leaves the trace.

    The line that does so comes first, after what Python wants first.
    """
    trace = folder.with_name(folder.name + "-was-executed")
    for name, source in modules.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = source.splitlines(keepends=True)
        lines.insert(find_end_of_preamble(source), f"open({str(trace)!r}, 'a').close()\n")
        path.write_text("".join(lines), encoding="utf-8")
    return Canary(folder=folder, trace=trace)


def find_end_of_preamble(source: str) -> int:
    """How many lines the docstring and `__future__` imports of a module take."""
    end = 0
    for statement in ast.parse(source).body:
        match statement:
            case ast.Expr(value=ast.Constant(value=str())) | ast.ImportFrom(module="__future__"):
                end = statement.end_lineno or end
            case _:
                break
    return end
