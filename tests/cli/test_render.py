"""`render`: pages with everything resolved, or regions of them, kept fresh."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.running import error_of, run

BEGIN, END = "<!-- stability:begin stability-table :level: beta -->", "<!-- stability:end -->"
ROW = "| `demo.load` | **Beta** | Load it. |"
TABLE = f"\n| Name | Stability | Summary |\n| --- | --- | --- |\n{ROW}\n\n"
README = f"# Demo\r\n\r\nText {{stability}}`beta`.\r\n{BEGIN}\nold\n{END}\nend"


@pytest.fixture
def readme(project: Path) -> Path:
    path = Path("README.md")
    path.write_bytes(README.encode())
    return path


def test_a_region_is_written_in_place_and_then_current(readme: Path) -> None:
    result = run("render", "--write", "README.md")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "README.md: written\n"
    table = TABLE.replace("\n", "\r\n")
    written = README.replace("old\n", table).encode()
    assert readme.read_bytes() == written
    readme.write_bytes(README.encode())
    assert run("render", "--write", "README.md", "-q").stderr == ""
    before = readme.stat().st_mtime_ns
    os.utime(readme, ns=(before - 10**10, before - 10**10))
    again = run("render", "--write", "README.md")
    assert (again.exit_code, again.stdout, again.stderr) == (0, "", "")
    assert readme.stat().st_mtime_ns == before - 10**10
    assert readme.read_bytes() == written
    check = run("render", "--check", "README.md")
    assert (check.exit_code, check.stdout, check.stderr) == (0, "", "")


def test_check_says_what_is_stale_and_writes_nothing(readme: Path) -> None:
    result = run("render", "--check", "README.md")
    assert result.exit_code == 1
    assert result.stdout == (
        "README.md:5: stale: `stability-table` shows something else now; "
        "run: api-stability render --write README.md\n"
        "-old\n+\n+| Name | Stability | Summary |\n+| --- | --- | --- |\n"
        f"+{ROW}\n+\n"
    )
    assert readme.read_bytes() == README.encode()


def test_only_the_line_that_differs_is_named(readme: Path) -> None:
    run("render", "--write", "README.md")
    code = Path("src/demo/__init__.py")
    code.write_text(code.read_text().replace("Load it.", "Load all."))
    result = run("render", "--check", "README.md")
    assert (result.exit_code, result.stdout.splitlines()[1:]) == (
        1,
        [f"-{ROW}", f"+{ROW.replace('it', 'all')}"],
    )
    assert result.stdout.startswith("README.md:8: stale: ")
    assert readme.read_bytes().decode().splitlines()[7] == ROW


def test_check_names_the_whole_command(readme: Path) -> None:
    run("scan", "--format", "json", "-o", "my inventory.json")
    options = ["--inventory", "my inventory.json", "--format", "markdown"]
    told = run("render", "--check", "README.md", *options).stdout.splitlines()[0]
    assert told.endswith(
        "run: api-stability render --inventory 'my inventory.json' --format markdown --write "
        "README.md"
    )
    told = run("render", "--check", "-", input=README).stdout.splitlines()[0]
    assert told.endswith("it came from standard input, and is to be made anew there")


def test_an_output_that_is_current_is_not_touched(readme: Path) -> None:
    run("render", "README.md", "-o", "out.md")
    os.utime("out.md", ns=(1, 1))
    assert run("render", "README.md", "-o", "out.md").exit_code == 0
    assert Path("out.md").stat().st_mtime_ns == 1


def test_whole_pages(readme: Path) -> None:
    Path("docs/sub").mkdir(parents=True)
    Path("docs/index.md").write_text("```{stability-table}\n:limit: 1\n```\n")
    Path("docs/sub/all.mdx").write_text("# All\n\n```{stability-table}\n```\n")
    result = run("render", "docs/index.md", "docs/sub/all.mdx", "-o", "build/")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    index = Path("build/index.md").read_text()
    assert index.endswith("more are not shown; all 4 in [All](sub/all.mdx).\n")
    assert Path("build/sub/all.mdx").read_text().startswith("# All\n\n| Name |")
    check = ["render", "docs/index.md", "docs/sub/all.mdx", "-o", "build/", "--check"]
    assert run(*check).exit_code == 0
    Path("build/index.md").write_text(index.replace("Beta", "Alpha"))
    Path("build/sub/all.mdx").unlink()
    result = run(*check)
    assert result.exit_code == 1
    first, *_, last = result.stdout.splitlines()
    assert first == "build/index.md:3: stale: run the same command without --check"
    assert last == (
        "build/sub/all.mdx:1: stale: there is no such file; run the same command without --check"
    )


def test_standard_input_and_output(project: Path) -> None:
    result = run("render", "-", input="{stability}`beta`\r\n")
    assert (result.exit_code, result.stdout_bytes, result.stderr) == (0, b"**Beta**\r\n", "")
    result = run("render", "-", "--format", "mdx", "-o", "x.mdx", input="    {stability}`beta`")
    assert (result.exit_code, Path("x.mdx").read_text()) == (0, "    **Beta**")


def test_an_inventory(readme: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("scan", "--format", "json", "-o", tmp_path / "stability.json")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "page.mdx").write_text(
        "{/* stability:begin stability-table */}\n{/* stability:end */}\n"
    )
    monkeypatch.chdir(elsewhere)
    result = run("render", "--write", "page.mdx", "--inventory", tmp_path / "stability.json")
    assert (result.exit_code, result.stderr) == (0, "page.mdx: written\n")
    assert ROW in Path("page.mdx").read_text()


def test_changes_are_named_from_the_page(released: Path) -> None:
    run("scan", "--format", "json", "-o", "old.json")
    Path("docs").mkdir()
    Path("old.json").rename("docs/old.json")
    Path("docs/page.md").write_text("```{stability-changes} old.json\n```\n")
    result = run("render", "docs/page.md")
    assert (result.exit_code, result.stdout) == (0, "Nothing here changed from demo 1.8 to now.\n")


def test_all_mistakes_are_told_and_nothing_is_written(readme: Path) -> None:
    Path("b.md").write_text(f"{BEGIN.replace('beta', 'bta')}\n{END}\n\n{END}\n")
    result = run("render", "--write", "README.md", "b.md")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "b.md:1: unknown level 'bta'; did you mean 'beta'? [unknown-level]\n"
        "b.md:4: nothing ends here: there is no stability:begin before it [end-without-begin]\n"
    )
    assert readme.read_bytes() == README.encode()


def test_an_incomplete_scan_is_never_read_as_removed(readme: Path) -> None:
    run("render", "--write", "README.md")
    before = readme.read_bytes()
    Path("src/demo/__init__.py").write_text("def f(:\n")
    for options in (["--write"], ["--check"], ["-o", "out.md"]):
        result = run("render", "README.md", *options, "-q")
        assert (result.exit_code, result.stdout) == (3, "")
        assert "incomplete[syntax-error]" in result.stderr
        assert result.stderr.endswith(
            "nothing was written or compared: what could not be read would be missing\n"
        )
    assert readme.read_bytes() == before
    assert not Path("out.md").exists()
    shown = run("render", "README.md", "-q")
    assert (shown.exit_code, shown.stdout.startswith("# Demo")) == (3, True)


WRONG = {
    ("--write", "--check", "README.md"): "--check writes nothing; give one of --write and --check",
    ("--write", "-o", "x.md", "README.md"): "--write renews the pages themselves; give one of "
    "--write and -o",
    ("--write", "-"): "--write renews files, and standard input is none",
    ("--check", "-o", "-", "README.md"): "--check compares with a file: say which one with -o FILE",
    ("no.md",): "no.md: No such file or directory",
    ("src",): "src: this is a folder; name its pages: src/*.md",
    ("README",): "README: what is it written in? its name ends in none of .md, .markdown, .mdx: "
    "say --format markdown or --format mdx",
    ("README", "--format", "mdx"): "README: No such file or directory",
    ("README.md", "./README.md"): "./README.md: this page is given twice",
    ("README.md", "-o", "README.md"): "README.md: this is the page itself: its directives would be "
    "lost; write to another file, or put regions on the page and use --write",
    ("README.md", "-o", "./"): "README.md: this is the page itself: its directives would be "
    "lost; write to another file, or put regions on the page and use --write",
    ("README.md", "b.md"): "several pages need a folder to be written to: -o build/ (with the /)",
    ("README.md", "README.mdx", "-o", "b/"): "two of the pages differ only in their suffix; name "
    "one at a time",
    ("--write", "b.md"): "b.md: there is no region: write a comment with stability:begin NAME, and "
    "one with stability:end, into the page",
    ("latin.md",): "latin.md: line 1 is not UTF-8; save the page in that encoding",
    ("vast.md",): "vast.md: this has 10,000,001 bytes; a page has 10,000,000 at the most",
    ("README.md", "--inventory", "no.json"): "no.json: No such file or directory",
}  # fmt: skip


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_wrong_usage(arguments: tuple[str, ...], readme: Path) -> None:
    Path("b.md").write_text("b")
    Path("README.mdx").write_text("b")
    Path("latin.md").write_bytes("é".encode("latin-1"))
    if "vast.md" in arguments:
        Path("vast.md").write_bytes(b"x" * 10_000_002)
    assert error_of("render", *arguments) == f"api-stability: error: {WRONG[arguments]}\n"
    assert readme.read_bytes() == README.encode()


def test_pages_are_about_one_project(project: Path, tmp_path: Path) -> None:
    run("scan", "--format", "json", "-o", "a.json")
    text = Path("a.json").read_text()
    Path("b.json").write_text(text.replace('"demo"', '"other"'))
    run("merge", "a.json", "b.json", "-o", "both.json", "--format", "json")
    Path("pyproject.toml").write_text('[project]\nname = "third"\nversion = "1"\n')
    Path("page.md").write_text("{stability}`beta`")
    assert error_of("render", "page.md", "--inventory", "both.json") == (
        "api-stability: error: the inventory is about demo, other, and pages are about one "
        "project: name that in a configuration, and say --config\n"
    )
