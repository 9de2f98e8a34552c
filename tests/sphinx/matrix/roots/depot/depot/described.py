"""Parameters, as numpydoc and napoleon have them described."""

from api_stability import deprecated


@deprecated("All are.", parameter="quick", since="1.2")
def wrap(box, quick=False):
    """Wrap something.

    Parameters
    ----------
    box : str
        The box.
    quick : bool
        Whether it is quick.

    Returns
    -------
    quick : bool
        Whether it was.
    """
