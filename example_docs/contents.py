"""Gives Sphinx the contents of this documentation: the navigation in ``mkdocs.yml``, its one place.

The first page has them as directives that the other engines do not know, put into its text when
it is read. What is documented with syntax of Sphinx' own, or of another engine's, is a folder for
each: those of the others are left out, and those of Sphinx are added.
"""

from pathlib import Path

import yaml

OTHERS = ("api-mkdocs/",)
"""The folders that are not Sphinx'."""


def setup(app, navigation, more):
    """Read *navigation*; *more* are pages of Sphinx' own, by the section that they begin."""

    def add(app, docname, source):
        if docname == app.config.root_doc:
            app.env.note_dependency(str(navigation))
            source[0] += "".join(write_toctrees(read_sections(navigation), more))

    app.connect("source-read", add)


def read_sections(navigation):
    """The sections and their pages."""
    entries = yaml.safe_load(Path(navigation).read_text(encoding="utf-8"))["nav"]
    sections = (section for entry in entries for section in entry.items())
    return {title: pages for title, pages in sections if isinstance(pages, list)}


def write_toctrees(sections, more):
    """A directive for each section."""
    for title, pages in sections.items():
        names = [page.removesuffix(".md") for page in pages if not page.startswith(OTHERS)]
        lines = [f"\n```{{toctree}}\n:hidden:\n:caption: {title}\n", *more.get(title, []), *names]
        yield "\n".join([*lines, "```", ""])
