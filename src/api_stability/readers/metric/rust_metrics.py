"""Metrics that Rust code defines with the crates prometheus, metrics and opentelemetry.

Sources: ``register_*!``, ``opts!``, ``histogram_opts!``, ``Opts::new`` and the constructors of
crate prometheus; ``counter!``, ``gauge!``, ``histogram!`` and ``describe_*!`` of crate metrics;
``u64_counter("…").with_description("…")`` and its like of crate opentelemetry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from api_stability.readers.metric.found import FoundMetric, UnknownMetric, full_name
from api_stability.readers.metric.rust_calls import Argument, Call, find_calls
from api_stability.readers.metric.rust_tokens import Token, read_tokens

_CRATES: Final = frozenset({"prometheus", "metrics", "opentelemetry"})
_REGISTER: Final = re.compile(
    r"register_(?:int_)?(counter|gauge|histogram)(?:_vec)?(?:_with_registry)?"
)
_UNKNOWN_KIND: Final = "metric"
_PREFIXES: Final = frozenset({"namespace", "subsystem"})
"""Methods of options that put something before the name."""
_OPTS: Final = {"opts": _UNKNOWN_KIND, "histogram_opts": "histogram"}
_CONSTRUCTED: Final = {
    "Opts": _UNKNOWN_KIND,
    "HistogramOpts": "histogram",
    "Counter": "counter",
    "IntCounter": "counter",
    "Gauge": "gauge",
    "IntGauge": "gauge",
}
_AROUND_OPTS: Final = re.compile(r"(?:Int)?(Counter|Gauge|Histogram)(?:Vec)?")
"""Types that are constructed from options."""
_RECORDED: Final = re.compile(r"(?:describe_)?(counter|gauge|histogram)")
_INSTRUMENT: Final = re.compile(
    r"(?:u64|i64|f64)_(?:observable_)?(counter|up_down_counter|gauge|histogram)"
)
_NAMES: Final = re.compile(
    "|".join(
        ["new", "with_opts", *_OPTS, _REGISTER.pattern, _RECORDED.pattern, _INSTRUMENT.pattern]
    )
)


def find_rust_metrics(text: str) -> Iterator[FoundMetric | UnknownMetric]:
    """The metrics that *text* defines outside of its tests, in its order."""
    if not any(crate in text for crate in _CRATES):
        return
    tokens = tuple(read_tokens(text))
    crates = {token.text for token in tokens if token.kind == "name"} & _CRATES
    constants = _constants(tokens)
    around: str | None = None
    for call in find_calls(tokens, _NAMES):
        kind = _kind_of(call, crates)
        if kind == _UNKNOWN_KIND:
            kind = around or kind
        around = _kind_around(call)
        if kind is None or not call.arguments:
            continue
        name = _fold(call.arguments[0], constants)
        described = next((each for each in call.arguments[1:] if each.literal is not None), None)
        if name is not None and any(
            step in _PREFIXES and _fold(argument, constants) is None
            for step, argument in call.chain
        ):
            yield UnknownMetric(call.spelled, call.line)
            continue
        if name is None:
            if call.arguments[0].is_nested or not _is_definition(call, described):
                continue  # options that are found where they are made
            yield UnknownMetric(call.spelled, call.line)
            continue
        yield _metric(call, kind, name, described, constants)


def _kind_around(call: Call) -> str | None:
    """What the options are for that are the first argument of *call*, written inside of it."""
    if not call.arguments or call.arguments[0].literal is not None or call.arguments[0].path:
        return None
    if call.is_macro:
        found = _REGISTER.fullmatch(call.name)
    else:
        found = _AROUND_OPTS.fullmatch(call.owner or "")
    return found[1].casefold() if found else None


def _metric(
    call: Call, kind: str, name: str, described: Argument | None, constants: dict[str, str | None]
) -> FoundMetric:
    chain = {step: _fold(argument, constants) for step, argument in call.chain}
    explained = next(
        (argument for step, argument in call.chain if step == "with_description"), described
    )
    return FoundMetric(
        name=full_name(chain.get("namespace"), chain.get("subsystem"), name),
        kind=kind,
        line=call.line,
        help=explained.literal if explained else None,
        help_line=explained.line if explained else call.line,
    )


def _kind_of(call: Call, crates: set[str]) -> str | None:
    """What *call* defines, if it defines a metric of a crate that the file names."""
    if call.is_macro:
        if found := _REGISTER.fullmatch(call.name):
            return found[1]
        if call.name in _OPTS and "prometheus" in crates:
            return _OPTS[call.name]
        found = _RECORDED.fullmatch(call.name) if "metrics" in crates else None
        return found[1] if found else None
    if call.name == "new" and "prometheus" in crates and len(call.arguments) >= 2:
        return _CONSTRUCTED.get(call.owner or "")
    found = _INSTRUMENT.fullmatch(call.name) if call.is_method else None
    return found[1] if found and "opentelemetry" in crates else None


def _is_definition(call: Call, described: Argument | None) -> bool:
    return described is not None or bool(_RECORDED.fullmatch(call.name)) or call.is_method


def _constants(tokens: Sequence[Token]) -> dict[str, str | None]:
    """``const NAME: &str = "…"`` by name; ``None`` for a name that has two values."""
    found: dict[str, str | None] = {}
    for at, token in enumerate(tokens):
        if token.kind != "name" or token.text not in {"const", "static"}:
            continue
        words = [(each.kind, each.text) for each in tokens[at + 1 : at + 9]]
        spelled = [text for _, text in words if not text.startswith("'") and text != "static"]
        value = next((text for kind, text in words if kind == "text"), None)
        if value is None or spelled[1:5] != [":", "&", "str", "="] or spelled[5] != value:
            continue
        name = spelled[0]
        found[name] = value if found.get(name, value) == value else None
    return found


def _fold(argument: Argument, constants: dict[str, str | None]) -> str | None:
    if argument.literal is not None:
        return argument.literal
    return constants.get(argument.path[-1]) if argument.path else None
