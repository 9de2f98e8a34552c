"""Choosing the worker for a request."""

import enum

from typing_extensions import deprecated

from api_stability import beta, removal


class RoutingMode(enum.Enum):
    """How a worker is chosen."""

    ROUND_ROBIN = "round-robin"
    KV_AWARE = "kv-aware"


def new_router(mode: RoutingMode = RoutingMode.ROUND_ROBIN) -> object:
    """Make a router."""
    return mode


@beta("The weights of its score may change")
def new_kv_router(block_size: int = 16) -> object:
    """Make a router that prefers the worker with the longest cached prefix."""
    return block_size


@removal("1.0", alternative="dynamo_example.router.new_router")
@deprecated("Replaced by a function that takes a mode")
def old_router() -> object:
    """Make the router of version 0.7."""
    return new_router()
