"""Each name means what it is imported as, whatever it is called."""

from resolving import marks
from resolving import marks as m

from . import Deprecated, deprecated, mlflow_marks
from .marks import PublicAPI, RllibDeprecated, RllibPublicAPI, beta_mark
from .somewhere import deprecated as unknown


@Deprecated(message="Ray's first.")
def ray_first(): ...


@RllibDeprecated(new="newer", help="Ray's second.", error=False)
def ray_second(): ...


@PublicAPI(stability="alpha")
def public_first(): ...


@RllibPublicAPI
def public_second(): ...


@deprecated("By two ways.")
def conditional(): ...


@m.deprecated("Through a module.")
def qualified(): ...


@marks.mlflow_marks.deprecated("instead", since="1.0")
def far(): ...


@mlflow_marks.experimental(version="2.0")
def renamed(): ...


@beta_mark(additional_warn_text="By a name for a name.")
def assigned(): ...


@unknown("Nobody knows this one.")
def not_marked(): ...


def deprecated(message):
    """From here on this module's own, which marks nothing."""
    return lambda function: function


@deprecated("Nothing of the kind.")
def own(): ...
