from typing_extensions import deprecated


@deprecated("Both.")
def both():
    """The source has it."""


def only_source(): ...
