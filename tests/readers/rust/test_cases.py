"""Each case is a crate or workspace under ``cases`` with the whole reading beside it."""

from pathlib import Path

import msgspec
import pytest

from api_stability.model.codec import encode_json
from api_stability.model.ids import parse_id
from api_stability.model.inventory import Reading
from api_stability.readers.rust.reader import find_files, read_rust
from tests.readers.rust.requests import make_request
from tests.support.golden import Golden

CASES = Path(__file__).parent / "cases"
NAMES = sorted(path.name for path in CASES.iterdir() if path.is_dir())


def compact(value: object) -> object:
    """The same facts without those that are absent."""
    if isinstance(value, dict):
        pairs = ((key, compact(each)) for key, each in value.items())
        return {key: each for key, each in pairs if each not in (None, [], {})}
    if isinstance(value, list):
        return [compact(each) for each in value]
    return value


def as_text(reading: Reading) -> str:
    data = msgspec.json.decode(encode_json(reading))
    return msgspec.json.format(msgspec.json.encode(compact(data)), indent=1).decode() + "\n"


@pytest.mark.parametrize("name", NAMES)
def test_reading_is_as_recorded(name: str, golden: Golden) -> None:
    reading = read_rust(make_request(CASES, name))
    golden(as_text(reading), f"cases/{name}.json")


@pytest.mark.parametrize("name", NAMES)
def test_laws(name: str) -> None:
    request = make_request(CASES, name)
    reading = read_rust(request)
    ids = [each.id for each in reading.declarations]
    everything = [*ids, *(alias for each in reading.declarations for alias in each.aliases)]
    assert len(set(everything)) == len(everything)
    assert all(str(parse_id(each)) == each for each in everything)
    assert {each.enclosing for each in reading.declarations} - {None} <= set(ids)
    known = {path.relative_to(CASES).as_posix() for path in find_files(request)}
    read = {place.file for each in reading.declarations for place in each.locations}
    assert read <= known
    assert read_rust(request) == reading
    marked = read_rust(make_request(CASES, name, marked_only=True))
    assert set(marked.declarations) <= set(reading.declarations)
