"""What the process of `process` runs: requests on standard input, an answer to each on standard
output, until the input ends.

It may die: of a defect in native code, or because a file took longer than is allowed for it. Then
the file that it was at is the one without an answer.
"""

from __future__ import annotations

import faulthandler
import gc
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

import msgspec

from api_stability.readers.rust.contents import UnparsedError, read_content
from api_stability.readers.rust.facts import FileFacts

if TYPE_CHECKING:
    from api_stability.readers.rust.parsing import RustParser

SIZE: Final = 8
"""Bytes of the number before a message: how long it is."""


class Setup(msgspec.Struct, frozen=True):
    """What a process is told first."""

    needles: tuple[str, ...]
    seconds: float
    """How long one file may take."""


class Answer(msgspec.Struct, frozen=True):
    """What a file says, or why that is not known: a diagnostic's code, message and line."""

    facts: FileFacts | None = None
    code: str = ""
    message: str = ""
    line: int = 1


def write_message(stream: BinaryIO, data: bytes) -> None:
    """Write *data* so that `read_message` knows where it ends."""
    stream.write(len(data).to_bytes(SIZE, "big"))
    stream.write(data)
    stream.flush()


def read_message(stream: BinaryIO) -> bytes | None:
    """The next message; ``None`` where the stream ends, also within one."""
    head = stream.read(SIZE)
    if len(head) < SIZE:
        return None
    size = int.from_bytes(head, "big")
    data = stream.read(size)
    return data if len(data) == size else None


def main() -> None:
    """Answer requests, each the path of a file."""
    from api_stability.readers.rust.parsing import RustParser

    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    first = read_message(requests)
    if first is None:
        return
    setup = msgspec.msgpack.decode(first, type=Setup)
    parser = RustParser(setup.needles)
    encoder = msgspec.msgpack.Encoder()
    gc.disable()
    if hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
    while (path := read_message(requests)) is not None:
        _die_in(setup.seconds)
        answer = _answer(parser, Path(os.fsdecode(path)))
        _die_in(0)
        write_message(answers, encoder.encode(answer))


def _die_in(seconds: float) -> None:
    """End the process then, whatever native code it is in; with 0, do not."""
    if hasattr(signal, "setitimer"):  # a system call: the other way costs a thread for each file
        signal.setitimer(signal.ITIMER_REAL, seconds)
    elif seconds:
        faulthandler.dump_traceback_later(seconds, exit=True)
    else:
        faulthandler.cancel_dump_traceback_later()


def _answer(parser: RustParser, path: Path) -> Answer:
    try:
        return Answer(facts=parser.read(read_content(path)))
    except UnparsedError as error:
        return Answer(code=error.code, message=error.message, line=error.line)
    except (RecursionError, MemoryError, ValueError, IndexError, AttributeError) as error:
        return Answer(code="unparsed", message=f"cannot be parsed ({type(error).__name__})")
