"""The pages of the API reference show what the inventory says, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from tests.example_docs.conftest import Site
from tests.example_docs.pages import DOCS
from tests.example_docs.site import Element, describe_objects, read_badges, read_page
from tests.support.golden import Golden

PAGES = sorted(f"api/{path.stem}" for path in (DOCS / "api").iterdir() if path.stem != "index")
LABELS = {"experimental": "Experimental", "beta": "Beta"}


@pytest.mark.parametrize("name", PAGES)
def test_badges_and_admonitions_of_a_page(site: Site, golden: Golden, name: str) -> None:
    page = read_page(site.output, name)
    golden(describe_objects(page), f"golden/{name.replace('/', '-')}.txt")


def symbols_by_path(site: Site) -> dict[str, dict[str, Any]]:
    """Every symbol by each of its ids; of Python, by each of its paths."""
    return {
        path.removeprefix("python:"): symbol
        for symbol in site.inventory()["symbols"]
        for path in (symbol["id"], *symbol["aliases"])
    }


def expected_badges(symbol: dict[str, Any]) -> set[str]:
    """The badges that the policy `default` shows."""
    badges = {LABELS[symbol["level"]]} if symbol["level"] in LABELS else set()
    return badges | ({"Deprecated"} if symbol["deprecation"] else set())


def find_descriptions(site: Site, name: str) -> list[tuple[list[Element], Element]]:
    """The signatures and the content of every description on a page."""
    descriptions = []
    article = read_page(site.output, name).article
    for found in (*article.find("dl", "py"), *article.find("dl", "std")):
        children = [child for child in found.children if isinstance(child, Element)]
        signatures = [child for child in children if "sig-object" in child.classes]
        descriptions.append((signatures, next(c for c in children if c.tag == "dd")))
    return descriptions


def read_path(signature: Element) -> str:
    """What a signature documents, as `symbols_by_path` has it."""
    anchor = str(signature.attributes["id"])
    name = next(signature.find("span", "descname")).text()
    if anchor.startswith("cmdoption-dynamo-example-"):
        return f"cli:dynamo-example {name}"
    return f"env:{name}" if anchor.startswith("envvar-") else anchor


@pytest.mark.parametrize("name", PAGES)
def test_every_signature_has_the_badges_of_its_symbol(site: Site, name: str) -> None:
    symbols = symbols_by_path(site)
    descriptions = find_descriptions(site, name)
    assert descriptions
    for signatures, _ in descriptions:
        if len(signatures) == 1:  # overloads differ; the golden file has them
            path = read_path(signatures[0])
            assert set(read_badges(signatures[0])) == expected_badges(symbols[path]), path


@pytest.mark.parametrize("name", PAGES)
def test_every_experimental_or_deprecated_object_has_an_admonition(site: Site, name: str) -> None:
    symbols = symbols_by_path(site)
    for signatures, content in find_descriptions(site, name):
        if len(signatures) > 1:
            continue
        path = read_path(signatures[0])
        own = [
            child
            for child in content.children
            if isinstance(child, Element) and "stability-notice" in child.classes
        ]
        told = {word for notice in own for word in notice.classes if "notice--" in word}
        shown = {f"stability-notice--{label.lower()}" for label in expected_badges(symbols[path])}
        parameters = [key for key in symbols if key.startswith(f"{path}(")]
        if not parameters:
            assert told == shown - {"stability-notice--beta"}, path
