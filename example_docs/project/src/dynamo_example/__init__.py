"""An inference-serving library, made small enough to be read at once."""

from dynamo_example.runtime import DistributedRuntime as DistributedRuntime

__all__ = ["DistributedRuntime"]
