"""What type checkers make of the decorators: each run once, its findings compared whole."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from api_stability.runtime.vendoring import vendored_source
from tests.support.golden import Golden

HERE = Path(__file__).parent
CASES = HERE / "cases"
PROJECT = HERE.parents[1]

MYPY_LINE = re.compile(r"(?P<file>[^:]+):(?P<line>\d+): (?:error|warning): .*\[(?P<code>[\w-]+)\]")


@pytest.fixture
def samples(tmp_path: Path) -> Path:
    """The samples and the vendored file, which has to be clean in a strict project."""
    for path in CASES.glob("*.py"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "vendored.py").write_text(vendored_source(), encoding="utf-8")
    return tmp_path


def show(findings: set[tuple[str, int, str]]) -> str:
    return "".join(f"{file}:{line}: {code}\n" for file, line, code in sorted(findings))


def test_mypy(samples: Path, golden: Golden) -> None:
    answer = subprocess.run(
        [
            *(sys.executable, "-m", "mypy", "--strict", "--enable-error-code", "deprecated"),
            *("--config-file=", "--python-version=3.11", "--follow-imports=silent"),
            *("--no-pretty", "--no-error-summary", "--hide-error-context"),
            *("--cache-dir", PROJECT / "build" / "typing-samples"),
            *sorted(path.name for path in samples.glob("*.py")),
        ],
        cwd=samples,
        env={**os.environ, "MYPYPATH": str(PROJECT / "src")},
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert answer.returncode == 1, answer.stdout + answer.stderr
    found = [MYPY_LINE.match(line) for line in answer.stdout.splitlines() if ": note: " not in line]
    assert all(found), answer.stdout
    golden(show({(m["file"], int(m["line"]), m["code"]) for m in found if m}), "mypy.txt")


def test_basedpyright(samples: Path, golden: Golden) -> None:
    (samples / "pyrightconfig.json").write_text(
        json.dumps(
            {
                "include": [path.name for path in CASES.glob("*.py")],
                "typeCheckingMode": "strict",
                "reportDeprecated": "error",
                "reportUnusedExpression": False,
                "extraPaths": [str(PROJECT / "src")],
                "pythonVersion": "3.11",
            }
        )
    )
    answer = subprocess.run(
        [sys.executable, "-m", "basedpyright", "--outputjson", "--pythonpath", sys.executable],
        cwd=samples,
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    found = json.loads(answer.stdout)["generalDiagnostics"]
    findings = {
        (Path(item["file"]).name, item["range"]["start"]["line"] + 1, item.get("rule", ""))
        for item in found
        if item["severity"] in ("error", "warning")
    }
    golden(show(findings), "basedpyright.txt")


@pytest.mark.parametrize("checker", ["mypy", "basedpyright"])
def test_what_is_found_is_what_the_samples_say(checker: str) -> None:
    """The golden files hold the lines with a comment that says so, and no other."""
    found: set[tuple[str, int]] = set()
    for line in (HERE / f"{checker}.txt").read_text(encoding="utf-8").splitlines():
        file, number, _ = line.split(":")
        found.add((file, int(number)))
    expected = {
        (path.name, number)
        for path in CASES.glob("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if re.search(rf"# (error|deprecated)(: {checker}|\b(?!:))", line)
    }
    assert found == expected
