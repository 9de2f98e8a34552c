"""A depot: one thing of each kind that is marked, and one that is not."""

import os
from typing import overload

from api_stability import deprecated, experimental

LIMIT = 3
"""How many."""

ROOM = 4
"""How much."""

CRANE = os.environ.get("DEPOT_EXPERIMENTAL_CRANE")
"""Which crane."""

GATE = os.environ.get("DEPOT_GATE")
"""Which gate."""


@experimental("It is new.")
class Crane:
    """Lifts."""


class Belt:
    """Moves."""


@experimental("It is new.")
class Jam(Exception):
    """Nothing moves."""


class Spill(Exception):
    """All is wet."""


@deprecated("It is slow.", since="1.3", removal="2.0")
def lift(box):
    """Lift something."""


def drop(box):
    """Drop something."""


@experimental("It is new.")
async def fetch(box):
    """Fetch something."""


async def bring(box):
    """Bring something."""


@overload
@experimental("It is new.")
def weigh(box: int) -> int: ...
@overload
def weigh(box: str) -> str: ...
def weigh(box):
    """Weigh something."""
    return box


@deprecated("All are.", parameter="quick", since="1.2")
def pack(box, quick=False, *rest):
    """Pack something.

    :param box: The box.
    :param bool quick: Whether it is quick.
    :param rest: More boxes.
    """


@deprecated("Later.", since="9.0")
def stack(box):
    """Stack something."""


class Yard:
    """A place."""

    size = 1
    """How large."""

    name = ""
    """How it is called."""

    @experimental("It is new.")
    def open(self):
        """Open it."""

    def close(self):
        """Close it."""

    @classmethod
    @experimental("It is new.")
    def build(cls):
        """Build one."""

    @classmethod
    def rent(cls):
        """Rent one."""

    @staticmethod
    @experimental("It is new.")
    def measure():
        """Measure it."""

    @staticmethod
    def paint():
        """Paint it."""

    @property
    @experimental("It is new.")
    def owner(self):
        """Whose it is."""

    @property
    def street(self):
        """Where it is."""
