"""Badges and admonitions say what the Sphinx extension says of the same object."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from tests.griffe.building import build, copy_root
from tests.griffe.pages import Seen, badge_texts, join_text, outline, read_objects
from tests.sphinx import building as sphinx

pytest.importorskip("mkdocstrings_handlers.python", reason="mkdocstrings-python is absent")
pytestmark = pytest.mark.usefixtures("templates")

MODULES = ("depot", "depot.trial", "depot.stacks")
AUTODOC = ":members:\n   :undoc-members:\n   :special-members: __init__"


def read_sphinx(html: str) -> dict[str, Seen]:
    """What each object on a page shows: badges of all its signatures, its own notices."""
    found: dict[str, Seen] = {}
    pieces = re.split(r'<dt class="sig [^"]*" id="([^"]+)">', html)
    for anchor, text in zip(pieces[1::2], pieces[2::2], strict=True):
        head, _, body = text.partition("<dd>")
        notices = re.findall(r'<div class="[^"]*stability-notice.*?</div>', body, re.DOTALL)
        texts = [join_text(outline(each).split("\n")) for each in notices]
        plain = [re.sub(r"^!!! \S+ (.*?) ?!!!$", r"\1", each) for each in texts]
        found[anchor] = Seen(list(dict.fromkeys(badge_texts(head))), plain)
    return found


def test_every_object(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = copy_root("depot", tmp_path / "depot")
    pages = {f"{name}.md": f"# {name}\n\n::: {name}\n" for name in MODULES}
    for old in (folder / "docs").iterdir():
        old.unlink()
    sphinx.write_files(folder / "docs", pages)
    rst = {
        f"{name}.rst": f"{name}\n{'=' * 20}\n\n.. automodule:: {name}\n   {AUTODOC}\n"
        for name in MODULES
    }
    index = "Depot\n=====\n\n.. toctree::\n\n" + "".join(f"   {name}\n" for name in MODULES)
    sphinx.write_files(folder / "sphinx", {**rst, "conf.py": "", "index.rst": index})
    theirs = build(folder, strict=True, options={"filters": [], "members_order": "source"})
    monkeypatch.syspath_prepend(str(folder / "src"))
    ours = sphinx.build(
        folder / "sphinx",
        tmp_path / "html",
        extensions=["sphinx.ext.autodoc", "api_stability.sphinx"],
    )
    for name in [name for name in sys.modules if name.partition(".")[0] == "depot"]:
        del sys.modules[name]
    compared = 0
    for name in MODULES:
        shown = read_objects(theirs.article(name))
        for path, expected in read_sphinx(ours.body(name)).items():
            seen = shown[path]
            if path.endswith(".__init__") and not seen.notices:  # the class above says it
                continue
            badges = set(seen.badges) | set(badge_texts_of_overloads(theirs.article(name), path))
            assert badges == set(expected.badges), path
            assert seen.notices == expected.notices, path
            compared += bool(seen.notices)
    assert compared > 10


def badge_texts_of_overloads(html: str, path: str) -> list[str]:
    """The badges above the signatures of overloads, which Sphinx has as those of the object."""
    text = html.partition(f'id="{path}"')[2]
    text = re.split(r'<h[1-6] id="', text)[0]
    return badge_texts("".join(re.findall('<p class="stability-overload".*?</p>', text)))
