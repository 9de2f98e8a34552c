"""What a request asks for: packages, search paths, patterns, what is public."""

from pathlib import Path

import msgspec
import pytest

from api_stability.model.codec import encode_json
from api_stability.model.errors import UserError
from api_stability.readers.python import find_files, read_python
from tests.readers.python.requests import by_id, make_request, read_files, write_files

API = {
    "pkg/__init__.py": "from pkg._impl import f, g\n__all__ = ['f']\n",
    "pkg/_impl.py": "from api_stability import beta\ndef f(): ...\ndef g(): ...\n"
    "@beta()\nclass _C:\n    def m(self): ...\n",
    "pkg/mod.py": "def h(): ...\ndef _i(): ...\nclass C:\n    def m(self): ...\n"
    "    def __len__(self): ...\n    def _p(self): ...\n",
    "pkg/declared.py": "__all__ = ['yes']\ndef yes(): ...\ndef no(): ...\n",
    "pkg/computed.py": "__all__ = [n for n in dir()]\ndef f(): ...\n",
}


def test_public_by_name(tmp_path: Path) -> None:
    found = by_id(read_files(tmp_path, API, "pkg"))
    assert [name for name, each in found.items() if each.public] == [
        *("pkg", "pkg.computed", "pkg.computed.f", "pkg.declared", "pkg.declared.no"),
        *("pkg.declared.yes", "pkg.f", "pkg.mod", "pkg.mod.C", "pkg.mod.C.m", "pkg.mod.h"),
    ]
    assert [name for name, each in found.items() if not each.public] == ["pkg._impl._C"]


def test_public_by_declaration(tmp_path: Path) -> None:
    found = by_id(read_files(tmp_path, API, "pkg", public="declared"))
    assert "pkg.declared.yes" in found
    assert "pkg.declared.no" not in found
    # what declares nothing has only its names to go by
    assert {"pkg.mod.h", "pkg.computed.f", "pkg.mod.C.m"} <= found.keys()


def test_everything_is_public(tmp_path: Path) -> None:
    found = by_id(read_files(tmp_path, API, "pkg", public="all"))
    assert all(each.public for each in found.values())
    assert {"pkg._impl", "pkg._impl.g", "pkg._impl._C.m", "pkg.mod.C.__len__", "pkg.mod.C._p"} <= (
        found.keys()
    )
    assert "pkg.f" in found


def test_marked_only_keeps_what_inherits(tmp_path: Path) -> None:
    files = {
        "pkg/__init__.py": "",
        "pkg/mod.py": "def f(): ...\n",
        "pkg/experimental/__init__.py": "class C:\n    def m(self): ...\n",
    }
    assert list(by_id(read_files(tmp_path, files, "pkg", marked_only=True))) == [
        "pkg.experimental",
        "pkg.experimental.C",
        "pkg.experimental.C.m",
    ]


def test_include_and_exclude(tmp_path: Path) -> None:
    found = by_id(read_files(tmp_path, API, "pkg", include=("pkg.mod.**",), exclude=("**.m",)))
    assert list(found) == ["pkg.mod.C", "pkg.mod.h"]


def test_missing_package_names_the_places_and_the_nearest(tmp_path: Path) -> None:
    write_files(tmp_path, {"src/package/__init__.py": "", "lib/single.py": ""})
    request = make_request(tmp_path, "pakcage", search_paths=("src", "lib"))
    for act in (read_python, find_files):
        with pytest.raises(UserError, match=r"nowhere in src, lib; did you mean 'package'\?"):
            act(request)


def test_missing_search_path(tmp_path: Path) -> None:
    request = make_request(tmp_path, "pkg", search_paths=("gone",))
    with pytest.raises(UserError, match="search path 'gone' is no folder"):
        read_python(request)


def test_empty_package_is_a_note(tmp_path: Path) -> None:
    (tmp_path / "pkg" / "data").mkdir(parents=True)
    reading = read_python(make_request(tmp_path, "pkg"))
    assert [(each.grade, each.code) for each in reading.diagnostics] == [("note", "empty-package")]
    assert reading.source.files == 0
    assert reading.source.complete


def test_namespace_package_in_several_places(tmp_path: Path) -> None:
    files = {
        "a/space/one/__init__.py": "from space.two import g as g\ndef f(): ...\n",
        "b/space/two.py": "def g(): ...\n",
        "b/space/one/__init__.py": "def never(): ...\n",
        "b/space/one/never.py": "",
        "b/elsewhere.py": "",
    }
    request = make_request(write_files(tmp_path, files), "space", search_paths=("a", "b"))
    reading = read_python(request)
    found = by_id(reading)
    assert found["space"].locations == ()
    assert found["space.one.f"].locations[0].file == "space/one/__init__.py"
    assert list(found) == ["space", "space.one", "space.one.f", "space.one.g", "space.two"]


def test_part_of_a_namespace_and_a_single_module(tmp_path: Path) -> None:
    files = {
        "google/cloud/storage/__init__.py": "def f(): ...\n",
        "google/cloud/other/__init__.py": "def no(): ...\n",
        "single.py": "def g(): ...\n",
        "typed.pyi": "def h() -> None: ...\n",
    }
    packages = ("google.cloud.storage", "single", "typed")
    found = by_id(read_files(tmp_path, files, *packages))
    assert list(found) == [
        *("google.cloud.storage", "google.cloud.storage.f"),
        *("single", "single.g", "typed", "typed.h"),
    ]
    assert found["google.cloud.storage"].enclosing is None


def test_regular_package_hides_namespace_portions(tmp_path: Path) -> None:
    files = {"a/pkg/x.py": "", "b/pkg/__init__.py": "", "b/pkg/y.py": ""}
    request = make_request(write_files(tmp_path, files), "pkg", search_paths=("a", "b"))
    assert list(by_id(read_python(request))) == ["pkg", "pkg.y"]


def test_package_wins_over_module_of_its_name(tmp_path: Path) -> None:
    files = {
        "pkg/__init__.py": "",
        "pkg/x.py": "def never(): ...\n",
        "pkg/x/__init__.py": "",
        "pkg/y.py": "",
        "pkg/y/never.py": "",
    }
    reading = read_files(tmp_path, files, "pkg")
    assert list(by_id(reading)) == ["pkg", "pkg.x", "pkg.y"]
    assert [each.code for each in reading.diagnostics] == ["shadowed-module"]


def test_order_of_packages_and_place_change_nothing(tmp_path: Path) -> None:
    files = {**API, "other/__init__.py": "from pkg import f as f\n"}
    here, there = tmp_path / "here", tmp_path / "there"
    write_files(here, files)
    write_files(there, dict(reversed(files.items())))
    first = read_python(make_request(here, "pkg", "other"))
    second = read_python(make_request(there, "other", "pkg"))
    assert encode_json(first) == encode_json(second)


def test_found_files_are_those_that_are_read(tmp_path: Path) -> None:
    write_files(tmp_path, API)
    request = make_request(tmp_path, "pkg")
    assert len(find_files(request)) == read_python(request).source.files == len(API)
    assert all(each.is_absolute() and each.is_file() for each in find_files(request))


def test_request_is_a_value(tmp_path: Path) -> None:
    request = make_request(tmp_path, "pkg")
    assert hash(request) == hash(make_request(tmp_path, "pkg"))
    assert msgspec.json.encode(request, enc_hook=str)
