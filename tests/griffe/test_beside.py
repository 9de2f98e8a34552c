"""Beside griffe-warnings-deprecated, and with templates of others."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from api_stability.griffe.settings import Settings
from tests.griffe.building import EXTENSION, build, copy_root, with_options
from tests.griffe.pages import outline, read_objects
from tests.support.golden import Golden

pytest.importorskip("mkdocstrings_handlers.python", reason="mkdocstrings-python is absent")
pytestmark = pytest.mark.usefixtures("templates")
THEIRS = "griffe_warnings_deprecated"


@pytest.mark.parametrize("extensions", [[THEIRS, EXTENSION], [EXTENSION, THEIRS]])
@pytest.mark.parametrize("title", ["Deprecated", None])
def test_nothing_is_said_twice(
    tmp_path: Path, extensions: list[str], title: str | None, golden: Golden
) -> None:
    pytest.importorskip(THEIRS, reason="griffe-warnings-deprecated is absent")
    folder = copy_root("depot", tmp_path / "depot")
    chosen = [{THEIRS: {"title": title}} if name == THEIRS else name for name in extensions]
    built = build(folder, extensions=chosen, strict=True)
    assert built.warnings == ()
    golden(outline(built.article("sections")), "golden/sections.txt")


def test_theirs_is_kept_where_we_say_nothing(tmp_path: Path) -> None:
    pytest.importorskip(THEIRS, reason="griffe-warnings-deprecated is absent")
    folder = copy_root("depot", tmp_path / "depot")
    silent = with_options(admonitions="none", badges=False)
    built = build(folder, extensions=[THEIRS, silent])
    text = outline(built.article("sections"))
    assert "decorated() deprecated\nDeprecated\nUse find instead\n" in text


def test_sections_are_drawn_where_we_say_nothing(tmp_path: Path) -> None:
    """mkdocstrings has no template for the section of numpydoc's."""
    folder = copy_root("depot", tmp_path / "depot")
    built = build(folder, extensions=[with_options(admonitions="none")])
    text = outline(built.article("sections"))
    assert "Summary.\nDeprecated since 1.2\nUse find instead.\n" in text
    assert "Summary.\nDeprecated\nSince 1.2, use find instead.\n" in text


def test_a_template_of_somebody_else(tmp_path: Path) -> None:
    folder = copy_root("depot", tmp_path / "depot")
    (folder / "theirs.py").write_text(
        "import griffe\n\nclass Theirs(griffe.Extension):\n"
        "    def on_function(self, *, func, **kwargs):\n"
        "        if func.name == 'find':\n"
        "            func.extra['mkdocstrings']['template'] = 'theirs.html.jinja'\n"
    )
    for name, text in {
        "theirs": '{% extends "_base/function.html.jinja" %}\n'
        "{% block heading %}THEIRS {{ super() }}{% endblock %}\n",
        "class": '{% extends "_base/class.html.jinja" %}\n{% block bases %}BASES{% endblock %}\n',
        "labels": '{% extends "_base/labels.html.jinja" %}\n',
    }.items():
        file = folder / f"templates/python/mkdocs/{name}.html.jinja"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    built = build(
        folder,
        extensions=["theirs.py", EXTENSION],
        theme="mkdocs",
        custom_templates=str(folder / "templates"),
    )
    article = built.article("package")
    assert "THEIRS" in article
    assert "BASES" in article
    found = read_objects(article)
    assert found["depot.find"].badges == ["Beta"]
    assert found["depot.Goods"].badges == ["Experimental"]


def test_other_tools_are_not_disturbed(tmp_path: Path) -> None:
    """griffe's own commands load extensions, too, and draw nothing."""
    folder = copy_root("depot", tmp_path / "depot")
    code = (
        "import griffe\n"
        f"extensions = griffe.load_extensions({EXTENSION!r})\n"
        "package = griffe.load('depot', search_paths=['src'], extensions=extensions)\n"
        "assert not package['find'].extra\n"
        "assert package.as_json()\n"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", code], cwd=folder, check=True)


def test_the_plugin_hands_over_settings_that_we_have() -> None:
    plugin = pytest.importorskip("api_stability.markdown.mkdocs_plugin", reason="MkDocs is absent")
    known = {field.name for field in msgspec.structs.fields(Settings)}
    assert {*plugin.SHARED, "root"} <= known


def test_what_could_not_be_read_is_said_by_one_host(tmp_path: Path) -> None:
    folder = copy_root("depot", tmp_path / "depot")
    (folder / "src/depot/broken.py").write_text("def f(:\n")
    (folder / "docs/table.md").write_text("# Table\n\n```{stability-table}\n```\n")
    built = build(
        folder, extensions=[with_options(root=str(folder))], markdown=["api_stability.markdown"]
    )
    assert 'class="stability-table' in built.article("table")
    assert len([text for text in built.warnings if "broken.py:1: " in text]) == 1
