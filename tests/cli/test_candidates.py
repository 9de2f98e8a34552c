"""The explanation of a level agrees with the resolution that made it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api_stability.cli.candidates import WAYS, find_candidates
from api_stability.model.index import Index
from api_stability.model.inventory import Inventory, Resolution
from api_stability.model.symbols import Declaration
from tests.support.inventories import PROJECT, declarations, make_inventory


def resolve(declarations: Iterable[Declaration], resolution: Resolution) -> Inventory:
    """The inventory of *declarations*, one for each id, under a resolution."""
    ladder = msgspec.structs.replace(PROJECT.ladder, resolution=resolution)
    project = msgspec.structs.replace(PROJECT, ladder=ladder)
    unique = {declaration.id: declaration for declaration in declarations}
    return make_inventory(*unique.values(), projects=(project,))


def make_orderly(declaration: Declaration) -> Declaration:
    """Without aliases that others share, and not enclosed by something inside itself."""
    above = declaration.enclosing
    return msgspec.structs.replace(
        declaration, aliases=(), enclosing=above if above and above < declaration.id else None
    )


@pytest.mark.parametrize("resolution", get_args(Resolution))
class TestAgreement:
    """The winner says the symbol's level; without any candidate it is the default."""

    @given(found=st.lists(declarations, max_size=6))
    def test_the_winner_is_the_level(
        self, resolution: Resolution, found: list[Declaration]
    ) -> None:
        inventory = resolve(map(make_orderly, found), resolution)
        index = Index(inventory)
        for symbol in inventory.symbols:
            candidates = find_candidates(symbol, index, inventory.projects[0].ladder)
            winners = [candidate.level for candidate in candidates if candidate.wins]
            said = [candidate.level for candidate in candidates if candidate.level]
            assert winners == ([] if symbol.basis == "default" else [symbol.level])
            assert bool(said) == bool(winners)

    @given(found=st.lists(declarations, max_size=6))
    def test_any_inventory_is_explained(
        self, resolution: Resolution, found: list[Declaration]
    ) -> None:
        inventory = resolve(found, resolution)
        index = Index(inventory)
        for symbol in inventory.symbols:
            candidates = find_candidates(symbol, index, inventory.projects[0].ladder)
            assert tuple(candidate.basis for candidate in candidates) == WAYS
