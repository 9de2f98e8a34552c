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
    return without_own_objects(index)


def without_own_objects(index: dict[str, Any]) -> dict[str, Any]:
    """The index without what our domain documents: rows about what no other domain does."""
    types = {number: kind for number, kind in index["objtypes"].items() if "stability:" in kind}
    index["objects"] = {
        prefix: kept
        for prefix, entries in index["objects"].items()
        if (kept := [entry for entry in entries if str(entry[1]) not in types])
    }
    for number in types:
        del index["objtypes"][number], index["objnames"][number]
    return index


def read_objects(built: Built) -> list[str]:
    """The lines of ``objects.inv``, without those of our own domain."""
    data = (built.outdir / "objects.inv").read_bytes()
    lines = zlib.decompress(data.split(b"\n", 4)[4]).decode().splitlines()
    return [line for line in lines if " stability:" not in line and "stability-index" not in line]


def without_ours(page: str) -> str:
    """A page without what is ours: admonitions, tables and links in the place of roles."""
    page = re.sub(r'<div class="stability-notice.*?</div>', "", page, flags=re.DOTALL)
    page = re.sub(r"<svg.*?</svg>", "", page, flags=re.DOTALL)
    page = re.sub(r'<table class="stability-table.*?</table>', "", page, flags=re.DOTALL)
    return re.sub(r"<link [^>]*api-stability\.css[^>]*>", "", page)
