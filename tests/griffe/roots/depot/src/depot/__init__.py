"""Goods and where they are."""

from depot._shelves import Shelf, count, find
from depot.goods import Goods

__all__ = ["Goods", "Rack", "Shelf", "count", "find", "limit"]

limit: int = 10
"""How many fit."""


class Rack(Shelf):
    """A shelf with wheels."""

    def roll(self) -> None:
        """Move it."""
