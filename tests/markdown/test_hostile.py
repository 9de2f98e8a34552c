"""What a page makes of hostile texts has the structure of what it makes of harmless ones.

No element, attribute or scheme of an address more or less, whatever stands in any field that can be
filled freely, with every extension on that reads texts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from markdown import Markdown

from tests.markdown.converting import NAME, Converted, convert
from tests.markdown.test_beside import EVERY
from tests.sphinx import structures
from tests.sphinx.hostile_project import COLUMNS, write_project
from tests.support.payloads import PAYLOADS, calm, on_one_line

pytest.importorskip("pymdownx")

EXTENSIONS = ("nl2br", "codehilite", "wikilinks", *EVERY)
NUMBERS = range(len(PAYLOADS))
PAGES = {
    "features": "".join(
        f"```{{stability-feature}} feature-{n}\n```\n\nSee {{stability-feature}}`feature-{n}`, "
        f"{{stability}}`pkg.h{n}`.\n\n## Title {{stability}}`pkg.h{n}` {n}\n\n"
        for n in NUMBERS
    )
    + "```{stability-table}\n:subject: features\n```\n",
    "tables": f"```{{stability-table}}\n:columns: {COLUMNS}\n:surface: python helm\n```\n\n"
    "```{stability-table}\n:columns: name\n:group-by: level\n```\n\n"
    "```{deprecation-table}\n:prefix: pkg\n```\n\n"
    "```{migration-table}\n:prefix: pkg\n```\n\n```{stability-overview}\n```\n",
    "policy": "```{stability-policy}\n```\n",
    "history": "```{stability-removals}\n```\n\n"
    "```{stability-timeline}\n:subject: symbols\n:prefix: pkg.g1\n:releases: 200\n```\n",
}
Projects = tuple[Path, Path]


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> Projects:
    folder = tmp_path_factory.mktemp("hostile")
    write_project(folder / "odd", PAYLOADS, lambda text: text)
    write_project(folder / "calm", PAYLOADS, calm)
    return folder / "odd/api-stability.toml", folder / "calm/api-stability.toml"


def convert_both(projects: Projects, odd: str, plain: str) -> tuple[Converted, Converted]:
    found = convert(odd, *EXTENSIONS, config=projects[0])
    return found, convert(plain, *EXTENSIONS, config=projects[1])


def compare(found: Converted, expected: Converted) -> None:
    """No more elements; and less only where a word alone is shown as a name."""
    odd, plain = (drop_names(structures.read_html(each.html)) for each in (found, expected))
    more, less = odd - plain, plain - odd
    assert not more, f"{more}, not {less}"
    assert less.total() * 20 <= plain.total(), less


def drop_names(found: structures.Structure) -> structures.Structure:
    """What looks like a name is shown as one, in the one page and not in the other."""
    return Counter({name: count for name, count in found.items() if not name.endswith("/code ")})


@pytest.mark.parametrize("name", PAGES)
def test_what_the_project_says(projects: Projects, name: str) -> None:
    compare(*convert_both(projects, PAGES[name], PAGES[name]))


def write_options(lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        quoted = "'" + line.replace("'", "''") + "'"
        options = "".join(f":{name}: {quoted}\n" for name in ("since", "reason", "opt-in"))
        yield f"```{{stability}} beta\n{options}```\n\n"
        yield f"```{{stability-table}}\n:prefix: pkg.h1\n:caption: {quoted}\n:limit: 1\n```\n\n"


def test_what_options_say(projects: Projects) -> None:
    lines = [line for text in PAYLOADS if (line := on_one_line(text))]
    page, plain = ("".join(write_options(each)) for each in (lines, list(map(calm, lines))))
    found, expected = convert_both(projects, page, plain)
    assert not [warning for warning in found.warnings if warning.startswith("line ")]
    compare(found, expected)


WRITTEN: dict[str, Callable[[str], str]] = {
    "role": lambda text: f"Before {{stability}}`` {text} `` after.\n",
    "feature role": lambda text: f"Before {{stability-feature}}`` {text} <feature-1> `` after.\n",
    "symbol role": lambda text: f"Before {{stability:symbol}}`` {text} `` after.\n",
    "level": lambda text: f"```{{stability}} {text}\n```\n",
    "feature": lambda text: f"```{{stability-feature}} {text}\n```\n",
    "changes": lambda text: f"```{{stability-changes}} {text}\n```\n",
    "option": lambda text: f"```{{stability-table}}\n:{text}: x\n```\n",
    "value": lambda text: f"```{{stability-table}}\n:columns: {text}\n```\n",
    "name": lambda text: f"```{{stability-{text}}}\n```\n",
}


SPANS = re.compile(r"(/p|p/(span|a)|span/(span|a)) ")


@pytest.mark.parametrize("place", WRITTEN)
def test_what_is_wrong_is_text(projects: Projects, place: str) -> None:
    """Mistakes of authors: markup of theirs is theirs, but nothing of ours comes of it."""
    lines = [on_one_line(text).replace("`", "'") for text in PAYLOADS]
    page = "\n".join(f"{WRITTEN[place](line)}\nThe end.\n" for line in lines if line)
    converted = convert(page, *EXTENSIONS, config=projects[1])
    assert converted.html.count("<p>The end.</p>") == sum(map(bool, lines))
    structures.check_characters(converted.html + "".join(converted.warnings))
    if "role" in place:
        found = structures.read_html(converted.html)
        assert not [name for name in found if not SPANS.match(name)]


@pytest.mark.parametrize(
    "text",
    [
        "\x02apistability:0\x03",
        "\x02wzxhzdk:0\x03",
        "\x02klzzwxh:0000\x03",
        "apistability:0",
        "\x02amp\x03",
        "stxwzxhzdk:0etx",
    ],
)
def test_signs_of_placeholders(projects: Projects, text: str) -> None:
    """What an author writes in the form of a placeholder is none: whatever is in its place."""
    page = f"{text}\n\n```{{stability}} beta\n:reason: '{text}'\n\n{text}\n```\n\n    {text}\n"
    plain = text.replace("\x02", "").replace("\x03", "")
    found = convert(page, config=projects[1]).html
    again = convert(page.replace(text, plain), config=projects[1]).html
    assert found == again
    assert found.count("stability-notice ") == 1


def test_pages_of_them(projects: Projects) -> None:
    """Pages of nothing but such texts are what they are without us."""
    names = [name for name in EXTENSIONS if name != "toc"]
    plain = Markdown(extensions=names)
    configs = {NAME: {"config": str(projects[1])}}
    ours = Markdown(extensions=[*names, NAME], extension_configs=configs)
    for text in PAYLOADS:
        assert ours.reset().convert(text) == plain.reset().convert(text), text
