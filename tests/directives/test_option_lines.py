"""The options of a directive are read as MyST-Parser reads them."""

from __future__ import annotations

import contextlib
import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from api_stability.directives.option_lines import parse_option_lines
from api_stability.model.errors import UserError


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("level: beta", [("level", "beta")]),
        ("b: 1.10\na:", [("a", ""), ("b", "1.10")]),
        ("# why\na: x # y\n\n# z\nb: '#1'", [("a", "x"), ("b", "#1")]),
        ("a: one\n  two\n\n  three", [("a", "one two\nthree")]),
        ("a: >\n  one\n  two", [("a", "one two")]),
        ("a: |\n  one\n   two", [("a", "one\n two")]),
        ('a: "x\\ty: z"', [("a", "x\ty: z")]),
        ("a: x: y\n  z: [", [("a", "x: y z: [")]),
        ("a:\n  x", [("a", "x")]),
        ("a: *b", [("a", "*b")]),
    ],
)
def test_values(text: str, options: list[tuple[str, str]]) -> None:
    assert list(parse_option_lines(text.split("\n"))) == options


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("beta", "'beta' is no option; write a name, a colon, a value"),
        ("level:beta", "'level:beta' is no option; write a name, a colon, a value"),
        (" level: beta", "'level: beta' is no option; write a name, a colon, a value"),
        ("a: 1\na: 2", "option 'a' is given twice; remove one of them"),
        ("a: 'x", "the value of option 'a' "),
        ("a: x # y\n  z", "the value of option 'a' goes on after a comment; remove that"),
    ],
)
def test_mistakes(text: str, message: str) -> None:
    with pytest.raises(UserError) as error:
        parse_option_lines(text.split("\n"))
    assert error.value.message.startswith(message)


VALUES = st.lists(
    st.sampled_from(
        ["beta", "1.10", " ", "  ", "a: b", "#", " # c", "'", '"', "''", "\\n", ",", "[", "{x}",
         "*a", "&b", "!t", "|", ">", ">-", "-", "é", "%", "@", "`", "---"]
    ),
    max_size=5,
).map("".join)  # fmt: skip
LINES = st.lists(
    st.one_of(
        st.builds("{}: {}".format, st.sampled_from(["a", "level", "group-by"]), VALUES),
        st.builds("  {}".format, VALUES),
        st.builds("# {}".format, VALUES),
        st.sampled_from(["", "a:", "b:x", "c : d", " "]),
    ),
    min_size=1,
    max_size=5,
)


@given(LINES)
def test_what_myst_takes_is_taken_alike(lines: list[str]) -> None:
    """What is not told is told differently by none: where both take it, both say the same."""
    options = pytest.importorskip("myst_parser.parsers.options")
    # a comment ends a block in YAML, and is passed over by MyST
    assume(not (re.search(r"(?m):\s*[|>]", "\n".join(lines)) and "#" in "".join(lines)))
    try:
        theirs = options.options_to_items("\n".join(lines))[0]
    except (options.TokenizeError, IndexError):
        return
    try:
        ours = parse_option_lines(lines)
    except UserError as error:
        said = error.message
    else:
        assert dict(ours) == {name: value.strip() for name, value in theirs}
        return
    assert _is_stricter(said, theirs), said


def _is_stricter(message: str, theirs: list[tuple[str, str]]) -> bool:
    """Whether a mistake is told of what MyST reads in silence."""
    names = [name for name, _ in theirs]
    if "is given twice" in message:
        return len(names) > len(set(names))  # there, the last one wins
    if "is no option" in message:
        return not all(re.fullmatch(r"[A-Za-z][\w-]*", name) for name in names)
    # marked as a quote or a block, it must be one: there, quotes go on over the options after them
    return "is no YAML" in message


@given(st.text(alphabet="ab:#|>'\"-  \n\t\\{[*&!%é\x85\u2028", max_size=60))
def test_any_text_is_options_or_a_mistake(text: str) -> None:
    with contextlib.suppress(UserError):
        assert all(name for name, _ in parse_option_lines(text.split("\n")))
