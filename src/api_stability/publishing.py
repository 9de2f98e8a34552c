"""What documentation publishes of the inventory, beside its pages."""

from __future__ import annotations

from typing import Final

import msgspec

from api_stability.model.inventory import Inventory

INVENTORY: Final = "stability.json"


def select_public(inventory: Inventory) -> Inventory:
    """The inventory without what is not public."""
    symbols = tuple(symbol for symbol in inventory.symbols if symbol.public)
    shown = {symbol.id for symbol in symbols}
    features = tuple(
        msgspec.structs.replace(
            feature, symbols=tuple(name for name in feature.symbols if name in shown)
        )
        for feature in inventory.features
    )
    return msgspec.structs.replace(inventory, symbols=symbols, features=features)
