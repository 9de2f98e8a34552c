"""What Sphinx made of the pages of a build, to be compared with a build without the extension."""

from __future__ import annotations

import json
import re
import zlib
from typing import Any

from tests.sphinx.building import Built


def read_search_index(built: Built) -> dict[str, Any]:
    text = built.page("searchindex.js")
    index: dict[str, Any] = json.loads(text[text.index("(") + 1 : text.rindex(")")])
    del index["envversion"]
    return index


def read_objects(built: Built) -> list[str]:
    data = (built.outdir / "objects.inv").read_bytes()
    return zlib.decompress(data.split(b"\n", 4)[4]).decode().splitlines()


def without_ours(page: str) -> str:
    """A page without what is ours: admonitions, tables and links in the place of roles."""
    page = re.sub(r'<div class="stability-notice.*?</div>', "", page, flags=re.DOTALL)
    page = re.sub(r'<table class="stability-table.*?</table>', "", page, flags=re.DOTALL)
    return re.sub(r"<link [^>]*api-stability\.css[^>]*>", "", page)
