"""Inventories that other projects publish: found, fetched within bounds, checked, kept for later.

Nothing here is used unless somebody configured another project; nothing is ever executed, and what
comes from elsewhere is either a whole valid inventory or a problem that is told.
"""

from __future__ import annotations

from api_stability.remote.configured import INVENTORY_NAME, Remote, is_address, read_remotes
from api_stability.remote.connecting import Access
from api_stability.remote.fetching import Limits
from api_stability.remote.obtaining import Obtained, obtain_inventories

__all__ = [
    "INVENTORY_NAME",
    "Access",
    "Limits",
    "Obtained",
    "Remote",
    "is_address",
    "obtain_inventories",
    "read_remotes",
]
