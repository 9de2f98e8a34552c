"""The Markdown engines that build the guide, each with what it needs and nothing else."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tools.environments import make_environment

CHECKOUT: Final = ("-e", ".[mkdocs,rust]")
"""This project, with what its documentation reads."""
MKDOCSTRINGS: Final = "mkdocstrings-python>=2"
"""Makes the pages of the API in each of them."""


@dataclass(frozen=True, slots=True)
class Engine:
    """A program that builds a site from Markdown."""

    name: str
    title: str
    requirements: tuple[str, ...]
    config: str
    """Its configuration, in the project's folder."""
    arguments: tuple[str, ...]
    """A strict build. Not a quiet one: that is deaf as well, and counts no warnings."""
    output_option: str | None = None
    """Where to; without it, the configuration alone says that."""
    environment: str | None = None
    """What its environment is called, where that is not as the engine is."""

    def find_python(self, project: Path = Path()) -> Path:
        """The Python of its environment, made when needed. Raises `UnavailableError`."""
        return make_environment(
            self.environment or self.name, (*CHECKOUT, *self.requirements), project=project
        )

    def make_command(self, python: Path, config: Path, output: Path | None = None) -> list[str]:
        """The command that builds what *config* says."""
        chosen = [self.output_option, str(output)] if self.output_option and output else []
        return [str(python), "-m", self.name, *self.arguments, "-f", str(config), *chosen]


MKDOCS: Final = Engine(
    name="mkdocs",
    title="MkDocs with Material",
    requirements=("mkdocs>=1.6", "mkdocs-material>=9.6", MKDOCSTRINGS),
    config="mkdocs.yml",
    arguments=("build", "--strict"),
    output_option="-d",
)
PROPERDOCS: Final = Engine(
    # Not with Material, whose site would look as that of MkDocs. That nothing of MkDocs itself is
    # needed is tested without mkdocstrings, which requires it.
    name="properdocs",
    title="ProperDocs",
    requirements=("properdocs>=1.6", "properdocs-theme-mkdocs", MKDOCSTRINGS),
    config="properdocs.yml",
    arguments=("build", "--strict"),
    output_option="-d",
)
ZENSICAL: Final = Engine(
    name="zensical",
    title="Zensical",
    requirements=("zensical", MKDOCSTRINGS),
    config="zensical.yml",
    # Its cache would keep what was said of a page from being said again.
    arguments=("build", "--strict", "--clean"),
)
ENGINES: Final = (MKDOCS, PROPERDOCS, ZENSICAL)

_USUAL: Final = ("INFO ", "Build started", "No issues found", "Build finished")
"""How lines begin that say how far it is."""


def run_engine(
    command: Sequence[str], folder: Path, more: Mapping[str, str] | None = None
) -> tuple[int, str]:
    """Run an engine's command in *folder*: its exit code, and what it said that is not usual."""
    # Material tells everyone of its successor, twelve lines long, at each build.
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **(more or {})}
    environment.pop("PYTHONPATH", None)
    done = subprocess.run(
        command,
        check=False,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    lines = [line for line in done.stdout.splitlines() if not line.startswith(_USUAL)]
    return done.returncode, "\n".join(lines).strip()
