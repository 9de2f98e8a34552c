"""Installed distributions and wheels as something to scan."""

from __future__ import annotations

import contextlib
import json
import stat
import struct
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from api_stability import distributions
from api_stability.distributions import find_installed, find_packages_among, unpacked_wheel
from api_stability.model.errors import UserError
from tests.support.wheels import PublishedWheel

METADATA = "Metadata-Version: 2.4\nName: Demo\nVersion: 1.2\n\nA description.\n"


def make_wheel(
    folder: Path, files: dict[str, str | bytes], *, metadata: str | None = METADATA
) -> Path:
    """A wheel with these files, stored as given."""
    wheel = folder / "demo-1.2-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
        if metadata is not None:
            archive.writestr("demo-1.2.dist-info/METADATA", metadata)
    return wheel


def error_of(wheel: Path) -> str:
    """What is said about a wheel that is refused, without its path."""
    with pytest.raises(UserError) as caught, unpacked_wheel(wheel):
        pass
    assert caught.value.where == str(wheel)
    return caught.value.message


def test_a_wheel_says_its_name_version_and_packages(tmp_path: Path) -> None:
    wheel = make_wheel(tmp_path, {"demo/__init__.py": "x = 1\n", "demo/data.json": "{}"})
    with unpacked_wheel(wheel) as located:
        assert (located.config.name, located.config.version) == ("Demo", "1.2")
        assert located.config.sources[0]["packages"] == ["demo"]
        assert (located.root / "demo" / "__init__.py").read_text() == "x = 1\n"
        assert not (located.root / "demo" / "data.json").exists()
        root = located.root
    assert not root.exists()


