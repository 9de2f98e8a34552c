"""The virtual environment is made when it has to be, and left alone when not."""

from dataclasses import replace
from pathlib import Path

import pytest

from tools import set_up
from tools.set_up import Action, Basis, decide, digest_requirements, read_stamp, write_stamp

BASIS = Basis(project="/srv/project", python="3.11.7 in /usr", requirements="abc")


def test_unchanged_does_nothing() -> None:
    assert decide(BASIS, BASIS)[0] is Action.NOTHING


@pytest.mark.parametrize(
    ("recorded", "action", "reason"),
    [
        (None, Action.REBUILD, "no complete one"),
        (replace(BASIS, project="/srv/old place"), Action.REBUILD, "made in /srv/old place"),
        (replace(BASIS, python="3.12.1 in /usr"), Action.REBUILD, "with Python 3.12.1"),
        (replace(BASIS, requirements="abd"), Action.INSTALL, "pyproject.toml"),
        (replace(BASIS, project="/old", requirements="abd"), Action.REBUILD, "made in /old"),
    ],
)
def test_a_change_is_acted_on(recorded: Basis | None, action: Action, reason: str) -> None:
    decision, explanation = decide(recorded, BASIS)
    assert decision is action
    assert reason in explanation


def test_a_stamp_is_read_back(tmp_path: Path) -> None:
    write_stamp(tmp_path / "stamp", BASIS)
    assert read_stamp(tmp_path / "stamp") == BASIS
    assert [path.name for path in tmp_path.iterdir()] == ["stamp"]


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"project": "/srv"}', '{"other": 1}'])
def test_a_stamp_that_cannot_be_read_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "stamp").write_text(text)
    assert read_stamp(tmp_path / "stamp") is None
    assert read_stamp(tmp_path / "absent") is None


class TestDigest:
    """It changes with what an installation depends on, and with nothing else."""

    @pytest.fixture
    def project(self, tmp_path: Path) -> Path:
        (tmp_path / "pyproject.toml").write_text(
            '[project]\nname = "demo"\ndependencies = ["rich"]\n'
            '[tool.hatch.version]\npath = "demo.py"\n[tool.ruff]\nline-length = 100\n'
        )
        (tmp_path / "demo.py").write_text('__version__ = "1.0"\nVALUE = 1\n')
        return tmp_path

    @pytest.mark.parametrize(
        ("file", "old", "new", "changes"),
        [
            ("pyproject.toml", '"rich"', '"rich>=14"', True),
            ("pyproject.toml", "line-length = 100", "line-length = 80", False),
            ("demo.py", '"1.0"', '"1.1"', True),
            ("demo.py", "VALUE = 1", "VALUE = 2", False),
        ],
    )
    def test_changes(self, project: Path, file: str, old: str, new: str, *, changes: bool) -> None:
        before = digest_requirements(project)
        path = project / file
        path.write_text(path.read_text().replace(old, new))
        assert (digest_requirements(project) != before) is changes


class TestSetUp:
    """The whole of it, with an installation that only takes note."""

    @pytest.fixture
    def steps(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        (tmp_path / "pyproject.toml").write_text('[project]\nname = "demo"\n')
        monkeypatch.chdir(tmp_path)
        steps: list[str] = []

        def make_environment(base: Path) -> None:
            steps.append("make")
            python = tmp_path / ".venv" / "bin" / "python"
            python.parent.mkdir(parents=True, exist_ok=True)
            python.unlink(missing_ok=True)
            python.symlink_to(base)

        monkeypatch.setattr(set_up, "make_environment", make_environment)
        monkeypatch.setattr(set_up, "install_project", lambda: steps.append("install"))
        return steps

    def run(self, *, named: bool = False) -> None:
        import sys

        set_up.set_up(base=Path(sys.executable), named=named)

    def test_the_second_time_does_nothing(self, steps: list[str]) -> None:
        self.run()
        self.run()
        self.run(named=True)
        assert steps == ["make", "install"]

    def test_changed_requirements_are_installed(self, steps: list[str]) -> None:
        self.run()
        Path("pyproject.toml").write_text('[project]\nname = "demo"\ndependencies = ["rich"]\n')
        self.run()
        assert steps == ["make", "install", "install"]

    def test_a_copied_folder_gets_an_environment_of_its_own(
        self, steps: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.run()
        copy = tmp_path / "a copy"
        copy.mkdir()
        for name in (".venv", "pyproject.toml"):
            Path(name).rename(copy / name)
        monkeypatch.chdir(copy)
        self.run()
        assert steps == ["make", "install", "make", "install"]

    def test_an_environment_without_its_python_is_made_again(self, steps: list[str]) -> None:
        self.run()
        Path(".venv/bin/python").unlink()
        self.run()
        assert steps == ["make", "install", "make", "install"]

    def test_an_interrupted_one_is_made_again(
        self, steps: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def interrupt() -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(set_up, "install_project", interrupt)
            with pytest.raises(KeyboardInterrupt):
                self.run()
        self.run()
        assert steps == ["make", "make", "install"]
