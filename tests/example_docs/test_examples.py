"""Every example on a page and in the README runs, parses, or is a command with such options."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
import warnings
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from api_stability.config import load_config
from api_stability.markdown.settings import read_settings
from api_stability.markers.loader import parse_marker_set
from api_stability.pipeline import make_workspace, open_workspace, scan
from api_stability.policies import load_policy
from api_stability.readers.python import read_python
from tests.example_docs.pages import (
    DOCS,
    PAGES,
    PROJECT,
    Block,
    find_all_blocks,
    find_blocks,
    fits,
    run_console,
    split_console,
)
from tests.readers.python.requests import make_request
from tests.support.wheels import PublishedWheel

README = PROJECT / "README.md"
MARKER_SETS = {
    *("ci/our-markers.toml", "ci/their-markers.toml", "ci/more-markers.toml"),
    *("ci/our-helpers.toml", "ci/our-variables.toml"),
}
KINDS_OF_TOML = {"api-stability.toml", "stability/policy.toml", "zensical.toml", None, *MARKER_SETS}


def run_page(page: Path) -> dict[str, Any]:
    """Run all Python of a page, in order, in one namespace."""
    namespace: dict[str, Any] = {"__name__": page.stem}
    for block in find_blocks(page, "python"):
        exec(compile(block.body, str(block), "exec"), namespace)
    return namespace


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_python_runs(page: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        run_page(page)


def test_marked_functions_warn_as_the_page_says() -> None:
    page = DOCS / "mark.md"
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        names = run_page(page)
        for _ in range(2):
            names["configure_multinode"](2)
            names["enable_prefix_caching"](1)
        names["get_etcd_client"]()
    (shown,) = find_blocks(page, "text")
    said = [f"{each.category.__name__}: {each.message}" for each in caught]
    assert said == shown.body.splitlines()


def test_a_labelled_argument_is_shown_as_the_page_says() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        parser = run_page(DOCS / "mark.md")["parser"]
    (shown,) = re.findall(r"The help text says `([^`]+)`", (DOCS / "mark.md").read_text("utf-8"))
    assert shown in " ".join(parser.format_help().split())


def test_the_marks_of_the_page_are_read(tmp_path: Path) -> None:
    """Statically, as a project of somebody who copied them."""
    blocks = find_blocks(DOCS / "mark.md", "python")
    (module,) = (block.body for block in blocks if block.body.startswith('"""KV'))
    code = "\n".join(block.body for block in blocks if block.body != module)
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "copied"\nversion = "0.9"\n')
    (tmp_path / "copied").mkdir()
    (tmp_path / "copied" / "__init__.py").write_text(code)
    (tmp_path / "copied" / "kv.py").write_text(module)
    inventory = scan(open_workspace(tmp_path)).inventory
    assert not inventory.diagnostics
    found = {
        symbol.id.removeprefix("python:copied."): (
            symbol.level,
            symbol.deprecation.removal if symbol.deprecation else None,
        )
        for symbol in inventory.symbols
        if symbol.marks
    }
    assert found == {
        "configure_multinode": ("experimental", None),
        "enable_prefix_caching": ("beta", None),
        "get_etcd_client": ("stable", "1.0"),
        "submit(priority)": ("experimental", None),
        "old_router": ("stable", "1.0"),
        "enable_chunked_prefill": ("beta", None),
        "load_adapter": ("beta", None),
        "drain": ("stable", None),
        "drain(force)": ("stable", None),
        "kv": ("experimental", None),
    }


def file_of(block: Block) -> str | None:
    """The file that a TOML block names in its first line."""
    found = re.match(r"# (\S+\.toml)\n", block.body)
    return found[1] if found else None


