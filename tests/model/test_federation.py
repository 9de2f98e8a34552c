"""Look-up in several inventories: the first wins, none speaks of another's project."""

from __future__ import annotations

from typing import Any

from api_stability.model.federation import Federation
from api_stability.model.index import Index
from api_stability.model.inventory import Feature, Inventory, Project
from tests.support.inventories import LADDER, make_declaration, make_inventory, make_mark


def make_index(project: str, *names: str, **parts: Any) -> Index:
    named = Project(name=project, version="1", policy="default", ladder=LADDER)
    found = [make_declaration(name, make_mark("beta"), project=project) for name in names]
    return Index(make_inventory(*found, projects=(named,), sources=(), **parts))


OWN = make_index("own", "own", "own.f", "shared.x")
OTHER = make_index("other", "other.f", "own.g", "shared", "shared.x")
BOTH = Federation(OWN, OTHER)


def project_of(found: Any) -> str | None:
    return found.project if found is not None else None


def test_the_first_wins() -> None:
    assert project_of(BOTH.find_symbol("python:shared.x")) == "own"
    assert project_of(BOTH.find_symbol("python:other.f")) == "other"
    assert BOTH.find_symbol("python:none") is None
    assert project_of(Federation(OTHER, OWN).find_symbol("python:shared.x")) == "other"
    assert len(BOTH.inventory.symbols) == 7
    assert [project.name for project in BOTH.inventory.projects] == ["own", "other"]


def test_nothing_is_put_around_what_is_anothers() -> None:
    own, other = (index.find_symbol("python:shared.x") for index in (OWN, OTHER))
    assert own is not None
    assert other is not None
    assert list(BOTH.find_enclosing(own)) == []
    assert [above.id for above in BOTH.find_enclosing(other)] == ["python:shared"]


def test_a_relative_name_is_of_ones_own_project() -> None:
    near = OWN.find_symbol("python:own.f")
    assert near is not None
    assert BOTH.find_alternative("g", near=near) is None
    for text in ("other.f", "python:other.f", "`other.f()`"):
        assert project_of(BOTH.find_alternative(text, near=near)) == "other"
    assert project_of(BOTH.find_alternative("shared.x", near=near)) == "own"
    theirs = OTHER.find_symbol("python:other.f")
    assert theirs is not None
    assert project_of(BOTH.find_alternative("shared.x", near=theirs)) == "other"
    assert BOTH.find_alternative("use something else", near=near) is None


def test_features() -> None:
    features = [Feature(id="kv", title=name, project=name, level=None) for name in ("own", "other")]
    own, other = (
        Index(Inventory(projects=index.inventory.projects, features=(feature,)))
        for index, feature in zip((OWN, OTHER), features, strict=True)
    )
    assert project_of(Federation(own, other).find_feature("kv")) == "own"
    assert project_of(Federation(OWN, other).find_feature("kv")) == "other"
    assert Federation(OWN, other).feature_ids == ("kv",)
