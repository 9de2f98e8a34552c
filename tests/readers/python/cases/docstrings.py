"""Docstrings that say something.

.. versionadded:: 0.5

Attributes:
    LIMIT (int): How many.

        .. deprecated:: 1.1
           Nobody needs a limit.
    computed: Deprecated: only the module's ``__dict__`` knows it.
"""

import warnings

LIMIT = 3

OLD = 1
"""A constant.

.. deprecated:: 1.2
"""


def numpydoc(a, b, *args, c=None, **kwargs):
    """Do it.

    .. versionadded:: 0.9
    .. deprecated:: 1.3.0
        Use :func:`google` instead.

        It is *better*.

    Parameters
    ----------
    a, b : int
        Numbers.

        .. deprecated:: 1.4
    *args : object
        - a list

          .. deprecated:: 1.5
             Even in a list it is the parameter's description.
    c : str
        .. versionadded:: 1.0
    **kwargs
        Deprecated since version 1.6: say it by name.

    Returns
    -------
    int
        .. deprecated:: 9.1

    Examples
    --------
    .. deprecated:: 9.2
    """


def google(x, y, z):
    """Do it as well.

    Args:
        x (int, optional): A number.
            .. deprecated:: 2.0
                Use ``y``.
        y: Deprecated. Use ``z`` instead,
            always.
        z (:class:`int`): Fine.

    Deprecated:
        2.1: Use :func:`fields`.

    Note:
        .. deprecated:: 2.2
    """


def fields(p, q):
    """Do it with fields.

    :param int p: A number.
        .. deprecated-removed:: 3.0 4.0
           Gone soon.
    :param q: Another
    :returns: a number

        .. deprecated:: 9.3
    .. deprecated:: NumPy 3.1, use something else
    """


def quiet():
    """Say nothing about itself.

    Text that names .. deprecated:: 9.4 inside of a line.

    ..deprecated:: 9.5 is a comment to docutils.

    - an item

      .. deprecated:: 9.6

    a term
        .. deprecated:: 9.7

    ::

        .. deprecated:: 9.8

    .. code-block:: rst

        .. deprecated:: 9.9

    .. [1] A footnote.
        .. deprecated:: 9.10

    Hyperparameters
    ---------------
    k : int
        .. deprecated:: 9.11
    """
    warnings.warn("A warning is no mark.", DeprecationWarning)


def dynamo():
    """Deprecated: use `numpydoc`
    from now on.

    More.
    """


def loud():
    """DEPRECATED - use `numpydoc`."""


def not_at_all():
    """Deprecatedly named, DEPRECATED only later."""


def nested():
    r"""Text.

    .. warning::
        Be careful.

        .. deprecated:: 4.0
           Since it is \ dangerous.
    """


    def inner():
        """.. deprecated:: 9.12"""


def joined():
    """A line that is \
    joined with the next.

    .. deprecated:: 4.1
    """


class Thing:
    """A thing.

        .. deprecated:: 5.0

    Parameters
    ----------
    size : int
        .. deprecated:: 5.1

    Attributes
    ----------
    size_ : int
        .. deprecated:: 5.2
    defined : int
        Deprecated: it is always 1.

    Methods
    -------
    grow(by)
        .. deprecated:: 5.3
    """

    defined = 1

    def __init__(self, size, colour):
        """Make it.

        :param colour: Its colour.

            .. deprecated:: 5.4
        """

    def grow(self, by):
        """Grow."""

    @property
    def old(self):
        """A number.

        .. deprecated:: 5.5
        """

    @old.setter
    def old(self, value):
        """
        .. deprecated:: 5.6
        """


@warnings.deprecated("Said twice.")
def twice():
    """
    .. deprecated:: 6.0
        Said twice.
    """