@pytest.mark.parametrize(
    "name",
    [
        "../evil.py",
        "/etc/evil.py",
        "a/../../evil.py",
        "C:/evil.py",
        "..\\evil.py",
        "\\\\x\\evil.py",
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(name: str, tmp_path: Path) -> None:
    wheel = make_wheel(tmp_path, {"demo.py": "", name: ""})
    assert error_of(wheel) == f"the name {name!r} leads out of the wheel: not unpacked"
    assert {path.name for path in tmp_path.iterdir()} == {wheel.name}


def test_a_link_is_refused(tmp_path: Path) -> None:
    wheel = make_wheel(tmp_path, {"demo.py": ""})
    link = zipfile.ZipInfo("demo/secret.py")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(wheel, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    assert error_of(wheel) == "'demo/secret.py' is a link: not unpacked"


def test_an_encrypted_wheel_is_refused(tmp_path: Path) -> None:
    wheel = make_wheel(tmp_path, {"demo.py": ""})
    data = bytearray(wheel.read_bytes())
    entry = data.index(b"PK\x01\x02")
    data[entry + 8] |= 1
    wheel.write_bytes(data)
    assert error_of(wheel) == "'demo.py' is encrypted: not unpacked"


def test_a_name_twice_is_refused(tmp_path: Path) -> None:
    wheel = make_wheel(tmp_path, {"demo.py": ""})
    with zipfile.ZipFile(wheel, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("demo.py", "other")
    assert error_of(wheel) == "it holds 'demo.py' twice"


def test_a_file_in_the_place_of_a_folder_is_refused(tmp_path: Path) -> None:
    wheel = make_wheel(tmp_path, {"demo.py": "", "demo.py/x.py": ""})
    assert error_of(wheel) in ("File exists", "Not a directory")


def test_bombs_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wheel = tmp_path / "demo-1.2-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("demo.py", b"\n" * 3_000_000)
        archive.writestr("demo-1.2.dist-info/METADATA", METADATA)
    monkeypatch.setattr(distributions, "MOST_BYTES", 2 * 1024 * 1024)
    assert error_of(wheel) == "more than 2 MiB of sources: not unpacked"
    monkeypatch.setattr(distributions, "MOST_FILES", 1)
    assert error_of(wheel) == "more than 1 files: not unpacked"


def test_a_size_that_is_a_lie_is_found_out(tmp_path: Path) -> None:
    wheel = tmp_path / "demo-1.2-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("demo.py", b"\n" * 100_000)
        archive.writestr("demo-1.2.dist-info/METADATA", METADATA)
    data = wheel.read_bytes()
    wheel.write_bytes(data.replace(struct.pack("<L", 100_000), struct.pack("<L", 10)))
    assert error_of(wheel).startswith("this is no intact wheel: Bad CRC-32")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "this is no intact wheel: File is not a zip file"),
        (b"PK\x03\x04 and nothing more", "this is no intact wheel: File is not a zip file"),
    ],
)
def test_what_is_no_zip_file_is_said(content: bytes, message: str, tmp_path: Path) -> None:
    wheel = tmp_path / "demo-1.2-py3-none-any.whl"
    wheel.write_bytes(content)
    assert error_of(wheel) == message


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    assert error_of(tmp_path / "none.whl") == "No such file or directory"


@pytest.mark.parametrize("metadata", [None, "Version: 1\n", ""])
def test_without_a_name_it_is_no_wheel(metadata: str | None, tmp_path: Path) -> None:
    wheel = make_wheel(tmp_path, {"demo.py": ""}, metadata=metadata)
    assert error_of(wheel) == "this is no wheel: it has no .dist-info/METADATA with a name"


def test_a_wheel_without_modules_is_said(tmp_path: Path) -> None:
    wheel = make_wheel(tmp_path, {"demo-1.2.data/scripts/demo": ""})
    assert error_of(wheel) == "there is no Python module in this wheel"


@given(changes=st.lists(st.tuples(st.integers(0), st.integers(0, 255)), min_size=1, max_size=4))
@example(changes=[(4_861_085_754, 0)]).via("a name that begins with NUL, and so is empty")
def test_a_damaged_wheel_is_an_error_or_a_wheel(changes: list[tuple[int, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        wheel = make_wheel(Path(folder), {"demo/__init__.py": "x = 1\n" * 9, "demo/b.py": ""})
        content = bytearray(wheel.read_bytes())
        for place, value in changes:
            content[place % len(content)] = value
        wheel.write_bytes(content)
        with contextlib.suppress(UserError), unpacked_wheel(wheel) as located:
            assert located.config.sources
        assert [path.name for path in Path(folder).iterdir()] == [wheel.name]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (["demo/__init__.py", "demo/a.py", "demo/sub/__init__.py"], ("demo",)),
        (["demo.py", "_demo_inner.py"], ("_demo_inner", "demo")),
        (
            ["google/cloud/storage/__init__.py", "google/cloud/kms/__init__.py"],
            ("google.cloud.kms", "google.cloud.storage"),
        ),
        (["ns/one.py", "ns/inner/two.pyi"], ("ns.inner.two", "ns.one")),
        (["demo/__init__.pyi", "demo/_c.cpython-311-x86_64-linux-gnu.so"], ("demo",)),
        (["_c.abi3.so"], ("_c",)),
        (["demo/__init__.py", "tests/__init__.py", "docs/conf.py"], ("demo",)),
        (["tests/__init__.py"], ("tests",)),
        (["demo-1.2.dist-info/METADATA", "../../bin/demo", "demo-stubs/__init__.pyi"], ()),
        (["demo/__init__.py", "demo/templates/1-x.py", "a-b/c.py"], ("demo",)),
        (["__init__.py"], ()),
    ],
)
def test_the_outermost_packages_are_found(files: list[str], expected: tuple[str, ...]) -> None:
    assert find_packages_among(files) == expected


def install(
    site: Path, files: dict[str, str], record: list[str] | None = None, **extra: str
) -> None:
    """Install the distribution `Demo` in a folder, as pip records it."""
    info = site / "demo-1.2.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(METADATA)
    for name, content in files.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(content)
    if record is not None:
        (info / "RECORD").write_text("".join(f"{name},,\n" for name in record))
    for name, content in extra.items():
        (info / name.replace("__", ".")).write_text(content)


def test_an_installed_distribution_is_what_it_recorded(tmp_path: Path) -> None:
    files = {"demo/__init__.py": "", "ns/demo/__init__.py": "", "ns/other/__init__.py": ""}
    install(tmp_path, files, ["demo/__init__.py", "ns/demo/__init__.py", "../../bin/demo"])
    located = find_installed("demo", path=tmp_path).located
    assert located is not None
    assert (located.config.name, located.config.version) == ("Demo", "1.2")
    assert located.config.sources[0]["packages"] == ["demo", "ns.demo"]
    assert located.root == tmp_path


def test_without_a_record_its_top_level_names_count(tmp_path: Path) -> None:
    install(tmp_path, {"demo/__init__.py": "", "one.py": ""}, top_level__txt="demo\none\ngone\n")
    located = find_installed("demo", path=tmp_path).located
    assert located is not None
    assert located.config.sources[0]["packages"] == ["demo", "one"]


def test_what_setuptools_develops_names_its_modules(tmp_path: Path) -> None:
    info = tmp_path / "src" / "demo.egg-info"
    info.mkdir(parents=True)
    (info / "PKG-INFO").write_text(METADATA)
    (info / "SOURCES.txt").write_text("setup.py\nsrc/demo/__init__.py\n")
    (info / "top_level.txt").write_text("demo\n")
    (tmp_path / "src" / "demo").mkdir()
    (tmp_path / "src" / "demo" / "__init__.py").write_text("")
    located = find_installed("demo", path=tmp_path / "src").located
    assert located is not None
    assert located.config.sources[0]["packages"] == ["demo"]


def test_an_editable_installation_is_its_project(tmp_path: Path) -> None:
    project = tmp_path / "the project"
    project.mkdir()
    origin = json.dumps({"url": project.as_uri(), "dir_info": {"editable": True}})
    install(tmp_path / "site", {}, ["demo.pth"], direct_url__json=origin)
    found = find_installed("demo", path=tmp_path / "site")
    assert (found.located, found.project) == (None, project)


def test_an_editable_installation_whose_project_is_gone(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    origin = json.dumps({"url": gone.as_uri(), "dir_info": {"editable": True}})
    install(tmp_path / "site", {}, ["demo.pth"], direct_url__json=origin)
    with pytest.raises(UserError) as caught:
        find_installed("demo", path=tmp_path / "site")
    assert str(caught.value) == (
        f"demo is an editable installation of {gone}, which is no folder any more; install it again"
    )


@pytest.mark.parametrize("origin", ["no JSON", "[]", "{}", '{"url": 3, "dir_info": 4}'])
def test_a_damaged_origin_says_nothing(origin: str, tmp_path: Path) -> None:
    install(tmp_path, {"demo.py": ""}, ["demo.py"], direct_url__json=origin)
    assert find_installed("demo", path=tmp_path).located is not None


def test_a_distribution_without_modules_is_said(tmp_path: Path) -> None:
    install(tmp_path, {}, ["demo.pth"])
    with pytest.raises(UserError) as caught:
        find_installed("demo", path=tmp_path)
    assert str(caught.value) == (
        "the metadata of demo 1.2 lists no Python module that could be read; "
        "scan its wheel or its source folder instead"
    )


@pytest.mark.parametrize(
    ("name", "hint"),
    [("nothing-like-it", "install it"), ("demoo", "did you mean 'Demo'? Otherwise install it")],
)
def test_what_is_not_installed_says_how_to_get_it(name: str, hint: str, tmp_path: Path) -> None:
    install(tmp_path, {"demo.py": ""}, ["demo.py"])
    with pytest.raises(UserError) as caught:
        find_installed(name, path=tmp_path)
    assert str(caught.value) == (
        f"distribution {name!r} is not installed in {tmp_path}; {hint}, or fetch its wheel with "
        f"`pip download --no-deps {name}` and scan that"
    )


@pytest.mark.parametrize("name", ["", " ", "../x", "a b"])
def test_any_name_is_answered(name: str) -> None:
    with pytest.raises(UserError, match="is not installed in this environment"):
        find_installed(name)


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        find_installed("demo", path=tmp_path / "none")
    assert str(caught.value) == f"{tmp_path / 'none'}: there is no such folder"


def test_a_published_wheel(published_wheel: PublishedWheel) -> None:
    with unpacked_wheel(published_wheel("iniconfig", "2.0.0")) as located:
        assert (located.config.name, located.config.version) == ("iniconfig", "2.0.0")
        assert located.config.sources[0]["packages"] == ["iniconfig"]


def test_metadata_that_is_no_text_disturbs_nobody(tmp_path: Path) -> None:
    """Its own distribution is known by its folder's name; others are found and suggested."""
    install(tmp_path, {"demo.py": ""}, ["demo.py"])
    broken = tmp_path / "broken-1.dist-info"
    broken.mkdir()
    (broken / "METADATA").write_bytes(b"garbage\xff")
    (broken / "RECORD").write_text("broken.py,,\n")
    (tmp_path / "broken.py").touch()
    located = find_installed("broken", path=tmp_path).located
    assert located is not None
    assert (located.config.name, located.config.version) == ("broken", None)
    with pytest.raises(UserError, match="did you mean 'Demo'"):
        find_installed("dem", path=tmp_path)
