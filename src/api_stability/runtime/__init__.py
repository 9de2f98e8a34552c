"""What a project's own code imports; also written out as one file by `vendoring`.

Python 3.9, standard library only, and none of the slow parts of it: neither `typing`, `inspect` nor
`asyncio` is loaded by marking something.
"""

from __future__ import annotations

from api_stability.runtime.arguments import label
from api_stability.runtime.environment import env
from api_stability.runtime.marks import beta, deprecated, experimental, removal

__all__ = ["beta", "deprecated", "env", "experimental", "label", "removal"]
