"""Directives and roles in every kind of surrounding, and projects set up in unusual ways."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sphinx.errors import ConfigError

from tests.sphinx.building import Built, build, write_files
from tests.sphinx.test_warnings import write_project

BADGE = 'class="stability-badge stability-badge--beta'
NOTICE = 'class="stability-notice stability-notice--beta'
TABLE = 'class="stability-table stability-table--stability'

PAGES = {
    "docs/index.rst": "Home\n====\n\n.. toctree::\n   :glob:\n\n   *\n",
    "docs/only.rst": (
        "Only\n====\n\n.. only:: html\n\n   .. stability:: beta\n\n"
        ".. only:: not html\n\n   .. stability-table::\n\n.. ifconfig:: True\n\n"
        "   .. stability:: beta\n\n.. ifconfig:: False\n\n   .. stability-table::\n"
    ),
    "docs/part.txt": ".. stability:: beta\n\nA :stability:`beta`.\n",
    "docs/include.rst": "Include\n=======\n\n.. include:: part.txt\n\n.. include:: part.txt\n",
    "docs/inline.rst": (
        "Inline\n======\n\n|it| and again |it|, see [1]_.\n\n"
        ".. |it| replace:: :stability:`beta`\n\n"
        ".. [1] A :stability:`beta`.\n\n"
        ".. rubric:: A :stability:`beta`\n\n"
        ".. topic:: T :stability:`beta`\n\n   .. stability:: beta\n\n"
        ".. code-block:: python\n   :caption: C :stability:`beta`\n\n   x = 1\n\n"
        ":term: :stability:`beta`\n\nterm :stability:`beta`\n   .. stability:: beta\n\n"
        "+------------------+\n| :stability:`beta`|\n+------------------+\n"
    ),
    "docs/myst.md": (
        "# MyST\n\n:::{stability} beta\n:reason: Why\n\nA {stability}`beta`.\n:::\n\n"
        "```{eval-rst}\n.. stability:: beta\n\n.. stability-table::\n```\n\n"
        "> - {stability}`beta`\n>\n>   ```{stability} beta\n>   ```\n\n"
        "| a |\n|---|\n| {stability}`beta` |\n"
    ),
    "docs/api.rst": "API\n===\n\n.. automodule:: pkg.told\n   :members:\n",
    "pkg/told.py": '"""M.\n\n.. stability-table::\n"""\n\n\n'
    'def f():\n    """F.\n\n    .. stability:: beta\n\n    A :stability:`beta`.\n    """\n',
}
EXPECTED = {
    # badges, notices, tables
    "only": (0, 2, 0),
    "include": (2, 2, 0),
    "inline": (9, 2, 0),
    "myst": (3, 3, 1),
    "api": (1, 1, 1),
}
EXTENSIONS = ["sphinx.ext.autodoc", "sphinx.ext.ifconfig", "myst_parser"]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("surroundings")
    docs = write_project(folder)
    write_files(folder, PAGES)
    conf = "import sys\nfrom pathlib import Path\n\n"
    conf += "sys.path.insert(0, str(Path(__file__).parents[1]))\n"
    write_files(docs, {"conf.py": conf + (docs / "conf.py").read_text("utf-8")})
    settings = {
        "extensions": [*EXTENSIONS, "api_stability.sphinx"],
        "myst_enable_extensions": ["colon_fence"],
    }
    return build(docs, folder / "html", strict=True, settings=settings)


@pytest.mark.parametrize("page", EXPECTED)
def test_a_page(page: str, built: Built) -> None:
    body = built.body(page)
    tables = re.findall(TABLE, body)
    # those that stand in our own tables, and in the notices of a table's rows, are no role's
    text = re.sub(r'<table class="stability-table.*?</table>', "", body, flags=re.DOTALL)
    assert (text.count(BADGE), text.count(NOTICE), len(tables)) == EXPECTED[page]
    assert "Slot" not in body


FEATURE = '[[features]]\nid = "lending"\nsymbols = ["python:pkg.f"]\n'


def test_two_features_of_one_id_are_an_error_with_its_place(tmp_path: Path) -> None:
    docs = write_project(tmp_path, index="Home\n====\n")
    write_files(tmp_path, {"api-stability.toml": FEATURE + FEATURE})
    with pytest.raises(ConfigError, match=r"api-stability\.toml:4: .*lending"):
        build(docs, tmp_path / "html")


def test_a_feature_on_two_pages(tmp_path: Path) -> None:
    page = ".. stability-feature:: lending\n\nSee :stability-feature:`lending`.\n"
    home = "Home\n====\n\n.. toctree::\n\n   one\n   two\n\nSee :stability-feature:`lending`.\n"
    docs = write_project(tmp_path, index=home, one=f"One\n===\n\n{page}", two=f"Two\n===\n\n{page}")
    built = build(docs, tmp_path / "html", strict=True)
    assert 'href="one.html#stability-feature-lending"' in built.body("index")
    for name in ("one", "two"):
        assert 'href="#stability-feature-lending"' in built.body(name)


@pytest.mark.parametrize(
    "extensions",
    [
        ["api_stability.sphinx", "api_stability.sphinx"],
        ["api_stability.sphinx", "sphinx.ext.autodoc", "myst_parser"],
        ["sphinx.ext.autodoc", "myst_parser", "api_stability.sphinx"],
    ],
)
def test_wherever_the_extension_stands(tmp_path: Path, extensions: list[str]) -> None:
    page = "Home\n====\n\n.. py:function:: pkg.f()\n\n.. stability-table::\n"
    docs = write_project(tmp_path, index=page)
    body = build(docs, tmp_path / "html", strict=True, extensions=extensions).body("index")
    assert len(re.findall(TABLE, body)) == 1
    assert body.partition("<table")[0].count(BADGE) == 1


def test_pages_outside_the_tree(tmp_path: Path) -> None:
    orphan = ":orphan:\n\nAlone\n=====\n\n.. stability-feature:: lending\n"
    excluded = "Gone\n====\n\n.. stability:: no-such-level\n"
    home = "Home\n====\n\nSee :stability-feature:`lending`.\n"
    docs = write_project(tmp_path, index=home, alone=orphan, gone=excluded)
    built = build(docs, tmp_path / "html", strict=True, exclude_patterns=["gone.rst"])
    assert 'href="alone.html#stability-feature-lending"' in built.body("index")
