"""The configuration of this documentation."""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE / "project" / "src")]

import contents  # noqa: E402 - stands beside this file
import published_packages  # noqa: E402 - likewise

project = "api-stability"
author = "The api-stability developers"
copyright = "The api-stability developers"

extensions = ["api_stability.sphinx", "myst_parser", "sphinx.ext.autodoc", "sphinx.ext.autosummary"]
exclude_patterns = ["README.md", "api-mkdocs", "project", "published"]
html_theme = "furo"
html_title = project
html_static_path = ["_static"]
autodoc_member_order = "bysource"
myst_heading_anchors = 3
api_stability_inventories = {"kv-store": "other-project/stability.json"}

# One page shows packages as they are published: it is made before the pages are read.
published_packages.prepare(HERE)


def setup(app):
    """Take the contents of the pages from the configuration of the other engines."""
    contents.setup(app, HERE.parent / "mkdocs.yml", more={"Examples": ["api/index"]})
