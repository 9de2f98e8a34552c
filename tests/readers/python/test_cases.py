"""Each case is a module or package under ``cases`` with the whole reading beside it."""

from pathlib import Path

import msgspec
import pytest

from api_stability.model.codec import encode_json
from api_stability.model.inventory import Reading
from api_stability.readers.python import read_python
from tests.readers.python.requests import make_request
from tests.support.golden import Golden

CASES = Path(__file__).parent / "cases"
NAMES = sorted(path.stem for path in CASES.iterdir() if path.suffix != ".json")


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
    reading = read_python(make_request(CASES, name))
    golden(as_text(reading), f"cases/{name}.json")