@pytest.mark.parametrize("block", find_all_blocks("toml"), ids=str)
def test_toml_is_what_it_says(block: Block, tmp_path: Path) -> None:
    kind = file_of(block)
    assert kind in KINDS_OF_TOML
    if kind in MARKER_SETS:
        parse_marker_set(block.body, where=str(block))
    elif kind == "zensical.toml":
        extensions = tomllib.loads(block.body)["project"]["markdown_extensions"]
        assert read_settings(extensions["api_stability"])[1] == ()
    elif kind == "stability/policy.toml":
        file = tmp_path / "policy.toml"
        file.write_text(block.body)
        assert [level.name for level in load_policy("./policy.toml", base=tmp_path).levels]
    else:
        write_files_that_are_named(tmp_path)
        file = tmp_path / "api-stability.toml"
        file.write_text(block.body)
        make_workspace(load_config(file))


def write_files_that_are_named(folder: Path) -> None:
    """The files of other blocks, where they say that they stand, and the example's ledger."""
    ledger = Path("project", "stability", "ledger.json")
    (folder / ledger).parent.mkdir(parents=True, exist_ok=True)
    (folder / ledger).write_bytes((DOCS / ledger).read_bytes())
    for block in find_all_blocks("toml"):
        name = file_of(block)
        if name not in (None, "api-stability.toml"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(block.body)


def test_the_described_decorator_is_read(tmp_path: Path) -> None:
    write_files_that_are_named(tmp_path)
    (source,) = (b for b in find_blocks(DOCS / "markers.md", "toml") if "[[sources]]" in b.body)
    (used,) = re.findall(r"`(@obsolete\([^`]*\))`", (DOCS / "markers.md").read_text("utf-8"))
    (tmp_path / "api-stability.toml").write_text(f'name = "acme"\n{source.body}')
    (tmp_path / "acme").mkdir()
    code = f"from acme.compat import obsolete\n\n{used}\ndef old(): ...\ndef load(): ...\n"
    (tmp_path / "acme" / "__init__.py").write_text(code)
    definition = "def obsolete(since, *, use=None, gone_in=None): ...\n"
    (tmp_path / "acme" / "compat.py").write_text(definition)
    symbols = {s.id: s for s in scan(open_workspace(tmp_path)).inventory.symbols}
    deprecation = symbols["python:acme.old"].deprecation
    assert deprecation is not None
    assert (deprecation.since, deprecation.removal) == ("2.1", "3.0")
    assert deprecation.alternatives == ("acme.load",)


def test_every_described_use_is_read(tmp_path: Path) -> None:
    """Each use in the comments of the long example, as what it marks."""
    (described,) = (
        block for block in find_blocks(DOCS / "markers.md", "toml") if "more-markers" in block.body
    )
    marker_set = parse_marker_set(described.body, where=str(described))
    uses = [
        use for line in re.findall(r"(?m)^# (.*)$", described.body) for use in line.split("   ")
    ]
    assert len(uses) == 10
    code = ["from acme.compat import *", "from acme.compat import audience, renamed, retired"]
    code += ["from acme.compat import alias, by_name, old_name, old_options", "def new(): ..."]
    for index, use in enumerate(uses[1:]):
        code += [use, f"def f{index}(x, *, k=1): ..."] if use[0] == "@" else [use]
    (tmp_path / "used.py").write_text("\n".join(code), encoding="utf-8")
    request = make_request(tmp_path, "used", marker_sets=(marker_set,))
    marks = {
        each.id: (mark.raw_level, mark.since, mark.removal, mark.alternatives, mark.reason)
        for each in read_python(request).declarations
        for mark in each.marks
    }
    assert marks == {
        "python:used.f0": ("beta", None, None, (), None),
        "python:used.f1": ("stable", None, None, (), None),
        "python:used.f2(a)": ("deprecated", "1.2", "1.4", ("x",), None),
        "python:used.f2(b)": ("deprecated", "1.2", "1.4", ("y",), None),
        "python:used.f3": ("deprecated", "1.2", "2.0", (), None),
        "python:used.f4": ("sunset", "1.2", None, (), None),
        "python:used.f6(k)": ("deprecated", "1.4", None, (), "Pass it by name."),
        "python:used.f7(a)": ("deprecated", "1.5", None, ("x",), None),
        "python:used.f7(b)": ("deprecated", "1.6", None, ("y",), None),
        "python:used.gone": ("deprecated", "1.7", None, (), None),
        "python:used.old": ("deprecated", None, None, ("used.new",), None),
    }


@pytest.fixture
def example_project(tmp_path: Path) -> Path:
    """A copy of the example project to run commands in."""
    ignored = shutil.ignore_patterns("__pycache__")
    return Path(shutil.copytree(DOCS / "project", tmp_path / "project", ignore=ignored))


@pytest.mark.parametrize(
    "page", [p for p in PAGES if find_blocks(p, "console") and p != README], ids=lambda p: p.stem
)
def test_commands_print_what_is_shown(page: Path, example_project: Path) -> None:
    for block in find_blocks(page, "console"):
        pairs = split_console(block.body)
        real = run_console([command for command, _ in pairs], example_project)
        for (command, shown), output in zip(pairs, real, strict=True):
            assert fits(shown, output), f"{block}: {command}\n{output}"


def test_the_readme_shows_what_the_command_prints(
    unpacked_wheel: PublishedWheel, tmp_path: Path
) -> None:
    (block,) = find_blocks(README, "console")
    (install, _), (command, shown) = split_console(block.body)
    version = re.search(r"pydantic==(\S+)", install)
    assert version
    folder = unpacked_wheel("pydantic", version[1])
    (output,) = run_console([f"{command} --path '{folder}'"], tmp_path)
    assert fits(shown, output), output


@cache
def help_of(*command: str) -> str:
    answer = subprocess.run(
        [sys.executable, "-m", "api_stability", *command, "--help"],
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    return answer.stdout


def find_commands() -> list[tuple[str, str]]:
    """Each line of an example, and each code span, that calls our command."""
    found: dict[str, str] = {}
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for line in re.findall(
            r"^(?:\$ |[ ]*- run: )?(api-stability [^\d\n].*)$", text, flags=re.MULTILINE
        ):
            found.setdefault(line, page.name)
        for line in re.findall(r"`(api-stability [^`]+)`", text):
            found.setdefault(line, page.name)
    return sorted(found.items())


@pytest.mark.parametrize(("line", "page"), find_commands())
def test_a_command_has_the_options_that_are_shown(line: str, page: str) -> None:
    words = line.split()[1:]
    options = {word.partition("=")[0] for word in words if word.startswith("-")}
    command = [] if words[0].startswith("-") else words[:1]
    text = help_of(*command)
    assert [option for option in sorted(options) if not re.search(rf"{option}\b", text)] == []


@pytest.mark.parametrize("block", find_all_blocks("shell"), ids=str)
def test_a_shell_example_parses_and_installs_what_there_is(block: Block) -> None:
    subprocess.run(["bash", "-n", "-c", block.body], check=True)
    extras = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    for names in re.findall(r"api-stability\[([\w,]+)\]", block.body):
        assert set(names.split(",")) <= set(extras["optional-dependencies"])


@pytest.mark.parametrize("block", find_all_blocks("yaml"), ids=str)
def test_yaml_parses(block: Block) -> None:
    parsed = yaml.safe_load(block.body)
    assert isinstance(parsed, dict | list)
    jobs = parsed.get("jobs", {}) if isinstance(parsed, dict) else {}
    assert all(job["steps"] for job in jobs.values())


def test_the_symbol_that_is_shown_is_in_the_inventory() -> None:
    (block,) = find_blocks(DOCS / "inventory.md", "json")
    shown = json.loads(block.body)
    answer = subprocess.run(
        [sys.executable, "-m", "api_stability", "scan", "--format", "json"],
        cwd=DOCS / "project",
        check=True,
        capture_output=True,
    )
    assert shown in json.loads(answer.stdout)["symbols"]


def test_what_the_readme_links_to_is_there() -> None:
    text = README.read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)|(?:src|srcset)=\"([^\"]+)\"", text)
    missing = [a or b for a, b in targets if not (PROJECT / (a or b)).is_file()]
    assert not missing


@pytest.mark.parametrize("picture", sorted(DOCS.rglob("*.png")), ids=lambda path: path.stem)
def test_a_picture_is_small_and_shown(picture: Path) -> None:
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert picture.stat().st_size < 200_000
    assert picture.relative_to(PROJECT).as_posix() in README.read_text(encoding="utf-8")
