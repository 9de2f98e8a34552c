"""Build documentation inside the test's process, and say what was read and written."""

from __future__ import annotations

import shutil
import sys
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sphinx.application import Sphinx, builtin_extensions
from sphinx.builders.html._assets import _file_checksum_inner
from sphinx.locale import init as init_translations
from sphinx.locale import translators
from sphinx.pycode import ModuleAnalyzer
from sphinx.util.console import strip_colors
from sphinx.util.docutils import docutils_namespace, patch_docutils

ROOTS = Path(__file__).parent / "roots"

# Whatever builds first, in whatever language: words that a module has for good are English,
# and words, as they are in a build, not promises of words.
init_translations([], "en")
for _name in builtin_extensions:
    import_module(_name)


@dataclass
class Built:
    """What a build did."""

    outdir: Path
    warnings: str
    info: str
    read: list[str] = field(default_factory=list)
    """Documents that were read."""
    written: list[str] = field(default_factory=list)
    """Documents that were written."""
    statuscode: int = 0

    def page(self, name: str) -> str:
        """The text of an output file."""
        return (self.outdir / name).read_text(encoding="utf-8")

    def body(self, docname: str) -> str:
        """The HTML of a page's own content, by the theme "basic"."""
        page = self.page(f"{docname}.html")
        start = page.index('<div class="body" role="main">') + len('<div class="body" role="main">')
        return page[start : page.index('<div class="clearer">', start)].strip()


def copy_root(name: str, target: Path) -> Path:
    """A copy of a miniature project; the folder of its documentation."""
    shutil.copytree(ROOTS / name, target)
    return target / "docs"


def write_files(folder: Path, files: Mapping[str, str]) -> Path:
    """Write files below *folder*."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def build(
    docs: Path,
    outdir: Path,
    *,
    builder: str = "html",
    doctrees: Path | None = None,
    strict: bool = False,
    verbosity: int = 0,
    parallel: int = 0,
    only: tuple[Path, ...] = (),
    settings: Mapping[str, Any] | None = None,
    **values: Any,
) -> Built:
    """Build *docs*; *strict* as with ``-W -n``: a warning fails the build.

    *settings* and *values* are values of ``conf.py``.
    """
    status, warning = StringIO(), StringIO()
    _file_checksum_inner.cache_clear()  # builds follow each other in processes of their own
    with isolated(docs):
        app = Sphinx(
            docs,
            docs,
            outdir,
            doctrees or outdir.with_name(f"{outdir.name}-doctrees"),
            builder,
            confoverrides={"nitpicky": strict, "html_theme": "basic", **(settings or {}), **values},
            status=status,
            warning=warning,
            verbosity=verbosity,
            parallel=parallel,
        )
        built = Built(outdir, "", "")
        app.connect("source-read", lambda _app, docname, _source: built.read.append(docname))
        app.connect("doctree-resolved", lambda _app, _tree, name: built.written.append(name))
        app.build(filenames=list(only))
    built.statuscode = app.statuscode
    built.warnings = strip_colors(warning.getvalue())
    built.info = strip_colors(status.getvalue())
    built.read.sort()
    built.written.sort()
    if strict:
        assert not built.warnings, built.warnings
    return built


@contextmanager
def isolated(docs: Path) -> Iterator[None]:
    """Undo what a build does to the process: registrations, the path, imported samples."""
    path, modules = sys.path[:], set(sys.modules)
    try:
        # Sphinx keeps checksums of files by their names, which a second build may write again, and
        # adds what it finds in one language to what it found in another.
        _file_checksum_inner.cache_clear()
        with (
            patch.dict(translators, clear=True),
            # projects of tests may have packages of the same name
            patch.dict(ModuleAnalyzer.cache, clear=True),
            patch_docutils(docs),
            docutils_namespace(),
            warnings.catch_warnings(),
        ):
            # what Sphinx and its other extensions deprecate in each other is not ours to mend
            warnings.filterwarnings("ignore", category=DeprecationWarning, module=r"(?!api_stab)")
            warnings.filterwarnings("ignore", category=PendingDeprecationWarning)
            yield
    finally:
        sys.path[:] = path
        for name in set(sys.modules) - modules:
            file = getattr(sys.modules[name], "__file__", None)
            if file and Path(file).is_relative_to(docs.parent):
                del sys.modules[name]
