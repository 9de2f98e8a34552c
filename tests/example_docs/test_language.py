"""The guide in another language: our words are in it, what the example says is as it was."""

from __future__ import annotations

from pathlib import Path

from tests.example_docs.conftest import OFFLINE, build, copy_docs
from tests.example_docs.site import read_page


def test_the_german_guide_shows_german_words(tmp_path: Path) -> None:
    site = build(copy_docs(tmp_path), OFFLINE, "-D", "language=de")
    page = read_page(site.output, "directives").root
    badges = {badge.text() for badge in page.find("span", "stability-badge")}
    assert {"Experimentell", "Veraltet"} <= badges
    assert not badges & {"Experimental", "Deprecated", "Stable"}
    headings = {
        cell.text() for table in page.find("table", "stability-table") for cell in table.find("th")
    }
    assert {"Name", "Stabilität", "Zusammenfassung", "Neu", "Funktionsmerkmal"} <= headings
    assert not headings & {"Stability", "Summary", "Use instead", "Feature"}
    text = page.text()
    assert "Änderung oder Entfernung sind ohne Vorankündigung möglich." in text
    assert "Transfers are not yet retried when a worker is lost" in text
    index = read_page(site.output, "stability-index").root
    assert index.text().count("Stabilitätsverzeichnis") > 0
