"""Options of tables: declared once, parsed from the text of any host."""

import pytest

from api_stability.model.errors import UserError
from api_stability.views import TableOptions, option_specs, parse_options


def test_every_option_says_what_it_does() -> None:
    specs = {spec.name: spec for spec in option_specs()}
    assert "group-by" in specs
    assert all(spec.help.endswith(".") for spec in specs.values())
    assert specs["level"].valid_from == "levels"
    assert specs["surface"].kind == "list"
    assert specs["sort"].kind == "choice"
    assert specs["limit"].kind == "count"
    assert specs["inherited"].kind == "flag"
    assert specs["caption"].kind == "text"
    assert specs["sort"].default == "name"


def test_the_text_of_a_directive() -> None:
    parsed = parse_options(
        {
            "level": "beta, release candidate",
            "surface": "python rust",
            "prefix": "prog --flag",
            "group-by": "surface",
            "limit": "3",
            "inherited": None,
            "private": "no",
            "caption": "A table",
        }
    )
    assert parsed == TableOptions(
        level=("beta", "release candidate"),
        surface=("python", "rust"),
        prefix=("prog --flag",),
        group_by="surface",
        limit=3,
        inherited=True,
        caption="A table",
    )


def test_an_empty_text_is_the_default() -> None:
    assert parse_options({"level": "", "limit": " ", "sort": None}) == TableOptions()


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        ({"levels": "beta"}, "a.md: unknown option 'levels'; did you mean 'level'?"),
        ({"surface": "rst"}, "a.md: surface: unknown value 'rst'; did you mean 'rust'?"),
        ({"subject": "symbol"}, "a.md: subject: unknown value 'symbol'; did you mean 'symbols'?"),
        ({"limit": "many"}, "a.md: limit: must be a whole number, not 'many'"),
        ({"inherited": "maybe"}, "a.md: inherited: must be true or false, not 'maybe'"),
    ],
)
def test_wrong_texts(texts: dict[str, str | None], message: str) -> None:
    with pytest.raises(UserError) as raised:
        parse_options(texts, where="a.md")
    assert str(raised.value) == message
