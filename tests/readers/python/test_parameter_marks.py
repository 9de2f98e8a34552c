"""Marks about parameters, records and things that a call makes, as a marker set describes them."""

from pathlib import Path

import pytest

from api_stability.markers.loader import parse_marker_set
from tests.readers.python.requests import by_id, read_files

HEAD = 'name = "ours"\nsource = "a test"\ndeprecating = ["pending"]\n'


def marks(tmp_path: Path, decorator: str, code: str) -> dict[str, tuple[object, ...]]:
    """What is said about what, when ``marks.m`` is as described."""
    text = f'{HEAD}[[decorators]]\npaths = ["marks.m"]\ndeprecates = true\n{decorator}'
    sets = (parse_marker_set(text, where="ours.toml"),)
    files = {"pkg.py": f"import marks\nfrom marks import m\n{code}\n"}
    found = by_id(read_files(tmp_path, files, "pkg", marker_sets=sets))
    return {
        name.removeprefix("pkg."): (
            mark.raw_level,
            mark.since,
            mark.removal,
            mark.alternatives,
            mark.reason,
            mark.unresolved,
        )
        for name, each in found.items()
        for mark in each.marks
    }


def said(
    level: str = "deprecated",
    *,
    since: str | None = None,
    removal: str | None = None,
    use: tuple[str, ...] = (),
    reason: str | None = None,
    unresolved: tuple[str, ...] = (),
) -> tuple[object, ...]:
    return level, since, removal, use, reason, unresolved


DEFINITION = "def f(a, b=1, c=2, *rest, d, e=3, **others): ..."
ABOUT = {
    ("about = 'keyword-only'", "@m()"): ["d", "e"],
    ("about = 'optional'", "@m"): ["b", "c"],
    ("arguments = { 0 = 'parameter-onwards' }", "@m('b')"): ["b", "c"],
    ("arguments = { 0 = 'parameter-onwards' }", "@m('gone')"): ["gone"],
    ("arguments = { names = 'parameter-except' }", "@m(names=['a'])"): ["b", "c"],
    ("about = 'optional'\narguments = { x = 'parameter-except' }", "@m()"): ["b", "c"],
    ("about = 'optional'\narguments = { x = 'parameter-except' }", "@m(x=['a', 'b', 'c'])"): [],
    ("arguments = { '*' = 'parameter' }", "@m('a', 'others')"): ["a", "others"],
    ("arguments = { 0 = 'parameter' }", "@m({'a', '**others'})"): ["a", "others"],
}


@pytest.mark.parametrize("use", ABOUT, ids=str)
def test_parameters(use: tuple[str, str], tmp_path: Path) -> None:
    decorator, code = use
    found = marks(tmp_path, decorator, f"{code}\n{DEFINITION}")
    assert found == {f"f({name})": said() for name in ABOUT[use]}


def test_own_object_is_no_parameter(tmp_path: Path) -> None:
    code = "class C:\n    @m(['x'])\n    def f(self, x, y): ..."
    found = marks(tmp_path, "arguments = { 0 = 'parameter-except' }", code)
    assert list(found) == ["C.f(y)"]


def test_parameters_of_a_class_are_not_known(tmp_path: Path) -> None:
    assert marks(tmp_path, "about = 'optional'", "@m()\nclass C: ...") == {}


LISTS = "arguments = { old = 'parameter', new = 'alternative', since = 'since', why = 'reason' }"


def test_lists_of_one_length_belong_together(tmp_path: Path) -> None:
    code = f"@m(old=['a', 'b'], new=['x', None], since=['1.0'] * 2, why='Why.')\n{DEFINITION}"
    assert marks(tmp_path, LISTS, code) == {
        "f(a)": said(since="1.0", use=("x",), reason="Why."),
        "f(b)": said(since="1.0", reason="Why."),
    }


def test_other_lists_are_about_all(tmp_path: Path) -> None:
    code = f"@m(old='a', new=['x', 'y'], since='1.0')\n{DEFINITION}"
    assert marks(tmp_path, LISTS, code) == {"f(a)": said(since="1.0", use=("x", "y"))}


RECORDS = [
    "@m(Old('x', '2.0', since='1.0', hint='Why.'))",
    "@m({'since': '1.0', '1': '2.0', 'hint': 'Why.'})",
    "R = Old('x', '2.' + '0', since='1.0', hint='Why.')\n@m(R)",
]


@pytest.mark.parametrize("use", RECORDS)
def test_parts_of_an_argument(use: str, tmp_path: Path) -> None:
    keys = "arguments = { '0.since' = 'since', '0.1' = 'removal', '0.hint' = 'reason' }"
    found = marks(tmp_path, keys, f"{use}\n{DEFINITION}")
    assert found == {"f": said(since="1.0", removal="2.0", reason="Why.")}


