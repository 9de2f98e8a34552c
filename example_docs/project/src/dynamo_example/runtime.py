"""The runtime that all components of one deployment share."""

from typing_extensions import deprecated as pep_702_deprecated

from api_stability import deprecated, removal


class DistributedRuntime:
    """A connection to everything that one deployment shares."""

    def kv_store(self) -> dict[str, str]:
        """Return the key-value store of the deployment."""
        return {}

    def discover(self, service: str) -> list[str]:
        """Return the addresses at which a service is running now."""
        return [service]

    @property
    @deprecated(
        "A namespace is now a part of each address",
        since="0.8",
        removal="1.0",
        alternative="discover",
    )
    def namespace(self) -> str:
        """The namespace of this process."""
        return "default"

    @removal("1.0", alternative="dynamo_example.DistributedRuntime.discover")
    @pep_702_deprecated("Addresses are found when they are needed")
    def endpoint(self, service: str) -> str:
        """Return the one address of a service."""
        return self.discover(service)[0]
