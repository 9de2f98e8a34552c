"""A project of which every text that can be said freely is hostile, or, just alike, harmless.

What Sphinx makes of the one must have the structure of what it makes of the other.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from api_stability.model.codec import encodable, encode_json
from api_stability.model.facts import Facts
from api_stability.model.ids import SURFACES
from api_stability.model.inventory import Feature, Inventory, Ladder, Project, Source
from api_stability.model.ledger import Entry, Event, Ledger, Release
from api_stability.model.symbols import Location, Mark, Symbol
from tests.sphinx.building import write_files
from tests.support.payloads import on_one_line

Say: TypeAlias = Callable[[str], str]
"""What is said in the place of a payload: itself, or what is harmless."""

ODD = "<b>\\x{y}@z`'\"&amp;\u202e\x1b[31m"
"""For what there is only one of."""

PATTERNS = {
    "python": "python:pkg.odd{}.{}",
    "rust": "rust:crate{}::{}",
    "cli": "cli:prog{} --{}",
    "env": "env:V{}{}",
    "crd": "crd:example.org/K{}@v1:spec.{}",
    "http": "http:GET /{}/{}",
    "helm": "helm:chart{}:{}",
    "metric": "metric:m{}z{}",
    "feature-gate": "feature-gate:G{}{}",
}
THEIR_PATTERNS = {**PATTERNS, "python": "python:theirs.f{}"}
FILES = 'policy = "policy.toml"\nledger-file = "ledger.json"\ninventories = ["surfaces.json"]\n'
SOURCE = '[[sources]]\nsurface = "python"\npackages = ["pkg"]\n'
HEAD = "from api_stability import beta, deprecated, experimental, removal\n"
CONF = """\
project = "own"
version = release = "1"
extensions = ["sphinx.ext.intersphinx", "api_stability.sphinx"]
intersphinx_mapping = {"theirs": ("https://theirs.example.org/", "../theirs.inv")}
api_stability_inventories = {"theirs": ("https://theirs.example.org/", "../theirs.json")}
api_stability_badges_in = ["summaries", "parameters", "contents", "references"]
html_show_sphinx = html_copy_source = False
epub_copyright = "none"
epub_show_urls = "no"
linkcheck_ignore = [".*"]
numfig = True
man_pages = [("index", "own", "Own", ["We"], 1)]
latex_documents = [("index", "own.tex", "Own", "We", "manual")]
texinfo_documents = [("index", "own", "Own", "We", "Own", "Own", "Own")]
"""


def write_project(folder: Path, payloads: Sequence[str], say: Say) -> Path:
    """Write the project; the folder of its documentation."""
    texts = _keep_apart([say(text) for text in payloads])
    lines = [say(line) for text in payloads if (line := on_one_line(text))]
    own, theirs = say(f"own {ODD}"), say(f"theirs {ODD}")
    write_files(
        folder,
        {
            "pkg/__init__.py": HEAD + "".join(_write_functions(texts)),
            "api-stability.toml": _write_configuration(texts, own, say),
            "policy.toml": _write_policy(texts, say),
            "ledger.json": encode_json(_make_ledger(texts, own)).decode(),
            "surfaces.json": encode_json(make_inventory(texts, own, PATTERNS)).decode(),
            "theirs.json": encode_json(make_inventory(texts, theirs, THEIR_PATTERNS)).decode(),
            "docs/conf.py": CONF,
            **{f"docs/{name}.rst": text for name, text in _write_pages(texts, lines).items()},
        },
    )
    (folder / "theirs.inv").write_bytes(_make_inv(len(texts)))
    return folder / "docs"


def _keep_apart(texts: Iterable[str]) -> list[str]:
    """*texts*, of which two that read alike would share a row or a heading."""
    found: dict[str, str] = {}
    for text in texts:
        apart = text
        while " ".join(apart.split()) in found:
            apart += "x"
        found[" ".join(apart.split())] = apart
    return list(found.values())


def _write_functions(texts: list[str]) -> Iterable[str]:
    for number, text in enumerate(texts):
        said = ascii(text)
        yield f"@beta({said}, since={said}, issue={said})\n"
        yield f"@deprecated({said}, removal={said}, alternative={said}, since={said})\n"
        yield f"def f{number}(x):\n    {said}\n"
        yield f"@experimental({said}, issue={said})\ndef g{number}(x):\n    {said}\n"
        yield f"def h{number}(): ...\n"


def _write_configuration(texts: list[str], own: str, say: Say) -> str:
    parts = [f"name = {_toml(own)}\nversion = {_toml(own)}\n", FILES, SOURCE]
    for number, text in enumerate(texts):
        said = _toml(text)
        parts.append(
            f"[[annotations]]\nid = 'python:pkg.h{number}'\nlevel = {_toml(f'{text} {number}')}\n"
            f"reason = {said}\nsince = {said}\nissue = {said}\nfeature = 'feature-{number}'\n"
            f"deprecated = {{ since = {said}, removal = {said}, reason = {said}, "
            f"alternatives = [{said}, {_toml(_odd_id('helm', number, text))}] }}\n"
            f"[[features]]\nid = 'feature-{number}'\ntitle = {said}\nissue = {said}\n"
            f"proposal = {said}\nopt-in = {said}\n"
            f"symbols = ['python:pkg.g{number}', 'metric:m{number}z**']\n"
            f"[[features]]\nid = {_toml(f'{number} {text}')}\nsymbols = []\n"
        )
    return "".join(parts)


def _write_policy(texts: list[str], say: Say) -> str:
    odd = _toml(say(ODD))
    parts = [
        f'extends = "default"\ntitle = {odd}\nreference = {odd}\n[deprecated]\nlabel = {odd}\n'
    ]
    parts.append(f"[deprecation]\nchecklist = [{', '.join(map(_toml, texts))}]\n")
    for number, text in enumerate(texts):
        said, name = _toml(text), _toml(f"{text} {number}")
        phrases = ("label", "summary", "commitment", "breaking-changes", "removal-requires")
        keys = [f"{key} = {said}\n" for key in (*phrases, "documentation", "marking")]
        parts.append(f"[levels.{name}]\n{''.join(keys)}admonition = true\naliases = [{name}]\n")
        parts.append(f"[[conventions]]\nsurface = 'python'\n{name} = {said}\n")
        parts.append(
            f"[[graduations]]\nfrom = 'beta'\nto = {name}\ncriteria = [{said}]\n"
            f"[[tables]]\nname = 'table-{number}'\ntitle = {said}\nsource = {said}\n"
            f"columns = [{said}]\nrows = [[{said}]]\n"
        )
    return "".join(parts)


def _make_ledger(texts: list[str], own: str) -> Ledger:
    releases = tuple(
        Release(version=encodable(f"1.{number} {text}"), date=encodable(text))
        for number, text in enumerate(texts)
    )
    entries = tuple(
        Entry(
            id=encodable(name),
            events=(
                Event(release=release.version, event="added", level=encodable(text)),
                Event(release=release.version, event="deprecated"),
                Event(release=releases[-1].version, event="level", level="beta"),
            ),
        )
        for number, (text, release) in enumerate(zip(texts, releases, strict=True))
        for name in (f"python:pkg.g{number}", _odd_id("helm", number, f"{text} gone"))
    )
    return Ledger(project=encodable(own), releases=releases, entries=entries)


def make_inventory(texts: list[str], project: str, patterns: Mapping[str, str]) -> Inventory:
    """Every surface with odd names, and everything about them as odd."""
    project = encodable(project)
    names = tuple(encodable(f"{text} {number}") for number, text in enumerate(texts))
    ladder = Ladder(levels=("experimental", "beta", "stable", *names), unmarked="stable")
    symbols = [
        _make_symbol(surface, pattern.format(number, encodable(text)), encodable(text), project)
        for number, text in enumerate(texts)
        for surface, pattern in patterns.items()
    ]
    features = [
        Feature(
            id=f"theirs-{n}",
            title=encodable(t),
            project=project,
            level="beta",
            issue=encodable(t),
            proposal=encodable(t),
            opt_in=encodable(t),
        )
        for n, t in enumerate(texts)
    ]
    sources = [
        Source(
            id=f"{surface}:odd", surface=surface, project=project, root=".", complete=True, files=1
        )
        for surface in SURFACES
    ]
    return Inventory(
        projects=(Project(name=project, version=project, policy="policy", ladder=ladder),),
        sources=tuple(sources),
        symbols=tuple(symbols),
        features=tuple(features),
    )


def _odd_id(surface: str, number: int, text: str) -> str:
    return PATTERNS[surface].format(number, text)


def _make_symbol(surface: Any, name: str, text: str, project: str) -> Symbol:
    mark = Mark(
        source=f"{surface}:odd",
        form="field",
        name=text,
        raw_level="beta",
        level="beta",
        deprecates=True,
        reason=text,
        since=text,
        removal=text,
        alternatives=(text, "python:pkg.h1"),
        gate=text,
        issue=text,
        unresolved=(f"removal: {text}",),
        file=text,
        line=1,
    )
    return Symbol(
        id=name,
        surface=surface,
        kind=text,
        project=project,
        marks=(mark,),
        locations=(Location(source=f"{surface}:odd", file=text, line=1),),
        requires=(text,),
        facts=Facts({"default": text, "env": text, "flags": text, "stage": text}),
        summary=text,
        level="beta",
        basis="explicit",
    )


def _make_inv(count: int) -> bytes:
    lines = "".join(f"theirs.f{n} py:function 1 api.html#$ -\n" for n in range(count))
    head = "# Sphinx inventory version 2\n# Project: theirs\n# Version: 1\n"
    head += "# The remainder of this file is compressed using zlib.\n"
    return head.encode() + zlib.compress(lines.encode())


COLUMNS = (
    "name status level kind since removal alternative alternative-level reason summary feature "
    "requires variable flags default issue project"
)


def _write_pages(texts: list[str], lines: list[str]) -> dict[str, str]:
    count = range(len(texts))
    names = ("objects", "features", "tables", "policy", "history", "written", "others")
    pages = {
        "objects": "".join(
            f".. py:function:: pkg.{kind}{n}(x)\n\n   :param x: It.\n\n"
            for kind in "fh"
            for n in count
        ),
        "features": "".join(
            f".. stability-feature:: feature-{n}\n\nSee :stability-feature:`feature-{n}`, "
            f":stability:`pkg.h{n}`.\n\n"
            for n in count
        )
        + ".. stability-table::\n   :subject: features\n",
        "tables": f".. stability-table::\n   :columns: {COLUMNS}\n   :surface: python helm\n\n"
        ".. stability-table::\n   :columns: name\n\n.. deprecation-table::\n   :prefix: pkg\n\n"
        ".. migration-table::\n   :prefix: pkg\n\n.. stability-overview::\n",
        "policy": ".. stability-policy::\n",
        "history": ".. stability-removals::\n\n.. stability-changes:: ../surfaces.json now\n"
        "   :surface: python env\n\n"
        ".. stability-timeline::\n   :subject: symbols\n   :prefix: pkg.g1\n   :releases: 200\n",
        "written": "".join(_write_options(lines)),
        "others": ".. stability-table::\n   :project: *\n   :surface: http\n\n"
        ".. migration-table::\n   :project: *\n   :surface: env\n\n"
        + "".join(
            f"See :py:func:`theirs.f{n}`, :stability-feature:`theirs-{n}`.\n\n" for n in count
        ),
    }
    toctree = ".. toctree::\n\n" + "".join(f"   {name}\n" for name in names)
    pages = {name: f"{name}\n{'=' * len(name)}\n\n{text}" for name, text in pages.items()}
    pages["index"] = f"Own\n===\n\n{toctree}"
    pages["objects"] += "".join(
        f"Title :stability:`pkg.h{n}` {n}\n-------------------------\n\nText.\n\n" for n in count
    )
    return pages


def _write_options(lines: Sequence[str]) -> Iterable[str]:
    for line in (*lines[::4], " ".join(lines)):
        yield f".. stability-table::\n   :prefix: pkg.h1\n   :caption: {line}\n   :limit: 1\n\n"
    for line in lines:
        options = ("since", "reason", "opt-in", "removal")
        written = "".join(f"   :{option}: {line}\n" for option in options)
        yield f".. stability:: beta\n{written}\n"


def _toml(text: str) -> str:
    """*text* as TOML spells it, where half of a surrogate pair cannot be."""
    return json.dumps(encodable(text), ensure_ascii=False).replace("\x7f", "\\u007f")
