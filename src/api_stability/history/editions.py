"""From a word to what is compared: an inventory's file, a release of the ledger, or "now"."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from api_stability.history.project_history import find_own_history
from api_stability.model.codec import read_inventory
from api_stability.model.errors import UserError, nearest
from api_stability.model.index import Index
from api_stability.model.policy import Policy
from api_stability.views.editions import (
    NOW,
    Edition,
    edition_of_inventory,
    edition_of_release,
)


def find_edition(word: str, index: Index, policy: Policy, folders: Sequence[Path]) -> Edition:
    """The edition that *word* names.

    "now" is the inventory of *index*; else a release of its history; else an inventory file,
    relative to the first of *folders* that has it. Raises `UserError` where there is none, and for
    a file that is no inventory.
    """
    if word == NOW:
        return edition_of_inventory(index)
    release = index.history.find_release(word)
    if release is not None:
        return edition_of_release(index, release, policy)
    file = _find_file(word, folders)
    if file is None:
        known = [NOW, *(each.version for each in index.history.releases)]
        raise UserError(
            f"unknown release {word!r}; it is no release of the ledger and no inventory file; "
            f"{nearest(word, known)}",
            key="release",
        )
    return _read_edition(file, word, policy)


def _find_file(word: str, folders: Sequence[Path]) -> Path | None:
    try:
        return next((folder / word for folder in folders if (folder / word).is_file()), None)
    except (OSError, ValueError):  # no name that a file can have
        return None


def _read_edition(file: Path, word: str, policy: Policy) -> Edition:
    try:
        inventory = read_inventory(file.read_bytes(), where=word)
    except OSError as error:
        raise UserError(f"{word}: {error.strerror or 'cannot be read'}") from None
    except UserError as error:
        raise UserError(f"{word}: {error.message}") from None
    project = inventory.projects[0] if len(inventory.projects) == 1 else None
    history = find_own_history(inventory, policy)
    label = f"{project.name} {project.version}" if project and project.version else word
    return edition_of_inventory(Index(inventory, history), label)
