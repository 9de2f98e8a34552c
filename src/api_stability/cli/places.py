"""How a file is named to the person who runs the command: so that it can be opened from here."""

from __future__ import annotations

import os
from pathlib import Path

from api_stability.cli.inputs import Subject
from api_stability.renderers.printable import printable
from api_stability.resolve.annotations import CONFIGURATION


class Places:
    """Paths of one subject, relative to the current folder where that is near, with ``/``."""

    def __init__(self, subject: Subject) -> None:
        self._roots = {source.id: source.root for source in subject.inventory.sources}
        self._configuration = subject.located.file
        self._base = subject.located.root.resolve()
        self._here = Path.cwd().resolve()
        self._near = subject.openable and _is_near(self._base, self._here)

    def path(self, file: str) -> str:
        """*file*, which is relative to the configuration's folder, as seen from here."""
        if not self._near or Path(file).is_absolute():
            return file
        return Path(os.path.relpath(self._base / file, self._here)).as_posix()

    def path_in_source(self, source: str, file: str) -> str:
        """*file*, which is relative to the source's root, as seen from here."""
        root = self._roots.get(source, "")
        return self.path(f"{root.removesuffix('/')}/{file}" if root not in ("", ".") else file)

    def show(self, file: str | None, line: int | None) -> str:
        """``file:line`` for a message, or what is known of it."""
        if file is None:
            return "-"
        return printable(self.path(file)) + (f":{line}" if line else "")

    def show_in_source(self, source: str, file: str | None, line: int | None) -> str:
        """As `show`, of a file of *source*; without a file the source is named."""
        if file is not None:
            return printable(self.path_in_source(source, file)) + (f":{line}" if line else "")
        if source == CONFIGURATION and self._configuration is not None:
            return printable(self.path(self._configuration.name))
        return printable(source)


def _is_near(one: Path, other: Path) -> bool:
    """Whether one of the two folders is inside the other."""
    return one.is_relative_to(other) or other.is_relative_to(one)
