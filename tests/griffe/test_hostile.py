"""What is made of hostile texts has the structure of what is made of harmless ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.griffe.building import Built, build, with_options
from tests.sphinx.structures import read_html
from tests.support.payloads import PAYLOADS, VAST, calm

pytest.importorskip("mkdocstrings_handlers.python", reason="mkdocstrings-python is absent")
pytestmark = pytest.mark.usefixtures("templates")

HEAD = '''\
"""Everything."""

from typing import overload

from api_stability import deprecated, experimental

'''


def write_project(folder: Path, say: Callable[[str], str]) -> Path:
    """Each text in each place that a decorator has for texts."""
    parts = [HEAD]
    for number, payload in enumerate(PAYLOADS):
        text = say(payload)
        told = f"{text!r}, since={text!r}, removal={text!r}, alternative={text!r}"
        parts.append(
            f"@deprecated({told})\n@experimental({text!r}, since={text!r})\n"
            f'def f{number}():\n    """Do it."""\n\n\n'
            f"class C{number}:\n"
            f'    """Be it."""\n\n'
            f"    @deprecated({told}, parameter='x')\n    def m(self, x):\n"
            f'        """Do it.\n\n        Args:\n            x: What.\n        """\n\n'
            f'    @property\n    def p(self):\n        """It."""\n\n'
            f"    @p.setter\n    @deprecated({told})\n    def p(self, value): ...\n\n"
            f"    @overload\n    @deprecated({told})\n    def o(self, x: int): ...\n"
            f"    @overload\n    def o(self, x: str): ...\n"
            f'    def o(self, x):\n        """Do it."""\n\n\n'
        )
    (folder / "src/odd").mkdir(parents=True)
    (folder / "docs").mkdir()
    (folder / "src/odd/__init__.py").write_text("".join(parts), "utf-8", errors="surrogatepass")
    (folder / "docs/index.md").write_text("# Odd\n\n::: odd\n")
    (folder / "pyproject.toml").write_text('[project]\nname = "odd"\nversion = "1.0"\n')
    return folder


def build_one(folder: Path) -> Built:
    everywhere = with_options(
        badges_in=["summaries", "parameters", "contents"], badges_link="stability-{level}"
    )
    return build(folder, extensions=[everywhere], options={"separate_signature": True})


def test_structure(tmp_path: Path) -> None:
    odd, plain = (
        read_html(build_one(write_project(tmp_path / name, say)).page("index.html"))
        for name, say in (("odd", str), ("plain", calm))
    )
    more, less = odd - plain, plain - odd
    assert not more, f"{more}, not {less}"
    # a word alone is shown as a name where one with quotes in it is not; no text swallows more
    assert less.total() * 20 <= plain.total(), f"no {less}"


def test_vast_texts(tmp_path: Path) -> None:
    folder = write_project(tmp_path, lambda _: "x")
    code = "".join(
        f"@deprecated({text!r}, alternative={text!r})\ndef f{number}():\n    pass\n"
        for number, text in enumerate(VAST)
    )
    (folder / "src/odd/__init__.py").write_text(HEAD + code)
    built = build_one(folder)
    assert built.warnings == ()
    read_html(built.page("index.html"))
