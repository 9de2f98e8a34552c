"""Which modules listed Python files are, so that one can import from another."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Final

from api_stability.readers.listed import ListedFile
from api_stability.readers.python.files import ModuleFile

SUFFIXES: Final = (".py", ".pyi")


@lru_cache(maxsize=4096)
def find_base(folder: Path) -> Path:
    """The folder that *folder*'s outermost package is in; itself, if it is no package."""
    if folder.parent == folder or not (folder / "__init__.py").is_file():
        return folder
    return find_base(folder.parent)


def name_modules(files: Iterable[ListedFile]) -> dict[ListedFile, ModuleFile]:
    """The module that each of *files* is.

    Of several with one name the first has it; nothing can be imported from the others.
    """
    found: dict[ListedFile, ModuleFile] = {}
    taken: set[str] = set()
    for file in files:
        inside = file.path.relative_to(find_base(file.path.parent)).with_suffix("")
        is_package = inside.name == "__init__"
        steps = inside.parts[:-1] if is_package else inside.parts
        name = ".".join(steps) or inside.name
        name = file.name if name in taken else name
        taken.add(name)
        found[file] = ModuleFile(name, file.name, str(file.path), is_package)
    return found
