"""A library of books."""

from typing import overload

from api_stability import beta, deprecated, experimental


@beta("May *change* & <grow>.")
def lend(book, days=14):
    """Lend a book.

    :param book: the book
    """


@deprecated("Nobody calls it `so`.", removal="2.0", alternative="library.lend", since="1.3")
def borrow(book):
    """Lend a book."""


def shelve(book):
    """Put a book back."""


@experimental("Branches move.")
class Branch:
    """One of our houses."""

    def open(self):
        """Open the doors."""

    @property
    def name(self):
        """What it is called."""
        return ""

    @name.setter
    @deprecated("Names are given once.", removal="3.0")
    def name(self, value):
        pass

    @deprecated("Use open.", alternative="open")
    def unlock(self):
        """Open the doors."""


@deprecated("Pass a date.", parameter="days", alternative="date")
@beta(parameter="date")
def renew(book, days=14, date=None):
    """Keep a book for longer."""


@overload
def find(title: str) -> int: ...
@overload
@deprecated("Numbers are gone.", removal="2.0")
def find(number: int, *, strict: bool = False) -> int: ...
def find(what, strict=False):
    """Find a book."""
    return 0


class Catalogue:
    """All books."""

    def add(self, book):
        """Add a book."""
