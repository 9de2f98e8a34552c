import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
project = "gallery"
version = release = "1.4"
copyright = "the authors"
extensions = [
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "sphinx.ext.autosectionlabel",
    "myst_parser",
    "api_stability.sphinx",
]
autosectionlabel_prefix_document = True
numfig = True
html_theme = "basic"
html_show_sphinx = False
html_copy_source = False
epub_show_urls = "no"
epub_copyright = "none"
latex_engine = "pdflatex"
man_pages = [("index", "gallery", "Gallery", ["We"], 1)]
today = "2026-01-01"
linkcheck_ignore = [r"https://example\.org/.*"]
api_stability_badges_in = ["summaries", "parameters", "contents", "references"]
