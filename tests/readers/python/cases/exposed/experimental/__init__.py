from exposed._impl import Inside, everywhere, only_there
from exposed.experimental._own import own

__all__ = ["Inside", "everywhere", "only_there", "own"]
