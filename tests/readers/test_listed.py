"""Requirement: sources that are lists of files find, read and join them the same way everywhere."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from api_stability.model.errors import UserError
from api_stability.model.facts import Facts
from api_stability.model.symbols import Declaration, Location, Mark
from api_stability.readers.joining import join_declarations, keep_marked
from api_stability.readers.listed import (
    ListedFile,
    ListedRequest,
    ListedSource,
    Report,
    find_listed,
    list_request,
    read_listed,
    read_text,
)
from api_stability.readers.registry import SourceContext


def make_files(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)


def find(root: Path, *patterns: str) -> list[str]:
    return [file.name for file in find_listed(root, patterns)]


def make_request(root: Path, *files: str, exclude: tuple[str, ...] = ()) -> ListedRequest:
    return ListedRequest(
        source_id="metric:x",
        surface="metric",
        project="demo",
        root=root,
        files=files,
        exclude=exclude,
    )


def declare(name: str, file: str, **facts: str) -> Declaration:
    return Declaration(
        id=f"metric:{name}",
        surface="metric",
        kind="counter",
        project="demo",
        marks=(Mark(source="x", form="field", name="m", file=file, line=1),),
        locations=(Location(source="x", file=file, line=1),),
        facts=Facts(facts),
    )


def test_patterns(tmp_path: Path) -> None:
    make_files(
        tmp_path, "a.yaml", "b/c.yaml", "b/d/e.yaml", "b/d/f.txt", ".git/g.yaml", "b/.h.yaml"
    )
    assert find(tmp_path, "*.yaml") == ["a.yaml"]
    assert find(tmp_path, "**/*.yaml") == ["a.yaml", "b/c.yaml", "b/d/e.yaml"]
    assert find(tmp_path, "b/**") == ["b/c.yaml", "b/d/e.yaml", "b/d/f.txt"]
    assert find(tmp_path, "**/d/**/*.yaml") == ["b/d/e.yaml"]
    assert find(tmp_path, "a.yaml", "./a.yaml", "b/../a.yaml", "*.yaml") == ["a.yaml"]
    assert find(tmp_path, ".git/*.yaml", "b/.h.yaml") == [".git/g.yaml", "b/.h.yaml"]
    assert find(tmp_path, str(tmp_path / "b" / "*.yaml")) == [f"{tmp_path}/b/c.yaml"]
    assert find(tmp_path, "none/**/*.yaml", "none.yaml", "b") == []


def test_a_circle_of_links_ends(tmp_path: Path) -> None:
    make_files(tmp_path, "a/b.yaml")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    (tmp_path / "broken.yaml").symlink_to(tmp_path / "nowhere")
    assert find(tmp_path, "**/*.yaml") == ["a/b.yaml"]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    assert find(tmp_path, "*.yaml") == []


def test_a_file_that_is_named_must_be_there(tmp_path: Path) -> None:
    context = SourceContext(project="demo", root=tmp_path, where="x.toml", key="sources[2]")
    list_request(ListedSource(files=("*.yaml",)), context, "crd")
    with pytest.raises(UserError, match=r"there is no file 'b\.yaml'") as caught:
        list_request(ListedSource(files=("*.yaml", "b.yaml")), context, "crd")
    assert caught.value.key == "sources[2].files[1]"


def test_no_file_makes_the_source_incomplete(tmp_path: Path) -> None:
    reading = read_listed(make_request(tmp_path, "*.yaml"), lambda _f, _r: (), lambda *_: None)
    assert not reading.source.complete
    assert [each.code for each in reading.diagnostics] == ["no-files"]


def test_a_file_that_the_reader_fails_on_costs_no_other(tmp_path: Path) -> None:
    make_files(tmp_path, "a.yaml", "b.yaml", "c.yaml")
    seen: list[tuple[str, int, int]] = []

    def read_file(file: ListedFile, _report: Report) -> Iterator[Declaration]:
        yield declare(file.name[0], file.name)
        if file.name == "b.yaml":
            raise RecursionError("too deep")

    request = make_request(tmp_path, "*.yaml", exclude=("metric:c",))
    reading = read_listed(request, read_file, lambda *progress: seen.append(progress))
    assert [each.id for each in reading.declarations] == ["metric:a", "metric:b"]
    (diagnostic,) = reading.diagnostics
    assert (diagnostic.code, diagnostic.file) == ("analysis-failed", "b.yaml")
    assert "RecursionError: too deep" in diagnostic.message
    assert seen == [("metric:x", 1, 3), ("metric:x", 2, 3), ("metric:x", 3, 3)]


def test_text(tmp_path: Path) -> None:
    make_files(tmp_path, "a.yaml")
    (file,) = find_listed(tmp_path, ["a.yaml"])
    assert read_text(file) == "a.yaml"


def test_one_symbol_of_several_files() -> None:
    joined = join_declarations(
        [
            declare("a", "z.yaml", same="1", differs="x", once="o"),
            declare("b", "b.yaml"),
            declare("a", "c.yaml", same="1", differs="y"),
        ]
    )
    assert [each.id for each in joined] == ["metric:a", "metric:b"]
    assert [place.file for place in joined[0].locations] == ["c.yaml", "z.yaml"]
    assert len(joined[0].marks) == 2
    assert dict(joined[0].facts) == {"differs": "y, x", "once": "o", "same": "1"}


def test_only_what_is_marked_and_what_is_inside_of_it() -> None:
    marked = declare("a", "a.yaml")

    def inside(name: str, enclosing: str | None) -> Declaration:
        return Declaration(id=name, surface="metric", kind="x", project="demo", enclosing=enclosing)

    found = [
        inside("a1", "metric:a"),
        inside("a2", "a1"),
        inside("b", None),
        inside("b1", "b"),
        inside("loop", "pool"),
        inside("pool", "loop"),
        inside("lost", "nowhere"),
        marked,
    ]
    assert [each.id for each in keep_marked(found)] == ["a1", "a2", "metric:a"]


def test_joining_does_not_depend_on_the_order() -> None:
    found = [declare("a", f"{name}.yaml", fact=name) for name in "bca"]
    assert join_declarations(found) == join_declarations(found[::-1])
