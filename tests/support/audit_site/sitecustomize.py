"""Record what a Python process does, from its start.

Python imports a module of this name by itself when its folder is on PYTHONPATH, in child
processes too, which is how a whole tree of processes is recorded without any of them taking
part. Each event is one JSON line: name, subject, process.
"""

import json
import os
import sys
from collections.abc import Callable
from typing import Any

LOG = os.environ.get("API_STABILITY_AUDIT_LOG")


def _absolute(path: Any) -> str:
    # Files are also opened by number; and code that is in no file is called "<string>".
    if not isinstance(path, (str, bytes, os.PathLike)):
        return f"<{path}>"
    text = os.fsdecode(path)
    return text if text.startswith("<") else os.path.abspath(text)  # noqa: PTH100 - pathlib is slow


DESCRIBED: dict[str, Callable[[tuple[Any, ...]], str]] = {
    "import": lambda args: args[0],
    "exec": lambda args: _absolute(args[0].co_filename),
    "compile": lambda args: _absolute(args[1]),
    "open": lambda args: _absolute(args[0]),
    "subprocess.Popen": lambda args: " ".join(map(os.fsdecode, args[1])),
    "os.system": lambda args: os.fsdecode(args[0]),
    "os.exec": lambda args: os.fsdecode(args[0]),
    "os.posix_spawn": lambda args: os.fsdecode(args[0]),
    "socket.connect": lambda args: str(args[1]),
    "socket.getaddrinfo": lambda args: str(args[0]),
}


def _start(log: str) -> None:
    descriptor = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def write(name: str, subject: str) -> None:
        # One write per line, appending: lines of several processes do not mix.
        os.write(descriptor, (json.dumps([name, subject, os.getpid()]) + "\n").encode())

    def record(name: str, args: tuple[Any, ...]) -> None:
        describe = DESCRIBED.get(name)
        if describe is None:
            return
        try:
            write(name, describe(args))
            if name == "import" and args[1]:
                # An extension module: there is no code object whose execution would be seen.
                write("exec", _absolute(args[1]))
        except Exception as error:  # noqa: BLE001 - an error here would stop what is recorded
            write("unreadable", f"{name}: {error!r}")

    write("start", sys.executable)
    sys.addaudithook(record)


if LOG:
    _start(LOG)
