"""The second example project: the inventory that stands beside it is that of its code."""

from __future__ import annotations

import subprocess
import sys

from tests.example_docs.conftest import Site
from tests.example_docs.pages import DOCS
from tests.example_docs.site import read_page


def test_its_inventory_is_that_of_a_scan() -> None:
    command = [sys.executable, "-m", "api_stability", "scan", "--format", "json"]
    folder = DOCS / "other-project"
    scanned = subprocess.run(command, cwd=folder, capture_output=True, check=True).stdout
    assert scanned == (folder / "stability.json").read_bytes()


def test_the_page_shows_what_it_says(site: Site) -> None:
    page = read_page(site.output, "other-projects")
    (table, *_) = page.tables()
    assert "kv_store.ReplicatedStore" in str(table)
    assert "kv-store" not in [project["name"] for project in site.inventory()["projects"]]
