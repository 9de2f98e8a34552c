"""Marker sets: what is shipped, and what is said about a wrong one."""

from pathlib import Path

import pytest

from api_stability.markers import load_marker_set, shipped_marker_sets
from api_stability.markers.loader import parse_marker_set
from api_stability.markers.model import Argument, Parameter
from api_stability.model.errors import UserError

HEAD = 'name = "x"\nsource = "y"\n'
DECORATOR = HEAD + '[[decorators]]\npaths = ["a.b"]\nlevel = "beta"\n'


@pytest.mark.parametrize("name", shipped_marker_sets())
def test_shipped_set_loads_and_says_where_it_is_from(name: str) -> None:
    found = load_marker_set(name, base=Path("nowhere"))
    assert found.name == name
    assert found.source
    assert found.decorators or found.module_names


def test_shipped_sets() -> None:
    assert {"own", "pep-702", "langchain-core", "names"} <= set(shipped_marker_sets())


def test_no_path_means_two_things() -> None:
    sets = [load_marker_set(name, base=Path()) for name in shipped_marker_sets()]
    paths = [path for each in sets for marker in each.decorators for path in marker.paths]
    assert len(paths) == len(set(paths))


def test_our_own_attributes_are_known() -> None:
    from api_stability.runtime.attributes import NAMES

    known = dict(load_marker_set("own", base=Path()).attributes)
    apart = {"__deprecated__", "__stability_parameters__"}
    assert set(NAMES) - apart == known.keys()


def test_our_own_signatures_are_known() -> None:
    import inspect

    from api_stability import runtime

    for marker in load_marker_set("own", base=Path()).decorators:
        function = getattr(runtime, marker.paths[0].rpartition(".")[2])
        known = [each.name for each in marker.parameters or ()]
        assert known == list(inspect.signature(function).parameters)


def test_own_file(tmp_path: Path) -> None:
    text = HEAD + (
        '[[decorators]]\npaths = ["ours.removed"]\nlevel = "removed"\n'
        "signature = \"first, /, second='x', *rest, third=None, **others\"\n"
        '[decorators.arguments]\n"*" = "parameter"\n"0.hint" = "reason+"\n'
        'third = { role = "level", required = true, values = { True = "pending" } }\n'
    )
    (tmp_path / "ci").mkdir()
    (tmp_path / "ci" / "ours.toml").write_text(text, encoding="utf-8")
    (marker,) = load_marker_set("ci/ours.toml", base=tmp_path).decorators
    assert marker.parameters == (
        Parameter("first", "positional"),
        Parameter("second", "any", "'x'"),
        Parameter("rest", "*"),
        Parameter("third", "keyword", "None"),
        Parameter("others", "**"),
    )
    assert marker.arguments == (
        Argument(key="*", role="parameter"),
        Argument(key="0", field="hint", role="reason", append=True),
        Argument(key="third", role="level", required=True, values=(("True", "pending"),)),
    )


WRONG = {
    "name = 1": ("name", "text"),
    "name = ": (None, "no TOML"),
    'name = "x"\n': (None, "source"),
    HEAD + "decorator = []": (None, "did you mean 'decorators'?"),
    HEAD + "[attributes]\n__x__ = 'levle'": ("attributes.__x__", "did you mean 'level'?"),
    HEAD + "[[decorators]]\npaths = []\nlevel = 'x'": ("decorators[0].paths", "at least one"),
    HEAD + "[[decorators]]\npaths = ['b']\nlevel = 'x'": ("decorators[0].paths", "no path"),
    HEAD + "[[decorators]]\npaths = ['a.b']": ("decorators[0]", "a level is needed"),
    DECORATOR + "levels = 1": ("decorators[0]", "did you mean 'level'?"),
    DECORATOR + "signature = 'a, a b'": ("decorators[0].signature", "no parameter list"),
    DECORATOR + "signature = '): pass\\ndef g('": ("decorators[0].signature", "no parameter list"),
    DECORATOR + "[decorators.arguments]\nx = 'sinse'": (
        "decorators[0].arguments.x",
        "did you mean 'since'?",
    ),
    DECORATOR + "[decorators.arguments]\n'x y' = 'since'": (
        "decorators[0].arguments.x y",
        "expected a parameter's name",
    ),
    DECORATOR + "[decorators.arguments]\nx = 'since+'": (
        "decorators[0].arguments.x",
        "only a reason",
    ),
    DECORATOR + "[decorators.arguments]\nx = { rule = 'since' }": (
        "decorators[0].arguments.x",
        "did you mean 'role'?",
    ),
    DECORATOR + "signature = 'message'\n[decorators.arguments]\nmesage = 'reason'": (
        "decorators[0].arguments.mesage",
        "did you mean 'message'?",
    ),
}


@pytest.mark.parametrize("text", WRONG)
def test_error_names_file_key_and_nearest_name(text: str) -> None:
    key, message = WRONG[text]
    with pytest.raises(UserError) as caught:
        parse_marker_set(text, where="ours.toml")
    assert caught.value.where == "ours.toml"
    assert caught.value.key == key
    assert message in caught.value.message


def test_unknown_name(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"did you mean 'langchain-core'\?"):
        load_marker_set("langchain", base=tmp_path)


def test_missing_and_unreadable_file(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_bytes(b"\xff")
    for name in ("gone.toml", "bad.toml"):
        with pytest.raises(UserError, match=r"cannot be read|this is no UTF-8 text") as caught:
            load_marker_set(name, base=tmp_path)
        assert caught.value.where == str(tmp_path / name)
