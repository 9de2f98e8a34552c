"""The plugin: one line sets everything up, in MkDocs and in ProperDocs."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from api_stability.assets import SCRIPT, STYLE_SHEET, read_asset
from api_stability.model.codec import encode_json
from api_stability.pipeline import open_workspace, scan
from api_stability.publishing import select_public
from tests.engines.test_rebuilds import FILES
from tests.sphinx.building import write_files
from tests.support.engines import build_with, find_python
from tools.engines import MKDOCS, MKDOCSTRINGS, PROPERDOCS, Engine, run_engine

ALONE = replace(
    PROPERDOCS,
    environment="properdocs-alone",
    requirements=tuple(each for each in PROPERDOCS.requirements if each != MKDOCSTRINGS),
)
"""ProperDocs without mkdocstrings, which requires MkDocs."""
ENGINES = pytest.mark.parametrize("engine", [MKDOCS, ALONE], ids=lambda each: each.name)
ASSETS = Path("assets", "api-stability")


def build(project: Path, plugin: str, engine: Engine = MKDOCS, more: str = "") -> Path:
    """Build with what the plugin is given; the site."""
    theme = "material" if engine is MKDOCS else "mkdocs"
    config = f"site_name: lib\ntheme: {{name: {theme}}}\nplugins: [{plugin}]\n{more}\n"
    (project / engine.config).write_text(config, encoding="utf-8")
    assert build_with(engine, project, project / "site") == ""
    return project / "site"


@ENGINES
def test_one_line_is_enough(engine: Engine, tmp_path: Path) -> None:
    project = write_files(tmp_path, FILES)
    site = build(project, "api_stability", engine)
    inventory = select_public(scan(open_workspace(project)).inventory)
    assert json.loads((site / "stability.json").read_bytes()) == json.loads(encode_json(inventory))
    page = (site / "index.html").read_text(encoding="utf-8")
    for name in (STYLE_SHEET, SCRIPT):
        assert (site / ASSETS / name).read_bytes() == read_asset(name)
        assert f'"{(ASSETS / name).as_posix()}"' in page
    assert page.count("stability-badge--beta") == 1


def test_mkdocstrings_gets_the_griffe_extension(tmp_path: Path) -> None:
    project = write_files(tmp_path, {**FILES, "docs/index.md": "# L\n\n::: lib.f\n"})
    handler = "{python: {paths: [src]}}"
    site = build(project, f"{{mkdocstrings: {{handlers: {handler}}}}}, api_stability")
    page = (site / "index.html").read_text(encoding="utf-8")
    assert page.count("stability-badge--beta") == 1
    bare = f"{{mkdocstrings: {{handlers: {handler}}}}}, {{api_stability: {{griffe: false}}}}"
    page = (build(project, bare) / "index.html").read_text(encoding="utf-8")
    assert "stability-badge--beta" not in page


def test_properdocs_needs_nothing_of_mkdocs() -> None:
    code = "from importlib.util import find_spec; print(find_spec('mkdocs'), find_spec('material'))"
    command = [str(find_python(ALONE)), "-c", code]
    assert subprocess.check_output(command, encoding="utf-8") == "None None\n"


def test_what_is_set_by_hand_stays(tmp_path: Path) -> None:
    project = write_files(
        tmp_path,
        {
            **FILES,
            "docs/index.md": "# L\n\n{stability}`beta`\n",
            "docs/assets/api-stability/api-stability.css": "/* mine */",
        },
    )
    site = build(
        project,
        "{api_stability: {publish: false}}",
        more="markdown_extensions: [{api_stability: {language: de}}]",
    )
    assert not (site / "stability.json").exists()
    assert (site / ASSETS / STYLE_SHEET).read_text(encoding="utf-8") == "/* mine */"
    page = (site / "index.html").read_text(encoding="utf-8")
    assert "Beta: Wird stabil" in page


def test_pages_have_a_status(tmp_path: Path) -> None:
    fence = "```{stability} %s\n```\n"
    pages = {
        "index": "# Start\n\n" + fence % "beta",
        "old": "# Old\n\n" + fence % "deprecated",
        "own": "---\nstatus: new\n---\n# Own\n\n" + fence % "beta",
        "none": "# None\n\n## Section\n\n" + fence % "beta",
    }
    project = write_files(
        tmp_path, {**FILES, **{f"docs/{name}.md": text for name, text in pages.items()}}
    )
    page = (build(project, "api_stability") / "none" / "index.html").read_text(encoding="utf-8")
    assert re.findall(r"md-status--(\w+)\" title=\"(\w+)", page) == [
        ("beta", "Beta"),
        ("deprecated", "Deprecated"),
    ]
    assert page.count("md-status--new") == 1
    without = build(project, "{api_stability: {status: false}}") / "none" / "index.html"
    assert "md-status--beta" not in without.read_text(encoding="utf-8")


@ENGINES
def test_a_wrong_configuration_ends_the_build(engine: Engine, tmp_path: Path) -> None:
    project = write_files(tmp_path, {**FILES, "api-stability.toml": 'polizy = "x"\n'})
    config = project / engine.config
    config.write_text("site_name: lib\nplugins: [api_stability]\ntheme: {name: mkdocs}\n")
    code, said = run_engine(engine.make_command(find_python(engine), config), project)
    assert code != 0
    assert "polizy" in said
    assert "Traceback" not in said
