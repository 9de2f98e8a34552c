"""Marker sets: what is shipped, and what is said about a wrong one."""

from pathlib import Path

import pytest

from api_stability.markers import load_marker_set, shipped_marker_sets
from api_stability.markers.loader import parse_marker_set
from api_stability.markers.model import Argument, MarkerSet, Parameter
from api_stability.model.errors import UserError
from api_stability.policies import load_policy

HEAD = 'name = "x"\nsource = "y"\n'
DECORATOR = HEAD + '[[decorators]]\npaths = ["a.b"]\nlevel = "beta"\n'


@pytest.mark.parametrize("name", shipped_marker_sets())
def test_shipped_set_loads_and_says_where_it_is_from(name: str) -> None:
    found = load_marker_set(name, base=Path("nowhere"))
    assert found.name == name
    assert found.source
    empty = MarkerSet(name=name, source=found.source)
    assert found != empty


def test_shipped_sets() -> None:
    assert {"own", "pep-702", "langchain-core", "names"} <= set(shipped_marker_sets())


def test_no_path_means_two_things() -> None:
    sets = [load_marker_set(name, base=Path()) for name in shipped_marker_sets()]
    paths = [
        path for each in sets for path in {p for marker in each.decorators for p in marker.paths}
    ]
    assert len(paths) == len(set(paths))


def test_words_that_are_no_levels_are_no_levels() -> None:
    policy = load_policy("default", base=Path())
    for name in shipped_marker_sets():
        found = load_marker_set(name, base=Path())
        words = {*found.not_levels, *found.deprecating}
        assert not {policy.level_for(word) for word in words} - {None}
        levels = {marker.level for marker in found.decorators if marker.level}
        for word in levels - words:
            assert policy.level_for(word), f"{name} says {word!r}, which nobody knows"


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
        Argument(slot="*", role="parameter"),
        Argument(key="0", field="hint", role="reason", append=True),
        Argument(key="third", role="level", required=True, values=(("True", "pending"),)),
    )


KEYS = {
    "plan": ("plan", "", None),
    "0": ("0", "", None),
    "plan.gone": ("plan", "", "gone"),
    "0.1": ("0", "", "1"),
    "*": ("", "*", None),
    "*.new": ("", "*", "new"),
    "**": ("", "**", None),
    "**=": ("", "**=", None),
    "**.0": ("", "**=", "0"),
    "plan.*": ("plan", "*", None),
    "plan.*.1": ("plan", "*", "1"),
    "plan.**": ("plan", "**", None),
    "plan.**=": ("plan", "**=", None),
    "0.**.hint": ("0", "**=", "hint"),
}


@pytest.mark.parametrize("key", KEYS)
def test_what_an_argument_can_be_called(key: str) -> None:
    text = f"{DECORATOR}[decorators.arguments]\n'{key}' = 'reason'"
    (marker,) = parse_marker_set(text, where="ours.toml").decorators
    name, slot, field = KEYS[key]
    assert [(each.key, each.slot, each.field) for each in marker.arguments] == [(name, slot, field)]


def test_everything_that_can_be_said(tmp_path: Path) -> None:
    text = HEAD + (
        'deprecating = ["gone"]\nnot-levels = ["internal"]\n[[decorators]]\n'
        'paths = "ours.mark"\ndeprecates = true\nreason = "Why."\nobject = "obj"\n'
        'makes = true\nabout = "keyword-only"\nremoval-after = "0.2"\n'
        'signature = "def mark(obj=None, *, since: str, kind=Old) -> None:"\n'
        '[decorators.arguments]\nsince = { role = "since", ignore = ["?"] }\n'
        "kind = [{ role = 'level', values = { A = 'beta' } }, "
        "{ role = 'removal', pattern = 'V(.)', value = '\\1' }]\n"
        '"obj.0" = { role = "reason", fill = true }\n'
    )
    found = parse_marker_set(text, where="ours.toml")
    assert (found.deprecating, found.not_levels) == (("gone",), ("internal",))
    (marker,) = found.decorators
    assert marker.paths == ("ours.mark",)
    assert (marker.reason, marker.object, marker.makes) == ("Why.", "obj", True)
    assert (marker.about, marker.removal_after) == ("keyword-only", (0, 2))
    assert [each.name for each in marker.parameters or ()] == ["obj", "since", "kind"]
    assert marker.arguments == (
        Argument(key="since", role="since", ignore=("?",)),
        Argument(key="kind", role="level", values=(("A", "beta"),)),
        Argument(key="kind", role="removal", pattern="V(.)", value="\\1"),
        Argument(key="obj", field="0", role="reason", fill=True),
    )


SINCE = "[decorators.arguments]\nx = { role = 'since'"
WRONG = {
    HEAD + "[decorators]\npaths = ['a.b']": ("decorators", "expected a list, got a table"),
    HEAD + "not_levels = ['x']": (None, "did you mean 'not-levels'?"),
    DECORATOR + "about = 'keywords'": ("decorators[0].about", "did you mean 'keyword-only'?"),
    DECORATOR + "object = 'x y'": ("decorators[0].object", "a parameter's name"),
    DECORATOR + "signature = 'func'\nobject = 'fun'": (
        "decorators[0].object",
        "did you mean 'func'?",
    ),
    DECORATOR + "removal-after = '0.2'": ("decorators[0].removal-after", "no argument says"),
    DECORATOR + f"removal-after = 'two'\n{SINCE} }}": (
        "decorators[0].removal-after",
        "no number of releases",
    ),
    DECORATOR + f"{SINCE}, value = '1' }}": ("decorators[0].arguments.x", "'pattern'"),
    DECORATOR + f"{SINCE}, fill = true }}": ("decorators[0].arguments.x", "only in a reason"),
    DECORATOR + f"{SINCE}, pattern = 'x', values = {{ a = 'b' }} }}": (
        "decorators[0].arguments.x",
        "exclude each other",
    ),
    DECORATOR + f"{SINCE}, pattern = '(' }}": (
        "decorators[0].arguments.x.pattern",
        "no regular expression",
    ),
    DECORATOR + f"{SINCE}, pattern = '(.)', value = '\\2' }}": (
        "decorators[0].arguments.x.value",
        "asks for group 2; the pattern has 1",
    ),
    DECORATOR + "[decorators.arguments]\nx = [{ role = 'sinse' }]": (
        "decorators[0].arguments.x[0].role",
        "did you mean 'since'?",
    ),
    DECORATOR + "signature = 'a, *, b'\n[decorators.arguments]\n'1' = 'reason'": (
        "decorators[0].arguments.1",
        "the signature takes 1 arguments by position",
    ),
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
    DECORATOR + "[decorators.arguments]\nx = 'level+'": (
        "decorators[0].arguments.x",
        "can follow another text: reason, removal, since, target",
    ),
    DECORATOR + "[decorators.arguments]\n'x*' = 'since'": (
        "decorators[0].arguments.x*",
        "expected a parameter's name",
    ),
    DECORATOR + "[decorators.arguments]\n'*' = 'since'\n'**' = 'reason'": (
        "decorators[0].arguments",
        "only one argument can hold many marks",
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
    for name, line in (("gone.toml", ""), ("bad.toml", ":1")):
        with pytest.raises(UserError, match=r"cannot be read|this is no UTF-8 text") as caught:
            load_marker_set(name, base=tmp_path)
        assert caught.value.where == f"{tmp_path / name}{line}"
