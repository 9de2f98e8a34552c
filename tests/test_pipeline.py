"""Requirement: configuration in, inventory out; cached; located errors; nothing imported."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from api_stability.model.codec import encode_json
from api_stability.model.errors import UserError
from api_stability.model.inventory import Inventory
from api_stability.model.symbols import Symbol
from api_stability.pipeline import Scan, open_workspace, scan

PYPROJECT = '[project]\nname = "demo"\nversion = "1.5"\n'
API = '''"""The API."""
from api_stability import beta, deprecated, experimental


@beta("May change")
def enable() -> None:
    """Enable it. At length."""


@deprecated("Old", removal="2.0", alternative="enable")
def start() -> None: ...


class Plain:
    @experimental()
    def try_it(self) -> None: ...
'''


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write(
        tmp_path,
        {
            "pyproject.toml": PYPROJECT,
            "src/demo/__init__.py": "",
            "src/demo/api.py": API,
        },
    )
    return tmp_path


def scan_here(folder: Path, cache: Path | None = None) -> Scan:
    return scan(open_workspace(folder), cache=cache)


def find(inventory: Inventory, name: str) -> Symbol:
    return next(symbol for symbol in inventory.symbols if symbol.id == f"python:{name}")


def test_a_pyproject_is_configuration_enough(project: Path) -> None:
    inventory = scan_here(project).inventory
    assert [(p.name, p.version, p.policy) for p in inventory.projects] == [
        ("demo", "1.5", "default")
    ]
    assert inventory.complete
    enable, start = find(inventory, "demo.api.enable"), find(inventory, "demo.api.start")
    assert (enable.level, enable.basis, enable.summary) == ("beta", "explicit", "Enable it.")
    assert start.deprecation is not None
    assert start.deprecation.removal == "2.0"
    assert start.deprecation.alternatives == ("enable",)
    assert find(inventory, "demo.api.Plain.try_it").level == "experimental"
    assert find(inventory, "demo.api.Plain").basis == "default"


def test_a_second_scan_reads_nothing_and_gives_the_same(project: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first, second = scan_here(project, cache), scan_here(project, cache)
    assert (first.from_cache, second.from_cache) == (False, True)
    assert encode_json(first.inventory) == encode_json(second.inventory)


@pytest.mark.parametrize(
    "change",
    [
        {"src/demo/api.py": API.replace("May change", "Might change")},
        {"src/demo/more.py": "def f(): ..."},
        {"pyproject.toml": PYPROJECT.replace("1.5", "1.6")},
        {"pyproject.toml": PYPROJECT + "[tool.api-stability]\nname = 'other'\n"},
    ],
)
def test_whatever_changes_is_read_again(
    project: Path, tmp_path: Path, change: dict[str, str]
) -> None:
    cache = tmp_path / "cache"
    scan_here(project, cache)
    write(project, change)
    again = scan_here(project, cache)
    assert not again.from_cache
    assert encode_json(again.inventory) == encode_json(scan_here(project).inventory)


def test_a_removed_file_is_noticed(project: Path, tmp_path: Path) -> None:
    scan_here(project, tmp_path / "cache")
    (project / "src/demo/api.py").unlink()
    assert not scan_here(project, tmp_path / "cache").from_cache


@pytest.mark.parametrize("name", ["inventory.json", "inventory.snapshot.json"])
@pytest.mark.parametrize("damage", [b"", b"{", b'{"format": "x"}', b"\xff\x00"])
def test_a_damaged_cache_is_made_anew_with_a_note(
    project: Path, tmp_path: Path, name: str, damage: bytes
) -> None:
    cache = tmp_path / "cache"
    whole = scan_here(project, cache).inventory
    (cache / name).write_bytes(damage)
    again = scan_here(project, cache)
    assert again.inventory == whole
    assert [note.endswith("was damaged and is made anew") for note in again.notes] == [True]
    assert scan_here(project, cache).from_cache


def test_a_cached_scan_imports_no_reader(project: Path, tmp_path: Path) -> None:
    scan_here(project, tmp_path / "cache")
    program = (
        "import sys; from pathlib import Path\n"
        "from api_stability.pipeline import open_workspace, scan\n"
        "found = scan(open_workspace(Path(sys.argv[1])), cache=Path(sys.argv[2]))\n"
        "print(found.from_cache, 'api_stability.readers.python.parse' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(project), str(tmp_path / "cache")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["True", "False"]


def test_the_same_bytes_in_any_folder_with_any_hash_seed_and_locale(
    project: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "other place"
    (elsewhere).mkdir()
    for name in ("pyproject.toml", "src"):
        subprocess.run(["cp", "-r", str(project / name), str(elsewhere)], check=True)
    program = (
        "import sys; from pathlib import Path\n"
        "from api_stability.model.codec import encode_json\n"
        "from api_stability.pipeline import open_workspace, scan\n"
        "sys.stdout.buffer.write(encode_json(scan(open_workspace(Path('.'))).inventory))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=folder,
            env={**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale},
            capture_output=True,
            check=True,
        ).stdout
        for folder, seed, locale in [(project, "1", "C"), (elsewhere, "2", "C.UTF-8")]
    }
    assert len(outputs) == 1
    assert b"demo.api.enable" in outputs.pop()


def test_annotations_override_what_was_read(project: Path) -> None:
    write(
        project,
        {
            "api-stability.toml": """
            [[annotations]]
            id = "python:demo.api.enable"
            level = "stable"
            reason = "Reviewed"
            [[annotations]]
            id = "python:demo.api.start"
            deprecated = false
            [[annotations]]
            id = "python:demo.api.Plain"
            deprecated = { since = "1.5", removal = "2.0" }
            [[annotations]]
            id = "python:demo.api.gone"
            level = "beta"
            """
        },
    )
    inventory = scan_here(project).inventory
    enable = find(inventory, "demo.api.enable")
    assert (enable.level, enable.basis) == ("stable", "annotation")
    assert find(inventory, "demo.api.start").deprecation is None
    plain = find(inventory, "demo.api.Plain")
    assert plain.deprecation is not None
    assert (plain.deprecation.since, plain.deprecation.basis) == ("1.5", "annotation")
    assert plain.level == "stable"
    (unused,) = inventory.diagnostics
    assert (unused.code, unused.file, unused.symbol) == (
        "annotation-without-symbol",
        "api-stability.toml",
        "python:demo.api.gone",
    )


def test_of_several_annotations_the_most_specific_decides(project: Path) -> None:
    write(
        project,
        {
            "api-stability.toml": """
            [[annotations]]
            id = "python:demo.api.enable"
            level = "stable"
            [[annotations]]
            id = "python:demo.**"
            level = "beta"
            issue = "https://example.org/1"
            [[annotations]]
            id = "demo.api.*"
            level = "experimental"
            [[annotations]]
            id = "demo.a*.Plain"
            level = "experimental"
            [[annotations]]
            id = "demo.ap*.Plain"
            level = "beta"
            [[annotations]]
            id = "demo.a*i.Plain"
            deprecated = { removal = "3" }
            level = "stable"
            """
        },
    )
    inventory = scan_here(project).inventory
    levels = {s.id.removeprefix("python:demo."): s.level for s in inventory.symbols}
    assert levels["api.enable"] == "stable"
    assert levels["api.Plain"] == "stable", "of two that say as much, the later"
    assert levels["api.start"] == "experimental"
    assert levels["api.Plain.try_it"] == "beta"
    (mark, _) = find(inventory, "demo.api.enable").marks
    assert mark.issue == "https://example.org/1", "what the specific one does not state"


def test_an_annotation_adds_to_what_the_marker_says(project: Path) -> None:
    write(
        project,
        {
            "api-stability.toml": """
            [[annotations]]
            id = "python:demo.api.start"
            deprecated = { removal = "3.0" }
            """
        },
    )
    deprecation = find(scan_here(project).inventory, "demo.api.start").deprecation
    assert deprecation is not None
    assert (deprecation.removal, deprecation.reason) == ("3.0", "Old")
    assert (deprecation.alternatives, deprecation.basis) == (("enable",), "annotation")


def test_annotations_know_the_file_that_they_stand_in(project: Path) -> None:
    inline = '[[annotations]]\nid = "python:demo.gone"\nlevel = "beta"\n'
    write(
        project,
        {
            "api-stability.toml": f'annotations-file = "ci/a.toml"\n{inline}',
            "ci/a.toml": inline.replace("gone", "missing"),
        },
    )
    unused = scan_here(project).inventory.diagnostics
    assert [(found.symbol, found.file, found.line) for found in unused] == [
        ("python:demo.gone", "api-stability.toml", 2),
        ("python:demo.missing", "ci/a.toml", 1),
    ]
    write(project, {"ci/a.toml": '\n[[annotations]]\nid = "a"\nlevel = "betta"\n'})
    with pytest.raises(UserError, match=r"ci/a\.toml:2: annotations, id = 'a': unknown level"):
        scan_here(project)


def test_text_that_no_json_can_hold_is_spelled(project: Path, tmp_path: Path) -> None:
    write(
        project,
        {
            "src/demo/half.py": "from api_stability import beta\n@beta('\\ud800')\ndef f(): ...\n",
            "src/demo/\udcff.py": "",
        },
    )
    first = scan_here(project, tmp_path / "cache").inventory
    assert find(first, "demo.half.f").marks[0].reason == r"\ud800"
    again = scan_here(project, tmp_path / "cache")
    assert (again.inventory, again.from_cache) == (first, True)


def test_a_feature_may_name_its_symbols_by_any_path(project: Path) -> None:
    write(
        project,
        {
            "src/demo/__init__.py": "from demo.api import enable\n",
            "api-stability.toml": '[[features]]\nid = "kv"\nsymbols = ["demo.api.enable"]\n',
        },
    )
    inventory = scan_here(project).inventory
    assert inventory.features[0].symbols == ("python:demo.enable",)
    assert inventory.diagnostics == ()


def test_what_is_not_public_does_not_decide_about_a_feature(project: Path) -> None:
    write(
        project,
        {
            "src/demo/_inner.py": "from api_stability import experimental\n"
            "@experimental()\ndef hidden(): ...\n",
            "api-stability.toml": """
            [[features]]
            id = "kv"
            symbols = ["demo._inner.hidden", "demo.api.enable"]
            [[features]]
            id = "inner"
            symbols = ["demo._inner.*"]
            """,
        },
    )
    features = {feature.id: feature for feature in scan_here(project).inventory.features}
    assert len(features["kv"].symbols) == 2
    assert features["kv"].level == "beta"
    assert features["inner"].level == "experimental", "where there is nothing else"


def test_a_project_version_that_is_none_is_a_diagnostic(project: Path) -> None:
    write(project, {"api-stability.toml": 'version = "latest"\n'})
    (found,) = scan_here(project).inventory.diagnostics
    assert (found.source, found.code) == ("configuration", "invalid-version")
    assert found.message == "version 'latest' of demo is no version; write one like \"1.4\""


def test_features_gather_symbols(project: Path) -> None:
    write(
        project,
        {
            "api-stability.toml": """
            [[features]]
            id = "kv"
            title = "KV cache"
            symbols = ["python:demo.api.e*", "python:demo.none.**"]
            """
        },
    )
    inventory = scan_here(project).inventory
    (feature,) = inventory.features
    assert feature.symbols == ("python:demo.api.enable",)
    assert feature.level == "beta"
    assert find(inventory, "demo.api.enable").feature == "kv"
    assert [(d.code, d.symbol) for d in inventory.diagnostics] == [
        ("pattern-without-match", "python:demo.none.**")
    ]


def test_inventories_of_others_are_merged_in(project: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    write(
        other,
        {
            "pyproject.toml": PYPROJECT.replace("demo", "second"),
            "second.py": "from warnings import deprecated\n@deprecated('x')\ndef f(): ...\n",
        },
    )
    (project / "second.json").write_bytes(encode_json(scan_here(other).inventory))
    write(
        project,
        {
            "api-stability.toml": 'inventories = ["*.json", "none/*.json"]\n'
            '[[sources]]\nsurface = "python"\npackages = ["demo"]\nsearch-paths = ["src"]'
        },
    )
    inventory = scan_here(project).inventory
    assert [found.name for found in inventory.projects] == ["demo", "second"]
    assert find(inventory, "second.f").project == "second"
    assert find(inventory, "demo.api.enable").project == "demo"


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ('policy = "defualt"', "policy: unknown policy 'defualt'; did you mean 'default'?"),
        ('[[sources]]\nsurface = "pyhton"', "sources[0]: unknown surface 'pyhton'; did you mean"),
        (
            '[[sources]]\nsurface = "crd"',
            "sources[0]: missing key `files`",
        ),
        ('[[sources]]\npackages = ["x"]', "sources[0]: missing key 'surface'"),
        ('[[sources]]\nsurface = "python"', "sources[0]: missing key `packages`"),
        (
            '[[sources]]\nsurface = "python"\npackage = ["demo"]',
            "sources[0]: unknown key 'package'; did you mean 'packages'?",
        ),
        (
            '[[sources]]\nsurface = "python"\npackages = ["demo"]\nsearch-paths = ["scr"]',
            "sources[0].search-paths[0]: there is no folder 'scr'",
        ),
        (
            '[[sources]]\nsurface = "python"\npackages = ["demo"]\nmarkers = ["langchian-core"]',
            "sources[0].markers: there is no",
        ),
        (
            '[[sources]]\nsurface = "python"\npackages = ["demo"]\npublic = "name"',
            "sources[0].public: unknown word 'name'; did you mean 'names'?",
        ),
        (
            '[[sources]]\nsurface = "python"\npackages = ["dmo"]\nsearch-paths = ["src"]',
            "sources[0]: ",
        ),
        (
            '[[annotations]]\nid = "env:X"\nlevel = "betta"',
            "annotations, id = 'env:X': unknown level",
        ),
        (
            '[[features]]\nid = "kv"\nlevel = "betta"',
            "features, id = 'kv': unknown level 'betta'",
        ),
        (
            '[[features]]\nid = "kv"\n[[features]]\nid = "kv"',
            "features, id = 'kv': two features have this id; rename or join them",
        ),
        (
            '[[annotations]]\nid = "env:X"\nreason = "x"',
            "annotations, id = 'env:X': it decides nothing; give a level, deprecated, feature",
        ),
        (
            'inventories = ["none.json"]',
            "inventories[0]: there is no file 'none.json'; write it with",
        ),
    ],
)
def test_wrong_configuration_names_file_key_and_nearest_name(
    project: Path, config: str, message: str
) -> None:
    write(project, {"api-stability.toml": config})
    with pytest.raises(UserError) as raised:
        scan_here(project)
    said = re.sub(r"(?<=api-stability\.toml):\d+", "", str(raised.value))  # of an entry: its line
    assert said.startswith(f"{project / 'api-stability.toml'}: {message}")


def test_nothing_to_read_is_said(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": PYPROJECT})
    with pytest.raises(
        UserError, match=r"nothing to read: no \[\[sources\]\] is configured and no"
    ):
        scan_here(tmp_path)


def test_wrong_versions_are_located_diagnostics(project: Path) -> None:
    write(
        project,
        {
            "src/demo/api.py": "from api_stability import deprecated\n"
            "@deprecated('x', since='soon', removal='2.0')\ndef f(): ...\n"
            "@deprecated('x', since='1.4', removal='1.2')\ndef g(): ...\n"
        },
    )
    found = scan_here(project).inventory.diagnostics
    assert [(d.grade, d.code, d.file, d.line) for d in found] == [
        ("unresolved", "invalid-version", "demo/api.py", 2),
        ("unresolved", "removal-before-since", "demo/api.py", 4),
    ]


def test_a_broken_file_costs_one_diagnostic_and_completeness(project: Path) -> None:
    write(project, {"src/demo/broken.py": "def f(:\n"})
    inventory = scan_here(project).inventory
    assert not inventory.complete
    (diagnostic,) = inventory.diagnostics
    assert (diagnostic.grade, diagnostic.file) == ("incomplete", "demo/broken.py")
    assert find(inventory, "demo.api.enable").level == "beta"


OWN_MARKERS = """
name = "mine"
source = "demo/marks.py"
not-levels = ["internal"]
[[decorators]]
paths = ["demo.marks.audience"]
signature = "word"
arguments = { word = "level" }
"""


def test_a_word_that_is_no_level_on_purpose_is_kept_and_is_no_matter(project: Path) -> None:
    write(
        project,
        {
            "pyproject.toml": PYPROJECT + "[[tool.api-stability.sources]]\nsurface = 'python'\n"
            "packages = ['demo']\nmarkers = ['mine.toml']\n",
            "mine.toml": OWN_MARKERS,
            "src/demo/marks.py": "def audience(word): return lambda found: found\n",
            "src/demo/api.py": "from demo.marks import audience\n"
            "@audience('internal')\ndef f(): ...\n@audience('outside')\ndef g(): ...\n",
        },
    )
    inventory = scan_here(project).inventory
    (kept,) = find(inventory, "demo.api.f").marks
    assert (kept.raw_level, kept.level, kept.deprecates) == ("internal", None, None)
    assert [each.symbol for each in inventory.diagnostics] == ["python:demo.api.g"]


def test_an_unknown_word_is_unresolved_until_the_policy_knows_it(project: Path) -> None:
    write(project, {"src/demo/api.py": "def f(): ...\nf.__stability__ = 'trial'\n"})
    (diagnostic,) = scan_here(project).inventory.diagnostics
    assert (diagnostic.grade, diagnostic.code) == ("unresolved", "unknown-level-word")
    write(
        project,
        {
            "pyproject.toml": PYPROJECT + "[tool.api-stability.policy]\nextends = 'default'\n"
            "[tool.api-stability.policy.levels.beta]\naliases = ['trial']\n"
        },
    )
    inventory = scan_here(project).inventory
    assert find(inventory, "demo.api.f").level == "beta"
    assert find(inventory, "demo.api.f").marks[0].raw_level == "trial"
    assert json.loads(encode_json(inventory))["diagnostics"] == []
