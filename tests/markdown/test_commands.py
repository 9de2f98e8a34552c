"""Pages of mkdocs-click and mkdocs-typer2 have badges on what has them in the inventory."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from tests.markdown.converting import convert
from tests.sphinx.building import write_files

CLICK = """\
import click

open("click-was-imported", "a").close()

@click.group()
@click.option("--verbose", "-v", is_flag=True, help="[BETA] Say more.")
def cli(verbose):
    '''Top.'''

@cli.command()
@click.argument("path")
@click.option("--fast/--slow", help="[BETA] Speed.")
@click.option("--old", help="[DEPRECATED] Use --fast.")
def run(path, fast, old):
    '''[EXPERIMENTAL] Run it.'''
"""
TYPER = """\
import typer

app = typer.Typer()

@app.command()
def run(
    path: str = typer.Argument(..., help="[BETA] Where."),
    old: str = typer.Option("x", "--old", "-o", help="[DEPRECATED] Use --fast."),
):
    '''Run it.'''

@app.command()
def stop():
    '''[EXPERIMENTAL] Stop.'''
"""
CONFIG = """\
name = "app"
version = "1"
[[sources]]
surface = "cli"
programs = {"app" = "app_click.py", "tool" = "app_typer.py"}
"""
USAGE = """\
## run

[EXPERIMENTAL] Run it.

**Usage:**

```text
app run [OPTIONS] PATH
```

**Options:**

"""
TABLE = """\
| Name | Type |
| ---- | ---- |
| `--fast` / `--slow` | [BETA] Speed. |
| `--old` | text |
| `--other` | text |
"""
PLAIN = """\
```text
  --fast / --slow  [BETA] Speed.
  --old TEXT       [DEPRECATED] Use --fast,
                   --old is wrong.
  --other <TEXT>   <b>
```
"""


class FakeClick(Extension):
    """Registers what mkdocs-click registers, and leaves texts as they are."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors.register(Nothing(md), "mk_click", 141)


class Nothing(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        return lines


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("commands")
    write_files(
        folder, {"app_click.py": CLICK, "app_typer.py": TYPER, "api-stability.toml": CONFIG}
    )
    return folder


def shorten(html: str) -> str:
    """*html* with badges in brackets, and no other element."""
    html = re.sub(r'<span [^>]*class="stability-badge [^>]*>(.*?)</span>', r"[\1]", html)
    return re.sub("<[^>]*>", "", html)


@pytest.mark.parametrize("fences", ["fenced_code", "pymdownx.superfences"])
@pytest.mark.parametrize("order", [1, -1])
def test_what_click_says(project: Path, fences: str, order: int) -> None:
    pytest.importorskip(fences.partition(".")[0] if "." in fences else "markdown")
    names = ["toc", "tables", fences, FakeClick(), "api_stability"][::order]
    config = project / "api-stability.toml"
    found = convert(USAGE + TABLE, *names, config=config)
    text = shorten(found.html)
    assert "run [Experimental]\n" in text
    assert "--fast / --slow [Experimental]" in text  # of its command
    assert "--old [Experimental] [Deprecated]\n" in text
    assert "--other\n" in text
    assert [(each["name"], each["id"]) for each in found.toc] == [("run", "run")]
    text = shorten(convert(USAGE + PLAIN, *names, config=config).html)
    assert "--fast / --slow  [BETA] Speed. [Experimental]\n" in text
    assert "--old TEXT       [DEPRECATED] Use --fast, [Experimental] [Deprecated]\n" in text
    assert "--old is wrong.\n" in text
    assert not (Path.cwd() / "click-was-imported").exists()


def test_without_such_an_extension_there_are_none(project: Path) -> None:
    found = convert(USAGE + TABLE, "tables", config=project / "api-stability.toml")
    assert "stability-badge" not in found.html


def test_another_program_has_none(project: Path) -> None:
    names = ("tables", "fenced_code", FakeClick())
    page = (USAGE + TABLE + PLAIN).replace("app run", "other run")
    assert (
        "stability-badge" not in convert(page, *names, config=project / "api-stability.toml").html
    )


@pytest.mark.parametrize("options", ["", "    :style: table\n", "    :depth: 2\n"])
def test_mkdocs_click(project: Path, options: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("mkdocs_click")
    monkeypatch.syspath_prepend(project)
    monkeypatch.chdir(project)
    block = "    :module: app_click\n    :command: cli\n    :prog_name: app\n"
    page = f"::: mkdocs-click\n{block}{options}"
    names = ("mkdocs-click", "fenced_code", "tables", "attr_list", "toc")
    text = shorten(convert(page, *names, config=project / "api-stability.toml").html)
    assert "run [Experimental]\n" in text
    assert len(re.findall(r"^.*--verbose.* \[Beta\]$", text, re.MULTILINE)) == 1
    assert len(re.findall(r"^.*--old.* \[Experimental\] \[Deprecated\]$", text, re.MULTILINE)) == 1


@pytest.mark.parametrize("pretty", [True, False])
def test_mkdocs_typer2(project: Path, pretty: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("mkdocs_typer2")
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}:/usr/bin:/bin")
    monkeypatch.setenv("PYTHONPATH", str(project))
    monkeypatch.chdir(project)
    page = f"::: mkdocs-typer2\n    :module: app_typer\n    :name: tool\n    :pretty: {pretty}\n"
    names = ("mkdocs_typer2.markdown", "tables")
    found = convert(page, *names, config=project / "api-stability.toml")
    text = shorten(found.html)
    assert "tool stop [Experimental]\n" in text
    assert re.search(r"^path  \[Beta\]", text, re.MULTILINE) or "path [Beta]" in text
    assert re.search(r"^-o, --old  ?\[Deprecated\]", text, re.MULTILINE)
