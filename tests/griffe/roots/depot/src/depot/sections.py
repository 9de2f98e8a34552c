"""Docstrings with sections about a deprecation."""

from typing_extensions import deprecated as pep_702_deprecated


def numpydoc(a: int) -> None:
    """Summary.

    Deprecated
    ----------
    1.2
        Use `find` instead.

    Parameters
    ----------
    a : int
        The only one.
    """


def google(a: int) -> None:
    """Summary.

    Deprecated:
        Since 1.2, use `find` instead.

    Args:
        a: The only one.
    """


@pep_702_deprecated("Use find instead")
def decorated() -> None:
    """Summary."""


@pep_702_deprecated("Use find instead")
def more() -> None:
    """Summary.

    Deprecated:
        It burnt down on a Monday.
    """
