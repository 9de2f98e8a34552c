"""What files said when they were last read, by their content: an edit costs reading one file."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Final, TypeAlias

import msgspec

from api_stability import __version__
from api_stability.model.codec import well_formed
from api_stability.readers.python.facts import ModuleFacts
from api_stability.readers.python.files import ModuleFile
from api_stability.readers.registry import Shelf

SCHEMA: Final = 1


class Unreadable(msgspec.Struct, frozen=True, gc=False, tag=True):
    """Why a file has no facts; ``code`` is a diagnostic's."""

    code: str
    message: str
    line: int | None = None


class Read(msgspec.Struct, frozen=True, gc=False, tag=True):
    """What a file says."""

    facts: ModuleFacts


Outcome: TypeAlias = Read | Unreadable

_DECODER: Final[msgspec.msgpack.Decoder[Outcome]] = msgspec.msgpack.Decoder(Outcome)
_ENCODER: Final = msgspec.msgpack.Encoder()
_IN_ORDER: Final = msgspec.msgpack.Encoder(order="deterministic")
"""Sets too, whatever the seed of hashes."""


class _Book(msgspec.Struct, frozen=True):
    schema: int
    key: str
    pages: dict[str, msgspec.Raw]


def encode_outcome(outcome: Outcome) -> bytes:
    """As msgpack, which cannot hold half of a surrogate pair: it is spelled out."""
    try:
        return _ENCODER.encode(outcome)
    except UnicodeEncodeError:
        return _ENCODER.encode(well_formed(outcome))


def decode_outcome(data: bytes | msgspec.Raw) -> Outcome:
    """From msgpack; raises `msgspec.MsgspecError` for what is none."""
    return _DECODER.decode(data)


def digest_file(file: ModuleFile, data: bytes) -> str:
    """What the facts of *file* depend on: its content, and what it is in its package."""
    digest = hashlib.blake2b(data, digest_size=20)
    digest.update(f"\0{file.module}\0{file.file}\0{file.package}".encode(errors="replace"))
    return digest.hexdigest()


class Memory:
    """Outcomes by digest; those of files that are not there any more are forgotten.

    *depends* is everything else that parsing depends on.
    """

    def __init__(self, shelf: Shelf, name: str, depends: object) -> None:
        self._shelf = shelf
        self._name = f"facts-{hashlib.blake2b(name.encode(), digest_size=8).hexdigest()}.msgpack"
        self._key = f"{_fingerprint()} {hashlib.sha256(_IN_ORDER.encode(depends)).hexdigest()}"
        self._old: dict[str, msgspec.Raw] = {}
        self._new: dict[str, bytes] = {}
        self._load()

    def _load(self) -> None:
        data = self._shelf.load(self._name)
        if data is None:
            return
        try:
            book = msgspec.msgpack.decode(data, type=_Book)
        except msgspec.MsgspecError:
            self._shelf.damaged()
            return
        if (book.schema, book.key) == (SCHEMA, self._key):
            self._old = book.pages

    def recall(self, digest: str) -> Outcome | None:
        """What was kept, if anything."""
        page = self._old.get(digest)
        if page is None:
            return None
        try:
            return decode_outcome(page)
        except msgspec.MsgspecError:
            self._shelf.damaged()
            self._old.clear()
            return None

    def keep(self, digest: str, outcome: bytes) -> None:
        """Remember an encoded outcome."""
        self._new[digest] = outcome

    def store(self, present: Iterable[str]) -> None:
        """Write down what belongs to the digests *present*, if that differs from what is there."""
        here = set(present)
        if not self._new and here >= self._old.keys():
            return
        pages = {digest: page for digest, page in self._old.items() if digest in here}
        pages.update((digest, msgspec.Raw(page)) for digest, page in self._new.items())
        book = _Book(SCHEMA, self._key, dict(sorted(pages.items())))
        self._shelf.store(self._name, _ENCODER.encode(book))


@lru_cache(maxsize=1)
def _fingerprint() -> str:
    """Which code reads: this package, the interpreter's parser, and this folder's own sources.

    The sources too, because while this package is worked on its version says nothing.
    """
    digest = hashlib.blake2b(f"{__version__} {sys.version}".encode(), digest_size=20)
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
