"""The data that several projects share, in a folder beside this one."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.support.requirements import Requirement, report_absent

PROJECT = Path(__file__).resolve().parents[2]
SHARED_DATA = PROJECT.parent / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of shared data. Its tests only read it."""
    if not SHARED_DATA.is_dir():
        report_absent(
            Requirement.SHARED_DATA, f"there is no ../{SHARED_DATA.relative_to(PROJECT.parent)}"
        )
    return SHARED_DATA


def find_shared_cases(pattern: str) -> Sequence[str]:
    """Names of shared files that match, relative to the folder, to parametrise a test with.

    Where the folder is absent this is the pattern itself, so that one test is there to be
    skipped, or to fail, by the `shared_data` fixture that it uses.
    """
    found = sorted(path.relative_to(SHARED_DATA).as_posix() for path in SHARED_DATA.glob(pattern))
    return found or [pattern]
