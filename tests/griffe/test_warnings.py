"""What is wrong is warned of where the engine counts warnings; the page is there all the same."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from api_stability.templates import get_templates_path
from tests.griffe.building import Built, build, copy_root, with_options
from tests.griffe.pages import badge_texts, notice_texts

pytest.importorskip("mkdocstrings_handlers.python", reason="mkdocstrings-python is absent")
pytestmark = pytest.mark.usefixtures("templates")


@pytest.fixture
def depot(tmp_path: Path) -> Path:
    return copy_root("depot", tmp_path / "depot")


def check_intact(built: Built) -> None:
    """The page has all but what is ours."""
    article = built.article("package")
    assert "Find goods." in article
    assert not badge_texts(article)
    assert not notice_texts(article)


def test_a_missing_configuration(depot: Path) -> None:
    built = build(depot, extensions=[with_options(config="nowhere/api-stability.toml")])
    assert built.warnings == (
        f"api_stability: {depot}/nowhere/api-stability.toml: No such file or directory",
    )
    check_intact(built)


def test_a_wrong_configuration(depot: Path) -> None:
    (depot / "api-stability.toml").write_text('name = "depot"\n\npolice = "default"\n')
    built = build(depot, strict=True)
    assert built.is_aborted
    assert built.warnings == (
        f"api_stability: {depot}/api-stability.toml: unknown key 'police'; did you mean 'policy'?",
    )


def test_wrong_options(depot: Path) -> None:
    options = with_options(
        badge=False, badges_in=["nowhere"], admonitions="some", language=3, badges_link='"x'
    )
    built = build(depot, extensions=[options])
    start = "api_stability: extensions: api_stability.griffe: "
    default = "; the default, {!r}, is used"
    assert [text.removeprefix(start) for text in built.warnings] == [
        "unknown setting 'badge'; did you mean 'badges'?",
        "badges_in: invalid enum value 'nowhere' - at `$[0]`"
        + default.format(("summaries", "parameters")),
        "admonitions: invalid enum value 'some'" + default.format("all"),
        "language: expected `str`, got `int`" + default.format(""),
        r"badges_link: expected `str` matching regex '^[\\w.:{}-]*$'" + default.format(""),
    ]
    assert badge_texts(built.article("package"))
    assert build(depot, extensions=[options], strict=True).is_aborted


def test_what_could_not_be_read(depot: Path) -> None:
    (depot / "src/depot/broken.py").write_text("def f(:\n")
    (depot / "src/other.py").write_text('"""Another package of the same build."""\n')
    (depot / "docs/other.md").write_text("::: other\n")
    built = build(depot, strict=True)
    ours = [text for text in built.warnings if text.startswith("api_stability: ")]
    assert len(ours) == 1
    assert ours[0].startswith(f"api_stability: {depot}/src/depot/broken.py:1: ")
    assert ours[0].endswith("[syntax-error]")
    assert built.is_aborted
    assert badge_texts(build(depot).article("package"))


def test_templates_that_are_not_found(depot: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    handlers = import_module("mkdocstrings._internal.handlers.base")
    monkeypatch.setattr(handlers, "entry_points", lambda **_: ())
    get_templates_path.cache_clear()
    built = build(depot)
    assert len(built.warnings) == 1
    assert "install the distribution again" in built.warnings[0]
    check_intact(built)


def test_no_configuration_at_all(depot: Path) -> None:
    """It is the package's own, where none is where the build was started."""
    elsewhere = depot.parent / "elsewhere"
    elsewhere.mkdir()
    (depot / "docs").rename(elsewhere / "docs")
    built = build(elsewhere, paths=[str(depot / "src")], strict=True)
    assert built.warnings == ()
    assert badge_texts(built.article("package"))


def test_a_package_that_nothing_is_known_of(depot: Path) -> None:
    (depot / "api-stability.toml").write_text(
        'name = "depot"\n[[sources]]\nsurface = "env"\npaths = ["src"]\n'
    )
    built = build(depot, strict=True)
    assert built.warnings == ()
    check_intact(built)


def test_what_is_kept(depot: Path) -> None:
    build(depot)
    assert (depot / ".cache/api-stability").is_dir()
    assert build(depot).warnings == ()


def test_nothing_is_kept(depot: Path) -> None:
    build(depot, extensions=[with_options(cache=False)])
    assert not (depot / ".cache").exists()


def test_a_cache_that_cannot_be_written(depot: Path) -> None:
    (depot / ".cache").write_text("a file")
    built = build(depot)
    start = f"api_stability: {depot}/.cache/api-stability: cache: nothing is kept: Not a"
    assert [text[: len(start)] for text in built.warnings] == [start]
    assert badge_texts(built.article("package"))