MADE = {
    "old = m('new', since='1.0')": ["old"],
    "class C:\n    old = m('new')": ["C.old"],
    "old = m('new')(m)": [],
}


@pytest.mark.parametrize("code", MADE)
def test_what_a_call_makes(code: str, tmp_path: Path) -> None:
    found = marks(tmp_path, "makes = true\narguments = { 0 = 'alternative' }", code)
    assert list(found) == MADE[code]


OBJECTS = {
    "new = m(old)": ["new"],
    "new = m(func=old, since='1.0')": ["new"],
    "new = m(None)": [],
    "new = m(since='1.0')": [],
    "decorate = m(since='1.0')\n@decorate\ndef f(): ...": ["f"],
    "new = m(old)\n@new\ndef f(): ...": ["new"],
}


@pytest.mark.parametrize("code", OBJECTS)
def test_object_in_a_plain_call(code: str, tmp_path: Path) -> None:
    keys = "object = 'func'\nsignature = 'func=None, since=None'\narguments = { since = 'since' }"
    assert list(marks(tmp_path, keys, code)) == OBJECTS[code]


PATTERN = (
    "[[decorators.arguments.kind]]\nrole = 'since'\npattern = 'Since(\\d)(\\d+)'\n"
    "value = '\\1.\\2'\n[[decorators.arguments.kind]]\nrole = 'level'\n"
    "values = { Since30 = 'pending' }"
)
KINDS = {
    "marks.Since211": said(since="2.11"),
    "marks.Since30": said("pending", since="3.0"),
    "marks.Since": said(),
    "'Since41'": said(since="4.1"),
    "None": said(),
    "marks.kind(1)": said(unresolved=("since: marks.kind(1)", "level: marks.kind(1)")),
}


@pytest.mark.parametrize("kind", KINDS)
def test_patterns_and_several_roles_of_one_argument(kind: str, tmp_path: Path) -> None:
    found = marks(tmp_path, PATTERN, f"@m(kind={kind})\n{DEFINITION}")
    assert found == {"f": KINDS[kind]}


AFTER = (
    "removal-after = '0.2'\nsignature = \"since, removal='', *, pending=False, text=''\"\n"
    "[decorators.arguments]\nsince = 'since'\nremoval = { role = 'removal', ignore = ['?'] }\n"
    "pending = { role = 'level', values = { True = 'pending' } }\n"
    "text = { role = 'reason', fill = true }\n"
)
REMOVALS = {
    "'3.9'": said(since="3.9", removal="3.11"),
    "'v3.9.1'": said(since="v3.9.1", removal="3.11"),
    "'3'": said(since="3", removal="3.2"),
    "'soon'": said(since="soon"),
    "'3.9', '4.0'": said(since="3.9", removal="4.0"),
    "'3.9', None": said(since="3.9"),
    "'3.9', '?'": said(since="3.9"),
    "'3.9', LATER": said(since="3.9", unresolved=("removal: LATER",)),
    "'3.9', pending=True": said("pending", since="3.9"),
    "'3.9', text='%(since)s to %(removal)s, 100%, %(name)s'": said(
        since="3.9", removal="3.11", reason="3.9 to 3.11, 100%, %(name)s"
    ),
}


@pytest.mark.parametrize("arguments", REMOVALS)
def test_removal_that_follows_from_since(arguments: str, tmp_path: Path) -> None:
    assert marks(tmp_path, AFTER, f"@m({arguments})\n{DEFINITION}") == {"f": REMOVALS[arguments]}


REASONS = {
    "@m()": "Fixed.",
    "@m('')": "Fixed.",
    "@m('Given.')": "Given.",
    "@m(unknown)": None,
}


@pytest.mark.parametrize("use", REASONS)
def test_fixed_reason(use: str, tmp_path: Path) -> None:
    found = marks(
        tmp_path, "reason = 'Fixed.'\narguments = { 0 = 'reason' }", f"{use}\n{DEFINITION}"
    )
    assert found["f"][4] == REASONS[use]


def test_required_argument_must_say_something(tmp_path: Path) -> None:
    keys = "arguments = { since = { role = 'since', required = true } }"
    code = "\n".join(
        f"@m({given})\ndef {name}(): ..."
        for name, given in {"a": "", "b": "since=None", "c": "since='1'", "d": "**x"}.items()
    )
    assert list(marks(tmp_path, keys, code)) == ["c", "d"]


def test_a_parameter_that_nobody_knows_is_not_the_object(tmp_path: Path) -> None:
    found = marks(tmp_path, "arguments = { name = 'parameter' }", f"@m(**x)\n{DEFINITION}")
    assert found == {}


