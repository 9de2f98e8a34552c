"""Adapters that are loaded while a model is being served."""

from api_stability import beta, deprecated


@beta("Loading is complete; eviction may still change", since="0.9")
class LoraRegistry:
    """The adapters that are loaded."""

    def load(self, name: str) -> None:
        """Load an adapter without a restart."""

    @deprecated("Adapters are dropped when room is needed", removal="1.0", alternative="evict")
    def unload(self, name: str) -> None:
        """Drop an adapter."""

    def evict(self, count: int = 1) -> None:
        """Drop the adapters that were used least."""
