"""What a project makes of other packages' decorators."""

import sys
from typing import TYPE_CHECKING

from ray._common.deprecation import Deprecated as RllibDeprecated
from ray.rllib.utils.annotations import PublicAPI as RllibPublicAPI
from ray.util.annotations import Deprecated, PublicAPI

if sys.version_info >= (3, 13):
    from warnings import deprecated
else:
    try:
        from typing_extensions import deprecated
    except ImportError:

        def deprecated(message):
            return lambda function: function


if TYPE_CHECKING:
    import dagster._annotations as dagster_marks

    from mlflow.utils import annotations as mlflow_marks

beta_mark = dagster_marks.beta

__all__ = ["Deprecated", "RllibDeprecated", "deprecated", "mlflow_marks"]
