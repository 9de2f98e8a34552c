"""The pages of an edited project: made at random, in reST and MyST."""

from __future__ import annotations

from random import Random
from typing import TypeAlias

Directive: TypeAlias = tuple[str, str, tuple[str, ...]]
"""Name, argument, and options as they are written in reST."""

DIRECTIVES: tuple[Directive, ...] = (
    ("stability-table", "", ()),
    ("stability-table", "", (":level: experimental",)),
    ("stability-table", "", (":prefix: pkg.m1", ":group-by: level")),
    ("stability-table", "", (":surface: env cli", ":unmarked:")),
    ("stability-table", "", (":subject: features",)),
    ("stability-table", "", (":limit: 2",)),
    ("stability-table", "", (":project: other",)),
    ("deprecation-table", "", ()),
    ("deprecation-table", "", (":project: *",)),
    ("migration-table", "", ()),
    ("stability-removals", "", ()),
    ("stability-timeline", "", ()),
    ("stability-timeline", "", (":subject: symbols", ":releases: 3")),
    ("stability-overview", "", ()),
    ("stability-changes", "1.0", ()),
    ("stability-changes", "1.5 2.1", ()),
    ("stability-feature", "moving", ()),
    ("stability-feature", "still", ()),
    ("stability-policy", "", ()),
    ("stability", "beta", ()),
)
REFERENCES = (
    ("stability", "pkg.m0.f0"),
    ("stability", "env:PKG_A"),
    ("stability", "other.f2"),
    ("stability", "beta"),
    ("stability-feature", "moving"),
    ("stability-feature", "Still <still>"),
    ("stability:symbol", "pkg.m2.f2"),
    ("stability:symbol", "env:PKG_B"),
    ("stability:policy", "policy"),
    ("any", "moving"),
    ("any", "experimental"),
    ("py:func", "pkg.m1.f1"),
    ("py:func", "other.f1"),
    ("py:func", "other.f3"),
    ("envvar", "PKG_A"),
    ("option", "pkg-arg --fast"),
)
VARIABLES = ("PKG_A", "PKG_B", "PKG_EXPERIMENTAL_C")
OPTIONS = ("--fast", "--slow", "--old")


def make_page(name: str, random: Random) -> str:
    """The text of the page *name*, by its suffix."""
    return _make_myst(name, random) if name.endswith(".md") else _make_rest(name, random)


def _make_rest(name: str, random: Random) -> str:
    parts = [_spell_directive(random.choice(DIRECTIVES), random) for _ in range(2)]
    parts += [
        f"See :{role}:`{text}`.\n" for role, text in (random.choice(REFERENCES) for _ in range(3))
    ]
    random.shuffle(parts)
    title = name.removesuffix(".rst")
    if random.random() < 0.2:
        title += " :stability:`pkg.m0.f1`"
    body = "\n".join(parts)
    return f":orphan:\n\n{title}\n{'=' * len(title)}\n\n{body}\n"


def _spell_directive(directive: Directive, random: Random) -> str:
    name, argument, options = directive
    lines = [f".. {name}:: {argument}".rstrip(), *(f"   {option}" for option in options)]
    only = random.choice(("", "", "", "html", "text"))
    if only:
        lines = [f".. only:: {only}", "", *(f"   {line}" for line in lines)]
    return "\n".join(lines) + "\n"


def _make_myst(name: str, random: Random) -> str:
    directive, argument, options = random.choice(DIRECTIVES)
    role, text = random.choice(REFERENCES)
    lines = [f"```{{{directive}}} {argument}".rstrip(), *options, "```"]
    body = "\n".join(lines)
    title = name.removesuffix(".md")
    return f"---\norphan: true\n---\n# {title}\n\nSee {{{role}}}`{text}`.\n\n{body}\n"


def document_variables(random: Random) -> str:
    """The page of some of the variables."""
    chosen = [name for name in VARIABLES if random.random() < 0.7]
    return ":orphan:\n\nVariables\n=========\n\n" + "".join(
        f".. envvar:: {name}\n\n   Set it.\n\n" for name in chosen
    )


def document_options(random: Random) -> str:
    """The page of some of the options."""
    chosen = [name for name in OPTIONS if random.random() < 0.7]
    return ":orphan:\n\nOptions\n=======\n\n.. program:: pkg-arg\n\n" + "".join(
        f".. option:: {name}\n\n   Give it.\n\n" for name in chosen
    )


def document_module(name: str, functions: list[str], *, orphan: bool) -> str:
    """The page of a module, with some parameters."""
    head = ":orphan:\n\n" if orphan else ""
    described = "".join(
        f".. py:function:: {function}(x)\n\n   :param x: What.\n\n" for function in functions
    )
    return f"{head}{name}\n{'=' * len(name)}\n\n.. py:module:: pkg.{name}\n\n{described}"
