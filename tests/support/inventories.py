"""Inventories for tests: small ones by hand, arbitrary ones by hypothesis."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from api_stability.model.facts import Facts
from api_stability.model.inventory import Diagnostic, Feature, Inventory, Ladder, Project, Source
from api_stability.model.symbols import Declaration, Location, Mark
from api_stability.resolve.assemble import assemble_inventory

LADDER = Ladder(levels=("experimental", "beta", "stable"), unmarked="stable")
PROJECT = Project(name="demo", version="1.5", policy="default", ladder=LADDER)
SOURCE = Source(
    id="python:demo", surface="python", project="demo", root="src", complete=True, files=3
)


def make_mark(word: str, **facts: Any) -> Mark:
    """A decorator mark: a level's name, or "deprecated"."""
    deprecated = word == "deprecated"
    values: dict[str, Any] = {
        "source": SOURCE.id,
        "form": "decorator",
        "name": f"api_stability.{word}",
        "raw_level": word,
        "level": None if deprecated else word,
        "deprecates": True if deprecated else None,
        "file": "demo/api.py",
        "line": 3,
    }
    return Mark(**(values | facts))


def make_declaration(name: str, *marks: Mark, **facts: Any) -> Declaration:
    """A Python function *name* of the project ``demo``."""
    values: dict[str, Any] = {
        "id": f"python:{name}",
        "surface": "python",
        "kind": "function",
        "project": PROJECT.name,
        "marks": marks,
        "locations": (Location(source=SOURCE.id, file="demo/api.py", line=4),),
    }
    return Declaration(**(values | facts))


def make_inventory(*declarations: Declaration, **parts: Any) -> Inventory:
    """An inventory of the project ``demo``."""
    values: dict[str, Any] = {
        "projects": (PROJECT,),
        "sources": (SOURCE,),
        "declarations": declarations,
        "features": (),
        "diagnostics": (),
    }
    return assemble_inventory(**(values | parts))


_names = st.sampled_from(["a", "b", "c", "experimental", "f", "g"])
_paths = st.lists(_names, min_size=1, max_size=3).map(
    lambda steps: "python:demo." + ".".join(steps)
)
_texts = st.none() | st.text(max_size=6)
_marks = st.builds(
    Mark,
    source=st.sampled_from(["python:demo", "configuration"]),
    form=st.sampled_from(["decorator", "name", "annotation", "docstring"]),
    name=_names,
    raw_level=_texts,
    level=st.none() | st.sampled_from(LADDER.levels),
    deprecates=st.none() | st.booleans(),
    reason=_texts,
    since=st.none() | st.sampled_from(["1.2", "1.10", "soon"]),
    removal=st.none() | st.sampled_from(["1.1", "2.0"]),
    alternatives=st.lists(st.text(max_size=4), max_size=2).map(tuple),
    feature=st.none() | st.sampled_from(["kv", "lora"]),
    file=st.none() | st.just("demo/api.py"),
    line=st.none() | st.integers(1, 9),
)
declarations = st.builds(
    Declaration,
    id=_paths,
    surface=st.just("python"),
    kind=st.sampled_from(["function", "class"]),
    project=st.just(PROJECT.name),
    public=st.booleans(),
    aliases=st.lists(_paths, max_size=2).map(lambda found: tuple(sorted(set(found)))),
    enclosing=st.none() | _paths,
    marks=st.lists(_marks, max_size=3).map(tuple),
    requires=st.lists(_names, max_size=2).map(tuple),
    facts=st.dictionaries(_names, st.text(max_size=3), max_size=2).map(Facts),
    summary=_texts,
)
_features = st.builds(
    Feature,
    id=st.sampled_from(["kv", "disagg"]),
    title=st.sampled_from(["kv", "KV cache"]),
    project=st.just(PROJECT.name),
    level=st.none(),
    declared=st.none() | st.sampled_from(LADDER.levels),
    patterns=st.lists(_paths | st.just("python:demo.**"), max_size=3).map(tuple),
    issue=_texts,
)
_diagnostics = st.builds(
    Diagnostic,
    source=st.just("python:demo"),
    grade=st.sampled_from(["incomplete", "unresolved", "note"]),
    code=st.sampled_from(["syntax-error", "unresolved-argument"]),
    message=st.text(max_size=5),
    file=st.none() | st.just("demo/api.py"),
    line=st.none() | st.integers(1, 9),
)
inventory_parts = st.fixed_dictionaries(
    {
        "declarations": st.lists(declarations, max_size=6),
        "features": st.lists(_features, max_size=2, unique_by=lambda feature: feature.id),
        "diagnostics": st.lists(_diagnostics, max_size=3),
    }
)
