"""A connector to the Mooncake store."""


def connect_mooncake(address: str) -> None:
    """Use a Mooncake store for the KV cache."""
