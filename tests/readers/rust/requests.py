"""Requests for tests."""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from api_stability.model.inventory import Reading
from api_stability.model.symbols import Declaration
from api_stability.readers.rust.reader import read_rust
from api_stability.readers.rust.request import RustRequest

MANIFEST = '[package]\nname = "case"\nedition = "2021"\n'


def make_request(root: Path, *crates: str, **options: object) -> RustRequest:
    """A request for crates in folders of *root*."""
    request = RustRequest(source_id="rust:case", project="case", root=root, crates=crates or (".",))
    return msgspec.structs.replace(request, **options)


def write_files(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below *root*, and a manifest where none is among them."""
    everything: dict[str, str | bytes] = {"Cargo.toml": MANIFEST, **files}
    for name, text in everything.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


def read_files(root: Path, files: Mapping[str, str | bytes], **options: object) -> Reading:
    """Write files and read the crate that they make."""
    return read_rust(make_request(write_files(root, files), **options))


def read_source(root: Path, source: str | bytes, **options: object) -> Reading:
    """Read a crate of one file."""
    return read_files(root, {"src/lib.rs": source}, **options)


def by_id(reading: Reading) -> dict[str, Declaration]:
    """Declarations by id without ``rust:``."""
    return {each.id.removeprefix("rust:"): each for each in reading.declarations}
