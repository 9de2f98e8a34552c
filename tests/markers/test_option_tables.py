"""Helpers for options and variables in marker sets, and what is said about wrong ones."""

import pytest

from api_stability.markers.loader import parse_marker_set
from api_stability.markers.options import DeprecatedArgument, OptionHelper, VariableHelper
from api_stability.model.errors import UserError

HEAD = 'name = "x"\nsource = "y"\n'
OPTION = '[[options]]\npaths = ["a.add"]\nsignature = "parser, flag, *, gone=None"\n'


def test_everything_that_can_be_said() -> None:
    text = HEAD + (
        OPTION + 'flag = ["flag", "2"]\nvariable = "3"\nhelp = "4"\ndefault = "5"\n'
        'obsolete = "6"\nnegatable = true\n[options.deprecated]\nargument = "gone"\n'
        'signature = "old, new"\nreplacement = "new"\nremoval = "2"\nsince = "3"\nreason = "old"\n'
        '[[variables]]\npaths = ["a.read"]\nname = "1"\nwas = "2"\nremoval = "3"\ndefault = "4"\n'
    )
    found = parse_marker_set(text, where="ours.toml")
    assert found.options == (
        OptionHelper(
            paths=("a.add",),
            parameters=("parser", "flag", "gone"),
            flags=("flag", "2"),
            variable="3",
            help="4",
            default="5",
            obsolete=("6",),
            negatable=True,
            deprecated=DeprecatedArgument(
                argument="gone",
                parameters=("old", "new"),
                replacement="new",
                removal="2",
                since="3",
                reason="old",
            ),
        ),
    )
    assert found.variables == (
        VariableHelper(paths=("a.read",), name="1", was="2", removal="3", default="4"),
    )


WRONG = {
    OPTION + 'flag = "flags"\n': ("options[0].flag", "'flags'"),
    OPTION + 'flag = "flag"\nhelp = "text"\n': ("options[0].help", "'text'"),
    OPTION + 'flag = "flag"\n[options.deprecated]\nargument = "x"\n': (
        "options[0].deprecated.argument",
        "'x'",
    ),
    '[[options]]\npaths = ["a.b"]\nflag = "0"\nsignature = "a b"\n': (
        "options[0].signature",
        "parameter list",
    ),
    '[[variables]]\npaths = ["a.b"]\nsignature = "a"\nname = "b"\n': ("variables[0].name", "'b'"),
    '[[variables]]\npaths = ["a.b"]\nnames = "b"\n': ("variables[0]", "names"),
}


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_is_said(text: str) -> None:
    key, words = WRONG[text]
    with pytest.raises(UserError) as caught:
        parse_marker_set(HEAD + text, where="ours.toml")
    assert (caught.value.key or "").startswith(key)
    assert words in str(caught.value)