def test_a_later_set_describes_a_path_anew(tmp_path: Path) -> None:
    entry = '[[decorators]]\npaths = ["marks.m"]\n'
    first = parse_marker_set(HEAD + entry + "level = 'alpha'", where="a.toml")
    second = parse_marker_set(HEAD + 2 * (entry + "level = 'beta'\n"), where="b.toml")
    files = {"pkg.py": "from marks import m\n@m\ndef f(): ...\n"}
    for sets, levels in {(first, second): ["beta"], (second, first): ["alpha"]}.items():
        found = by_id(read_files(tmp_path, files, "pkg", marker_sets=sets))
        assert [mark.raw_level for mark in found["pkg.f"].marks] == levels


MADE_RECORDS = {
    "Made = partial(Old, since='1.0')\n@m(Made('x', '2.0'))": said(since="1.0", removal="2.0"),
    "Made = partial(partial(Old, 'x'), '2.0')\n@m(Made(since='1.0'))": said(
        since="1.0", removal="2.0"
    ),
    "def made(): ...\n@m(made())": said(unresolved=("since: made()", "removal: made()")),
    "@m(Old(**there))": said(
        unresolved=("since: Old(**there)", "removal: Old(**there)"),
    ),
    "@m(there)": said(unresolved=("since: there", "removal: there")),
    "@m({**there})": said(unresolved=("since: {**there}", "removal: {**there}")),
    "@m('text')": said(),
    "@m(Old())": said(),
}


@pytest.mark.parametrize("code", MADE_RECORDS)
def test_parts_of_what_is_made_elsewhere(code: str, tmp_path: Path) -> None:
    keys = "arguments = { '0.since' = 'since', '0.1' = 'removal' }"
    found = marks(tmp_path, keys, f"from functools import partial\n{code}\n{DEFINITION}")
    assert found == {"f": MADE_RECORDS[code]}


ENTRIES = {
    ("'**' = 'parameter', '**.0' = 'since', '**.1' = 'reason'", "a=('1.0', 'Why.'), b=('2.0',)"): {
        "f(a)": said(since="1.0", reason="Why."),
        "f(b)": said(since="2.0"),
    },
    ("'**' = 'parameter', '**=' = 'alternative'", "a='x', b=None"): {
        "f(a)": said(use=("x",)),
        "f(b)": said(),
    },
    ("'**' = 'alternative', '**.0' = 'parameter', since = 'since'", "since='1.0', x=('a', 1)"): {
        "f(a)": said(since="1.0", use=("x",))
    },
    ("'0.**' = 'parameter', '0.**=' = 'alternative'", "{'a': 'x', 'b': 'y'}"): {
        "f(a)": said(use=("x",)),
        "f(b)": said(use=("y",)),
    },
    ("'names.**' = 'parameter', 'names.**.new' = 'alternative'", "names=dict(a=Old(new='x'))"): {
        "f(a)": said(use=("x",))
    },
    ("'0.*' = 'parameter'", "['a', 'b']"): {"f(a)": said(), "f(b)": said()},
    ("'0.*' = 'parameter', '0.*.0' = 'parameter', '0.*.1' = 'alternative'", "['a', ('b', 'x')]"): {
        "f(a)": said(),
        "f(b)": said(use=("x",)),
    },
    ("0 = 'since', '*' = 'parameter'", "'1.0', 'a', 'b'"): {
        "f(a)": said(since="1.0"),
        "f(b)": said(since="1.0"),
    },
    ("'**' = 'parameter', '**.0' = 'since'", ""): {},
    ("0 = 'parameter'", "[]"): {},
}


@pytest.mark.parametrize("use", ENTRIES, ids=str)
def test_each_value_is_a_mark_of_its_own(use: tuple[str, str], tmp_path: Path) -> None:
    keys, arguments = use
    code = f"@m({arguments})\n{DEFINITION}"
    assert marks(tmp_path, f"arguments = {{ {keys} }}", code) == ENTRIES[use]


def test_entries_out_of_sight(tmp_path: Path) -> None:
    keys = "arguments = { '**' = 'parameter', '**.0' = 'since' }"
    assert marks(tmp_path, keys, f"@m(**made())\n{DEFINITION}") == {}


NUMBERS = {
    "(1, 2, 0)": said(since="1.2.0"),
    "(2027, 3, 1)": said(since="2027-03-01"),
    "(2027, 13, 1)": said(since="2027.13.1"),
    "Version('pkg', 24, 7, 0)": said(since="24.7.0"),
    "()": said(unresolved=("since: ()",)),
    "(True, 2)": said(unresolved=("since: (True, 2)",)),
}


