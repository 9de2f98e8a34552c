"""Files to facts: from memory where their content is known, else parsed, here or in processes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence

from api_stability.readers.python.decoding import (
    UnreadableSourceError,
    decode_source,
    read_bytes,
)
from api_stability.readers.python.files import ModuleFile
from api_stability.readers.python.parse import parse_module
from api_stability.readers.python.processes import Job, count_processes, run_jobs
from api_stability.readers.python.remembering import (
    Memory,
    Outcome,
    Read,
    Unreadable,
    decode_outcome,
    digest_file,
    encode_outcome,
)
from api_stability.readers.python.vocabulary import Vocabulary


class Loader:
    """The facts of files, each read at most once."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        *,
        memory: Memory | None = None,
        processes: int | None = None,
        tick: Callable[[int], None] = lambda _count: None,
    ) -> None:
        self.vocabulary = vocabulary
        self._memory = memory
        self._processes = processes
        self._tick = tick
        self._digests: dict[ModuleFile, str] = {}
        self.outcomes: dict[ModuleFile, Outcome] = {}

    def load(self, files: Iterable[ModuleFile]) -> None:
        """Make the outcomes of *files* known."""
        missing = [file for file in files if file not in self.outcomes]
        if self._memory is not None:
            missing = [file for file in missing if not self._recall(file, self._memory)]
        sizes = {file: _size(file) for file in missing}
        count = self._processes
        if count is None:
            count = count_processes(sum(sizes.values()))
        # the largest ones first: what their trees took is free again for what is found later
        missing.sort(key=sizes.__getitem__, reverse=True)
        for file, outcome in self._parse(missing, count):
            self.outcomes[file] = outcome
            if self._memory is not None and file in self._digests:
                self._memory.keep(self._digests[file], encode_outcome(outcome))

    def outcome(self, file: ModuleFile) -> Outcome:
        """What *file* says, or why it says nothing."""
        if file not in self.outcomes:
            self.load([file])
        return self.outcomes[file]

    def finish(self, files: Iterable[ModuleFile]) -> None:
        """Write down what was read; forget what belongs to none of *files*."""
        if self._memory is None:
            return
        for file in files:
            if file not in self._digests:
                self._digest(file)
        self._memory.store(self._digests.values())

    def _recall(self, file: ModuleFile, memory: Memory) -> bool:
        digest = self._digest(file)
        outcome = memory.recall(digest) if digest is not None else None
        if outcome is None:
            return False
        self.outcomes[file] = outcome
        self._tick(1)
        return True

    def _digest(self, file: ModuleFile) -> str | None:
        try:
            self._digests[file] = digest_file(file, read_bytes(file.path))
        except UnreadableSourceError:
            return None
        return self._digests[file]

    def _parse(
        self, files: Sequence[ModuleFile], processes: int
    ) -> Iterator[tuple[ModuleFile, Outcome]]:
        if processes > 1:
            own, others = _share(files, processes)
            with run_jobs([Job(self.vocabulary, tuple(each)) for each in others]) as running:
                yield from self._parse_here(own)
                for share, pages in zip(others, running.results(), strict=True):
                    if pages is None:
                        yield from self._parse_here(share)
                    else:
                        self._tick(len(share))
                        yield from zip(share, map(decode_outcome, pages), strict=True)
        else:
            yield from self._parse_here(files)

    def _parse_here(self, files: Iterable[ModuleFile]) -> Iterator[tuple[ModuleFile, Outcome]]:
        for file in files:
            yield file, parse_file(file, self.vocabulary)
            self._tick(1)


def parse_file(file: ModuleFile, vocabulary: Vocabulary) -> Outcome:
    """What *file* says; never raises."""
    try:
        return Read(parse_module(file, decode_source(read_bytes(file.path)), vocabulary))
    except UnreadableSourceError as error:
        return Unreadable(error.code, error.message, error.line)


def _share(
    files: Sequence[ModuleFile], count: int
) -> tuple[list[ModuleFile], list[list[ModuleFile]]]:
    """Shares of about the same size, the first one for this process."""
    shares: list[list[ModuleFile]] = [[] for _ in range(count)]
    sizes = [0] * count
    for size, file in sorted(((_size(file), file) for file in files), reverse=True):
        least = sizes.index(min(sizes))
        shares[least].append(file)
        sizes[least] += size
    return shares[0], shares[1:]


def _size(file: ModuleFile) -> int:
    try:
        return os.stat(file.path).st_size  # noqa: PTH116 - strings all the way: this is hot
    except OSError:
        return 0
