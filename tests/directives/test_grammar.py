"""Directives in text and Sphinx' own are the same ones."""

from __future__ import annotations

import pytest

from api_stability.directives.grammar import (
    DIRECTIVES,
    ROLES,
    Written,
    find_directive,
    long_name,
    make_role_use,
    make_use,
)
from api_stability.directives.uses import BadgeUse, ChangesUse, LevelUse, LinkUse, TableUse
from api_stability.model.errors import UserError


def test_the_names_are_those_of_sphinx() -> None:
    directives = pytest.importorskip("api_stability.sphinx.directives")
    roles = pytest.importorskip("api_stability.sphinx.roles")
    assert list(DIRECTIVES) == list(directives.DIRECTIVES)
    assert set(ROLES.values()) == set(roles.ROLES)
    assert set(ROLES) == {name for short in roles.ROLES for name in (short, _in_domain(short))}


def _in_domain(short: str) -> str:
    return f"stability:{long_name(short)}"


def test_what_each_takes_is_what_sphinx_takes() -> None:
    directives = pytest.importorskip("api_stability.sphinx.directives").DIRECTIVES
    for name, spec in DIRECTIVES.items():
        theirs = directives[name]
        assert spec.required == theirs.required_arguments, name
        assert len(spec.arguments) == theirs.required_arguments + theirs.optional_arguments, name
        assert spec.takes_content == theirs.has_content, name


@pytest.mark.parametrize(
    ("written", "use"),
    [
        (Written(name="stability", argument="release  candidate"), LevelUse("release candidate")),
        (Written(name="stability:table"), TableUse("stability")),
        (Written(name="stability-changes", argument="1.0"), ChangesUse("1.0", "now", "p")),
        (Written(name="stability-changes", argument="1 2"), ChangesUse("1", "2", "p")),
    ],
)
def test_uses(written: Written, use: object) -> None:
    assert make_use(written, "p") == use


@pytest.mark.parametrize(
    ("written", "message"),
    [
        (Written(name="stability"), "stability needs a level: {stability} …"),
        (Written(name="stability-tabel"), "unknown directive 'stability-tabel'; did you mean"),
        (Written(name="stability-table", argument="beta"), "'beta': nothing of this kind"),
        (Written(name="stability-changes", argument="1 2 3"), "'3': nothing of this kind"),
        (Written(name="stability-table", has_content=True), "stability-table has text in it"),
    ],
)
def test_errors(written: Written, message: str) -> None:
    with pytest.raises(UserError) as error:
        make_use(written, "p")
    assert error.value.message.startswith(message)


def test_an_unknown_directive_is_its_own_kind_of_error() -> None:
    with pytest.raises(UserError) as error:
        find_directive("stability-x")
    assert error.value.key == "directive"


@pytest.mark.parametrize(
    ("name", "text", "use"),
    [
        ("stability", " pkg.f() ", BadgeUse("pkg.f()")),
        ("stability:level", "beta", BadgeUse("beta")),
        ("stability-feature", "kv", LinkUse("kv")),
        ("stability:feature", "the cache <kv>", LinkUse("kv", "the cache")),
        ("stability-feature", "<kv>", LinkUse("<kv>")),
    ],
)
def test_roles(name: str, text: str, use: object) -> None:
    assert make_role_use(name, text) == use