@pytest.mark.parametrize("value", NUMBERS)
def test_versions_by_their_numbers(value: str, tmp_path: Path) -> None:
    code = f"from incremental import Version\n@m(since={value})\n{DEFINITION}"
    assert marks(tmp_path, "arguments = { since = 'since' }", code) == {"f": NUMBERS[value]}


def test_a_version_in_parts(tmp_path: Path) -> None:
    keys = "arguments = { 'plan.0' = 'since', 'plan.1' = 'since+', 'plan.2' = 'reason' }"
    found = marks(tmp_path, keys, f"@m(plan=Plan(1, 0, 'Why.'))\n{DEFINITION}")
    assert found == {"f": said(since="1.0", reason="Why.")}


WHOLE = {"'Why.'": said(reason="Why."), "Plan('1.0', 'Why.')": said(since="1.0", reason="Why.")}


@pytest.mark.parametrize("plan", WHOLE)
def test_what_has_parts_says_what_they_say(plan: str, tmp_path: Path) -> None:
    keys = "arguments = { 0 = 'reason', '0.0' = 'since', '0.1' = 'reason' }"
    assert marks(tmp_path, keys, f"@m({plan})\n{DEFINITION}") == {"f": WHOLE[plan]}


def test_several_texts_are_one_reason(tmp_path: Path) -> None:
    found = marks(tmp_path, "arguments = { 0 = 'reason' }", f"@m(('Why', 'not.'))\n{DEFINITION}")
    assert found == {"f": said(reason="Why not.")}


def test_reason_quotes_the_parameter_and_names_in_braces(tmp_path: Path) -> None:
    keys = (
        "[decorators.arguments]\nold = 'parameter'\nsince = 'since'\n"
        "text = { role = 'reason', fill = { start = 'since' } }"
    )
    text = "{old} of {since}, {start}, {x}"
    code = f"@m(old=['a', 'b'], since='1.0', text={text!r})\n{DEFINITION}"
    assert marks(tmp_path, keys, code)["f(a)"][4] == "a of 1.0, 1.0, {x}"


MEMBERS = "class C:\n    a = 1\n    def g(self): ...\n"


def test_members_of_a_class(tmp_path: Path) -> None:
    found = marks(tmp_path, "arguments = { 0 = 'member' }", f"@m(['a', 'g', 'gone'])\n{MEMBERS}")
    assert found == {"C.a": said(), "C.g": said(), "C.gone": said()}


def test_what_is_given_by_position_without_a_signature_is_not_lost(tmp_path: Path) -> None:
    found = marks(tmp_path, "arguments = { since = 'since' }", f"@m('1.0')\n{DEFINITION}")
    assert found == {"f": said(unresolved=("arguments: '1.0' (no signature is stated)",))}


DEFINED = {
    "def m(since, *, level='beta'): ...": said("beta", since="1.0"),
    "class m:\n    def __init__(self, since, level='beta'): ...": said("beta", since="1.0"),
    "from typing import overload\n@overload\ndef m(level, since): ...\n"
    "def m(since, level='beta'): ...": said("beta", since="1.0"),
    "def m(*args, **kwargs): ...": said(unresolved=("arguments: '1.0' (no signature is stated)",)),
    "import x\n@x.y\ndef m(since): ...": said(
        unresolved=("arguments: '1.0' (no signature is stated)",)
    ),
}


@pytest.mark.parametrize("definition", DEFINED)
def test_signature_as_it_is_defined(definition: str, tmp_path: Path) -> None:
    text = HEAD + (
        "[[decorators]]\npaths = ['pkg.m']\ndeprecates = true\n"
        "arguments = { since = 'since', level = 'level' }"
    )
    sets = (parse_marker_set(text, where="ours.toml"),)
    files = {"pkg.py": f"{definition}\n@m('1.0')\ndef f(): ...\n"}
    (mark,) = by_id(read_files(tmp_path, files, "pkg", marker_sets=sets))["pkg.f"].marks
    values = (mark.raw_level, mark.since, mark.removal, mark.alternatives, mark.reason)
    assert (*values, mark.unresolved) == DEFINED[definition]


def test_default_that_stands_for_something(tmp_path: Path) -> None:
    keys = (
        "signature = 'stage=Stage.EARLY, pending=True'\n[decorators.arguments]\n"
        "stage = { role = 'level', values = { EARLY = 'alpha' } }\n"
        "pending = { role = 'reason', values = { True = 'Pending.' } }"
    )
    assert marks(tmp_path, keys, f"@m()\n{DEFINITION}") == {"f": said("alpha", reason="Pending.")}
