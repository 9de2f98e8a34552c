"""Direct access to etcd, from before there was a runtime."""

from api_stability import deprecated


@deprecated(
    "Direct etcd access is deprecated",
    removal="1.0",
    alternative="dynamo_example.DistributedRuntime.kv_store",
)
def get_etcd_client() -> object:
    """Return the client that all components share."""
    return object()
