"""`assets`: style sheet and script as files."""

from __future__ import annotations

from pathlib import Path

from api_stability.assets import SCRIPT, STYLE_SHEET, read_asset
from tests.cli.running import error_of, run

WRITTEN = "docs/assets/api-stability.css: written\ndocs/assets/api-stability.js: written\n"
CURRENT = WRITTEN.replace(": written", " is current")


def test_they_are_written_once(empty: Path) -> None:
    result = run("assets", "docs/assets")
    assert (result.exit_code, result.stdout) == (0, WRITTEN)
    for name in (STYLE_SHEET, SCRIPT):
        assert Path("docs/assets", name).read_bytes() == read_asset(name)
    assert run("assets", "docs/assets").stdout == CURRENT


def test_they_are_checked(empty: Path) -> None:
    missing = run("assets", "--check", "docs/assets")
    assert (missing.exit_code, missing.stdout) == (1, "")
    assert missing.stderr.splitlines()[0] == (
        "docs/assets/api-stability.css is not current; write it with `api-stability assets`"
    )
    run("assets", "docs/assets")
    assert run("assets", "--check", "docs/assets").stdout == CURRENT
    Path("docs/assets", STYLE_SHEET).write_text("mine")
    stale = run("assets", "--check", "docs/assets")
    assert (stale.exit_code, stale.stdout) == (1, CURRENT.splitlines(keepends=True)[1])
    assert run("assets", "docs/assets").exit_code == 0
    assert run("assets", "--check", "docs/assets").exit_code == 0


def test_the_script_speaks_another_language(empty: Path) -> None:
    assert run("assets", "--language", "de", "here").exit_code == 0
    script = Path("here", SCRIPT).read_text(encoding="utf-8")
    assert "Zeilen" in script
    assert run("assets", "--check", "here").exit_code == 1
    assert run("assets", "--check", "--language", "de", "here").exit_code == 0


def test_a_file_is_no_folder(empty: Path) -> None:
    Path("file").touch()
    assert error_of("assets", "file").startswith("api-stability: error: file")
