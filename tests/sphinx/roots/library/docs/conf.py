import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
project = "library"
extensions = ["sphinx.ext.autodoc", "myst_parser", "api_stability.sphinx"]
html_theme = "basic"
html_show_sphinx = False
html_copy_source = False
