"""Beside each extension that people use, registered before ours or after it, a page is the same."""

from __future__ import annotations

from typing import Any

import pytest
from markdown import Markdown

from tests.markdown.converting import LIBRARY, NAME, convert
from tests.markdown.shown import read_shown

PAGE = """\
# Title {stability}`beta`

Note: {stability}`library.lend` "quoted" -- see {stability-feature}`lending`.

````{stability} beta
:since: 1.2
:reason: '"Quotes" -- and :smile: HTML *x* {: .y }'

Key: not metadata, but *text* "here" -- HTML.

- item

    ```{stability-table}
    :prefix: library.lend, library.borrow
    :columns: name reason
    ```
````

- item

    ~~~{stability} experimental
    ~~~

    - inner

        ```{stability} deprecated
        ```

> ```{stability-feature} lending
> ```

````{deprecation-table}
````

````text
```{stability} beta
```
{stability}`beta`
````

    ```{stability} beta
    :reason: "quoted" -- HTML :smile:
    ```

`` {stability}`beta` `` and `{stability}`.

*[HTML]: Hypertext
"""
CONFIG = LIBRARY / "api-stability.toml"
ALONE = ("fenced_code",)
CUSTOM = {"name": "*", "class": "any", "format": lambda *_args, **_others: "<p>claimed</p>"}
"""A fence that claims everything."""
EXTENSIONS: dict[str, dict[str, Any]] = {
    "abbr": {},
    "admonition": {},
    "attr_list": {},
    "codehilite": {},
    "def_list": {},
    "extra": {},
    "fenced_code": {},
    "footnotes": {},
    "legacy_attrs": {},
    "legacy_em": {},
    "md_in_html": {},
    "mdx_truly_sane_lists": {"nested_indent": 4},
    "meta": {},
    "nl2br": {},
    "sane_lists": {},
    "smarty": {},
    "tables": {},
    "toc": {"permalink": True},
    "wikilinks": {},
    "pymdownx.arithmatex": {},
    "pymdownx.b64": {},
    "pymdownx.betterem": {},
    "pymdownx.blocks.admonition": {},
    "pymdownx.blocks.definition": {},
    "pymdownx.blocks.details": {},
    "pymdownx.blocks.html": {},
    "pymdownx.blocks.tab": {},
    "pymdownx.caret": {},
    "pymdownx.critic": {},
    "pymdownx.details": {},
    "pymdownx.emoji": {},
    "pymdownx.escapeall": {},
    "pymdownx.extra": {},
    "pymdownx.highlight": {},
    "pymdownx.inlinehilite": {},
    "pymdownx.keys": {},
    "pymdownx.magiclink": {},
    "pymdownx.mark": {},
    "pymdownx.saneheaders": {},
    "pymdownx.smartsymbols": {},
    "pymdownx.snippets": {},
    "pymdownx.striphtml": {},
    "pymdownx.superfences": {"custom_fences": [CUSTOM]},
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.tasklist": {},
    "pymdownx.tilde": {},
}
EVERY = (
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "meta",
    "smarty",
    "tables",
    "toc",
    "pymdownx.blocks.admonition",
    "pymdownx.critic",
    "pymdownx.details",
    "pymdownx.emoji",
    "pymdownx.highlight",
    "pymdownx.inlinehilite",
    "pymdownx.magiclink",
    "pymdownx.snippets",
    "pymdownx.superfences",
    "pymdownx.tabbed",
)


def order(first: bool, *names: str) -> tuple[str, ...]:
    return (NAME, *names) if first else (*names, NAME)


def require(name: str) -> None:
    package = name.partition(".")[0]
    if package in ("pymdownx", "mdx_truly_sane_lists"):
        pytest.importorskip(package)


FIRST = pytest.mark.parametrize("first", [True, False], ids=["after ours", "before ours"])


@FIRST
@pytest.mark.parametrize("name", EXTENSIONS)
def test_one(name: str, first: bool) -> None:
    require(name)
    expected = convert(PAGE, *ALONE)
    fences = () if name == "pymdownx.superfences" else ALONE
    found = convert(PAGE, *order(first, name, *fences), configs={name: EXTENSIONS[name]})
    assert not found.warnings
    assert read_shown(found.html) == read_shown(expected.html)
    assert "not metadata, but <em>text</em>" in found.html


@FIRST
def test_all_of_them(first: bool) -> None:
    require("pymdownx")
    names = EVERY if first else EVERY[::-1]
    found = convert(PAGE, *order(first, *names))
    assert not found.warnings
    assert read_shown(found.html) == read_shown(convert(PAGE, *ALONE).html)


@FIRST
def test_a_fence_is_ours_by_its_name_in_braces(first: bool) -> None:
    require("pymdownx.superfences")
    page = "```{stability} beta\n```\n\n```stability\nx\n```\n\n```{.stability}\nx\n```\n"
    configs = {"pymdownx.superfences": {"custom_fences": [{**CUSTOM, "name": "stability"}]}}
    found = convert(page, *order(first, "pymdownx.superfences"), configs=configs)
    assert [each[0] for each in read_shown(found.html)] == ["stability-notice"]
    assert found.html.count("claimed") == 2


def test_registered_twice() -> None:
    again = "api_stability.markdown"
    found = convert(PAGE, *ALONE, NAME, again, configs={again: {"config": str(CONFIG)}})
    assert read_shown(found.html) == read_shown(convert(PAGE, *ALONE).html)


def test_one_after_the_other() -> None:
    """A converter is used again, and what is left over of the page before is nowhere."""
    markdown = Markdown(extensions=["toc", NAME], extension_configs={NAME: {"config": str(CONFIG)}})
    first = markdown.convert(PAGE)
    assert markdown.reset().convert("# A\n\n    \x02apistability:0\x03\n").count("stability-") == 0
    assert markdown.reset().convert(PAGE) == first
