"""A key-value store that the example project could be built on."""

from api_stability import beta, deprecated, experimental


@beta("Names of options may still change")
def connect(address: str) -> None:
    """Connect to a store."""


@experimental("Only tried with two replicas")
class ReplicatedStore:
    """A store on several machines."""


@deprecated("Connections are made lazily", removal="3.0", alternative="connect")
def open_store(address: str) -> None:
    """Open a store and connect to it at once."""


def close() -> None:
    """Close all connections."""
