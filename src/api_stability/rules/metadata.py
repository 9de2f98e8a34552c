"""What is said about a rule: a TOML file beside its module, with the same name."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from importlib.resources import files

import msgspec

from api_stability.model.findings import Severity
from api_stability.rules.model import Example, Rule, RuleContext, Violation


class _RuleFile(
    msgspec.Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True
):
    title: str
    severity: Severity
    reference: str
    why: str
    fix: str
    examples: tuple[Example, ...]
    default: bool = True
    waivable: bool = True
    after_waivers: bool = False


def read_rule(module: str, check: Callable[[RuleContext], Iterable[Violation]]) -> Rule:
    """The rule of *module* ("package.some_rule"), described by ``some_rule.toml`` beside it.

    Its id is the module's name in kebab-case. Raises `msgspec.ValidationError` for a description
    that is none; that is a mistake in the rule.
    """
    package, _, name = module.rpartition(".")
    text = (files(package) / f"{name}.toml").read_text(encoding="utf-8")
    described = msgspec.convert(tomllib.loads(text), _RuleFile)
    return Rule(
        id=name.replace("_", "-"),
        title=described.title,
        severity=described.severity,
        reference=" ".join(described.reference.split()),
        why=" ".join(described.why.split()),
        fix=" ".join(described.fix.split()),
        examples=described.examples,
        check=check,
        default=described.default,
        waivable=described.waivable,
        after_waivers=described.after_waivers,
    )
