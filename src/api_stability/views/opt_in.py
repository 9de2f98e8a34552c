"""How to use what is not stable, in the words of its surface."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from api_stability.language import say_line
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
        return say_line("with {gates}", gates=behind)
    return say_line("{way}, with {gates}", way=way, gates=behind) if behind else way


def _code(text: str) -> Line:
    return (Span(text, style="code"),)


def _option(symbol: Symbol) -> Line:
    name = _parse(symbol)
    if not isinstance(name, CliId):
        return ()
    if name.option:
        return _pass(name.option)
    if name.positional:
        return say_line("give {argument}", argument=_code(f"<{name.positional}>"))
    return say_line("run {command}", command=_code(" ".join(name.words)))


def _resource(symbol: Symbol) -> Line:
    name = _parse(symbol)
    if not isinstance(name, CrdId):
        return ()
    version = _code(f"apiVersion: {name.group}/{name.version}")
    if not name.field:
        return say_line("write {version}", version=version)
    field = _code(".".join(name.field))
    return say_line("set {field} under {version}", field=field, version=version)


def _value(symbol: Symbol) -> Line:
    name = _parse(symbol)
    if not isinstance(name, HelmId):
        return ()
    return _pass(f"--set {'.'.join(name.path)}=…")


def _crate(symbol: Symbol) -> Line:
    conditions = [_code(condition) for condition in symbol.requires]
    if not conditions:
        return ()
    return say_line("build with {conditions}", conditions=join_lines(conditions))


def _pass(option: str) -> Line:
    return say_line("pass {option}", option=_code(option))


def _set(name: str) -> Line:
    return say_line("set {variable}", variable=_code(name))


_WAYS: Final[dict[str, Callable[[Symbol], Line]]] = {
    "cli": _option,
    "env": lambda symbol: _set(display_name(symbol.id)),
    "crd": _resource,
    "helm": _value,
    "rust": _crate,
    "feature-gate": lambda symbol: _pass(f"--feature-gates={display_name(symbol.id)}=true"),
}


def _parse(symbol: Symbol) -> object:
    try:
        return parse_id(symbol.id)
    except InvalidIdError:
        return None
