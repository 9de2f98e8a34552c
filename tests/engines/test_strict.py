"""What is wrong on a page is a located warning, and fails a strict build, in every engine."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engines.test_rebuilds import FILES, configure
from tests.sphinx.building import write_files
from tests.support.engines import find_python
from tools.engines import ENGINES, ZENSICAL, Engine, run_engine

PAGE = """\
# Library

Before {stability}`nothing`.

> ```{stability-table}
> :collumns: name
> ```

```{stability-tabel}
```

```{stability} beta
The rest {stability}`beta`.
```
"""
WARNINGS = (
    "index.md:3: unknown level 'nothing'",
    "index.md:5: unknown option 'collumns'",
    "index.md:9: unknown directive 'stability-tabel'",
)


@pytest.fixture(params=ENGINES, ids=lambda each: each.name)
def engine(request: pytest.FixtureRequest) -> Engine:
    found: Engine = request.param
    find_python(found)
    return found


def run(engine: Engine, project: Path, *arguments: str) -> tuple[int, str]:
    command = [str(find_python(engine)), "-m", engine.name, *arguments]
    return run_engine([*command, "-f", configure(project, engine)], project)


def find_missing(said: str) -> list[str]:
    lines = [line for line in said.splitlines() if line.startswith("WARNING")]
    return [wanted for wanted in WARNINGS if not any(wanted in line for line in lines)]


def test_what_is_wrong_fails_a_strict_build(engine: Engine, tmp_path: Path) -> None:
    project = write_files(tmp_path, {**FILES, "docs/index.md": PAGE})
    for _ in range(2):  # a cache must not let the second one pass
        code, said = run(engine, project, "build", "--strict")
        assert code != 0
        assert find_missing(said) == []


def test_what_is_wrong_leaves_the_rest_of_the_page(engine: Engine, tmp_path: Path) -> None:
    project = write_files(tmp_path, {**FILES, "docs/index.md": PAGE})
    code, said = run(engine, project, "build")
    assert code == 0
    assert find_missing(said) == []
    page = (project / "site" / "index.html").read_text(encoding="utf-8")
    assert "The rest" in page
    assert page.count("stability-badge--beta") == 1


def test_a_wrong_configuration_fails_a_strict_build(engine: Engine, tmp_path: Path) -> None:
    project = write_files(tmp_path, {**FILES, "api-stability.toml": 'polizy = "default"\n'})
    code, said = run(engine, project, "build", "--strict")
    assert code != 0
    assert "api-stability.toml: " in said
    assert "polizy" in said


def test_strict_in_the_configuration_of_zensical(tmp_path: Path) -> None:
    project = write_files(tmp_path, {**FILES, "docs/index.md": PAGE})
    name = configure(project, ZENSICAL, "strict = true")
    command = [str(find_python(ZENSICAL)), "-m", "zensical", "build", "-f", name]
    code, said = run_engine(command, project)
    assert code != 0
    assert find_missing(said) == []
