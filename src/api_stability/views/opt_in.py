"""How to use what is not stable, in the words of its surface."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from api_stability.model.ids import CliId, CrdId, HelmId, InvalidIdError, display_name, parse_id
from api_stability.model.symbols import Symbol
from api_stability.model.views import Line, Span
from api_stability.views.words import join_lines


def view_opt_in(symbol: Symbol) -> Line:
    """What to write so that *symbol* takes effect; empty where using it is all there is to it."""
    spell = _WAYS.get(symbol.surface)
    way = spell(symbol) if spell is not None else ()
    # a condition of a crate is a gate of its mark too
    gates = [gate for mark in symbol.marks if (gate := mark.gate) and gate not in symbol.requires]
    behind = join_lines([_code(gate) for gate in dict.fromkeys(gates)])
    if behind and not way:
        return (Span("with "), *behind)
    return (*way, Span(", with "), *behind) if behind else way


def _code(text: str) -> Line:
    return (Span(text, style="code"),)


def _option(symbol: Symbol) -> Line:
    name = _parse(symbol)
    if not isinstance(name, CliId):
        return ()
    verb = "pass " if name.option else "give " if name.positional else "run "
    shown = name.option or (f"<{name.positional}>" if name.positional else " ".join(name.words))
    return (Span(verb), *_code(shown))


def _resource(symbol: Symbol) -> Line:
    name = _parse(symbol)
    if not isinstance(name, CrdId):
        return ()
    version = _code(f"apiVersion: {name.group}/{name.version}")
    if not name.field:
        return (Span("write "), *version)
    return (Span("set "), *_code(".".join(name.field)), Span(" under "), *version)


def _value(symbol: Symbol) -> Line:
    name = _parse(symbol)
    if not isinstance(name, HelmId):
        return ()
    return (Span("pass "), *_code(f"--set {'.'.join(name.path)}=…"))


def _crate(symbol: Symbol) -> Line:
    conditions = [_code(condition) for condition in symbol.requires]
    return (Span("build with "), *join_lines(conditions)) if conditions else ()


_WAYS: Final[dict[str, Callable[[Symbol], Line]]] = {
    "cli": _option,
    "env": lambda symbol: (Span("set "), *_code(display_name(symbol.id))),
    "crd": _resource,
    "helm": _value,
    "rust": _crate,
    "feature-gate": lambda symbol: (
        Span("pass "),
        *_code(f"--feature-gates={display_name(symbol.id)}=true"),
    ),
}


def _parse(symbol: Symbol) -> object:
    try:
        return parse_id(symbol.id)
    except InvalidIdError:
        return None
