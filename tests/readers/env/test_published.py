"""Every variable of a published distribution that is spelled somewhere in it."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from api_stability.model.symbols import Declaration
from tests.readers.env.reading import read_variables
from tests.support.wheels import PublishedWheel, get_or_skip

QUOTED = re.compile(r"""(?<![\w"'])["'](DYN[A-Z0-9_]*[A-Z0-9])["']""")
BUILT = {
    # f"DYN_{…}", "DYN_AIS_" + name.upper() and the like, over the names of a table
    *(f"DYN_AIS_{each}" for each in ("BACKEND_VERSION", "MTP_SEED", "NEXTN")),
    *(f"DYN_{each}_FRONTEND_DECODING" for each in ("SGL", "TRTLLM", "VLLM")),
    "DYN_RELAY_LOAD_WINDOW_MS",
}


@pytest.fixture(scope="module")
def root(unpacked_wheel: PublishedWheel) -> Path:
    return get_or_skip(unpacked_wheel, "ai-dynamo", "1.6.1")


@pytest.fixture(scope="module")
def found(root: Path) -> Mapping[str, Declaration]:
    reading = read_variables(root, "dynamo", prefix="DYN")
    assert reading.source.complete
    return {each.id.removeprefix("env:"): each for each in reading.declarations}


def spelled(root: Path) -> set[str]:
    """Every text of the sources that is such a name and nothing else, by their tokens."""
    names: set[str] = set()
    for path in sorted((root / "dynamo").rglob("*.py")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if "DYN" in line and not line.lstrip().startswith("#"):
                names.update(QUOTED.findall(line))
    return names


def test_every_name_that_is_spelled(root: Path, found: Mapping[str, Declaration]) -> None:
    names = spelled(root)
    assert len(names) > 388
    assert names - found.keys() == {"DYN_ENABLE_FEATURE", "DYN_FOO"}  # examples in docstrings
    own = {name for name in found if name.startswith("DYN")}
    assert len(own) == 486
    assert own - names >= BUILT


def test_every_place_is_one_of_the_files(root: Path, found: Mapping[str, Declaration]) -> None:
    lengths: dict[str, int] = {}
    for each in found.values():
        assert each.locations
        for place in each.locations:
            if place.file not in lengths:
                text = (root / place.file).read_text(encoding="utf-8")
                lengths[place.file] = len(text.splitlines())
            assert 0 < place.line <= lengths[place.file]


BY_CALL = {
    "DYN_OVERLAP_SCORE_WEIGHT",
    "DYN_ROUTER_DECODE_ACTIVE_REQUEST_WEIGHT",
    "DYN_ROUTER_DECODE_POLICY",
    "DYN_ROUTER_KV_OVERLAP_SCORE_CREDIT",
    "DYN_ROUTER_KV_OVERLAP_SCORE_CREDIT_DECAY",
    "DYN_ROUTER_KV_OVERLAP_SCORE_WEIGHT",
    "DYN_ROUTER_LOAD_AWARE",
    "DYN_ROUTER_PREFILL_LOAD_SCALE",
    "DYN_ROUTER_PREFILL_POLICY",
    "DYN_ROUTER_QUEUE_POLICY",
    "DYN_ROUTER_QUEUE_THRESHOLD",
    "DYN_ROUTER_TEMPERATURE",
    "DYN_SHARED_CACHE_MULTIPLIER",
}
"""Of options with ``deprecated=``."""
IN_HELP_TEXT = {
    "DYN_BENCHMARK_DECODE_BATCH_GRANULARITY": ("--decode-max-batch-size-samples",),
    "DYN_BENCHMARK_DECODE_LENGTH_GRANULARITY": ("--decode-max-kv-read-token-samples",),
    "DYN_BENCHMARK_PREFILL_BATCH_GRANULARITY": ("--prefix-max-batch-size-samples",),
    "DYN_BENCHMARK_PREFILL_GRANULARITY": ("--prefill-max-new-token-samples",),
    "DYN_BENCHMARK_PREFILL_KV_READ_GRANULARITY": ("--prefill-max-kv-read-token-samples",),
    "DYN_ENFORCE_DISAGG": (),
    "DYN_SGL_USE_TOKENIZER": ("--dyn-chat-processor sglang",),
    "MODEL_EXPRESS_URL": (),
}
"""Of options whose help text deprecates them, with what replaces them; read by eye."""


def test_options_name_their_variables_and_deprecate_them(found: Mapping[str, Declaration]) -> None:
    mark = next(mark for mark in found["DYN_ROUTER_LOAD_AWARE"].marks if mark.deprecates)
    assert mark.removal == "v1.7"
    assert mark.alternatives[0].startswith("the load-only policy and router tracking settings")
    assert found["DYN_ROUTER_LOAD_AWARE"].facts["flags"] == "--load-aware"
    assert found["DYN_HTTP_PORT"].facts["default"] == "8000"
    deprecated = {
        name
        for name, each in found.items()
        if any(m.deprecates and "/tests/" not in (m.file or "") for m in each.marks)
    }
    assert deprecated - IN_HELP_TEXT.keys() == BY_CALL
    assert len(BY_CALL) == 13  # one of the twelve options reads two of them
    alternatives = {
        name: mark.alternatives
        for name in IN_HELP_TEXT
        for mark in found[name].marks
        if mark.deprecates
    }
    assert alternatives == IN_HELP_TEXT
