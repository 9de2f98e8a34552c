"""Where a configuration names an id."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from api_stability.rules.model import Place
from api_stability.rules.places import find_places

TOML = """\
[[features]]
id = "kv"
[[waivers]]
id='python:pkg.f'
waivers = [{ rule = "r", id = "b" }, {id = "c"}]
grid = "none"
"""
YAML = """\
waivers:
  - id: env:OLD
    rule: r
  - {rule: r, "id": "d"}
"""


def test_ids_are_found_in_toml_and_yaml() -> None:
    assert find_places([("a.toml", TOML), ("b.yaml", YAML)]) == {
        ("features", "kv"): Place("a.toml", 2),
        ("waivers", "python:pkg.f"): Place("a.toml", 4),
        ("waivers", "b"): Place("a.toml", 5),
        ("waivers", "c"): Place("a.toml", 5),
        ("waivers", "env:OLD"): Place("b.yaml", 2),
        ("waivers", "d"): Place("b.yaml", 4),
    }


def test_one_id_in_two_sections() -> None:
    annotation = '[[tool.api-stability.annotations]]\nid = "x"\n'
    waiver = '[[tool.api-stability.waivers]]\nid = "x"\n'
    assert find_places([("a.toml", annotation + waiver)]) == {
        ("annotations", "x"): Place("a.toml", 2),
        ("waivers", "x"): Place("a.toml", 4),
    }


def test_the_first_counts() -> None:
    assert find_places([("a", 'id = "x"\nid = "x"\n')]) == {("", "x"): Place("a", 1)}


@given(st.text())
def test_any_text_is_searched(text: str) -> None:
    find_places([("a", text)])
