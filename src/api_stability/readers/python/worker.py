"""What a process of `processes` runs: a job on standard input, its outcomes on standard output."""

from __future__ import annotations

import gc
import sys
import warnings

import msgspec

from api_stability.readers.python.loading import parse_file
from api_stability.readers.python.processes import Job
from api_stability.readers.python.remembering import encode_outcome


def main() -> None:
    """Read one job, do it, write what was found."""
    job = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Job)
    warnings.simplefilter("ignore")  # about the sources that are read, which are not ours
    gc.disable()
    pages = [encode_outcome(parse_file(file, job.vocabulary)) for file in job.files]
    sys.stdout.buffer.write(msgspec.msgpack.encode(pages))
